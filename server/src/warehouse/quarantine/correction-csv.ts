import type { Structure } from '../../catalogue/index.ts'
import { mendedReasonName, mendedRowName } from '../intake/header.ts'
import type { QuarantinedRow } from './quarantine.store.ts'

type Pages = AsyncIterable<readonly QuarantinedRow[]>

/**
 * The rows that were typed over, as the file their sender would have sent: which row of the first file each stands for,
 * then the fields of the structure of now. A row that was given up is not in it.
 */
export async function* continuationCsv({ fields }: Structure, pages: Pages): AsyncGenerator<string, void> {
  yield line([mendedRowName, ...fields.map(({ name }) => name)])
  for await (const rows of pages) {
    const sent = rows.filter(({ discard }) => !discard)
    yield sent.map((row) => line([String(row.row), ...fields.map(({ id }) => cellOf(row, id))])).join('')
  }
}

/**
 * The rows that wait as a file to be mended in a spreadsheet and sent back: the number of the row, its cells with what
 * was typed over them, why it was refused. Begins with a byte order mark so that spreadsheets read it as UTF-8.
 * Cells are as they were sent, for they are to come back as they are.
 */
export async function* correctionCsv(
  { fields }: Structure,
  pages: Pages,
  reasons: (row: QuarantinedRow) => string,
): AsyncGenerator<string, void> {
  yield `\uFEFF${line([mendedRowName, ...fields.map(({ name }) => name), mendedReasonName])}`
  for await (const rows of pages) {
    const cells = (row: QuarantinedRow) => fields.map(({ id }) => cellOf(row, id))
    yield rows.map((row) => line([String(row.row), ...cells(row), reasonCell(row, reasons(row))])).join('')
  }
}

/** A record that is no row has no cells; its text stands beside the reason. */
function reasonCell({ raw }: QuarantinedRow, reasons: string): string {
  return raw === null ? reasons : `${reasons} ${raw}`
}

function cellOf({ cells, edited }: QuarantinedRow, fieldId: string): string | null {
  return edited && fieldId in edited ? (edited[fieldId] ?? null) : (cells?.[fieldId] ?? null)
}

function line(cells: readonly (string | null)[]): string {
  return `${cells.map((cell) => csvCell(cell ?? '')).join(',')}\r\n`
}

function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
