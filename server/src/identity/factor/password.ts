import { hash, verify } from '@node-rs/argon2'
import { newSecretToken } from '../../platform/index.ts'
import { identityProblems } from '../identity.errors.ts'
import { isCommonPassword } from './common-password.ts'

/** argon2id as OWASP recommends it: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

const minimum = 12

export function hashPassword(password: string): Promise<string> {
  return hash(password, cost)
}

/** Throws unless a password is long enough and not one that everybody tries; there is no other rule. */
export function requireGoodPassword(password: string, login: string): void {
  if (Array.from(password).length < minimum) throw identityProblems.passwordTooShort({ minimum })
  if (isCommonPassword(password, login)) throw identityProblems.passwordCommon()
}

/** Compares a password with a kept hash; without one it does the same work against a decoy and says no. */
export type PasswordCheck = (kept: string | undefined, password: string) => Promise<boolean>

export function createPasswordCheck(): PasswordCheck {
  const decoy = hashPassword(newSecretToken())
  return async (kept, password) => {
    const matches = await verify(kept ?? (await decoy), password)
    return matches && kept !== undefined
  }
}
