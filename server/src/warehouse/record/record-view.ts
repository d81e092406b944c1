import type { Catalogue, Structure } from '../../catalogue/index.ts'
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
  const told = version === undefined ? undefined : await deps.catalogue.structureVersion(grant.dataset.id, version)
  if (asOf === undefined) {
    const under = told === undefined ? grant : await grantUnder(deps.catalogue, told, grant)
    if (!under) throw warehouseProblems.structureWithoutScope({ version: version ?? 0 })
    return { grant: under, asOf }
  }
  const instant = toInstant(asOf)
  const state = await findPastState(deps.database.reader, grant.dataset.id, instant ?? asOf)
  const structure = state && (told ?? (await structureOf(deps.catalogue, grant.dataset.id, state, instant)))
  const earlier = structure && (await grantUnder(deps.catalogue, structure, grant))
  if (!earlier) throw warehouseProblems.unknownState({ asOf: asOf.slice(0, 40) })
  return { grant: earlier, asOf: state.apply }
}

/** The structure a state is told in: that of its apply, or what was in force at the instant asked for. */
async function structureOf(
  catalogue: Catalogue,
  datasetId: string,
  { structureVersion }: PastState,
  instant: Date | undefined,
): Promise<Structure> {
  const atInstant = instant && (await catalogue.structureAt(datasetId, instant))
  if (atInstant && atInstant.version > structureVersion) return atInstant
  return catalogue.structureVersion(datasetId, structureVersion)
}

/**
 * The same grant over an earlier structure; none where that had no field to keep the reader within the rows allowed. A
 * field that is still there is seen as it is now; one that ended by the sensitivity it is left with.
 */
export async function grantUnder(catalogue: Catalogue, structure: Structure, grant: Grant): Promise<Grant | undefined> {
  if (structure.version === grant.structure.version) return grant
  const now = new Map(lookupFields(grant.structure).map((field) => [field.id, field]))
  // How a value is found is a matter of now, whatever the structure it is told in says.
  const declared = lookupFields(structure).map((field) => {
    const { searched = false, indexed = false } = now.get(field.id) ?? {}
    return { ...field, searched, indexed }
  })
  const lasting = await catalogue.fieldSensitivities(grant.dataset.id)
  const seen = new Set(grant.fields.map(({ id }) => id))
  const fields = declared.filter(({ id }) =>
    now.has(id) ? seen.has(id) : grant.endedFields.includes(lasting.get(id) ?? 'sensitive'),
  )
  if (grant.scope === undefined) return { ...grant, structure, fields }
  const { id } = grant.scope.field
  const field = declared.find((each) => each.id === id)
  return field && { ...grant, structure, fields, scope: { ...grant.scope, field } }
}

const applyNumber = /^[1-9]\d{0,14}$/
const instantForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/

function toInstant(asOf: string): Date | undefined {
  const instant = new Date(asOf)
  return instantForm.test(asOf) && !Number.isNaN(instant.getTime()) ? instant : undefined
}

async function findPastState(db: Db, datasetId: string, asOf: string | Date): Promise<PastState | undefined> {
  if (asOf instanceof Date) return findStateAt(db, datasetId, asOf)
  return applyNumber.test(asOf) ? findApply(db, datasetId, Number(asOf)) : undefined
}
