import { keyedDigest, sha256 } from '../../platform/index.ts'
import type { Clock, Db } from '../../platform/index.ts'
import { identityProblems } from '../identity.errors.ts'
import type { AccountId } from '../account/account.ts'
import type { History } from './history.service.ts'
import { isKnownDevice } from './session.store.ts'
import { addressThrottle, loginThrottle } from './throttle.ts'
import type { Throttle } from './throttle.ts'
import { claimAttempt, forgiveAttempts, removeOldAttempts } from './throttle.store.ts'
import type { Where } from './where.ts'

/** Counts tries before anything is looked at, so parallel guesses gain nothing. */
export interface Tries {
  /**
   * Counts a try with a login; gives what forgets it again. A browser that has signed in to the account before is counted
   * by itself, so guesses from elsewhere never keep the owner out. Throws `identity.tooManyAttempts`.
   */
  claimSignIn(login: string, where: Where, knownDevice: string | undefined): Promise<() => Promise<void>>
  /** Counts a try to prove oneself in a session of an account. */
  claimProof(accountId: AccountId, where: Where): Promise<() => Promise<void>>
}

interface Deps {
  readonly db: Db
  readonly clock: Clock
  readonly secret: string
  /** Each closing of a throttle is told there once. */
  readonly history: Pick<History, 'noteLockOut'>
}

export function createTries({ db, clock, secret, history }: Deps): Tries {
  const keyOf = (kind: string, value: string) => `${kind}:${keyedDigest(secret, 'sign-in', value)}`
  return {
    claimSignIn: async (login, where, knownDevice) => {
      const noteLogin = () => {
        history.noteLockOut({ login }, where)
      }
      if (knownDevice !== undefined && (await isKnownDevice(db, login, sha256(knownDevice)))) {
        return claimAlone(keyOf('device', `${login}\n${knownDevice}`), noteLogin)
      }
      const [loginKey, addressKey] = [keyOf('login', login), keyOf('address', where.address)]
      await claim(addressKey, addressThrottle, () => {
        history.noteLockOut(undefined, where)
      })
      await claim(loginKey, loginThrottle, noteLogin)
      return () => forgive(loginKey, addressKey)
    },
    claimProof: (accountId, where) => {
      return claimAlone(keyOf('proof', accountId), () => {
        history.noteLockOut({ accountId }, where)
      })
    },
  }

  async function claimAlone(key: string, noteLockOut: () => void): Promise<() => Promise<void>> {
    await claim(key, loginThrottle, noteLockOut)
    return () => forgive(key, key)
  }

  async function claim(key: string, throttle: Throttle, noteLockOut: () => void): Promise<void> {
    const at = clock.now()
    const closed = await claimAttempt(db, key, throttle, at)
    if (!closed) return
    if (closed.isFirst) noteLockOut()
    const retryAfter = Math.max(1, Math.ceil((closed.until.getTime() - at.getTime()) / 1_000))
    throw identityProblems.tooManyAttempts({ retryAfter })
  }

  async function forgive(key: string, addressKey: string): Promise<void> {
    await forgiveAttempts(db, key, addressKey)
    await removeOldAttempts(db, clock.now())
  }
}
