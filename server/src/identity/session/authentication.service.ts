import { hash } from 'node:crypto'
import type { ActingClient } from '../../journal/index.ts'
import { sha256, startOfDay } from '../../platform/index.ts'
import type { Clock, Database, Db, Log } from '../../platform/index.ts'
import { saveAccountUse } from '../account/account.store.ts'
import { isAccessToken, rulesOfAccess } from '../openid/access-token.ts'
import type { Possession, Shown } from '../openid/possession.ts'
import { divideRoles, guardedRoles } from '../principal.ts'
import type { Principal } from '../principal.ts'
import {
  findAccessHolder,
  findAccountHolder,
  findEpoch,
  findSessionHolder,
  findTokenHolder,
} from '../principal.store.ts'
import type { Holder } from '../principal.store.ts'
import { isApiToken, rulesOfToken } from '../token/token.ts'
import { saveTokenUse } from '../token/token.store.ts'
import { isIdle, isUseDue, resistsPhishing } from './session.ts'
import type { IdleLimits } from './session.ts'
import { saveSessionUse } from './session.store.ts'

export interface Credentials {
  /** Value of the session cookie. */
  readonly session: string | undefined
  /** The token of the Authorization header, and what is shown with it; it counts before the cookie. */
  readonly shown: Shown | undefined
  readonly requestId: string
  /** Nobody is there: a page asks by itself, which keeps no session alive. */
  readonly isUnattended?: boolean
}

export interface Authentication {
  /** Who the credentials stand for now; undefined when for nobody. Always checked against the current epoch. */
  authenticate(credentials: Credentials): Promise<Principal | undefined>
  /**
   * The kept principal of a token, without a query. It is only as good as its `epoch`: the caller compares that with the
   * current one in the statement of its read, and on a difference calls `invalidate` and `authenticate`. Throws, as
   * `authenticate` does, when the request does not show what the token asks for.
   */
  authenticateCached(shown: Shown, requestId: string): Principal | undefined
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
const mostKept = 20_000

interface Kept {
  readonly principal: Principal
  readonly until: number
  /** Throws unless the request may use the token. */
  readonly check: (shown: Shown) => void
}

export interface AuthenticationDeps {
  readonly database: Database
  readonly clock: Clock
  readonly log: Log
  /** Sessions end by idleness only when there are any. */
  readonly idleLimits: IdleLimits | undefined
  readonly possession: Possession
  /** The audience of access tokens: this API. */
  readonly api: () => string
}

export function createAuthentication(deps: AuthenticationDeps): Authentication {
  const { clock, log } = deps
  const db = deps.database.application
  const load = createTokenLoader(deps)
  const { find: authenticateCached, keep, invalidate } = createKeptPrincipals(clock)
  return {
    authenticate: (credentials) =>
      credentials.shown === undefined
        ? ofSession(deps, credentials)
        : ofToken(credentials.shown, credentials.requestId),
    authenticateCached,
    invalidate,
    currentEpoch: findEpoch,
    principalNow: async (accountId, requestId) => {
      const holder = await findAccountHolder(db, accountId, clock.now())
      // The request was let through with what its sign-in held; here it counts what the account still holds.
      return holder && toPrincipal(holder, { via: 'system', requestId, isPhishingResistant: true, proof: null })
    },
  }

  async function ofToken(shown: Shown, requestId: string): Promise<Principal | undefined> {
    const cached = authenticateCached(shown, requestId)
    if (cached) {
      const epoch = await findEpoch(db)
      if (epoch === cached.epoch) return cached
      invalidate(epoch)
    }
    const at = clock.now()
    const found = await load(shown, at)
    if (!found) return undefined
    const { holder, client, check, saveUse, isPhishingResistant } = found
    check(shown)
    noteUse(log, saveUse())
    const principal = toPrincipal(holder, { via: 'token', requestId, client, isPhishingResistant, proof: null })
    keep(shown, { principal, until: keepUntil(holder, at), check })
    return principal
  }
}

/** Principals of tokens, each for one epoch. */
function createKeptPrincipals(clock: Clock) {
  const kept = new Map<string, Kept>()
  let keptEpoch = 0
  const invalidate = (epoch: number) => {
    if (epoch === keptEpoch) return
    kept.clear()
    keptEpoch = epoch
  }
  return {
    invalidate,
    find: (shown: Shown, requestId: string): Principal | undefined => {
      const found = kept.get(keyOf(shown))
      if (!found || found.until <= clock.now().getTime()) return undefined
      found.check(shown)
      return { ...found.principal, requestId }
    },
    keep: (shown: Shown, entry: Kept) => {
      const { epoch } = entry.principal
      // A slower look-up must not bring back what a newer epoch has ended.
      if (epoch > keptEpoch) invalidate(epoch)
      // Tokens that ended are forgotten, too, though nobody asks for them again.
      if (kept.size >= mostKept) kept.clear()
      if (epoch === keptEpoch) kept.set(keyOf(shown), entry)
    },
  }
}

interface Loaded {
  readonly holder: Holder
  readonly client: ActingClient
  readonly check: Kept['check']
  readonly saveUse: () => Promise<void>
  /** Whether what it was issued on could not be phished. */
  readonly isPhishingResistant: boolean
}

/** Looks up tokens: those of our own simple kind, and those of the OpenID provider. */
function createTokenLoader(deps: AuthenticationDeps): (shown: Shown, at: Date) => Promise<Loaded | undefined> {
  const db = deps.database.application
  return (shown, at) => (isApiToken(shown.token) ? loadApiToken(shown, at) : loadAccessToken(shown, at))

  async function loadApiToken({ scheme, token }: Shown, at: Date): Promise<Loaded | undefined> {
    const holder = scheme === 'Bearer' ? await findTokenHolder(db, sha256(token), at) : undefined
    if (!holder) return undefined
    const saveUse = () => saveTokenUse(db, holder.tokenId, at)
    const client = { code: null, token: holder.tokenId }
    return { holder, client, check: rulesOfToken(holder), saveUse, isPhishingResistant: holder.holdsGuardedRoles }
  }

  async function loadAccessToken({ token }: Shown, at: Date): Promise<Loaded | undefined> {
    const digest = sha256(token)
    const holder = isAccessToken(token) ? await findAccessHolder(db, digest, at) : undefined
    if (holder?.audience !== deps.api()) return undefined
    const saveUse = () => saveAccountUse(db, holder.accountId, at)
    const check = rulesOfAccess(holder, deps.possession)
    const client = { code: holder.client, token: digest.toString('hex') }
    return { holder, client, check, saveUse, isPhishingResistant: holder.isPhishingResistant }
  }
}

const keyOf = ({ token }: Shown) => hash('sha256', token, 'hex')

async function ofSession(
  { database, clock, log, idleLimits }: AuthenticationDeps,
  { session, requestId, isUnattended = false }: Credentials,
): Promise<Principal | undefined> {
  if (session === undefined) return undefined
  const db = database.application
  const at = clock.now()
  const holder = await findSessionHolder(db, sha256(session), at)
  if (!holder) return undefined
  const { sessionId, factor, provenAt, lastUsedAt } = holder
  const principal = toPrincipal(holder, {
    ...{ via: 'session', requestId, isPhishingResistant: resistsPhishing(factor) },
    proof: { session: sessionId, factor, provenAt },
  })
  if (idleLimits && isIdle(lastUsedAt, at, idleMinutes(principal, idleLimits))) return undefined
  if (!isUnattended && isUseDue(lastUsedAt, at)) noteUse(log, saveSessionUse(db, sessionId, at))
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

type HowHeld = Pick<Principal, 'via' | 'requestId' | 'client' | 'proof'> & { readonly isPhishingResistant: boolean }

function toPrincipal(holder: Omit<Holder, 'expiresAt'>, how: HowHeld): Principal {
  const { accountId, login, name, isDemo, organisation, epoch } = holder
  const { via, requestId, client, proof, isPhishingResistant } = how
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
    client,
    login,
    name,
    organisation,
    epoch,
  }
}
