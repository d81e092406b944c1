import { CsvScanner } from './csv-scanner.ts'
import { utf8Of } from './decoding.ts'
import type { TableReader } from './table.ts'

/** Rows of a CSV file; bytes are passed on as they came. */
export const readCsvTable: TableReader = async function* (source, profile, sink) {
  const { delimiter, header, encoding } = profile
  const scanner = new CsvScanner(sink, { delimiter, headerRow: header.row, headerRows: header.rows })
  let bytes = 0
  for await (const chunk of utf8Of(source.stream(), encoding)) {
    bytes += chunk.length
    sink.looksAt(chunk)
    scanner.push(chunk)
    yield bytes
  }
  scanner.end()
}
