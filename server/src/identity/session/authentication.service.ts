import { hash } from 'node:crypto'
import { sha256, startOfDay } from '../../platform/index.ts'
import type { Clock, Database, Db, Log } from '../../platform/index.ts'
import { divideRoles, guardedRoles } from '../principal.ts'
import type { Principal } from '../principal.ts'
import { findAccountHolder, findEpoch, findSessionHolder, findTokenHolder } from '../principal.store.ts'
import type { Holder } from '../principal.store.ts'
import { isApiToken } from '../token/token.ts'
import { saveTokenUse } from '../token/token.store.ts'
import { isIdle, isUseDue } from './session.ts'
import type { IdleLimits } from './session.ts'
import { saveSessionUse } from './session.store.ts'

export interface Credentials {
  /** Value of the session cookie. */
  readonly session: string | undefined
  /** Token of the Authorization header; it counts before the cookie. */
  readonly bearer: string | undefined
  readonly requestId: string
}

export interface Authentication {
  /** Who the credentials stand for now; undefined when for nobody. Always checked against the current epoch. */
  authenticate(credentials: Credentials): Promise<Principal | undefined>
  /**
   * The kept principal of an API token, without a query. It is only as good as its `epoch`: the caller compares that
   * with the current one in the statement of its read, and on a difference calls `invalidate` and `authenticate`.
   */
  authenticateCached(bearer: string, requestId: string): Principal | undefined
  /** Says which epoch the database is at; principals kept for another one are dropped. */
  invalidate(epoch: number): void
  currentEpoch(db: Db): Promise<number>
  /**
   * Who an account is now, for work done on its behalf after its request has ended; undefined when it may do nothing
   * any more. The work runs as the system, with the account's rights of now.
   */
  principalNow(accountId: string, requestId: string): Promise<Principal | undefined>
}

/** A kept principal is read anew after this long, which also keeps "last used" fresh. */
const keepMilliseconds = 300_000

interface Kept {
  readonly principal: Principal
  readonly until: number
}

interface Deps {
  readonly database: Database
  readonly clock: Clock
  readonly log: Log
  /** Sessions end by idleness only when there are any. */
  readonly idleLimits: IdleLimits | undefined
}

export function createAuthentication(deps: Deps): Authentication {
  const { clock, log } = deps
  const db = deps.database.application
  const kept = new Map<string, Kept>()
  let keptEpoch = 0

  const invalidate = (epoch: number) => {
    if (epoch === keptEpoch) return
    kept.clear()
    keptEpoch = epoch
  }
  const authenticateCached = (bearer: string, requestId: string) => {
    const found = kept.get(hash('sha256', bearer, 'hex'))
    if (!found || found.until <= clock.now().getTime()) return undefined
    return { ...found.principal, requestId }
  }
  return {
    authenticate: ({ session, bearer, requestId }) =>
      bearer === undefined ? ofSession(deps, session, requestId) : ofToken(bearer, requestId),
    authenticateCached,
    invalidate,
    currentEpoch: findEpoch,
    principalNow: async (accountId, requestId) => {
      const holder = await findAccountHolder(db, accountId, clock.now())
      // The request was let through with what its sign-in held; here it counts what the account still holds.
      return holder && toPrincipal(holder, { via: 'system', requestId, isPhishingResistant: true, proof: null })
    },
  }

  async function ofToken(bearer: string, requestId: string): Promise<Principal | undefined> {
    if (!isApiToken(bearer)) return undefined
    const cached = authenticateCached(bearer, requestId)
    if (cached) {
      const epoch = await findEpoch(db)
      if (epoch === cached.epoch) return cached
      invalidate(epoch)
    }
    return loadToken(bearer, requestId)
  }

  async function loadToken(bearer: string, requestId: string): Promise<Principal | undefined> {
    const at = clock.now()
    const holder = await findTokenHolder(db, sha256(bearer), at)
    if (!holder) return undefined
    const { holdsGuardedRoles } = holder
    const principal = toPrincipal(holder, {
      ...{ via: 'token', requestId, isPhishingResistant: holdsGuardedRoles, proof: null },
    })
    // A slower look-up must not bring back what a newer epoch has ended.
    if (holder.epoch > keptEpoch) invalidate(holder.epoch)
    if (holder.epoch === keptEpoch) kept.set(hash('sha256', bearer, 'hex'), { principal, until: keepUntil(holder, at) })
    noteUse(log, saveTokenUse(db, holder.tokenId, at))
    return principal
  }
}

async function ofSession(
  { database, clock, log, idleLimits }: Deps,
  session: string | undefined,
  requestId: string,
): Promise<Principal | undefined> {
  if (session === undefined) return undefined
  const db = database.application
  const at = clock.now()
  const holder = await findSessionHolder(db, sha256(session), at)
  if (!holder) return undefined
  const { sessionId, factor, provenAt, lastUsedAt } = holder
  const principal = toPrincipal(holder, {
    ...{ via: 'session', requestId, isPhishingResistant: factor === 'passkey' },
    proof: { session: sessionId, factor, provenAt },
  })
  if (idleLimits && isIdle(lastUsedAt, at, idleMinutes(principal, idleLimits))) return undefined
  if (isUseDue(lastUsedAt, at)) noteUse(log, saveSessionUse(db, sessionId, at))
  return principal
}

/** Nobody waits for it, and nothing fails with it. */
function noteUse(log: Log, noted: Promise<void>): void {
  noted.catch((error: unknown) => {
    log.warn({ err: error }, 'identity: a use was not noted')
  })
}

function keepUntil({ expiresAt, unitValidTo, rolesChangeAt }: Holder, at: Date): number {
  const unitEnds = unitValidTo === null ? Infinity : startOfDay(unitValidTo).getTime()
  return Math.min(at.getTime() + keepMilliseconds, expiresAt.getTime(), unitEnds, rolesChangeAt?.getTime() ?? Infinity)
}

/** Roles of administration end sooner; demo accounts are looked at in peace. */
function idleMinutes({ roles, isDemo }: Principal, { minutes, administrationMinutes }: IdleLimits): number {
  return !isDemo && guardedRoles(roles).length > 0 ? administrationMinutes : minutes
}

type HowHeld = Pick<Principal, 'via' | 'requestId' | 'proof'> & { readonly isPhishingResistant: boolean }

function toPrincipal(holder: Omit<Holder, 'expiresAt'>, how: HowHeld): Principal {
  const { accountId, login, name, isDemo, organisation, epoch } = holder
  const { via, requestId, proof, isPhishingResistant } = how
  return {
    ...divideRoles(holder.roles, { isDemo, isPhishingResistant }),
    ...{ isDemo, proof },
    accountId,
    // The login, not the person's name: the journal keeps it for ever.
    accountName: login,
    unitId: organisation.id,
    unitName: organisation.name,
    via,
    requestId,
    login,
    name,
    organisation,
    epoch,
  }
}
