import type { Marker } from '../../../access/index.ts'
import { degreeInFileName, degreeInText, degreeInValue, namesDegree } from '../../../law/index.ts'
import type { ByteSource } from '../../../platform/index.ts'
import { utf8Of } from '../decoding.ts'
import { JsonElements } from '../json-elements.ts'
import type { Encoding } from '../profile.ts'

/** Where the list of rows is, if there is one; otherwise each line is an object. */
export type JsonForm = 'json' | 'geojson' | 'ndjson'

/** What stands around the list of features is short. */
const frameBytes = 1 << 16
const mostDepth = 4
/** Only text in which the word can stand, in whatever way it is written, is parsed. */
const possible = /m(?:\\u[0-9a-f]{4}|[^a-z0-9"\\]|a){1,8}t|\\u00[46]d|classif|secre/iu

export interface JsonSearch {
  readonly source: ByteSource
  readonly form: JsonForm
  readonly encoding: Encoding
  /** Objects looked at; all of them where nothing is said. */
  readonly most: number | undefined
}

export async function findInJson(search: JsonSearch): Promise<Marker | undefined> {
  if (search.form === 'geojson') {
    const framed = await findInFrame(search)
    if (framed) return framed
  }
  for await (const { number, text } of objectsOf(search)) {
    if (search.most !== undefined && number > search.most) return undefined
    if (!possible.test(text)) continue
    const found = findInObject(parse(text), number, 0)
    if (found) return found
  }
  return undefined
}

interface JsonObject {
  readonly number: number
  readonly text: string
}

async function* objectsOf({ source, form, encoding }: JsonSearch): AsyncGenerator<JsonObject, void> {
  const content = source.stream()
  if (form === 'ndjson') {
    yield* linesOf(utf8Of(content, encoding))
    return
  }
  const elements = new JsonElements(form === 'geojson' ? 'features' : undefined)
  for await (const chunk of utf8Of(content, encoding)) {
    for (const { number, bytes } of elements.push(chunk)) yield { number, text: bytes.toString('utf8') }
  }
}

async function* linesOf(content: AsyncIterable<Buffer>): AsyncGenerator<JsonObject, void> {
  let [rest, number]: [Buffer, number] = [Buffer.alloc(0), 0]
  for await (const chunk of content) {
    const data = Buffer.concat([rest, chunk])
    let from = 0
    for (let end = data.indexOf(0x0a); end >= 0; end = data.indexOf(0x0a, from)) {
      yield { number: (number += 1), text: data.toString('utf8', from, end) }
      from = end + 1
    }
    rest = Buffer.from(data.subarray(from))
  }
  yield { number: number + 1, text: rest.toString('utf8') }
}

function findInObject(value: unknown, row: number, depth: number): Marker | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth > mostDepth) return undefined
  for (const [name, each] of Object.entries(value)) {
    if (name === 'geometry') continue
    const named = degreeInFileName(name)
    if (named !== undefined) return { kind: 'text', degree: named, place: { row } }
    const degree = namesDegree(name) && typeof each === 'string' ? degreeInValue(each) : undefined
    if (degree !== undefined) return { kind: 'classification', degree, place: { row } }
    const inner = findInObject(each, row, depth + 1)
    if (inner) return inner
  }
  return undefined
}

/** Names and descriptions of a collection stand before its list or behind it. */
async function findInFrame({ source, encoding }: JsonSearch): Promise<Marker | undefined> {
  const textOf = async (start: number, end: number) => {
    const chunks: Buffer[] = []
    for await (const chunk of utf8Of(source.stream({ start, end }), encoding)) chunks.push(chunk)
    return Buffer.concat(chunks).toString('utf8')
  }
  const head = await textOf(0, Math.min(source.bytes, frameBytes))
  // Two bytes a character at most: the tail begins on a whole one.
  const tail = await textOf(Math.max(0, source.bytes - frameBytes) & ~1, source.bytes)
  const list = head.search(/"features"\s*:\s*\[/)
  const frame = `${list < 0 ? head : head.slice(0, list)}\n${tail.slice(tail.lastIndexOf(']') + 1)}`
  for (const [literal] of frame.matchAll(/"(?:[^"\\\n]|\\.)*"/g)) {
    const text = parse(literal)
    const degree = typeof text === 'string' ? degreeInText(text.slice(0, 2_000)) : undefined
    if (degree !== undefined) return { kind: 'property', degree, place: {} }
  }
  return undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
