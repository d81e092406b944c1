import { keyedDigest, newSecretToken, platformProblems, sameSecret, sha256 } from '../../platform/index.ts'
import type { Clock, Database } from '../../platform/index.ts'
import { normaliseLogin } from '../account/account.ts'
import { findCredential, saveAccountUse } from '../account/account.store.ts'
import type { Authentication } from './authentication.service.ts'
import { identityProblems } from '../identity.errors.ts'
import { createPasswordCheck } from './password.ts'
import type { Principal } from '../principal.ts'
import { insertSession, removeExpiredSessions, removeSession } from './session.store.ts'
import { addressThrottle, loginThrottle } from './throttle.ts'
import type { Throttle } from './throttle.ts'
import { claimAttempt, forgiveAttempts, removeOldAttempts } from './throttle.store.ts'

export interface SignIn {
  readonly login: string
  readonly password: string
  /** Where the request comes from. */
  readonly address: string
  readonly requestId: string
}

export interface OpenedSession {
  /** Value of the cookie; only its digest is kept. */
  readonly session: string
  readonly expiresAt: Date
  readonly principal: Principal
}

export interface Sessions {
  signIn(signIn: SignIn): Promise<OpenedSession>
  signOut(session: string): Promise<void>
  /** The token that a page of this session sends along when it changes something. */
  csrfToken(session: string): string
  /** Throws `platform.csrfMismatch` unless the header holds the session's CSRF token. */
  checkCsrf(session: string, header: string | undefined): void
}

interface Deps {
  readonly database: Database
  readonly clock: Clock
  readonly authentication: Authentication
  readonly sessionHours: number
  readonly secret: string
}

const hourMilliseconds = 3_600_000

export function createSessions({ database, clock, authentication, sessionHours, secret }: Deps): Sessions {
  const db = database.application
  const checkPassword = createPasswordCheck()
  const csrfToken = (session: string) => keyedDigest(secret, 'csrf', session)
  const throttleKey = (kind: string, value: string) => `${kind}:${keyedDigest(secret, 'sign-in', value)}`
  return {
    signIn,
    signOut: (session) => removeSession(db, sha256(session)),
    csrfToken,
    checkCsrf: (session, header = '') => {
      if (!sameSecret(header, csrfToken(session))) throw platformProblems.csrfMismatch()
    },
  }

  async function signIn({ login, password, address, requestId }: SignIn): Promise<OpenedSession> {
    const name = normaliseLogin(login)
    const [loginKey, addressKey] = [throttleKey('login', name), throttleKey('address', address)]
    await claim(addressKey, addressThrottle)
    await claim(loginKey, loginThrottle)
    const credential = await findCredential(db, name)
    const matches = await checkPassword(credential?.passwordHash ?? undefined, password)
    if (!matches || !credential) throw identityProblems.signInFailed()
    await forgiveAttempts(db, loginKey, addressKey)
    const at = clock.now()
    await removeOldAttempts(db, at)
    await removeExpiredSessions(db, at)
    const session = newSecretToken()
    const expiresAt = new Date(at.getTime() + sessionHours * hourMilliseconds)
    await insertSession(db, { digest: sha256(session), accountId: credential.accountId, openedAt: at, expiresAt })
    const principal = await authentication.authenticate({ session, bearer: undefined, requestId })
    // The password was right, so saying why is no help to a stranger.
    if (!principal) throw identityProblems.accountSuspended()
    await saveAccountUse(db, credential.accountId, at)
    return { session, expiresAt, principal }
  }

  async function claim(key: string, throttle: Throttle): Promise<void> {
    const at = clock.now()
    const closedUntil = await claimAttempt(db, key, throttle, at)
    if (!closedUntil) return
    const retryAfter = Math.max(1, Math.ceil((closedUntil.getTime() - at.getTime()) / 1_000))
    throw identityProblems.tooManyAttempts({ retryAfter })
  }
}
