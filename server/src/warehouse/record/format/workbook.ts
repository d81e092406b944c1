import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import type { Field } from '../../../catalogue/index.ts'
import { columnsOf, headerColumns, mostRows, sheetHead, sheetRow, sheetTail } from './sheet.ts'

export type Texts = readonly (string | null)[]

/** The same rows give the same bytes. */
const options = { mtime: new Date(Date.UTC(2000, 0, 1)), forceDosTimestamp: true, compressionLevel: 3 }
const piece = 1 << 16

/**
 * A workbook of the rows, written as they come: nothing of it is held but the row at hand. Rows that do not fit on a sheet
 * go on the next one, each under the header.
 */
export function workbook(fields: readonly Field[], rows: AsyncIterable<Texts>, rowsPerSheet = mostRows): Readable {
  const zip = new ZipFile()
  const output = zip.outputStream
  if (!(output instanceof Readable)) throw new TypeError('The zip library gives no stream of this platform')
  zip.on('error', (error: Error) => {
    output.destroy(error)
  })
  void addSheets(zip, fields, rows, rowsPerSheet).then(
    (sheets) => {
      for (const [name, text] of frame(sheets)) zip.addBuffer(Buffer.from(text), name, options)
      zip.end()
    },
    (error: unknown) => output.destroy(error instanceof Error ? error : new Error(String(error))),
  )
  return output
}

/** Sheets one after the other; gives how many there are, at least one. */
async function addSheets(
  zip: ZipFile,
  fields: readonly Field[],
  rows: AsyncIterable<Texts>,
  rowsPerSheet: number,
): Promise<number> {
  const source = rows[Symbol.asyncIterator]()
  let next = await source.next()
  let sheets = 0
  do {
    sheets += 1
    await new Promise<void>((resolve, reject) => {
      const sheet = Readable.from(inPieces(sheetOf()))
      sheet.on('end', resolve).on('error', reject).on('close', resolve)
      zip.addReadStream(sheet, `xl/worksheets/sheet${String(sheets)}.xml`, options)
    })
  } while (next.done !== true)
  return sheets

  async function* sheetOf(): AsyncGenerator<string> {
    const columns = columnsOf(fields)
    yield sheetHead + sheetRow(1, fields.map(({ name }) => name), headerColumns(fields)) // prettier-ignore
    for (let row = 2; row <= rowsPerSheet && next.done !== true; row += 1) {
      yield sheetRow(row, next.value, columns)
      next = await source.next()
    }
    yield sheetTail
  }
}

async function* inPieces(texts: AsyncIterable<string>): AsyncGenerator<Buffer> {
  let text = ''
  for await (const each of texts) {
    text += each
    if (text.length < piece) continue
    yield Buffer.from(text)
    text = ''
  }
  yield Buffer.from(text)
}

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const documents = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const spreadsheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const media = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** The parts around the sheets; the second style shows a day as yyyy-mm-dd. */
function frame(sheets: number): [name: string, text: string][] {
  const numbers = Array.from({ length: sheets }, (_none, place) => String(place + 1))
  const parts = numbers.map(
    (n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${media}.worksheet+xml"/>`,
  )
  const listed = numbers.map((n) => `<sheet name="${n}" sheetId="${n}" r:id="rId${n}"/>`)
  const related = numbers.map(
    (n) => `<Relationship Id="rId${n}" Type="${documents}/worksheet" Target="worksheets/sheet${n}.xml"/>`,
  )
  return [
    [
      '[Content_Types].xml',
      `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
        `<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${media}.sheet.main+xml"/>` +
        `<Override PartName="/xl/styles.xml" ContentType="${media}.styles+xml"/>${parts.join('')}</Types>`,
    ],
    [
      '_rels/.rels',
      `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${documents}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
    [
      'xl/workbook.xml',
      `${head}<workbook xmlns="${spreadsheet}" xmlns:r="${documents}"><sheets>${listed.join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      `${head}<Relationships xmlns="${packages}/relationships">${related.join('')}` +
        `<Relationship Id="rIdStyles" Type="${documents}/styles" Target="styles.xml"/></Relationships>`,
    ],
    [
      'xl/styles.xml',
      `${head}<styleSheet xmlns="${spreadsheet}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>` +
        '<fonts count="1"><font/></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>' +
        '<cellXfs count="2"><xf/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>',
    ],
  ]
}
