import { hash } from 'node:crypto'
import { sha256, startOfDay } from '../../platform/index.ts'
import type { Clock, Database, Db, Log } from '../../platform/index.ts'
import type { Principal } from '../principal.ts'
import { findAccountHolder, findEpoch, findSessionHolder, findTokenHolder } from '../principal.store.ts'
import type { Holder } from '../principal.store.ts'
import { isApiToken } from '../token/token.ts'
import { saveTokenUse } from '../token/token.store.ts'

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

export function createAuthentication(deps: { database: Database; clock: Clock; log: Log }): Authentication {
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
      bearer === undefined ? ofSession(session, requestId) : ofToken(bearer, requestId),
    authenticateCached,
    invalidate,
    currentEpoch: findEpoch,
    principalNow: async (accountId, requestId) => {
      const holder = await findAccountHolder(db, accountId, clock.now())
      return holder && toPrincipal(holder, 'system', requestId)
    },
  }

  async function ofSession(session: string | undefined, requestId: string): Promise<Principal | undefined> {
    if (session === undefined) return undefined
    const holder = await findSessionHolder(db, sha256(session), clock.now())
    return holder && toPrincipal(holder, 'session', requestId)
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
    const principal = toPrincipal(holder, 'token', requestId)
    // A slower look-up must not bring back what a newer epoch has ended.
    if (holder.epoch > keptEpoch) invalidate(holder.epoch)
    if (holder.epoch === keptEpoch) kept.set(hash('sha256', bearer, 'hex'), { principal, until: keepUntil(holder, at) })
    saveTokenUse(db, holder.tokenId, at).catch((error: unknown) => {
      log.warn({ err: error }, 'identity: the use of a token was not noted')
    })
    return principal
  }
}

function keepUntil({ expiresAt, unitValidTo, rolesChangeAt }: Holder, at: Date): number {
  const unitEnds = unitValidTo === null ? Infinity : startOfDay(unitValidTo).getTime()
  return Math.min(at.getTime() + keepMilliseconds, expiresAt.getTime(), unitEnds, rolesChangeAt?.getTime() ?? Infinity)
}

function toPrincipal(holder: Omit<Holder, 'expiresAt'>, via: Principal['via'], requestId: string): Principal {
  const { accountId, login, name, roles, organisation, epoch } = holder
  return {
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
    roles,
    epoch,
  }
}
