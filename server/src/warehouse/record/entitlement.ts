import type { Access, Decision } from '../../access/index.ts'
import type { Catalogue, Dataset, Field, Sensitivity, Structure } from '../../catalogue/index.ts'
import type { Principal } from '../../identity/index.ts'
import type { Clock } from '../../platform/index.ts'
import { lookupFields } from '../storage/columns.sql.ts'
import type { RowScope } from './conditions.sql.ts'
import { warehouseProblems } from '../warehouse.errors.ts'

/** What a reader was allowed: these fields of these rows, until then. */
export interface Entitlement {
  readonly dataset: Dataset
  readonly structure: Structure
  readonly fields: readonly Field[]
  readonly scope: RowScope | undefined
  /** Of fields that ended, those of such a sensitivity may be seen in earlier states. */
  readonly endedFields: readonly Sensitivity[]
  readonly validUntil: Date | null
  /** Why, by the names of the decision's reasons: the log of reads keeps them. */
  readonly reasons: readonly string[]
}

export interface EntitlementDeps {
  readonly access: Access
  readonly catalogue: Catalogue
  readonly clock: Clock
}

/** Asks `access` and turns its answer into fields and rows; throws the refusal. */
export async function entitlementOf(
  { access, catalogue, clock }: EntitlementDeps,
  reader: Principal,
  code: string,
  purpose: string | undefined,
): Promise<Entitlement> {
  const decision = await access.authorise(reader, 'read', code, purpose, clock.now())
  const dataset = await catalogue.getDataset(code)
  const structure = await catalogue.currentStructure(dataset.id)
  if (!structure) throw warehouseProblems.structureMissing()
  const declared = lookupFields(structure)
  const fields = declared.filter((field) => decision.fields.includes(field.name))
  const { validUntil, endedFields } = decision
  const reasons = decision.reasons.map(({ code: name }) => name)
  return { dataset, structure, fields, scope: scopeOf(decision, declared), endedFields, validUntil, reasons }
}

function scopeOf({ rowScope }: Decision, declared: readonly Field[]): RowScope | undefined {
  if (rowScope === null) return undefined
  const field = declared.find((each) => each.name === rowScope.field)
  // A scope that names no field of the structure must narrow to nothing, never widen to all.
  if (!field) throw warehouseProblems.structureMissing()
  return { field, values: rowScope.values }
}
