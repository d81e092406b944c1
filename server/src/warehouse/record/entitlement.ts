import { requireChannel } from '../../access/index.ts'
import type { Access, Channel, Decision, GrantInUse, Mask } from '../../access/index.ts'
import type { Catalogue, Dataset, Field, Sensitivity, Structure } from '../../catalogue/index.ts'
import type { Principal } from '../../identity/index.ts'
import { pseudonymKey } from '../../platform/index.ts'
import type { Clock } from '../../platform/index.ts'
import { lookupFields } from '../storage/columns.sql.ts'
import type { RowScope } from './conditions.sql.ts'
import { boundKey, shownField } from './shown-field.sql.ts'
import type { Masking, ShownField } from './shown-field.sql.ts'
import { warehouseProblems } from '../warehouse.errors.ts'

/** What a reader was allowed: these fields of these rows, until then. */
export interface Entitlement {
  readonly dataset: Dataset
  readonly structure: Structure
  readonly fields: readonly ShownField[]
  readonly masking: Masking
  /** All of them hold of a row that is shown. */
  readonly scopes: readonly RowScope[]
  /** Of fields that ended, those of such a sensitivity may be seen in earlier states. */
  readonly endedFields: readonly Sensitivity[]
  readonly validUntil: Date | null
  /** Why, by the names of the decision's reasons: the log of reads keeps them. */
  readonly reasons: readonly string[]
  /** The consent it follows from; null where the catalogue itself opens the data. */
  readonly grant: GrantInUse | null
}

export interface EntitlementDeps {
  readonly access: Access
  readonly catalogue: Catalogue
  readonly clock: Clock
  /** Keys pseudonyms and what stands for record keys in the log of reads. */
  readonly secret: string
}

/** Who wants to read what, for what purpose, in which way. */
export interface ReadAsked {
  readonly dataset: string
  readonly purpose: string | undefined
  readonly channel: Channel
}

/** Asks `access` and turns its answer into fields and rows; throws the refusal, `access.channelNotGranted` among them. */
export async function entitlementOf(
  { access, catalogue, clock, secret }: EntitlementDeps,
  reader: Principal,
  { dataset: code, purpose, channel }: ReadAsked,
): Promise<Entitlement> {
  const decision = await access.authorise(reader, 'read', code, purpose, clock.now())
  const { validUntil, endedFields, grant } = decision
  requireChannel(grant, channel)
  const dataset = await catalogue.getDataset(code)
  const structure = await catalogue.currentStructure(dataset.id)
  if (!structure) throw warehouseProblems.structureMissing()
  const declared = lookupFields(structure)
  const allowed = declared.filter((field) => decision.fields.includes(field.name))
  const masking = maskingOf(decision, allowed, secret)
  return {
    ...{ dataset, structure, masking, endedFields, validUntil, grant },
    fields: allowed.flatMap((field) => shownField(field, masking)),
    scopes: decision.rowScope.map((scope) => toScope(scope, declared)),
    reasons: decision.reasons.map(({ code: name }) => name),
  }
}

function maskingOf({ masks, grant }: Decision, allowed: readonly Field[], secret: string): Masking {
  const byId = new Map<string, Mask>(
    allowed.flatMap(({ id, name }) => {
      const mask = masks[name]
      return mask === undefined ? [] : [[id, mask]]
    }),
  )
  return { masks: byId, pseudonymKey: boundKey(pseudonymKey(secret, grant?.purpose ?? '')) }
}

/** Rows of a scope, by its field as it is looked up. */
function toScope({ field: name, values }: Decision['rowScope'][number], declared: readonly Field[]): RowScope {
  const field = declared.find((each) => each.name === name)
  // A scope that names no field of the structure must narrow to nothing, never widen to all.
  if (!field) throw warehouseProblems.structureMissing()
  return { field, values }
}

/** Whether the keys of rows may be told: only to who sees every field they consist of as it is. */
export function showsKeys({ structure, fields }: Pick<Entitlement, 'structure' | 'fields'>): boolean {
  const plain = new Set(fields.filter(({ masked }) => masked === undefined).map(({ name }) => name))
  return structure.fields.every(({ key, name }) => !key || plain.has(name))
}

/** Throws `warehouse.keysWithheld` for who may not know by what rows are told apart. */
export function requireKeys(entitlement: Entitlement): void {
  if (!showsKeys(entitlement)) throw warehouseProblems.keysWithheld({ dataset: entitlement.dataset.code })
}
