import type { Journal, Tx } from '../../journal/index.ts'
import { keyedDigest, newId, newSecretToken, platformProblems, sameSecret, sha256 } from '../../platform/index.ts'
import type { Clock, Database } from '../../platform/index.ts'
import type { AccountId } from '../account/account.ts'
import { saveAccountUse } from '../account/account.store.ts'
import { identityProblems } from '../identity.errors.ts'
import { identityEvents } from '../identity.events.ts'
import type { Principal } from '../principal.ts'
import type { Authentication } from './authentication.service.ts'
import type { History } from './history.service.ts'
import type { OpenSession, SessionFactor, SignInRecord } from './session.ts'
import {
  insertSession,
  listSessions,
  removeExpiredSessions,
  removeSession,
  removeSessionOf,
  removeSessions,
  renewSession,
  saveKnownDevice,
} from './session.store.ts'
import type { Where } from './where.ts'

export interface OpenedSession {
  /** Value of the cookie; only its digest is kept. */
  readonly session: string
  readonly expiresAt: Date
  readonly principal: Principal
}

/** Who signed in, by what and from where. */
export interface Opening {
  readonly accountId: AccountId
  readonly factor: SessionFactor
  readonly method: SignInRecord['method']
  readonly where: Where
  readonly requestId: string
  /** Value of the cookie by which this browser is known later. */
  readonly knownDevice?: string | undefined
}

export interface Sessions {
  /** Opens a session for who has proved to be the account's person; always under a new name. */
  openSession(opening: Opening): Promise<OpenedSession>
  /** The person of a session has proved to be there again: it goes on under a new name. */
  renewSession(principal: Principal, renewal: Omit<Opening, 'accountId' | 'requestId'>): Promise<OpenedSession>
  signOut(session: string): Promise<void>
  listSessions(accountId: AccountId): Promise<OpenSession[]>
  /** Ends one session of the caller's own account. */
  endSession(principal: Principal, id: string): Promise<void>
  /** Ends every session of the caller's own account, this one too and those at other applications, and forgets its browsers. */
  signOutEverywhere(principal: Principal): Promise<void>
  /** The token that a page of this session sends along when it changes something. */
  csrfToken(session: string): string
  /** Throws `platform.csrfMismatch` unless the header holds the session's CSRF token. */
  checkCsrf(session: string, header: string | undefined): void
}

interface Deps {
  readonly database: Database
  readonly journal: Journal
  readonly clock: Clock
  readonly authentication: Authentication
  readonly history: History
  readonly sessionHours: number
  readonly secret: string
}

const hourMilliseconds = 3_600_000

export function createSessions(deps: Deps): Sessions {
  const { database, clock, history, sessionHours, secret } = deps
  const db = database.application
  const csrfToken = (session: string) => keyedDigest(secret, 'csrf', session)
  return {
    openSession,
    renewSession: renew,
    signOut: (session) => removeSession(db, sha256(session)),
    ...createKeeping(deps),
    csrfToken,
    checkCsrf: (session, header = '') => {
      if (!sameSecret(header, csrfToken(session))) throw platformProblems.csrfMismatch()
    },
  }

  async function openSession(opening: Opening): Promise<OpenedSession> {
    const { accountId, factor, method, where, requestId, knownDevice } = opening
    const at = clock.now()
    await removeExpiredSessions(db, at)
    const session = newSecretToken()
    const expiresAt = new Date(at.getTime() + sessionHours * hourMilliseconds)
    const named = { id: newId<'session'>(at), digest: sha256(session), openedAt: at, expiresAt }
    await insertSession(db, { ...named, accountId, factor, ...where })
    const principal = await principalBehind(deps, session, requestId)
    await saveAccountUse(db, accountId, at)
    await history.note(accountId, { at, outcome: 'opened', method, ...where })
    if (knownDevice !== undefined) await saveKnownDevice(db, accountId, sha256(knownDevice), at)
    return { session, expiresAt, principal }
  }

  async function renew(
    principal: Principal,
    renewal: Omit<Opening, 'accountId' | 'requestId'>,
  ): Promise<OpenedSession> {
    const { factor, method, where } = renewal
    const at = clock.now()
    const session = newSecretToken()
    const id = principal.proof?.session
    const renewed = id && (await renewSession(db, { id, digest: sha256(session), factor, at }))
    if (!renewed) throw platformProblems.signInRequired()
    await history.note(principal.accountId, { at, outcome: 'proven', method, ...where })
    return {
      session,
      expiresAt: renewed.expiresAt,
      principal: await principalBehind(deps, session, principal.requestId),
    }
  }
}

async function principalBehind(
  { database, authentication }: Deps,
  session: string,
  requestId: string,
): Promise<Principal> {
  const principal = await authentication.authenticate({ session, shown: undefined, requestId })
  if (principal) return principal
  // Who proved to be the person may know why nothing opened; that is no help to a stranger.
  await removeSession(database.application, sha256(session))
  throw identityProblems.accountSuspended()
}

/** What the owner of an account sees and does about its sessions. */
function createKeeping({
  database,
  journal,
  clock,
}: Deps): Pick<Sessions, 'listSessions' | 'endSession' | 'signOutEverywhere'> {
  return {
    listSessions: (accountId) => listSessions(database.application, accountId, clock.now()),
    endSession: (principal, id) => {
      return journal.change(principal, async (tx) => {
        if (!(await removeSessionOf(tx, principal.accountId, id))) throw identityProblems.sessionNotFound()
        await recordEnd(tx, principal, { everywhere: false })
      })
    },
    signOutEverywhere: (principal) => {
      return journal.change(principal, async (tx) => {
        await removeSessions(tx, principal.accountId)
        await recordEnd(tx, principal, { everywhere: true })
      })
    },
  }
}

async function recordEnd(tx: Tx, { accountId, login }: Principal, payload: { everywhere: boolean }): Promise<void> {
  const subject = { type: 'account', id: accountId, label: login }
  await tx.record({ event: identityEvents['session.ended'], subject, payload })
}
