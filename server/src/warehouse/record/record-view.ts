import type { Channel } from '../../access/index.ts'
import type { Catalogue, Structure } from '../../catalogue/index.ts'
import type { Principal } from '../../identity/index.ts'
import type { Database, Db } from '../../platform/index.ts'
import { lookupFields } from '../storage/columns.sql.ts'
import { entitlementOf } from './entitlement.ts'
import type { Entitlement, EntitlementDeps } from './entitlement.ts'
import { shownField } from './shown-field.ts'
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
  readonly channel: Channel
}

/** An allowed look at a dataset: its state in force, or an earlier one in the structure it was written under. */
export interface View {
  readonly entitlement: Entitlement
  /** The apply whose state is read; undefined for the state in force. */
  readonly asOf: number | undefined
}

/** What may be read is decided by the rights of now, whatever state is looked at. */
export async function viewOf(
  deps: EntitlementDeps & { readonly database: Database },
  reader: Principal,
  { dataset, purpose, asOf, structure: version, channel }: ViewRequest,
): Promise<View> {
  const entitlement = await entitlementOf(deps, reader, { dataset, purpose, channel })
  const told =
    version === undefined ? undefined : await deps.catalogue.structureVersion(entitlement.dataset.id, version)
  if (asOf === undefined) {
    const under = told === undefined ? entitlement : await entitlementUnder(deps.catalogue, told, entitlement)
    if (!under) throw warehouseProblems.structureWithoutScope({ version: version ?? 0 })
    return { entitlement: under, asOf }
  }
  const instant = toInstant(asOf)
  const { db } = entitlement.window
  const state = await findPastState(db, entitlement.dataset.id, instant ?? asOf)
  const structure = state && (told ?? (await structureOf(deps.catalogue, entitlement.dataset.id, state, instant)))
  const earlier = structure && (await entitlementUnder(deps.catalogue, structure, entitlement))
  if (!earlier) throw warehouseProblems.unknownState({ asOf: asOf.slice(0, 40) })
  return { entitlement: earlier, asOf: state.apply }
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
 * The same entitlement over an earlier structure; none where that had no field to keep the reader within the rows allowed. A
 * field that is still there is seen as it is now; one that ended by the sensitivity it is left with.
 */
export async function entitlementUnder(
  catalogue: Catalogue,
  structure: Structure,
  entitlement: Entitlement,
): Promise<Entitlement | undefined> {
  if (structure.version === entitlement.structure.version) return entitlement
  const now = new Map(lookupFields(entitlement.structure).map((field) => [field.id, field]))
  // How a value is found is a matter of now, whatever the structure it is told in says.
  const declared = lookupFields(structure).map((field) => {
    const { searched = false, indexed = false } = now.get(field.id) ?? {}
    return { ...field, searched, indexed }
  })
  const lasting = await catalogue.fieldSensitivities(entitlement.dataset.id)
  const seen = new Set(entitlement.fields.map(({ id }) => id))
  const ended = entitlement.grant === null ? entitlement.endedFields : []
  const fields = declared
    .filter(({ id }) => (now.has(id) ? seen.has(id) : ended.includes(lasting.get(id) ?? 'sensitive')))
    .flatMap((field) => shownField(field, entitlement.masks))
  const scopes = entitlement.scopes.flatMap(({ field: { id }, values }) => {
    const field = declared.find((each) => each.id === id)
    return field ? [{ field, values }] : []
  })
  return scopes.length < entitlement.scopes.length ? undefined : { ...entitlement, structure, fields, scopes }
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
