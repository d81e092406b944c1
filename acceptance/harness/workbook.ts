import { buffer } from 'node:stream/consumers'
import yazl from 'yazl'

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** A workbook (XLSX) of some sheets whose cells are texts. */
export async function workbookOf(sheets: Readonly<Record<string, readonly (readonly string[])[]>>): Promise<Buffer> {
  const archive = new yazl.ZipFile()
  const add = (path: string, xml: string) => {
    archive.addBuffer(Buffer.from(xml), path)
  }
  const names = Object.keys(sheets)
  const each = (line: (name: string, number: string) => string) =>
    names.map((name, at) => line(escaped(name), String(at + 1))).join('')
  add(
    'xl/workbook.xml',
    `<workbook xmlns="${main}" xmlns:r="r"><sheets>${each((name, number) => `<sheet name="${name}" sheetId="${number}" r:id="rId${number}"/>`)}</sheets></workbook>`,
  )
  add(
    'xl/_rels/workbook.xml.rels',
    `<Relationships xmlns="p">${each((_name, number) => `<Relationship Id="rId${number}" Target="worksheets/sheet${number}.xml"/>`)}</Relationships>`,
  )
  for (const [at, name] of names.entries()) {
    const rows = (sheets[name] ?? []).map((cells) => `<row>${cells.map(cellXml).join('')}</row>`)
    add(
      `xl/worksheets/sheet${String(at + 1)}.xml`,
      `<worksheet xmlns="${main}"><sheetData>${rows.join('')}</sheetData></worksheet>`,
    )
  }
  archive.end()
  return buffer(archive.outputStream)
}

function cellXml(text: string): string {
  return `<c t="inlineStr"><is><t>${escaped(text)}</t></is></c>`
}
