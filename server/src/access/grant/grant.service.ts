import type { Principal } from '../../identity/index.ts'
import type { Journal, Tx } from '../../journal/index.ts'
import { newId } from '../../platform/index.ts'
import type { Database, Json } from '../../platform/index.ts'
import { accessEvents } from '../access.events.ts'
import { grantRequestProblems } from './grant-request.errors.ts'
import { endHold, insertHold, listGrants, listHeldGrants, lockGrant, revokeGrant } from './grant.store.ts'
import type { Grant, Party } from './grant.ts'
import type { HeldGrant } from './standing.ts'
import { seenBy } from './stepping.ts'
import { writtenNumber } from '../written-number.ts'

export interface Grants {
  /** Throws `access.grantNotFound`, also where the caller has nothing to do with it. */
  getGrant(principal: Principal, id: string): Promise<Grant>
  listGrants(
    principal: Principal,
    page: { readonly dataset: string | undefined; readonly before: string | undefined; readonly limit: number },
  ): Promise<Grant[]>
  /** The grant rests until the same party lets it go; the next request under it is refused. */
  holdGrant(principal: Principal, id: string, reason: string): Promise<Grant>
  letGrantGo(principal: Principal, id: string, reason: string): Promise<Grant>
  /** Ends it at once, for good. */
  revokeGrant(principal: Principal, id: string, reason: string): Promise<Grant>
  /** What a unit may use at an instant, newest first: of one dataset, or of all with the dataset of each. */
  heldBy(use: {
    readonly unit: string
    readonly dataset?: string
    readonly at: Date
  }): Promise<(HeldGrant & { readonly dataset: string })[]>
}

export interface GrantDeps {
  readonly database: Database
  readonly journal: Journal
}

interface Act {
  readonly event: 'grant.held' | 'grant.letGo' | 'grant.revoked'
  /** Refuses, writes, and gives what the entry says besides the reason. */
  readonly work: (tx: Tx, grant: Grant) => Promise<Readonly<Record<string, Json>>>
}

export function createGrants({ database, journal }: GrantDeps): Grants {
  const db = database.application
  const get: Grants['getGrant'] = async (principal, id) => {
    const [grant] = await listGrants(db, { id, seenBy: seenBy(principal) })
    if (!grant) throw grantRequestProblems.grantNotFound()
    return grant
  }
  const act = async (principal: Principal, id: string, reason: string, { event, work }: Act) => {
    await get(principal, id)
    await journal.change(principal, async (tx) => {
      const grant = await lockGrant(tx, id)
      if (!grant) throw grantRequestProblems.grantNotFound()
      if (tx.at >= grant.endsAt) throw grantRequestProblems.grantOver({ number: writtenNumber(grant) })
      await tx.record({
        event: accessEvents[event],
        subject: { type: 'grant', id, label: writtenNumber(grant) },
        payload: { ...(await work(tx, grant)), reason },
      })
    })
    return get(principal, id)
  }
  return {
    getGrant: get,
    listGrants: (principal, page) => listGrants(db, { ...page, seenBy: seenBy(principal) }),
    holdGrant: (principal, id, reason) =>
      act(principal, id, reason, {
        event: 'grant.held',
        work: async (tx, grant) => {
          const party = partyOf(principal, grant)
          const hold = { id: newId<'hold'>(tx.at), grant: id, party, by: principal.accountName, reason }
          if (!(await insertHold(tx, hold))) throw problem('grantHeldAlready', grant)
          return { party }
        },
      }),
    letGrantGo: (principal, id, reason) =>
      act(principal, id, reason, {
        event: 'grant.letGo',
        work: async (tx, grant) => {
          const party = partyOf(principal, grant)
          if (!(await endHold(tx, id, party))) throw problem('grantNotHeld', grant)
          return { party }
        },
      }),
    revokeGrant: (principal, id, reason) =>
      act(principal, id, reason, {
        event: 'grant.revoked',
        work: async (tx, grant) => {
          await revokeGrant(tx, id, reason)
          return { before: { endsAt: grant.endsAt.toISOString() } }
        },
      }),
    heldBy: (use) => listHeldGrants(db, use),
  }
}

/** A coordinator who works in one of the units acts for all parties. */
function partyOf({ roles, unitId }: Principal, grant: Grant): Party {
  if (roles.includes('coordinator')) return 'coordinator'
  if (grant.dataset.provider.id === unitId) return 'provider'
  if (grant.holders.some(({ id }) => id === unitId)) return 'consumer'
  throw problem('grantForeign', grant)
}

function problem(name: 'grantForeign' | 'grantHeldAlready' | 'grantNotHeld', grant: Grant) {
  return grantRequestProblems[name]({ number: writtenNumber(grant) })
}
