import { CsvScanner } from './csv-scanner.ts'
import { utf8Of } from './decoding.ts'
import { detectEncoding } from './encoding-detection.ts'
import { headOf } from './sample.ts'
import type { TableReader } from './table.ts'

/** Rows of a CSV file; bytes are passed on as they came. */
export const readCsvTable: TableReader = async function* (source, profile, sink) {
  const { delimiter, header, encoding } = profile
  const scanner = new CsvScanner(sink, { delimiter, headerRow: header.row, headerRows: header.rows })
  let bytes = 0
  const head = await headOf(source)
  const guess = detectEncoding(head.bytes, head.isWhole)
  if (encoding === 'utf-8' && guess.known === undefined) sink.refuse('encoding', guess.name)
  for await (const chunk of utf8Of(source.stream(), encoding)) {
    bytes += chunk.length
    sink.looksAt(chunk)
    scanner.push(chunk)
    yield bytes
  }
  scanner.end()
}
