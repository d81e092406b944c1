import { requireChannel } from '../../access/index.ts'
import type { Access, Channel, Decision, GrantInUse, Mask } from '../../access/index.ts'
import type { Catalogue, Dataset, Field, Sensitivity, Structure } from '../../catalogue/index.ts'
import type { Principal } from '../../identity/index.ts'
import { pseudonymKey } from '../../platform/index.ts'
import type { Clock } from '../../platform/index.ts'
import { lookupFields } from '../storage/columns.sql.ts'
import type { LookupField } from '../storage/columns.sql.ts'
import type { RowScope } from './conditions.sql.ts'
import { shownField, showsKeys } from './shown-field.ts'
import type { Masks, ShownField } from './shown-field.ts'
import type { Window, Windows } from './window.ts'
import { warehouseProblems } from '../warehouse.errors.ts'

/** What a reader was allowed: these fields of these rows, until then. */
export interface Entitlement {
  readonly dataset: Dataset
  readonly structure: Structure
  readonly fields: readonly ShownField[]
  readonly masks: Masks
  /** The same as the database holds them to it. */
  readonly window: Window
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
  readonly windows: Windows
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
  deps: EntitlementDeps,
  reader: Principal,
  { dataset: code, purpose, channel }: ReadAsked,
): Promise<Entitlement> {
  const { access, catalogue, clock } = deps
  const decision = await access.authorise(reader, 'read', code, purpose, clock.now())
  const { validUntil, endedFields, grant } = decision
  requireChannel(grant, channel)
  const dataset = await catalogue.getDataset(code)
  const structure = await catalogue.currentStructure(dataset.id)
  if (!structure) throw warehouseProblems.structureMissing()
  const declared = lookupFields(structure)
  const allowed = declared.filter((field) => decision.fields.includes(field.name))
  const masks = masksOf(decision, allowed)
  const fields = allowed.flatMap((field) => shownField(field, masks))
  const entitlement = {
    ...{ dataset, structure, masks, fields, endedFields, validUntil, grant },
    scopes: decision.rowScope.map((scope) => toScope(scope, declared)),
    reasons: decision.reasons.map(({ code: name }) => name),
  }
  return { ...entitlement, window: await windowOf(deps, entitlement) }
}

function masksOf({ masks }: Decision, allowed: readonly Field[]): Masks {
  return new Map<string, Mask>(
    allowed.flatMap(({ id, name }) => {
      const mask = masks[name]
      return mask === undefined ? [] : [[id, mask]]
    }),
  )
}

/** Also of what ended: it stands in earlier states. */
async function windowOf(
  { windows, catalogue, secret }: EntitlementDeps,
  { dataset, structure, fields, scopes, masks, grant, endedFields }: Omit<Entitlement, 'window'>,
): Promise<Window> {
  // A consent names fields that were there; of those that had ended by then it says nothing.
  const ended = grant ? [] : await catalogue.fieldSensitivities(dataset.id)
  const now = new Set(structure.fields.map(({ id }) => id))
  const endedShown = [...ended].filter(([id, sensitivity]) => !now.has(id) && endedFields.includes(sensitivity))
  return windows.open({
    ...{ dataset, scopes, version: structure.version },
    fields: [...fields, ...endedShown.map(([column]) => ({ column }))],
    showsKeys: showsKeys(lookupFields(structure), fields),
    pseudonymKey: masks.size === 0 ? undefined : pseudonymKey(secret, grant?.purpose ?? ''),
  })
}

/** Rows of a scope, by its field as it is looked up. */
function toScope({ field: name, values }: Decision['rowScope'][number], declared: readonly LookupField[]): RowScope {
  const field = declared.find((each) => each.name === name)
  // A scope that names no field of the structure must narrow to nothing, never widen to all.
  if (!field) throw warehouseProblems.structureMissing()
  return { field, values }
}

/** Throws `warehouse.keysWithheld` for who may not know by what rows are told apart. */
export function requireKeys({ window, dataset }: Entitlement): void {
  if (!window.showsKeys) throw warehouseProblems.keysWithheld({ dataset: dataset.code })
}
