import { hash, verify } from '@node-rs/argon2'
import { newSecretToken } from '../../platform/index.ts'

/** argon2id as OWASP recommends it: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const passwordMinimumLength = 12

export function hashPassword(password: string): Promise<string> {
  return hash(password, cost)
}

/** Compares a password with a kept hash; without one it does the same work against a decoy and says no. */
export function createPasswordCheck(): (kept: string | undefined, password: string) => Promise<boolean> {
  const decoy = hashPassword(newSecretToken())
  return async (kept, password) => {
    const matches = await verify(kept ?? (await decoy), password)
    return matches && kept !== undefined
  }
}
