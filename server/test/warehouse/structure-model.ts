import type { Extent, Figures } from './load-model.ts'
import type { Values } from './wire.ts'

/** A dataset as it must be after any sequence of loads and structure changes, kept by the simplest means. */

export type ModelType = 'text' | 'integer' | 'decimal' | 'date' | 'boolean'
type Way = 'text' | 'integer' | 'decimal' | 'date-iso' | 'boolean' | 'table'
type Value = string | number | boolean | null
type Draw = (below: number) => number

interface ModelField {
  /** The same whatever the field is called; another one once its values were converted. */
  readonly id: number
  readonly name: string
  readonly type: ModelType
  readonly key: boolean
}

/** Cells by the id of their field, as text; fields that ended stay until the row is written again. */
type Row = ReadonlyMap<number, string | null>
type State = ReadonlyMap<string, Row>

/** What is sent to declare the next structure. */
export interface Declared {
  readonly fields: readonly object[]
  readonly retired?: readonly string[]
}

export interface ModelFile {
  readonly extent: Extent
  readonly csv: string
  readonly rows: State
}

interface Apply {
  readonly submission: string
  readonly version: number
  /** Each key it touched, as it was before. */
  readonly before: ReadonlyMap<string, Row | undefined>
  isWithdrawn: boolean
}

const pools: Readonly<Record<ModelType, readonly string[]>> = {
  text: ['12', '7', '0', '-3', '1.50', 'true', '2020-02-29', 'Nguyễn', 'một, hai', '007'],
  integer: ['0', '7', '-12', '900000000000001'],
  decimal: ['0.50', '12', '7.0', '-1.25'],
  date: ['2020-02-29', '1999-12-31', '2026-03-02'],
  boolean: ['true', 'false'],
}
const types = Object.keys(pools) as readonly ModelType[]
/** Texts that every way but a table can read sooner or later: small pools make conversions succeed often. */
const easyTexts = ['12', '7', '0']
const keys = ['A', 'B', 'C', 'D', 'E', 'F']

export class StructureModel {
  version = 1
  fields: readonly ModelField[] = [
    { id: 1, name: 'ma', type: 'text', key: true },
    { id: 2, name: 'mot', type: 'text', key: false },
    { id: 3, name: 'hai', type: 'integer', key: false },
  ]
  state: State = new Map()
  readonly applies: Apply[] = []
  readonly #structures = new Map([[1, this.fields]])
  /** The versions that carried values into other fields. */
  readonly #converting: number[] = []
  readonly #draw: Draw
  #names = 0
  #ids = 3

  constructor(draw: Draw) {
    this.#draw = draw
  }

  /** The rows as JSON shows them, by key, in the structure of now or an earlier one. */
  shown(version = this.version): Values[] {
    const fields = this.#structures.get(version) ?? []
    const rows = [...this.state].sort(([left], [right]) => (left < right ? -1 : 1))
    return rows.map(([, row]) => Object.fromEntries(fields.map((field) => [field.name, jsonOf(field, row)])))
  }

  declared(): Declared {
    return { fields: this.fields.map(declared) }
  }

  /** A file of some keys; half of them bring texts that are easy to convert. */
  file(extent: Extent): ModelFile {
    const isEasy = this.#draw(2) === 0
    const some = keys.filter(() => this.#draw(3) > (extent === 'full' ? 0 : 1))
    const named = some.length === 0 ? ['A'] : some
    const fields = extent === 'deletions' ? this.fields.filter(({ key }) => key) : this.fields
    const cell = (field: ModelField, key: string) => (field.key ? key : this.#cell(field.type, isEasy))
    const rows = new Map(named.map((key) => [key, new Map(fields.map((field) => [field.id, cell(field, key)]))]))
    const lines = [...rows.values()].map((row) => fields.map(({ id }) => quoted(row.get(id) ?? null)).join(','))
    return { extent, rows, csv: [fields.map(({ name }) => name).join(','), ...lines, ''].join('\n') }
  }

  /** What becomes of a file that was sent. */
  load(submission: string, { extent, rows }: ModelFile): Figures {
    const next = new Map(extent === 'full' ? [] : this.state)
    if (extent === 'deletions') for (const key of rows.keys()) next.delete(key)
    else for (const [key, row] of rows) next.set(key, row)
    return this.#apply(submission, next, { sent: rows.size, countsDeleted: extent === 'deletions' })
  }

  /** Submissions that may be withdrawn; not those from before values went into other fields. */
  withdrawable(): { readonly submission: string; readonly isConverted: boolean }[] {
    return this.applies
      .filter(({ isWithdrawn, submission }) => !isWithdrawn && submission !== '')
      .map(({ submission, version }) => ({ submission, isConverted: this.#converting.some((each) => each > version) }))
  }

  /** Restores what stood before, in the fields of now, for keys that nobody touched since. */
  withdraw(submission: string, withdrawn: string): Figures {
    const number = this.applies.findIndex((apply) => apply.submission === withdrawn)
    const apply = this.applies[number]
    if (!apply) throw new Error('Nothing to withdraw')
    const later = this.applies.slice(number + 1)
    const next = new Map(this.state)
    for (const [key, before] of apply.before) {
      if (later.some((each) => each.before.has(key))) continue
      if (before === undefined) next.delete(key)
      else next.set(key, this.#rewritten(before))
    }
    apply.isWithdrawn = true
    return this.#apply(submission, next, { sent: apply.before.size, countsDeleted: true })
  }

  add(): Declared {
    const added = { id: (this.#ids += 1), name: this.#newName(), type: this.#one(types), key: false }
    this.#declare([...this.fields, added])
    return this.declared()
  }

  rename(): Declared {
    const old = this.#one(this.fields)
    const name = this.#newName()
    this.#declare(this.fields.map((field) => (field === old ? { ...field, name } : field)))
    return {
      fields: this.fields.map((field) => ({ ...declared(field), ...(field.name === name ? { from: old.name } : {}) })),
    }
  }

  retire(): Declared | undefined {
    const open = this.fields.filter(({ key }) => !key)
    if (open.length < 2) return undefined
    const gone = this.#one(open)
    this.#declare(this.fields.filter((field) => field !== gone))
    return { ...this.declared(), retired: [gone.name] }
  }

  /** A conversion, and whether every value can be carried; if not, nothing becomes of it. */
  convert(): (Declared & { readonly isPossible: boolean }) | undefined {
    const open = this.fields.filter(({ key }) => !key)
    if (open.length === 0) return undefined
    const source = this.#one(open)
    const way = this.#one(['text', 'integer', 'decimal', 'date-iso', 'boolean', 'table'] as const)
    const name = this.#draw(2) === 0 ? source.name : this.#newName()
    const target: ModelField = { id: (this.#ids += 1), name, type: typeOf(way), key: false }
    const texts = [...new Set([...this.state.values()].flatMap((row) => row.get(source.id) ?? []))]
    const table = Object.fromEntries(
      (texts.length === 0 ? ['x'] : texts).map((text, place) => [text, `T${String(place)}`]),
    )
    const carried = new Map(texts.map((text) => [text, convertValue(way, text, table)]))
    const isPossible = ![...carried.values()].includes(undefined)
    const fields = this.fields.map((field) => (field === source ? target : field))
    if (isPossible) this.#carry(fields, source, { target, carried })
    const convert = { from: source.name, using: way, ...(way === 'table' ? { table } : {}) }
    const sent = fields.map((field) => ({ ...declared(field), ...(field === target ? { convert } : {}) }))
    return { fields: sent, isPossible }
  }

  /** Rows that have a value to carry are written anew, all others stay as they are. */
  #carry(
    fields: readonly ModelField[],
    source: ModelField,
    { target, carried }: { target: ModelField; carried: ReadonlyMap<string, string | undefined> },
  ): void {
    this.#declare(fields)
    this.#converting.push(this.version)
    const next = new Map(this.state)
    for (const [key, row] of this.state) {
      const value = row.get(source.id) ?? null
      if (value !== null) next.set(key, new Map([...this.#rewritten(row), [target.id, carried.get(value) ?? null]]))
    }
    this.#apply('', next, { sent: 0, countsDeleted: false })
  }

  #declare(fields: readonly ModelField[]): void {
    this.fields = fields
    this.version += 1
    this.#structures.set(this.version, fields)
  }

  /** A row as it is when it is written now: without the fields that ended. */
  #rewritten(row: Row): Row {
    return new Map(this.fields.map(({ id }) => [id, row.get(id) ?? null]))
  }

  #apply(submission: string, next: State, told: { sent: number; countsDeleted: boolean }): Figures {
    const named = [...new Set([...this.state.keys(), ...next.keys()])]
    const touched = named.filter((key) => !this.#isSame(this.state.get(key), next.get(key)))
    const inserted = touched.filter((key) => !this.state.has(key)).length
    const deleted = touched.filter((key) => !next.has(key)).length
    const changed = touched.length - inserted - deleted
    const unchanged = told.sent - inserted - changed - (told.countsDeleted ? deleted : 0)
    if (touched.length > 0) {
      const before = new Map(touched.map((key) => [key, this.state.get(key)]))
      this.applies.push({ submission, version: this.version, before, isWithdrawn: false })
      // What is the same by its meaning stays as it was written.
      this.state = new Map(
        [...next].map(([key, row]) => [key, touched.includes(key) ? row : (this.state.get(key) ?? row)]),
      )
    }
    return { sent: told.sent, inserted, changed, deleted, unchanged, duplicate: 0, rejected: 0 }
  }

  #isSame(left: Row | undefined, right: Row | undefined): boolean {
    if (left === undefined || right === undefined) return left === right
    return this.fields.every((field) => meaningOf(field, left) === meaningOf(field, right))
  }

  #cell(type: ModelType, isEasy: boolean): string | null {
    if (this.#draw(4) === 0) return null
    return this.#one(type === 'text' && isEasy ? easyTexts : pools[type])
  }

  #newName(): string {
    return `truong_${String((this.#names += 1))}`
  }

  #one<Item>(items: readonly Item[]): Item {
    return items[this.#draw(items.length)] as Item
  }
}

const declared = ({ name, type, key }: ModelField) => ({ name, title: name, titleEn: name, type, key })

function quoted(value: string | null): string {
  if (value === null) return ''
  return value.includes(',') ? `"${value}"` : value
}

function jsonOf({ id, type }: ModelField, row: Row): Value {
  const text = row.get(id) ?? null
  if (text === null || type === 'text' || type === 'date' || type === 'decimal') return text
  return type === 'integer' ? Number(text) : text === 'true'
}

/** Decimals are compared as numbers: 7.0 is 7. */
function meaningOf(field: ModelField, row: Row): Value {
  const value = jsonOf(field, row)
  return field.type === 'decimal' && value !== null ? Number(value) : value
}

function typeOf(way: Way): ModelType {
  return way === 'date-iso' ? 'date' : way === 'table' ? 'text' : way
}

/** Undefined where the value cannot be carried. */
function convertValue(way: Way, value: string, table: Readonly<Record<string, string>>): string | undefined {
  switch (way) {
    case 'text':
      return value
    case 'integer':
      return /^(0|-?[1-9]\d{0,14})(\.0+)?$/.test(value) ? value.split('.')[0] : undefined
    case 'decimal':
      return /^-?(0|[1-9]\d*)(\.\d+)?$/.test(value) ? value : undefined
    case 'date-iso':
      return /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined
    case 'boolean':
      return { true: 'true', '1': 'true', false: 'false', '0': 'false' }[value]
    case 'table':
      return table[value]
  }
}
