import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import type { Field } from '../../catalogue/index.ts'
import { collectionHead, collectionTail, toFeature } from '../record/format/feature.ts'
import { byteOrderMark, geometryField } from '../record/format/format.ts'
import type { Format } from '../record/format/format.ts'
import { workbook } from '../record/format/workbook.ts'
import type { Texts } from '../record/format/workbook.ts'

/** A COPY that can be left early: its connection is good for other work only once the statement has ended. */
export interface CopiedRows {
  readonly chunks: AsyncIterable<Buffer>
  close(): Promise<void>
}

/** @param interrupt ends the statement, from another connection */
export function copiedRows(copy: Readable, interrupt: () => Promise<void>): CopiedRows {
  let hasEnded = false
  const ended = finished(copy).then(
    () => (hasEnded = true),
    () => (hasEnded = true),
  )
  return {
    chunks: copy.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>,
    close: async () => {
      if (hasEnded) return
      await interrupt()
      copy.resume()
      await ended
    },
  }
}

export interface FileAround {
  readonly format: Format
  readonly fields: readonly Field[]
  readonly withMark: boolean
  /** What a JSON file says beside its rows. */
  readonly facts: Readonly<Record<string, unknown>>
}

/** The bytes of the file around what the database copies out. */
export function fileOf({ format, fields, withMark, facts }: FileAround, chunks: AsyncIterable<Buffer>): Readable {
  switch (format) {
    case 'csv':
      return Readable.from(between(withMark ? byteOrderMark : '', chunks, ''))
    case 'ndjson':
      return Readable.from(chunks)
    case 'json':
      return Readable.from(between(`${JSON.stringify(facts).slice(0, -1)},"items":[`, listOf(chunks), ']}\n'))
    case 'geojson':
      return Readable.from(features(chunks, geometryField(fields)))
    case 'xlsx':
      return workbook(fields, textsOf(chunks))
  }
}

async function* between(head: string, chunks: AsyncIterable<Buffer>, tail: string): AsyncGenerator<Buffer> {
  if (head !== '') yield Buffer.from(head)
  yield* chunks
  if (tail !== '') yield Buffer.from(tail)
}

const [lineEnd, comma] = [0x0a, 0x2c]

/** Lines of JSON as the items of a list: each line end but the last becomes a comma. JSON holds none within a line. */
async function* listOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let isDue = false
  for await (const chunk of chunks) {
    if (isDue) yield Buffer.of(comma)
    isDue = chunk.at(-1) === lineEnd
    const items = Buffer.from(isDue ? chunk.subarray(0, -1) : chunk)
    for (let at = items.indexOf(lineEnd); at >= 0; at = items.indexOf(lineEnd, at + 1)) items[at] = comma
    if (items.length > 0) yield items
  }
}

async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of chunks) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    const end = bytes.lastIndexOf(lineEnd)
    rest = bytes.subarray(end + 1)
    if (end > 0) yield* bytes.toString('utf8', 0, end).split('\n')
  }
}

async function* textsOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<Texts> {
  for await (const line of linesOf(chunks)) yield JSON.parse(line) as Texts
}

async function* features(chunks: AsyncIterable<Buffer>, geometry: Field): AsyncGenerator<string> {
  let isFirst = true
  yield collectionHead
  for await (const line of linesOf(chunks)) {
    const [key, body] = JSON.parse(line) as [string | null, string]
    yield `${isFirst ? '' : ',\n'}${toFeature(key ?? undefined, body, geometry)}`
    isFirst = false
  }
  yield collectionTail
}
