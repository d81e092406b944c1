import { canonicalJson } from '../platform/index.ts'
import { isBound } from './field.ts'
import type { DeclaredField, Field, FieldType, Sensitivity } from './field.ts'
import { canonicalPattern } from './pattern.ts'

/** How the values of a field become values of another type. `table` names each value and what it becomes. */
export const conversionWays = ['text', 'integer', 'decimal', 'date-iso', 'date-dmy', 'boolean', 'table'] as const
export type ConversionWay = (typeof conversionWays)[number]

/** A field that takes the place of an earlier one, as declared; `from` is a name of the version before. */
export interface DeclaredConversion {
  readonly from: string
  readonly using: ConversionWay
  readonly table?: Readonly<Record<string, string>>
}

/** The same as kept: both fields by their ids. */
export interface Conversion {
  readonly field: string
  readonly from: string
  readonly using: ConversionWay
  readonly table: Readonly<Record<string, string>> | null
}

/** What a declaration says of the way from the version before: new names to old ones, and what ends. */
export interface Evolution {
  readonly renamed: ReadonlyMap<string, string>
  readonly converted: ReadonlyMap<string, DeclaredConversion>
  readonly retired: readonly string[]
}

export const noEvolution: Evolution = { renamed: new Map(), converted: new Map(), retired: [] }

/** A field of another dataset that points at one of this, by the id of the latter and the name it goes by there. */
export interface Pointer {
  readonly dataset: string
  readonly field: string
  readonly target: string
  readonly name: string
}

export type EvolutionRule =
  | 'fieldRemoved'
  | 'fieldRetyped'
  | 'keyChanged'
  | 'mappingUnknown'
  | 'mappingTwice'
  | 'retiredUnknown'
  | 'retiredKept'
  | 'conversionType'
  | 'conversionTable'
  | 'territoryDropped'
  | 'fieldPointedAt'

export interface EvolutionFault {
  readonly rule: EvolutionRule
  readonly field: string
}

export interface EvolutionContext {
  readonly previous: readonly Field[] | undefined
  readonly evolution: Evolution
  readonly pointers: readonly Pointer[]
}

/** Types that a way can give. */
const wayTypes: Readonly<Record<ConversionWay, readonly FieldType[]>> = {
  text: ['text'],
  integer: ['integer'],
  decimal: ['decimal'],
  'date-iso': ['date'],
  'date-dmy': ['date'],
  boolean: ['boolean'],
  table: ['text', 'integer', 'decimal', 'date', 'boolean'],
}
/** Types whose values have a text that such a way can read. */
const readable: ReadonlySet<string> = new Set(['text', 'integer', 'decimal', 'date', 'boolean'])
export const mostTableEntries = 5_000

/** All rules a declaration breaks as the next version of a structure. */
export function evolutionFaults(fields: readonly DeclaredField[], context: EvolutionContext): EvolutionFault[] {
  const previous = context.previous ?? []
  return [
    ...mappingFaults(fields, previous, context.evolution),
    ...conversionFaults(fields, previous, context.evolution),
    ...(context.previous ? keptFaults(fields, previous, context.evolution) : []),
    ...pointerFaults(fields, previous, context),
  ]
}

/** The field of the version before that a declared one continues: the same field, whatever its name. */
function continued(
  field: DeclaredField,
  previous: readonly Field[],
  { renamed, converted, retired }: Evolution,
): Field | undefined {
  if (converted.has(field.name)) return undefined
  const name = renamed.get(field.name) ?? field.name
  if (!renamed.has(field.name) && (retired.includes(name) || [...renamed.values()].includes(name))) return undefined
  return previous.find((each) => each.name === name)
}

function mappingFaults(
  fields: readonly DeclaredField[],
  previous: readonly Field[],
  evolution: Evolution,
): EvolutionFault[] {
  const { renamed, converted, retired } = evolution
  const known = new Set(previous.map(({ name }) => name))
  const mapped = [...renamed, ...[...converted].map(([name, { from }]) => [name, from] as const)]
  const sources = [...mapped.map(([, from]) => from), ...retired]
  const unknown = mapped.filter(([, from]) => !known.has(from))
  const twice = mapped.filter(([name, from]) => isUsedTwice(name, from))
  return [
    ...unknown.map(([field]) => ({ rule: 'mappingUnknown', field }) as const),
    ...twice.map(([field]) => ({ rule: 'mappingTwice', field }) as const),
    ...retired.filter((name) => !known.has(name)).map((field) => ({ rule: 'retiredUnknown', field }) as const),
    ...retired.filter((name) => isStillThere(name)).map((field) => ({ rule: 'retiredKept', field }) as const),
  ]

  function isUsedTwice(name: string, from: string): boolean {
    if (renamed.has(name) && converted.has(name)) return true
    if (sources.filter((source) => source === from).length > 1) return true
    // The old field is declared on under its own name.
    return name !== from && isStillThere(from)
  }

  function isStillThere(name: string): boolean {
    return fields.some((field) => field.name === name && !renamed.has(name) && !converted.has(name))
  }
}

function conversionFaults(
  fields: readonly DeclaredField[],
  previous: readonly Field[],
  { converted }: Evolution,
): EvolutionFault[] {
  return fields.flatMap((field): EvolutionFault[] => {
    const conversion = converted.get(field.name)
    const before = previous.find(({ name }) => name === conversion?.from)
    if (!conversion || !before) return []
    const isReadable = readable.has(before.type) && wayTypes[conversion.using].includes(field.type)
    return [
      ...(isReadable ? [] : [{ rule: 'conversionType', field: field.name } as const]),
      ...(isTableSound(field, conversion) ? [] : [{ rule: 'conversionTable', field: field.name } as const]),
      // Rows already received are known by their key.
      ...(before.key || field.key ? [{ rule: 'keyChanged', field: field.name } as const] : []),
    ]
  })
}

/** A table is given where it is used, and gives values of the type. */
function isTableSound({ type }: DeclaredField, { using, table }: DeclaredConversion): boolean {
  if (using !== 'table') return table === undefined
  const values = Object.values(table ?? {})
  if (values.length === 0 || values.length > mostTableEntries) return false
  if (type === 'text') return values.every((value) => value !== '')
  return values.every((value) => (type === 'boolean' ? /^(true|false)$/.test(value) : isBound(type, value)))
}

function keptFaults(
  fields: readonly DeclaredField[],
  previous: readonly Field[],
  evolution: Evolution,
): EvolutionFault[] {
  const converted = new Set([...evolution.converted.values()].map(({ from }) => from))
  const kept = new Map(fields.map((field) => [continued(field, previous, evolution)?.id, field]))
  const faults = previous.flatMap((before): EvolutionFault[] => {
    const after = kept.get(before.id)
    if (after) return [...changedFaults(before, after)]
    if (converted.has(before.name)) return []
    if (before.key) return [{ rule: 'keyChanged', field: before.name }]
    return evolution.retired.includes(before.name) ? [] : [{ rule: 'fieldRemoved', field: before.name }]
  })
  const newKeys = fields.filter(
    (field) => field.key && !evolution.converted.has(field.name) && !continued(field, previous, evolution),
  )
  const territory = previous.find((field) => field.territory)
  // Without it wards would see the rows of every other ward.
  const isDropped = territory !== undefined && !fields.some((field) => field.territory)
  return [
    ...faults,
    ...newKeys.map(({ name }) => ({ rule: 'keyChanged', field: name }) as const),
    ...(isDropped ? [{ rule: 'territoryDropped', field: territory.name } as const] : []),
  ]
}

function changedFaults(before: Field, after: DeclaredField): EvolutionFault[] {
  return [
    ...(after.type === before.type ? [] : [{ rule: 'fieldRetyped', field: after.name } as const]),
    ...(after.key === before.key ? [] : [{ rule: 'keyChanged', field: after.name } as const]),
  ]
}

/** What others point at stays, keeps its type and goes on to tell rows apart; its old name goes to no other field. */
function pointerFaults(
  fields: readonly DeclaredField[],
  previous: readonly Field[],
  { evolution, pointers }: EvolutionContext,
): EvolutionFault[] {
  const broken = pointers.filter(({ target, name }) => {
    const after = fields.find((field) => continued(field, previous, evolution)?.id === target)
    if (!after || !isReferable(after.name, fields)) return true
    return fields.some((field) => field.name === name && field !== after)
  })
  const names = new Map(previous.map(({ id, name }) => [id, name]))
  return [...new Set(broken.map(({ target, name }) => names.get(target) ?? name))].map((field) => {
    return { rule: 'fieldPointedAt', field }
  })
}

/** Whether a field can be pointed at: it alone tells rows apart. */
export function isReferable(name: string, fields: readonly DeclaredField[]): boolean {
  const field = fields.find((each) => each.name === name)
  if (!field) return false
  return field.unique || (field.key && fields.filter(({ key }) => key).length === 1)
}

/**
 * The fields with their ids and canonical patterns: a field that was there keeps its id, whatever its name; new ones
 * count on behind the last id ever given, so none is used again.
 */
export function nameFields(
  fields: readonly DeclaredField[],
  previous: readonly Field[] | undefined,
  { evolution = noEvolution, lastId }: { evolution?: Evolution; lastId?: number } = {},
): Field[] {
  let last = lastId ?? lastIdOf(previous ?? [])
  return fields.map((field) => {
    const id = continued(field, previous ?? [], evolution)?.id ?? `f${String((last += 1))}`
    const pattern = field.pattern === null ? null : (canonicalPattern(field.pattern) ?? null)
    return { id, ...field, pattern }
  })
}

export function lastIdOf(fields: readonly Pick<Field, 'id'>[]): number {
  return Math.max(0, ...fields.map(({ id }) => Number(id.slice(1))))
}

/** The conversions of a declaration with both fields by their ids. */
export function conversionsOf(
  fields: readonly Field[],
  previous: readonly Field[],
  { converted }: Evolution,
): Conversion[] {
  return fields.flatMap(({ name, id }) => {
    const conversion = converted.get(name)
    const before = previous.find((field) => field.name === conversion?.from)
    if (!conversion || !before) return []
    return [{ field: id, from: before.id, using: conversion.using, table: conversion.table ?? null }]
  })
}

export interface StructureChange {
  readonly change: 'added' | 'renamed' | 'converted' | 'retired' | 'rules'
  /** The field's name in this version; of a retired one, its last name. */
  readonly field: string
  readonly id: string
  /** The field of the version before that it continues or takes the place of. */
  readonly from: { readonly id: string; readonly name: string } | null
  readonly using: ConversionWay | null
}

/** What a version changed against the one before, and where each changed field comes from. */
export function changesBetween(
  previous: readonly Field[] | undefined,
  fields: readonly Field[],
  conversions: readonly Conversion[],
): StructureChange[] {
  if (!previous) return []
  const before = new Map(previous.map((field) => [field.id, field]))
  const converted = new Map(conversions.map((conversion) => [conversion.field, conversion]))
  const changed = fields.flatMap((field): StructureChange[] => {
    const { id, name } = field
    const conversion = converted.get(id)
    const source = before.get(conversion?.from ?? id)
    const from = source ? { id: source.id, name: source.name } : null
    const change = (kind: StructureChange['change']) => ({ change: kind, field: name, id, from, using: null })
    if (conversion) return [{ ...change('converted'), using: conversion.using }]
    if (!source) return [change('added')]
    if (source.name !== name) return [change('renamed')]
    return areSame(source, field) ? [] : [change('rules')]
  })
  const gone = new Set([...fields.map(({ id }) => id), ...conversions.map(({ from }) => from)])
  const retired = previous.filter(({ id }) => !gone.has(id))
  return [
    ...changed,
    ...retired.map(
      ({ id, name }) => ({ change: 'retired', field: name, id, from: { id, name }, using: null }) as const,
    ),
  ]
}

function areSame(one: Field, other: Field): boolean {
  const text = ({ references, ...field }: Field) =>
    canonicalJson({ ...field, references: references && { ...references } })
  return text(one) === text(other)
}

const strictness: Readonly<Record<Sensitivity, number>> = { none: 0, personal: 1, sensitive: 2 }

/**
 * How sensitive the values of every field a dataset ever had are now: as the structure in force says; of fields that
 * ended, as they were last declared or as what took their place is, whichever is stricter.
 * @param versions newest first, the first one in force
 */
export function lastingSensitivities(
  versions: readonly { readonly fields: readonly Field[]; readonly conversions: readonly Conversion[] }[],
): ReadonlyMap<string, Sensitivity> {
  const lasting = new Map<string, Sensitivity>()
  for (const { fields } of versions) {
    for (const { id, sensitivity } of fields) if (!lasting.has(id)) lasting.set(id, sensitivity)
  }
  // Newest first: what took the place of a field is settled before the field itself.
  for (const { field, from } of versions.flatMap(({ conversions }) => conversions)) {
    const [own, next] = [lasting.get(from) ?? 'sensitive', lasting.get(field) ?? 'sensitive']
    lasting.set(from, strictness[next] > strictness[own] ? next : own)
  }
  return lasting
}
