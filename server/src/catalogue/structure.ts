import { boundsInOrder, isBound, isRanged } from './field.ts'
import type { DeclaredField, Field, FieldType } from './field.ts'
import { canonicalPattern } from './pattern.ts'
import { evolutionFaults } from './structure.evolution.ts'
import type { Conversion, EvolutionContext, EvolutionRule, StructureChange } from './structure.evolution.ts'

/** A version of a dataset's fields, from an instant on. */
export interface Structure {
  readonly version: number
  readonly fields: readonly Field[]
  readonly since: Date
  readonly note: string
}

/** A pending version waits until the rows in force are carried into it; an abandoned one could not be. */
export type StructureState = 'pending' | 'adopted' | 'abandoned'

/** A structure version with its way from the one before. */
export interface StructureVersion extends Structure {
  readonly state: StructureState
  readonly conversions: readonly Conversion[]
  readonly changes: readonly StructureChange[]
  /** The submission that carries the rows in force into it. */
  readonly carriedBy: string | null
}

export type StructureRule =
  | 'tooManyFields'
  | 'nameForm'
  | 'nameRepeated'
  | 'noKey'
  | 'keyOptional'
  | 'keyType'
  | 'keySensitive'
  | 'territoryMany'
  | 'territoryType'
  | 'territorySensitive'
  | 'searchedType'
  | 'indexedLength'
  | 'lengthType'
  | 'lengthRange'
  | 'patternType'
  | 'patternForm'
  | 'checkType'
  | 'rangeType'
  | 'rangeForm'
  | 'rangeOrder'
  | 'codeListType'
  | 'codeListUnknown'
  | 'referenceUnknown'
  | 'referenceType'
  | 'personalPublic'
  | 'geometryUnique'
  | 'kindPersonal'
  | 'kindReference'
  | EvolutionRule

/** One broken rule; `field` is the field's name, empty for the structure as a whole. */
export interface StructureFault {
  readonly rule: StructureRule
  readonly field: string
}

/** What lies outside the declared fields but decides whether they hold. */
export interface StructureContext extends EvolutionContext {
  readonly isPublic: boolean
  /** What the kind of the dataset allows (`kind.ts`). */
  readonly kind: { readonly personalData: boolean; readonly pointsAt: readonly string[] }
  readonly codeLists: ReadonlySet<string>
  /** Type of the field a reference points at, undefined when it is no key or unique field of a dataset. */
  readonly referenced: (field: DeclaredField) => FieldType | undefined
  /** Kind of the dataset a reference points at. */
  readonly referencedKind: (field: DeclaredField) => string | undefined
}

const nameForm = /^[a-z][a-z0-9_]{0,62}$/
const mostFields = 200
const longestText = 1_000_000
/** An entry of an index holds the value and the key of its row, in 2,700 bytes. */
const longestIndexed = 200

/** All rules a declared structure breaks. */
export function structureFaults(fields: readonly DeclaredField[], context: StructureContext): StructureFault[] {
  return [
    ...wholeFaults(fields),
    ...fields.flatMap((field) => fieldRules(field, context).map((rule) => ({ rule, field: field.name }))),
    ...evolutionFaults(fields, context),
  ]
}

function wholeFaults(fields: readonly DeclaredField[]): StructureFault[] {
  const names = fields.map(({ name }) => name)
  const repeated = names.filter((name, place) => names.indexOf(name) !== place)
  const territories = fields.filter(({ territory }) => territory)
  return [
    ...(fields.length > mostFields ? [{ rule: 'tooManyFields', field: '' } as const] : []),
    ...(fields.some(({ key }) => key) ? [] : [{ rule: 'noKey', field: '' } as const]),
    ...repeated.map((field) => ({ rule: 'nameRepeated', field }) as const),
    ...territories.slice(1).map(({ name }) => ({ rule: 'territoryMany', field: name }) as const),
  ]
}

function fieldRules(field: DeclaredField, context: StructureContext): StructureRule[] {
  const { name, type, key, territory, sensitivity } = field
  const rules: [broken: boolean, rule: StructureRule][] = [
    [!nameForm.test(name), 'nameForm'],
    [key && !field.required, 'keyOptional'],
    // Identifiers are text end to end: a number would lose its leading zeros.
    [key && type !== 'text' && type !== 'date', 'keyType'],
    // A key is in every address and every log, a territory decides who sees the row: neither can be withheld.
    [key && sensitivity === 'sensitive', 'keySensitive'],
    [territory && type !== 'text', 'territoryType'],
    [territory && sensitivity === 'sensitive', 'territorySensitive'],
    [field.check !== null && type !== 'text', 'checkType'],
    [field.length !== null && type !== 'text', 'lengthType'],
    [field.length !== null && (field.length < 1 || field.length > longestText), 'lengthRange'],
    [context.isPublic && sensitivity !== 'none', 'personalPublic'],
    [type === 'geometry' && (field.unique || field.indexed || field.references !== null), 'geometryUnique'],
  ]
  return [
    ...rules.filter(([broken]) => broken).map(([, rule]) => rule),
    ...kindFieldRules(field, context),
    ...lookUpRules(field),
    ...patternRules(field),
    ...rangeRules(field),
    ...referenceRules(field, context),
  ]
}

function lookUpRules({ searched, indexed, type, length }: DeclaredField): StructureRule[] {
  return [
    ...(searched && type !== 'text' ? (['searchedType'] as const) : []),
    ...(indexed && type === 'text' && (length ?? longestText) > longestIndexed ? (['indexedLength'] as const) : []),
  ]
}

/** What the kind of the dataset does not allow in a field (Điều 3.2–3.6). */
export function kindFieldRules(
  field: DeclaredField,
  { kind, isPublic, referencedKind }: Pick<StructureContext, 'kind' | 'isPublic' | 'referencedKind'>,
): StructureRule[] {
  const { personalData, pointsAt } = kind
  const target = field.references === null ? undefined : referencedKind(field)
  return [
    // A public dataset is told so already.
    ...(personalData || isPublic || field.sensitivity === 'none' ? [] : (['kindPersonal'] as const)),
    ...(target === undefined || pointsAt.includes(target) ? [] : (['kindReference'] as const)),
  ]
}

function patternRules({ pattern, type }: DeclaredField): StructureRule[] {
  if (pattern === null) return []
  if (type !== 'text') return ['patternType']
  return canonicalPattern(pattern) === undefined ? ['patternForm'] : []
}

function rangeRules({ type, check, minimum, maximum }: DeclaredField): StructureRule[] {
  if (minimum === null && maximum === null) return []
  if (!isRanged({ type, check })) return ['rangeType']
  if ([minimum, maximum].some((bound) => bound !== null && !isBound(type, bound))) return ['rangeForm']
  return minimum !== null && maximum !== null && !boundsInOrder(type, minimum, maximum) ? ['rangeOrder'] : []
}

function referenceRules(field: DeclaredField, context: StructureContext): StructureRule[] {
  const rules: StructureRule[] = []
  if (field.codeList !== null) {
    if (field.type !== 'text') rules.push('codeListType')
    if (!context.codeLists.has(field.codeList)) rules.push('codeListUnknown')
  }
  if (field.references !== null) {
    const type = context.referenced(field)
    if (type === undefined) rules.push('referenceUnknown')
    else if (type !== field.type) rules.push('referenceType')
  }
  return rules
}
