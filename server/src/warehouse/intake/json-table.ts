import { isGeometry } from '../storage/geometry.ts'
import type { Cell } from './cell.ts'
import { utf8Of } from './decoding.ts'
import { JsonElements } from './json-elements.ts'
import type { TableReader, TableSink } from './table.ts'

type Members = ReadonlyMap<string, Cell>

/** A list of objects, one for each row. */
export const readJsonTable: TableReader = (source, profile, sink) => readList(source, profile, sink)

/** The features of a collection: their properties, their id and their geometry. */
export const readGeoJsonTable: TableReader = (source, profile, sink) => readList(source, profile, sink, 'features')

async function* readList(
  ...[source, profile, sink, listName]: [...Parameters<TableReader>, string?]
): AsyncGenerator<number, void> {
  const elements = new JsonElements(listName)
  const rows = new ObjectRows(sink, listName !== undefined)
  let bytes = 0
  for await (const chunk of utf8Of(source.stream(), profile.encoding)) {
    bytes += chunk.length
    sink.looksAt(chunk)
    for (const { number, bytes: element } of elements.push(chunk)) rows.take(number, element)
    yield bytes
  }
  if (!elements.isWhole && source.bytes > 0) sink.refuse('unreadable', 'JSON')
}

const lineFeed = 0x0a

/** One object on each line. */
export const readNdjsonTable: TableReader = async function* (source, profile, sink) {
  const rows = new ObjectRows(sink, false)
  let [bytes, number]: [number, number] = [0, 0]
  let rest: Buffer = Buffer.alloc(0)
  const takeLine = (line: Buffer) => {
    number += 1
    if (line.some((byte) => byte > 0x20)) rows.take(number, line)
  }
  for await (const chunk of utf8Of(source.stream(), profile.encoding)) {
    bytes += chunk.length
    sink.looksAt(chunk)
    const data = Buffer.concat([rest, chunk])
    let from = 0
    for (let end = data.indexOf(lineFeed); end >= 0; end = data.indexOf(lineFeed, from)) {
      takeLine(data.subarray(from, end))
      from = end + 1
    }
    rest = Buffer.from(data.subarray(from))
    yield bytes
  }
  if (rest.length > 0) takeLine(rest)
}

/** Turns objects into rows; the header is made of what is expected, and of what the first object has besides. */
class ObjectRows {
  readonly #sink: TableSink
  readonly #isFeature: boolean
  #places: Map<string, number> | undefined

  constructor(sink: TableSink, isFeature: boolean) {
    this.#sink = sink
    this.#isFeature = isFeature
  }

  take(number: number, bytes: Buffer): void {
    const members = this.#membersOf(bytes)
    if (members === undefined) {
      if (this.#places === undefined) this.#begin(new Map())
      this.#sink.fault(number, 'notObject', bytes.toString('utf8', 0, 200).replaceAll(/\p{Cc}/gu, '·'))
      return
    }
    const places = this.#places ?? this.#begin(members)
    const cells: Cell[] = Array.from<Cell>({ length: places.size }).fill(null)
    for (const [name, cell] of members) {
      const place = places.get(name)
      if (place !== undefined) cells[place] = cell
      else if (cell !== null) {
        this.#sink.fault(number, 'unknownMember', name.slice(0, 200))
        return
      }
    }
    this.#sink.cells(number, cells)
  }

  #begin(first: Members): Map<string, number> {
    const names = [...new Set([...this.#sink.expectedHeadings(), ...first.keys()])]
    this.#places = new Map(names.map((name, place) => [name, place]))
    this.#sink.header([names])
    return this.#places
  }

  #membersOf(bytes: Buffer): Members | undefined {
    const value = parse(bytes)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    if (!this.#isFeature) return new Map(Object.entries(value).map(([name, each]) => [name, cellOf(each)]))
    const { properties, geometry, id } = value as Readonly<Record<string, unknown>>
    const members = new Map(Object.entries(properties ?? {}).map(([name, each]) => [name, cellOf(each)]))
    const headings = this.#sink.expectedHeadings()
    members.set(this.#sink.geometryHeading(), cellOf(geometry))
    if (id !== undefined && !members.has('id') && headings.includes('id')) members.set('id', cellOf(id))
    return members
  }
}

/** A number as it is written: no digit is lost by its way through a floating point. */
class NumberText {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  /** Within a value that is no cell, it is shown as the number it is. */
  toJSON(): number {
    return Number(this.text)
  }
}

type Reviver = (this: unknown, key: string, value: unknown, context: { readonly source?: string }) => unknown
const parseWithSource = JSON.parse as (text: string, reviver: Reviver) => unknown

function parse(bytes: Buffer): unknown {
  const text = new TextDecoder('utf-8', { fatal: true })
  try {
    return parseWithSource(text.decode(bytes), function (_key, value, { source }) {
      const isPlace = Array.isArray(this)
      return typeof value === 'number' && source !== undefined && !isPlace ? new NumberText(source) : value
    })
  } catch {
    return undefined
  }
}

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return value
  if (value instanceof NumberText) return { text: value.text, kind: 'number', isFormula: false }
  if (typeof value === 'boolean') return { text: String(value), kind: 'boolean', isFormula: false }
  const kind = isGeometry(value) ? 'geometry' : 'object'
  return { text: JSON.stringify(value), kind, isFormula: false }
}
