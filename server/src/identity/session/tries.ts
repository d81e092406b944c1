import { keyedDigest, sha256 } from '../../platform/index.ts'
import type { Clock, Db } from '../../platform/index.ts'
import { identityProblems } from '../identity.errors.ts'
import { isKnownDevice } from './session.store.ts'
import { addressThrottle, loginThrottle } from './throttle.ts'
import type { Throttle } from './throttle.ts'
import { claimAttempt, forgiveAttempts, removeOldAttempts } from './throttle.store.ts'

/** Counts tries before anything is looked at, so parallel guesses gain nothing. */
export interface Tries {
  /**
   * Counts a try with a login; gives what forgets it again. A browser that has signed in to the account before is counted
   * by itself, so guesses from elsewhere never keep the owner out. Throws `identity.tooManyAttempts`.
   */
  claimSignIn(login: string, address: string, knownDevice: string | undefined): Promise<() => Promise<void>>
  /** Counts a try to prove oneself in a session of an account. */
  claimProof(accountId: string): Promise<() => Promise<void>>
}

export function createTries({ db, clock, secret }: { db: Db; clock: Clock; secret: string }): Tries {
  const keyOf = (kind: string, value: string) => `${kind}:${keyedDigest(secret, 'sign-in', value)}`
  return {
    claimSignIn: async (login, address, knownDevice) => {
      if (knownDevice !== undefined && (await isKnownDevice(db, login, sha256(knownDevice)))) {
        return claimAlone(keyOf('device', `${login}\n${knownDevice}`))
      }
      const [loginKey, addressKey] = [keyOf('login', login), keyOf('address', address)]
      await claim(addressKey, addressThrottle)
      await claim(loginKey, loginThrottle)
      return () => forgive(loginKey, addressKey)
    },
    claimProof: (accountId) => claimAlone(keyOf('proof', accountId)),
  }

  async function claimAlone(key: string): Promise<() => Promise<void>> {
    await claim(key, loginThrottle)
    return () => forgive(key, key)
  }

  async function claim(key: string, throttle: Throttle): Promise<void> {
    const at = clock.now()
    const closedUntil = await claimAttempt(db, key, throttle, at)
    if (!closedUntil) return
    const retryAfter = Math.max(1, Math.ceil((closedUntil.getTime() - at.getTime()) / 1_000))
    throw identityProblems.tooManyAttempts({ retryAfter })
  }

  async function forgive(key: string, addressKey: string): Promise<void> {
    await forgiveAttempts(db, key, addressKey)
    await removeOldAttempts(db, clock.now())
  }
}
