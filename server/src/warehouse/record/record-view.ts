import type { Structure } from '../../catalogue/index.ts'
import type { Principal } from '../../identity/index.ts'
import type { Database, Db } from '../../platform/index.ts'
import { lookupFields } from '../storage/columns.sql.ts'
import { grantOf } from './record-grant.ts'
import type { Grant, GrantDeps } from './record-grant.ts'
import { findApply, findStateAt } from '../storage/state.store.ts'
import type { PastState } from '../storage/state.store.ts'
import { warehouseProblems } from '../warehouse.errors.ts'

export interface ViewRequest {
  readonly dataset: string
  readonly purpose: string | undefined
  /** The number of an apply, or an instant; undefined for the state in force. */
  readonly asOf: string | undefined
  /** The version of the structure the rows are told in; undefined for the one of the state that is read. */
  readonly structure?: number | undefined
}

/** A granted look at a dataset: its state in force, or an earlier one in the structure it was written under. */
export interface View {
  readonly grant: Grant
  /** The apply whose state is read; undefined for the state in force. */
  readonly asOf: number | undefined
}

/** What may be read is decided by the rights of now, whatever state is looked at. */
export async function viewOf(
  deps: GrantDeps & { readonly database: Database },
  reader: Principal,
  { dataset, purpose, asOf, structure: version }: ViewRequest,
): Promise<View> {
  const grant = await grantOf(deps, reader, dataset, purpose)
  const structureOf = (number: number) => deps.catalogue.structureVersion(grant.dataset.id, number)
  if (asOf === undefined) {
    if (version === undefined) return { grant, asOf }
    const told = grantUnder(await structureOf(version), grant)
    if (!told) throw warehouseProblems.structureWithoutScope({ version })
    return { grant: told, asOf }
  }
  const state = await findPastState(deps.database.reader, grant.dataset.id, asOf)
  const structure = state && (await structureOf(version ?? state.structureVersion))
  const earlier = structure && grantUnder(structure, grant)
  if (!earlier) throw warehouseProblems.unknownState({ asOf: asOf.slice(0, 40) })
  return { grant: earlier, asOf: state.apply }
}

/**
 * The same grant over another structure; none where that had no field to keep the reader within the rows allowed. A field
 * that is no more is as readable as it was declared to be: sensitive ones only by who may read all of today's.
 */
function grantUnder(structure: Structure, grant: Grant): Grant | undefined {
  const today = lookupFields(grant.structure)
  const readsAll = today.length === grant.fields.length
  const declared = lookupFields(structure).map((field) => {
    const now = today.find(({ id }) => id === field.id)
    return { ...field, searched: now?.searched ?? false, indexed: now?.indexed ?? false }
  })
  const fields = declared.filter(({ id, sensitivity }) => {
    const isThere = today.some((field) => field.id === id)
    return isThere ? grant.fields.some((field) => field.id === id) : readsAll || sensitivity !== 'sensitive'
  })
  if (grant.scope === undefined) return { ...grant, structure, fields }
  const { id } = grant.scope.field
  const field = declared.find((each) => each.id === id)
  return field && { ...grant, structure, fields, scope: { ...grant.scope, field } }
}

const applyNumber = /^[1-9]\d{0,14}$/
const instantForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/

async function findPastState(db: Db, datasetId: string, asOf: string): Promise<PastState | undefined> {
  if (applyNumber.test(asOf)) return findApply(db, datasetId, Number(asOf))
  const instant = new Date(asOf)
  if (!instantForm.test(asOf) || Number.isNaN(instant.getTime())) return undefined
  return findStateAt(db, datasetId, instant)
}
