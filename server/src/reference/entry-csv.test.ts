import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { readEntriesCsv } from './entry-csv.ts'
import { entriesDigest } from './entry.ts'
import { entryFaultTexts } from './entry.texts.ts'

const header = 'code,name,name_en,parent,kind,aliases'

describe('entries from CSV', () => {
  it('are read with their optional columns', async () => {
    const { entries, faults } = await readEntriesCsv(
      `${header}\n26740,Phường Sài Gòn,Sai Gon Ward,79,phuong,Bến Nghé; Sài Gòn ;\n01,Kinh,,,,\n`,
    )
    expect(faults).toEqual([])
    expect(entries).toEqual([
      {
        ...{ code: '26740', name: 'Phường Sài Gòn', nameEn: 'Sai Gon Ward', parent: '79', kind: 'phuong' },
        aliases: ['Bến Nghé', 'Sài Gòn'],
      },
      { code: '01', name: 'Kinh', nameEn: null, parent: null, kind: null, aliases: [] },
    ])
  })

  it.each<[string, string, number]>([
    ['two columns in another order', 'name,code\nKinh,01\n', 1],
    ['a byte order mark', `\uFEFF${header}\n01,Kinh,,,,\n`, 1],
    ['lines that end as on Windows', `${header}\r\n01,Kinh,,,,\r\n02,Tày,,,,\r\n`, 2],
    ['quoted commas, quotes and line ends', `${header}\n01,"Kinh, ""Việt""\nhai dòng",,,,\n`, 1],
    ['empty lines between', `${header}\n\n01,Kinh,,,,\n\n`, 1],
    ['no end of the last line', `${header}\n01,Kinh,,,,`, 1],
    ['columns named in capitals', 'CODE,Name\n01,Kinh\n', 1],
  ])('may have %s', async (_what, csv, count) => {
    const { entries, faults } = await readEntriesCsv(csv)
    expect(faults).toEqual([])
    expect(entries).toHaveLength(count)
  })

  it.each<[string, string, string[]]>([
    ['nothing at all', '', ['header@1']],
    ['a header only', `${header}\n`, ['empty@1']],
    ['another header', 'ma,ten\n01,Kinh\n', ['header@1']],
    ['no header', '01,Kinh\n02,Tày\n', ['header@1']],
    ['a column twice', 'code,name,name\n01,Kinh,Kinh\n', ['header@1']],
    ['a column we do not know', 'code,name,valid_from\n01,Kinh,1979-03-02\n', ['header@1']],
    ['a line too short', `${header}\n01,Kinh\n`, ['columns@2']],
    ['a line too long', `${header}\n01,Kinh,,,,,\n`, ['columns@2']],
    ['a quote that is never closed', `${header}\n01,"Kinh,,,,\n02,Tày,,,,\n`, ['quotes@3']],
    ['a quote in the wrong place', `${header}\n01,"Ki"nh,,,,\n`, ['quotes@2']],
    ['no code', `${header}\n,Kinh,,,,\n`, ['codeMissing@2']],
    ['a code with a space', `${header}\n0 1,Kinh,,,,\n`, ['codeForm@2']],
    ['no name', `${header}\n01,,,,,\n`, ['nameMissing@2']],
    ['a code twice', `${header}\n01,Kinh,,,,\n02,Tày,,,,\n01,Thái,,,,\n`, ['duplicate@4']],
    ['a name too long', `${header}\n01,${'x'.repeat(501)},,,,\n`, ['tooLong@2']],
    ['a NUL', `${header}\n01,Ki\0nh,,,,\n`, ['encoding@2']],
    [
      'everything wrong',
      `${header}\n,,,,,\n01,x\n0 1,,,,,\n`,
      ['columns@3', 'codeMissing@2', 'nameMissing@2', 'codeForm@4', 'nameMissing@4'],
    ],
  ])('with %s are refused (%#)', async (_what, csv, expected) => {
    const { faults } = await readEntriesCsv(csv)
    expect(faults.map(({ rule, line }) => `${rule}@${String(line)}`).sort()).toEqual([...expected].sort())
  })

  it.each([
    ['not UTF-8', Buffer.concat([Buffer.from(`${header}\n01,`), Buffer.from([0xc3, 0x28]), Buffer.from(',,,,\n')])],
    ['a binary file', Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x00, 0xff, 0xfe, 0x0a, 0x22])],
  ])('that are %s are refused', async (_what, bytes) => {
    const { faults } = await readEntriesCsv(Readable.from([bytes]))
    expect(faults.length).toBeGreaterThan(0)
  })

  it('with a cell of ten megabytes are refused without being kept', async () => {
    const { faults, entries } = await readEntriesCsv(`${header}\n01,${'x'.repeat(10_000_000)},,,,\n`)
    expect(faults.map(({ rule }) => rule)).toEqual(['quotes'])
    expect(entries).toEqual([])
  })

  it('that break off are not taken for a whole', async () => {
    const source = new Readable({ read: () => undefined })
    source.push(`${header}\n01,Kinh,,,,\n`)
    const reading = readEntriesCsv(source)
    source.destroy(new Error('cut off'))
    await expect(reading).rejects.toThrow('cut off')
  })
})

describe('faults as the reader sees them', () => {
  it('name line and column, at most a hundred', async () => {
    const lines = Array.from({ length: 150 }, () => ',x,,,,')
    const { faults } = await readEntriesCsv(`${header}\n${lines.join('\n')}\n`)
    expect(faults).toHaveLength(150)
    const texts = entryFaultTexts(faults, 'vi')
    expect(texts).toHaveLength(100)
    expect(texts[0]).toEqual({ field: '2:code', message: 'Dòng 2: Thiếu mã.' })
    expect(entryFaultTexts(faults, 'en')[0]?.message).toBe('Line 2: The code is missing.')
  })
})

it('the digest of entries depends on every member and on their order', async () => {
  const digestOf = async (csv: string) => entriesDigest((await readEntriesCsv(`${header}\n${csv}`)).entries)
  const digests = await Promise.all(
    ['01,a,,,,\n02,b,,,,', '02,b,,,,\n01,a,,,,', '01,a,A,,,\n02,b,,,,', '01,a,,,,x\n02,b,,,,'].map(digestOf),
  )
  expect(new Set(digests).size).toBe(digests.length)
  expect(digests[0]).toBe(await digestOf('01,a,,,,\n02,b,,,,'))
})
