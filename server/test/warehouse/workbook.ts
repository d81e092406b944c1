import { crc32, deflateRawSync } from 'node:zlib'

/** A zip archive of some entries; `claims` writes other sizes into the directory than the entries have. */
export function zipOf(entries: Readonly<Record<string, string | Buffer>>): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(entries)) {
    const bytes = Buffer.from(content as string)
    const packed = deflateRawSync(bytes)
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt16LE(0x0800, 2)
    facts.writeUInt16LE(8, 4)
    facts.writeUInt32LE(crc32(bytes), 10)
    facts.writeUInt32LE(packed.length, 14)
    facts.writeUInt32LE(bytes.length, 18)
    facts.writeUInt16LE(Buffer.byteLength(name), 22)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    const local = Buffer.concat([Buffer.from('504b0304', 'hex'), facts, Buffer.from(name), packed])
    directory.push(Buffer.from('504b01021400', 'hex'), facts, place, Buffer.from(name))
    parts.push(local)
    offset += local.length
  }
  const central = Buffer.concat(directory)
  const count = Object.keys(entries).length
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, central, end])
}

/** A cell of a test workbook: text, a number, a day by its serial number, a formula with its kept value, an error. */
export type SheetCell =
  | string
  | number
  | null
  | { readonly day: number }
  | { readonly formula: string; readonly value: string | null }
  | { readonly error: string }

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

function cellXml(cell: SheetCell, place: string, texts: string[]): string {
  if (cell === null) return ''
  if (typeof cell === 'string') {
    texts.push(cell)
    return `<c r="${place}" t="s"><v>${String(texts.length - 1)}</v></c>`
  }
  if (typeof cell === 'number') return `<c r="${place}"><v>${String(cell)}</v></c>`
  if ('day' in cell) return `<c r="${place}" s="1"><v>${String(cell.day)}</v></c>`
  if ('error' in cell) return `<c r="${place}" t="e"><v>${cell.error}</v></c>`
  const value = cell.value === null ? '' : `<v>${escaped(cell.value)}</v>`
  return `<c r="${place}" t="str"><f>${escaped(cell.formula)}</f>${value}</c>`
}

function columnName(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26))
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter
}

/** A workbook of some sheets, as a spreadsheet writes it: shared texts, a style of days. */
export function workbookOf(
  sheets: Readonly<Record<string, readonly (readonly SheetCell[])[]>>,
  others: Readonly<Record<string, string | Buffer>> = {},
): Buffer {
  const texts: string[] = []
  const names = Object.keys(sheets)
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
  const parts = names.map((name, at) => {
    const rows = (sheets[name] ?? []).map((cells, row) => {
      const number = String(row + 1)
      return `<row r="${number}">${cells.map((cell, column) => cellXml(cell, `${columnName(column)}${number}`, texts)).join('')}</row>`
    })
    return [
      `xl/worksheets/sheet${String(at + 1)}.xml`,
      `<worksheet xmlns="${main}"><sheetData>${rows.join('')}</sheetData></worksheet>`,
    ] as const
  })
  const list = names.map(
    (name, at) => `<sheet name="${escaped(name)}" sheetId="${String(at + 1)}" r:id="rId${String(at + 1)}"/>`,
  )
  const links = names.map(
    (_name, at) => `<Relationship Id="rId${String(at + 1)}" Target="worksheets/sheet${String(at + 1)}.xml"/>`,
  )
  return zipOf({
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="r"><sheets>${list.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="p">${links.join('')}</Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `<sst xmlns="${main}">${texts.map((text) => `<si><t>${escaped(text)}</t></si>`).join('')}</sst>`,
    ...Object.fromEntries(parts),
    ...others,
  })
}
