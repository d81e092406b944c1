import type { Values } from './wire.ts'

/** A dataset as it must be after any sequence of loads and structure changes, kept by the simplest means. */

export type ModelType = 'text' | 'integer' | 'decimal' | 'date' | 'boolean'
type Way = 'text' | 'integer' | 'decimal' | 'date-iso' | 'boolean' | 'table'
export type Value = string | number | boolean | null

interface ModelField {
  readonly name: string
  readonly type: ModelType
  readonly key: boolean
}

/** What is sent to declare the next structure. */
export interface Declared {
  readonly fields: readonly object[]
  readonly retired?: readonly string[]
}

export interface Step {
  readonly kind: 'load' | 'add' | 'rename' | 'retire' | 'convert'
  readonly choice: number
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

/** Numbers that follow from one choice, the same in every run. */
function draws(choice: number): (below: number) => number {
  let state = (choice % 2_147_483_646) + 1
  return (below) => (state = (state * 48_271) % 2_147_483_647) % below
}

export class DatasetModel {
  fields: readonly ModelField[] = [
    { name: 'ma', type: 'text', key: true },
    { name: 'mot', type: 'text', key: false },
    { name: 'hai', type: 'integer', key: false },
  ]
  rows: readonly ReadonlyMap<string, string | null>[] = []
  #names = 0

  /** The rows as JSON shows them, by key. */
  shown(): Values[] {
    return this.rows.map((row) => Object.fromEntries(this.fields.map((field) => [field.name, jsonOf(field, row)])))
  }

  firstStructure(): Declared {
    return { fields: this.fields.map(declared) }
  }

  /** A full load of some keys; half of the runs bring texts that are easy to convert. */
  load(choice: number): string {
    const draw = draws(choice)
    const isEasy = draw(2) === 0
    const keys = ['A', 'B', 'C', 'D', 'E', 'F'].filter(() => draw(3) > 0)
    this.rows = (keys.length === 0 ? ['A'] : keys).map((key) => {
      const cell = (field: ModelField) => (field.key ? key : cellOf(field.type, draw, isEasy))
      return new Map(this.fields.map((field) => [field.name, cell(field)]))
    })
    const header = this.fields.map(({ name }) => name)
    const lines = this.rows.map((row) => header.map((name) => quoted(row.get(name) ?? null)).join(','))
    return [header.join(','), ...lines].map((line) => `${line}\n`).join('')
  }

  add(choice: number): Declared {
    const added = { name: this.#newName(), type: pick(types, choice), key: false }
    const fields = [...this.fields, added]
    this.#become(fields, (row) => new Map([...row, [added.name, null]]))
    return { fields: fields.map(declared) }
  }

  rename(choice: number): Declared {
    const old = pick(this.fields, choice)
    const name = this.#newName()
    const fields = this.fields.map((field) => (field === old ? { ...field, name } : field))
    this.#become(fields, (row) => new Map([...row, [name, row.get(old.name) ?? null]]))
    return {
      fields: fields.map((field) => ({ ...declared(field), ...(field.name === name ? { from: old.name } : {}) })),
    }
  }

  retire(choice: number): Declared | undefined {
    const open = this.fields.filter(({ key }) => !key)
    if (open.length < 2) return undefined
    const gone = pick(open, choice)
    const fields = this.fields.filter((field) => field !== gone)
    this.#become(fields, (row) => row)
    return { fields: fields.map(declared), retired: [gone.name] }
  }

  /** A conversion, and whether every value can be carried; if not, nothing becomes of it. */
  convert(choice: number): (Declared & { readonly isPossible: boolean }) | undefined {
    const draw = draws(choice)
    const open = this.fields.filter(({ key }) => !key)
    if (open.length === 0) return undefined
    const source = pick(open, draw(1000))
    const way = pick(['text', 'integer', 'decimal', 'date-iso', 'boolean', 'table'] as const, draw(1000))
    const target = { name: draw(2) === 0 ? source.name : this.#newName(), type: typeOf(way), key: false }
    const values = this.rows.map((row) => row.get(source.name) ?? null)
    const texts = [...new Set(values.filter((value) => value !== null))]
    const table = Object.fromEntries(
      (texts.length === 0 ? ['x'] : texts).map((text, place) => [text, `T${String(place)}`]),
    )
    const carried = values.map((value) => (value === null ? null : convertValue(way, value, table)))
    const fields = this.fields.map((field) => (field === source ? target : field))
    const convert = { from: source.name, using: way, ...(way === 'table' ? { table } : {}) }
    const isPossible = !carried.includes(undefined)
    if (isPossible) {
      this.fields = fields
      this.rows = this.rows.map((row, place) => new Map([...row, [target.name, carried[place] ?? null]]))
    }
    return {
      fields: fields.map((field) => ({ ...declared(field), ...(field === target ? { convert } : {}) })),
      isPossible,
    }
  }

  #become(
    fields: readonly ModelField[],
    next: (row: ReadonlyMap<string, string | null>) => Map<string, string | null> | ReadonlyMap<string, string | null>,
  ): void {
    this.fields = fields
    this.rows = this.rows.map(next)
  }

  #newName(): string {
    return `truong_${String((this.#names += 1))}`
  }
}

const declared = ({ name, type, key }: ModelField) => ({ name, title: name, titleEn: name, type, key })
const pick = <Item>(items: readonly Item[], choice: number): Item => items[choice % items.length] as Item

function cellOf(type: ModelType, draw: (below: number) => number, isEasy: boolean): string | null {
  if (draw(4) === 0) return null
  return pick(type === 'text' && isEasy ? easyTexts : pools[type], draw(1000))
}

function quoted(value: string | null): string {
  if (value === null) return ''
  return value.includes(',') ? `"${value}"` : value
}

function jsonOf({ name, type }: ModelField, row: ReadonlyMap<string, string | null>): Value {
  const text = row.get(name) ?? null
  if (text === null || type === 'text' || type === 'date' || type === 'decimal') return text
  return type === 'integer' ? Number(text) : text === 'true'
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
