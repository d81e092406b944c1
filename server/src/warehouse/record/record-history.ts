import type { Database } from '../../platform/index.ts'
import { listAppliesByStructure } from '../storage/state.store.ts'
import type { Entitlement, EntitlementDeps } from './entitlement.ts'
import { entitlementUnder } from './record-view.ts'
import { listVersions } from './record.store.ts'
import type { ShownField } from './shown-field.ts'
import type { FieldsByStructure, VersionRow } from './record.store.ts'

export interface RecordHistory {
  readonly versions: readonly VersionRow[]
  /** Every field that is shown in one of them. */
  readonly fields: readonly ShownField[]
}

/**
 * Every version of one record with the fields it was written with: those that are still there under the names of now,
 * those that ended under the name they had, as far as the reader may see them.
 * @param select the fields asked for; undefined for all
 */
export async function historyOf(
  deps: EntitlementDeps & { readonly database: Database },
  entitlement: Entitlement,
  { key, select }: { key: string; select: readonly ShownField[] | undefined },
): Promise<RecordHistory> {
  const { window } = entitlement
  const { db } = window
  const byStructure: FieldsByStructure[] = []
  for (const { version } of await listAppliesByStructure(db, entitlement.dataset.id)) {
    const structure = await deps.catalogue.structureVersion(entitlement.dataset.id, version)
    const seen = await entitlementUnder(deps.catalogue, structure, entitlement)
    byStructure.push({ version, fields: namedByNow(seen?.fields ?? [], entitlement, select) })
  }
  const versions = await listVersions(db, window, { key, byStructure })
  const fields = new Map(byStructure.flatMap((each) => each.fields).map((field) => [field.id, field]))
  return { versions, fields: [...fields.values()] }
}

function namedByNow(
  fields: readonly ShownField[],
  entitlement: Entitlement,
  select: readonly ShownField[] | undefined,
): ShownField[] {
  const now = new Map(entitlement.fields.map((field) => [field.id, field.name]))
  const wanted = select && new Set(select.map(({ id }) => id))
  const shown = fields.filter(({ id }) => wanted?.has(id) !== false)
  const taken = new Set(shown.flatMap(({ id }) => now.get(id) ?? []))
  return shown.map((field) => {
    const name = now.get(field.id) ?? (taken.has(field.name) ? `${field.name}_${field.id}` : field.name)
    return { ...field, name }
  })
}
