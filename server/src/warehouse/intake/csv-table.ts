import { CsvScanner } from './csv-scanner.ts'
import { utf8Of } from './decoding.ts'
import { detectEncoding } from './encoding-detection.ts'
import { foreignKind } from './sample.ts'
import type { TableReader } from './table.ts'

/** What is looked at to tell an encoding. */
const lookedAt = 1 << 17

/** Rows of a CSV file; bytes are passed on as they came. */
export const readCsvTable: TableReader = async function* (source, profile, sink) {
  const { delimiter, header, encoding } = profile
  const scanner = new CsvScanner(sink, { delimiter, headerRow: header.row, headerRows: header.rows })
  let bytes = 0
  for await (const chunk of utf8Of(source.stream(), encoding)) {
    const foreign = bytes === 0 ? foreignKind(chunk) : undefined
    if (foreign !== undefined) sink.refuse('unreadable', foreign)
    else if (bytes === 0 && encoding === 'utf-8') {
      const guess = detectEncoding(
        chunk.subarray(0, lookedAt),
        chunk.length === source.bytes && chunk.length <= lookedAt,
      )
      if (guess.known === undefined) sink.refuse('encoding', guess.name)
    }
    bytes += chunk.length
    sink.looksAt(chunk)
    scanner.push(chunk)
    yield bytes
  }
  scanner.end()
}
