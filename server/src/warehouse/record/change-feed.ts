import type { Principal } from '../../identity/index.ts'
import { platformProblems } from '../../platform/index.ts'
import type { CursorSeal, Database, Json } from '../../platform/index.ts'
import { listChanges } from './change-feed.store.ts'
import type { ChangeRow } from './change-feed.store.ts'
import { entitlementOf, requireKeys } from './entitlement.ts'
import type { Entitlement, EntitlementDeps } from './entitlement.ts'
import type { ShownField } from './shown-field.ts'
import { parseRecordQuery } from './record-query.ts'
import { findApply, findState } from '../storage/state.store.ts'
import type { PastState } from '../storage/state.store.ts'

export interface ChangesRequest {
  readonly dataset: string
  readonly purpose: string | undefined
  readonly select: string | undefined
  /** Changes after this apply; 0 for all since the first. */
  readonly since: number
  readonly cursor: string | undefined
  readonly limit: number
}

export interface Changes {
  readonly entitlement: Entitlement
  readonly fields: readonly ShownField[]
  /** The apply in force; null while there is none. */
  readonly apply: number | null
  readonly from: Place
  readonly items: readonly Change[]
  /** Where to go on, now or later: nothing between two answers is left out or told twice. */
  readonly next: string
  /** Whether more is there already. */
  readonly more: boolean
}

interface Change extends ChangeRow {
  readonly apply: number
  readonly at: Date
}

/** The next change to tell: an apply and a place in it. */
type Place = readonly [apply: number, ordinal: number]

/** Rows looked at for one answer to a reader of a part of the rows; the rest is told in the next answer. */
const widestWindow = 20_000

/** Applies of a dataset come into force one after the other, so a place in one of them is all a reader has to remember. */
export async function readChanges(
  deps: EntitlementDeps & { readonly database: Database; readonly cursors: CursorSeal },
  reader: Principal,
  request: ChangesRequest,
): Promise<Changes> {
  const { dataset, purpose, since, cursor, limit } = request
  const entitlement = await entitlementOf(deps, reader, { dataset, purpose, channel: 'changes' })
  requireKeys(entitlement)
  const { select } = parseRecordQuery(entitlement.fields, { select: request.select })
  const seal = JSON.stringify(['changes', dataset, reader.unitId])
  const from = cursor === undefined ? ([since + 1, 0] as const) : toPlace(deps.cursors.open(seal, cursor))
  const { window } = entitlement
  const { db } = window
  const latest = (await findState(db, entitlement.dataset.id))?.apply ?? 0
  const items: Change[] = []
  let [apply, ordinal] = from
  for (let looked = 0; apply <= latest && items.length < limit && looked < widestWindow;) {
    const past = await findApply(db, entitlement.dataset.id, apply)
    if (!past) break
    const wanted = limit - items.length
    const to = Math.min(past.leaves, ordinal + (window.reach === 'whole' ? wanted : widestWindow - looked))
    const rows = await listChanges(db, window, { apply, from: ordinal, to, select })
    items.push(...rows.slice(0, wanted).map((row) => toChange(row, past)))
    looked += to - ordinal
    ordinal = rows.length > wanted ? (rows[wanted]?.ordinal ?? to) : to
    if (ordinal >= past.leaves) [apply, ordinal] = [apply + 1, 0]
  }
  const next = deps.cursors.seal(seal, [apply, ordinal])
  return {
    entitlement,
    fields: select,
    apply: latest === 0 ? null : latest,
    from,
    items,
    next,
    more: apply <= latest,
  }
}

function toPlace(position: Json): Place {
  const [apply, ordinal] = Array.isArray(position) ? (position as readonly Json[]) : []
  if (typeof apply !== 'number' || typeof ordinal !== 'number') throw platformProblems.invalidCursor()
  return [apply, ordinal]
}

function toChange(row: ChangeRow, { apply, at }: PastState): Change {
  return { ...row, apply, at }
}
