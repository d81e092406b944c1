import { csvLine } from '../../../recipes/csv.ts'

const ROWS_PER_CHUNK = 500

/** CSV text with a header line, in pieces of some hundred lines, so that a million rows never stand in memory. */
export function* csvText(columns: readonly string[], rows: Iterable<readonly string[]>): Generator<string> {
  let lines = [csvLine(columns)]
  for (const row of rows) {
    lines.push(csvLine(row))
    if (lines.length > ROWS_PER_CHUNK) {
      yield `${lines.join('\n')}\n`
      lines = []
    }
  }
  if (lines.length > 0) yield `${lines.join('\n')}\n`
}
