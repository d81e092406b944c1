import type { Field, Sensitivity, Structure } from '../../catalogue/index.ts'
import { showsAsIs } from '../purpose/purpose.ts'

/** Rows whose field holds one of the values. */
export interface RowScope {
  readonly field: string
  readonly values: readonly string[]
}

/**
 * What is shown in place of a value: of a text its last characters, of a date its year, of a place its surroundings, or a
 * name that stands for it within one purpose.
 */
export const masks = ['lastDigits', 'yearOnly', 'area', 'pseudonym'] as const
export type Mask = (typeof masks)[number]

/** How data is read: page by page, record by record, as changes, as files. */
export const channels = ['list', 'lookup', 'changes', 'export'] as const
export type Channel = (typeof channels)[number]

/** A field of the structure, as it was when the Committee consented. */
export interface GrantedField {
  readonly id: string
  readonly name: string
  readonly sensitivity: Sensitivity
  /** Null where the value itself is shown. */
  readonly mask: Mask | null
}

/** Exactly what a consent opens (Điều 11.2). */
export interface GrantExtent {
  readonly fields: readonly GrantedField[]
  /** All of them hold of a row that is shown; all rows where there are none. `field` is the id of a field. */
  readonly rows: readonly RowScope[]
  readonly channels: readonly Channel[]
  /** Most rows in a day, local time. */
  readonly rowsPerDay: number
}

/** What is asked for, with fields by their names. */
export interface ExtentInput {
  readonly fields: readonly { readonly name: string; readonly mask: Mask | null }[]
  readonly rows: readonly RowScope[]
  readonly channels: readonly Channel[]
  readonly rowsPerDay: number
}

/** Masks a value of the field can be shown under. */
export function masksFor({ type }: Pick<Field, 'type'>): readonly Mask[] {
  if (type === 'text') return ['lastDigits', 'area', 'pseudonym']
  if (type === 'date') return ['yearOnly', 'pseudonym']
  return type === 'geometry' ? ['area', 'pseudonym'] : ['pseudonym']
}

/** Rows are told apart by fields of which the structure says what values there are: the ward, or a code list. */
export function isScopeField({ territory, codeList }: Pick<Field, 'territory' | 'codeList'>): boolean {
  return territory || codeList !== null
}

export type ExtentFault =
  | { readonly kind: 'unknownField' | 'maskMissing' | 'noScopeField'; readonly field: string }
  | { readonly kind: 'maskUnfit'; readonly field: string; readonly masks: readonly Mask[] }
  | { readonly kind: 'keyNeeded'; readonly field: string }

/** What stands in the way of an extent: by the structure, and by what the purpose may see as it is (Điều 18.2). */
export function extentFaults(input: ExtentInput, structure: Structure, shows: Sensitivity): ExtentFault[] {
  const declared = new Map(structure.fields.map((field) => [field.name, field]))
  const plain = new Set(input.fields.flatMap(({ name, mask }) => (mask === null ? [name] : [])))
  const fields = input.fields.flatMap(({ name, mask }): ExtentFault[] => {
    const field = declared.get(name)
    if (!field) return [{ kind: 'unknownField', field: name }]
    if (mask === null) return showsAsIs(shows, field.sensitivity) ? [] : [{ kind: 'maskMissing', field: name }]
    const fit = masksFor(field)
    return fit.includes(mask) ? [] : [{ kind: 'maskUnfit', field: name, masks: fit }]
  })
  const rows = input.rows.flatMap(({ field: name }): ExtentFault[] => {
    const field = declared.get(name)
    if (!field) return [{ kind: 'unknownField', field: name }]
    return isScopeField(field) ? [] : [{ kind: 'noScopeField', field: name }]
  })
  // Whoever asks for one record, or follows its changes, names it by its key.
  const byKey = input.channels.some((channel) => channel === 'lookup' || channel === 'changes')
  const keys = byKey ? structure.fields.filter(({ key, name }) => key && !plain.has(name)) : []
  return [...fields, ...rows, ...keys.map(({ name }): ExtentFault => ({ kind: 'keyNeeded', field: name }))]
}

/** The extent as it is kept: fields by their ids, which outlast a change of name. */
export function toExtent(input: ExtentInput, structure: Structure): GrantExtent {
  const declared = new Map(structure.fields.map((field) => [field.name, field]))
  const named = (name: string) => {
    const field = declared.get(name)
    if (!field) throw new Error(`An extent names ${name}, which was not checked`)
    return field
  }
  return {
    fields: input.fields.map(({ name, mask }) => {
      const { id, sensitivity } = named(name)
      return { id, name, sensitivity, mask }
    }),
    rows: input.rows.map(({ field, values }) => ({ field: named(field).id, values: [...new Set(values)].sort() })),
    channels: channels.filter((channel) => input.channels.includes(channel)),
    rowsPerDay: input.rowsPerDay,
  }
}

/** What an extent opens of a structure that may have changed since. */
export interface OpenedExtent {
  readonly fields: readonly string[]
  /** By the names of fields. */
  readonly masks: Readonly<Record<string, Mask>>
  readonly rowScope: readonly RowScope[]
}

/**
 * A field that was declared more sensitive since is not what was consented to, and is left out; one whose values can no more
 * be shown under their mask as well. A scope whose field is gone opens no row.
 */
export function openExtent(extent: GrantExtent, { fields: declared }: Structure): OpenedExtent {
  const byId = new Map(declared.map((field) => [field.id, field]))
  const opened = extent.fields.flatMap(({ id, sensitivity, mask }) => {
    const field = byId.get(id)
    if (!field || !showsAsIs(sensitivity, field.sensitivity)) return []
    return mask === null || masksFor(field).includes(mask) ? [{ name: field.name, mask }] : []
  })
  return {
    fields: opened.map(({ name }) => name),
    masks: Object.fromEntries(opened.flatMap(({ name, mask }) => (mask === null ? [] : [[name, mask]]))),
    rowScope: extent.rows.map(({ field, values }) => {
      const named = byId.get(field)
      return named ? { field: named.name, values } : { field, values: [] }
    }),
  }
}

/** What an amendment changes, place by place. */
export interface ExtentChange {
  readonly what: 'field' | 'mask' | 'rows' | 'channel' | 'rowsPerDay'
  readonly name: string
  readonly before: string | null
  readonly after: string | null
}

export function changesBetween(before: GrantExtent, after: GrantExtent): ExtentChange[] {
  return [...fieldChanges(before, after), ...rowChanges(before, after), ...otherChanges(before, after)]
}

function fieldChanges(before: GrantExtent, after: GrantExtent): ExtentChange[] {
  const [old, now] = [
    new Map(before.fields.map((each) => [each.id, each])),
    new Map(after.fields.map((each) => [each.id, each])),
  ]
  return [...new Map([...old, ...now]).values()].flatMap(({ id, name }): ExtentChange[] => {
    const [was, is] = [old.get(id), now.get(id)]
    if (!was) return [{ what: 'field', name, before: null, after: is?.mask ?? 'plain' }]
    if (!is) return [{ what: 'field', name, before: was.mask ?? 'plain', after: null }]
    return was.mask === is.mask ? [] : [{ what: 'mask', name, before: was.mask, after: is.mask }]
  })
}

function rowChanges(before: GrantExtent, after: GrantExtent): ExtentChange[] {
  const names = new Map([...before.fields, ...after.fields].map(({ id, name }) => [id, name]))
  const written = ({ rows }: GrantExtent) => new Map(rows.map(({ field, values }) => [field, values.join(', ')]))
  const [old, now] = [written(before), written(after)]
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((field): ExtentChange[] => {
    const [was, is] = [old.get(field) ?? null, now.get(field) ?? null]
    return was === is ? [] : [{ what: 'rows', name: names.get(field) ?? field, before: was, after: is }]
  })
}

function otherChanges(before: GrantExtent, after: GrantExtent): ExtentChange[] {
  const moved = channels.flatMap((name): ExtentChange[] => {
    const [was, is] = [before.channels.includes(name), after.channels.includes(name)]
    return was === is ? [] : [{ what: 'channel', name, before: was ? name : null, after: is ? name : null }]
  })
  if (before.rowsPerDay === after.rowsPerDay) return moved
  const [was, is] = [String(before.rowsPerDay), String(after.rowsPerDay)]
  return [...moved, { what: 'rowsPerDay', name: '', before: was, after: is }]
}
