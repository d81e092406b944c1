import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import type { Route } from '../../../src/platform/index.ts'

/** A place of a request in which an id, or another name of a thing, stands. */
export type Slot = readonly (string | number)[]

/** A request that its route's schema takes, with the places of ids in it. */
export interface Frame {
  readonly params: Record<string, unknown>
  readonly query: Record<string, unknown>
  readonly body: unknown
}

/** Some text or number of every form that a route asks for; the first that fits is taken. */
const samples: readonly unknown[] = [
  ...['khong-co', '00000000-0000-7000-8000-000000000404', 'x', 'X', 'A1', '2026-06-01', '2026-06-01T00:00:00.000Z'],
  ...['a'.repeat(64), '10.20.0.0/16', '10.20.0.1', '2026', 'POST', '/api', 'ABCD-EFGH', '123456', 'https://x.test/y'],
  ...['mat-khau-thu-rat-dai-2026', 'a@example.test', 1, 2026, 10, 100],
]

interface Described {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly TSchema[]
  readonly properties?: Readonly<Record<string, TSchema>>
  readonly required?: readonly string[]
  readonly items?: TSchema
  readonly minItems?: number
}

/** Something that a schema takes, everything in it that it can have. */
function sampleOf(schema: TSchema): unknown {
  const { type, const: only, enum: several, anyOf, properties, items, minItems = 0 } = schema as Described
  if (only !== undefined) return only
  if (several) return several[0]
  if (anyOf) return sampleOf(anyOf.find((each) => (each as Described).type !== 'null') ?? anyOf[0] ?? {})
  if (type === 'object')
    return Object.fromEntries(Object.entries(properties ?? {}).map(([name, inner]) => [name, sampleOf(inner)]))
  if (type === 'array') return items ? Array.from({ length: Math.max(minItems, 1) }, () => sampleOf(items)) : []
  if (type === 'boolean') return true
  return samples.find((sample) => Value.Check(schema, sample))
}

export function frameOf({ schema }: Pick<Route, 'schema'>): Frame {
  const required = (schema.querystring as Described | undefined)?.required ?? []
  const query = Object.entries((schema.querystring as Described | undefined)?.properties ?? {}).filter(
    ([name, inner]) => required.includes(name) || isId(inner),
  )
  return {
    params: schema.params ? (sampleOf(schema.params) as Record<string, unknown>) : {},
    query: Object.fromEntries(query.map(([name, inner]) => [name, sampleOf(inner)])),
    body: schema.body && sampleOf(schema.body),
  }
}

/** Every place of a frame in which something that looks like an id stands. */
export function slotsOf({ schema }: Pick<Route, 'schema'>): Slot[] {
  return [
    ...(schema.params ? slotsIn(schema.params, ['params'], () => true) : []),
    ...(schema.querystring ? slotsIn(schema.querystring, ['query'], isId) : []),
    ...(schema.body ? slotsIn(schema.body, ['body'], isId) : []),
  ]
}

function slotsIn(schema: TSchema, at: Slot, isTaken: (schema: TSchema) => boolean): Slot[] {
  const { anyOf, properties, items, type } = schema as Described
  if (anyOf) {
    const first = anyOf.find((each) => (each as Described).type !== 'null')
    return first ? slotsIn(first, at, isTaken) : []
  }
  if (type === 'object') {
    return Object.entries(properties ?? {}).flatMap(([name, inner]) => slotsIn(inner, [...at, name], isTaken))
  }
  if (type === 'array') return items ? slotsIn(items, [...at, 0], isTaken) : []
  return isTaken(schema) ? [at] : []
}

const isId = (schema: TSchema) =>
  Value.Check(schema, '00000000-0000-7000-8000-000000000404') && !Value.Check(schema, 'x')

/** The frame with something else in one place. */
export function withValue(frame: Frame, slot: Slot, value: unknown): Frame {
  return replaced(frame, slot, value) as Frame
}

function replaced(whole: unknown, [step, ...rest]: Slot, value: unknown): unknown {
  if (step === undefined) return value
  if (Array.isArray(whole))
    return whole.map((each: unknown, place) => (place === step ? replaced(each, rest, value) : each))
  const record = whole as Record<string, unknown>
  return { ...record, [step]: replaced(record[step], rest, value) }
}
