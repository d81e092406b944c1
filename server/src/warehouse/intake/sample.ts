import type { ByteSource } from '../../platform/index.ts'
import type { Cell } from './cell.ts'
import { splitRecord } from './csv-scanner.ts'
import type { Delimiter } from './profile.ts'

/** A row of a file as it stands there, under the number a person finds it by. */
export interface SampleRow {
  readonly number: number
  readonly cells: readonly string[]
  /** The same cells where the file knows more of them than their text. */
  readonly natives?: readonly Cell[]
}

/** Rows looked at to tell how a file is laid out. */
export const sampleRows = 300
const sampleBytes = 1 << 19

/** The first bytes of a file. */
export async function headOf(source: ByteSource): Promise<{ bytes: Buffer; isWhole: boolean }> {
  const end = Math.min(source.bytes, sampleBytes)
  const chunks: Buffer[] = []
  for await (const chunk of source.stream({ start: 0, end }) as AsyncIterable<Buffer>) chunks.push(chunk)
  return { bytes: Buffer.concat(chunks), isWhole: end === source.bytes }
}

/** Kinds of files that hold no table, or not as it can be read, by their first bytes. */
const foreignKinds: Readonly<Record<string, Buffer>> = {
  /** What Excel wrote before 2007. */
  xls: Buffer.of(0xd0, 0xcf, 0x11, 0xe0),
  pdf: Buffer.from('%PDF-'),
  gzip: Buffer.of(0x1f, 0x8b, 0x08),
  rar: Buffer.from('Rar!\x1a\x07', 'latin1'),
  '7z': Buffer.of(0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c),
}

/** The name of a file's kind when it is none that is read; `unreadable.texts.ts` says what to do with it. */
export function foreignKind(start: Buffer): string | undefined {
  const [kind] = Object.entries(foreignKinds).find(([, magic]) => start.subarray(0, magic.length).equals(magic)) ?? []
  return kind
}

/** The first records of a CSV text, whatever the number of their cells; a record that was cut at the end is left out. */
export function splitRows(text: string, delimiter: Delimiter, isWhole: boolean): SampleRow[] {
  const rows: SampleRow[] = []
  let [from, number, isQuoted] = [0, 1, false]
  const endRow = (end: number) => {
    const line = text.slice(from, end)
    const cells = splitRecord(line.endsWith('\r') ? line.slice(0, -1) : line, delimiter)
    if (cells.length > 1 || cells[0] !== '') rows.push({ number, cells })
    ;[from, number] = [end + 1, number + 1]
  }
  for (let at = 0; at < text.length && rows.length < sampleRows; at += 1) {
    const character = text.charAt(at)
    if (character === '"') isQuoted = !isQuoted
    else if (character === '\n' && !isQuoted) endRow(at)
  }
  if (isWhole && rows.length < sampleRows && from < text.length) endRow(text.length)
  return rows
}
