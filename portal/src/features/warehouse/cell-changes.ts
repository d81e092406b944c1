import type { Field, RecordVersion, Structure } from '../../api/types.ts'

/** A cell as one version of a record holds it, with its field as that version's structure declared it. */
export interface Cell {
  field: Field
  value: unknown
}

export interface CellChange {
  before: Cell | null
  after: Cell | null
}

type Written = Pick<RecordVersion, 'structureVersion' | 'values'>

/** The structures a dataset has had, and the fields it has now, under whose names values are told. */
export interface Structures {
  versions: readonly Structure[]
  now: readonly Pick<Field, 'id' | 'name'>[]
}

/**
 * What is different between two versions of a record; null for the time before it began or after it ended. Cells belong
 * together by what their field is, not by what it is called: a renamed field goes on, a converted one follows the field
 * whose place it took, another field of the same name is another.
 */
export function cellChanges(before: Written | null, after: Written | null, structures: Structures): CellChange[] {
  const old = before === null ? new Map<string, Cell>() : cellsOf(before, structures)
  const later = after === null ? new Map<string, Cell>() : cellsOf(after, structures)
  const origin = before === null || after === null ? new Map<string, string>() : originsOf(before, after, structures)
  const pairs = [...later].map(([id, cell]) => ({ before: old.get(origin.get(id) ?? id) ?? null, after: cell }))
  const goneOn = new Set(pairs.map((pair) => pair.before?.field.id))
  const ended = [...old.values()].filter(({ field }) => !goneOn.has(field.id))
  return [...pairs, ...ended.map((cell) => ({ before: cell, after: null }))].filter(isDifferent)
}

function isDifferent({ before, after }: CellChange): boolean {
  return JSON.stringify(before?.value ?? null) !== JSON.stringify(after?.value ?? null)
}

/** The cells of a version by the identity of their fields. */
function cellsOf({ structureVersion, values }: Written, { versions, now }: Structures): Map<string, Cell> {
  const fields = versions.find(({ version }) => version === structureVersion)?.fields ?? []
  const names = new Map(now.map(({ id, name }) => [id, name]))
  return new Map(
    fields
      .map((field) => ({ field, name: toldAs(field, names, values) }))
      .filter(({ name }) => name in values)
      .map(({ field, name }) => [field.id, { field, value: values[name] }]),
  )
}

/** The name a value stands under: that of now, or the one it had, set apart when another field has it now. */
function toldAs({ id, name }: Field, now: ReadonlyMap<string, string>, values: Written['values']): string {
  const apart = `${name}_${id}`
  return now.get(id) ?? (apart in values ? apart : name)
}

/** For fields that took the place of others between two versions: whose. */
function originsOf(before: Written, after: Written, { versions }: Structures): Map<string, string> {
  const origins = new Map<string, string>()
  const between = versions
    .filter(({ version }) => version > before.structureVersion && version <= after.structureVersion)
    .filter(({ state }) => state === 'adopted')
    .toSorted((a, b) => a.version - b.version)
  for (const { id, from } of between.flatMap(({ changes }) => changes)) {
    if (from !== null && from.id !== id) origins.set(id, origins.get(from.id) ?? from.id)
  }
  return origins
}
