import type { ByteSource } from '../../platform/index.ts'
import { cellText } from './cell.ts'
import { rowsOfSheet } from './xlsx-rows.ts'
import type { XlsxRow } from './xlsx-rows.ts'
import { readSharedTexts, readWorkbook } from './xlsx-workbook.ts'
import type { Workbook, WorkbookSheet } from './xlsx-workbook.ts'
import { foreignKind, headOf } from './sample.ts'
import { openArchive, UnreadableError } from './zip.ts'
import type { Profile } from './profile.ts'
import type { TableReader, TableSink } from './table.ts'

/** Looks into a workbook and closes it again whatever happens. */
export async function withWorkbook<Result>(
  source: ByteSource,
  look: (
    workbook: Workbook,
    rowsOf: (sheet: WorkbookSheet) => AsyncGenerator<readonly XlsxRow[], void>,
  ) => Promise<Result>,
): Promise<Result> {
  const archive = await openArchive(source)
  try {
    const workbook = await readWorkbook(archive)
    const texts = await readSharedTexts(archive)
    return await look(workbook, ({ entry }) => rowsOfSheet(archive, entry, workbook, texts))
  } finally {
    archive.close()
  }
}

export function sheetNamed({ sheets }: Workbook, name: string | null): WorkbookSheet {
  const sheet = name === null ? sheets[0] : sheets.find((each) => each.name === name)
  if (!sheet) throw new UnreadableError(name === null ? 'no sheet' : `no sheet ${name}`)
  return sheet
}

/** Rows of a sheet, numbered as the spreadsheet numbers them; rows without any value are passed over. */
export const readXlsxTable: TableReader = async function* (source, profile, sink) {
  try {
    const foreign = foreignKind((await headOf(source)).bytes)
    if (foreign !== undefined) throw new UnreadableError(foreign)
    const archive = await openArchive(source)
    try {
      const workbook = await readWorkbook(archive)
      const sheet = sheetNamed(workbook, profile.sheet)
      const take = rowTaker(profile.header, sink)
      for await (const rows of rowsOfSheet(archive, sheet.entry, workbook, await readSharedTexts(archive))) {
        rows.forEach(take.row)
        yield Math.floor(source.bytes / 2)
      }
      take.end()
    } finally {
      archive.close()
    }
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error
    sink.refuse('unreadable', error.message)
  }
}

/** Parts a sheet's rows into header and body. */
function rowTaker({ row: from, rows: count }: Profile['header'], sink: TableSink) {
  let header: string[][] | undefined = []
  const endHeader = () => {
    if (header && header.length > 0) sink.header(header)
    header = undefined
  }
  return {
    row: ({ number, cells }: XlsxRow) => {
      if (number < from) return
      if (number >= from + count) {
        endHeader()
        if (cells.some((cell) => cellText(cell) !== '')) sink.cells(number, cells)
        return
      }
      header?.push(cells.map(cellText))
      if (number === from + count - 1) endHeader()
    },
    end: endHeader,
  }
}
