import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { inflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { aField } from '../../testing.ts'
import { lettersOf } from './sheet.ts'
import { workbook } from './workbook.ts'
import type { Texts } from './workbook.ts'

const fields = [
  aField({ name: 'ma' }),
  aField({ name: 'so', type: 'integer' }),
  aField({ name: 'le', type: 'decimal' }),
  aField({ name: 'ngay', type: 'date' }),
  aField({ name: 'dung', type: 'boolean' }),
]

/** The parts of a zip file, found through its central directory. */
function partsOf(zip: Buffer): Map<string, string> {
  const parts = new Map<string, string>()
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06'))
  let at = zip.readUInt32LE(end + 16)
  for (let count = zip.readUInt16LE(end + 10); count > 0; count -= 1) {
    const [packed, nameLength, extra, comment] = [20, 28, 30, 32].map((place) =>
      place === 20 ? zip.readUInt32LE(at + place) : zip.readUInt16LE(at + place),
    ) as [number, number, number, number]
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength)
    const local = zip.readUInt32LE(at + 42)
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    parts.set(name, inflateRawSync(zip.subarray(from, from + packed)).toString())
    at += 46 + nameLength + extra + comment
  }
  return parts
}

async function partsFrom(rows: readonly Texts[], rowsPerSheet?: number): Promise<Map<string, string>> {
  return partsOf(await buffer(workbook(fields, Readable.from(rows), rowsPerSheet)))
}

const rowsOf = (sheet: string | undefined) => sheet?.match(/<row .*?<\/row>/g) ?? []

describe('a workbook', () => {
  it('keeps texts as texts, so that leading zeros and signs survive', async () => {
    const parts = await partsFrom([['0079123', '7', '1.50', '2026-03-02', 'true']])
    expect(rowsOf(parts.get('xl/worksheets/sheet1.xml'))[1]).toBe(
      '<row r="2"><c r="A2" t="inlineStr"><is><t xml:space="preserve">0079123</t></is></c><c r="B2"><v>7</v></c>' +
        '<c r="C2"><v>1.50</v></c><c r="D2" s="1"><v>46083</v></c><c r="E2" t="b"><v>1</v></c></row>',
    )
  })

  it('writes numbers and days that a spreadsheet would change as texts, and no cell for an absent value', async () => {
    const parts = await partsFrom([['=A1&"<x>"', '1234567890123456', null, '1899-12-31', 'false']])
    const [, row = ''] = rowsOf(parts.get('xl/worksheets/sheet1.xml'))
    expect(row).toContain('<t xml:space="preserve">=A1&amp;"&lt;x&gt;"</t>')
    expect(row).toContain('<c r="B2" t="inlineStr"><is><t xml:space="preserve">1234567890123456</t></is></c>')
    expect(row).not.toContain('r="C2"')
    expect(row).toContain('<c r="D2" t="inlineStr"><is><t xml:space="preserve">1899-12-31</t></is></c>')
    expect(row).toContain('<c r="E2" t="b"><v>0</v></c>')
  })

  it('ends a text that no cell can hold with a sign that more was there', async () => {
    const parts = await partsFrom([['x'.repeat(40_000), null, null, null, null]])
    expect(/>(x+…)</.exec(parts.get('xl/worksheets/sheet1.xml') ?? '')?.[1]).toHaveLength(32_767)
  })

  it('writes what XML cannot hold as _xHHHH_, and what looks like that as well', async () => {
    const parts = await partsFrom([['a\u0001b\r_x0041_', null, null, null, null]])
    expect(parts.get('xl/worksheets/sheet1.xml')).toContain('>a_x0001_b_x000D__x005F_x0041_<')
  })

  it.each([
    [0, [1]],
    [2, [3]],
    [3, [3, 2]],
    [4, [3, 3]],
    [5, [3, 3, 2]],
  ])('of %i rows, three to a sheet, has sheets of %j rows, each with the header', async (count, sheets) => {
    const rows = Array.from({ length: count }, (_none, n): Texts => [`K${String(n)}`, null, null, null, null])
    const parts = await partsFrom(rows, 3)
    const found = [...parts].filter(([name]) => name.startsWith('xl/worksheets/')).map(([, text]) => rowsOf(text))
    expect(found.map(({ length }) => length)).toEqual(sheets)
    for (const [header] of found) expect(header).toContain('>ma<')
    expect(found.flatMap((each) => each.slice(1).map((row) => /K\d/.exec(row)?.[0]))).toEqual(rows.map(([key]) => key))
    expect(parts.get('xl/workbook.xml')?.match(/<sheet /g)).toHaveLength(sheets.length)
    expect(parts.get('[Content_Types].xml')?.match(/worksheet\+xml/g)).toHaveLength(sheets.length)
  })

  it('has the same bytes for the same rows', async () => {
    const make = () => buffer(workbook(fields, Readable.from([['a', '1', '2', '2026-01-01', 'true']])))
    expect((await make()).equals(await make())).toBe(true)
  })

  it('ends in the error of its rows', async () => {
    const broken = (async function* () {
      yield ['a', null, null, null, null]
      await Promise.reject(new Error('the rows broke off'))
    })()
    await expect(buffer(workbook(fields, broken))).rejects.toThrow('the rows broke off')
  })
})

it.each([
  [0, 'A'],
  [25, 'Z'],
  [26, 'AA'],
  [51, 'AZ'],
  [701, 'ZZ'],
  [702, 'AAA'],
])('column %i is %s', (place, letters) => {
  expect(lettersOf(place)).toBe(letters)
})
