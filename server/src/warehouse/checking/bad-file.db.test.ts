import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { aDataset, aFile, csvOf, fileFields, files, manyFiles, offices } from '../../../test/warehouse/dataset.ts'
import { isBalanced } from '../../../test/warehouse/inspect.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import type { Content } from '../../../test/warehouse/open-warehouse.ts'
import type { FaultGroup, JournalEntry, Submission } from '../../../test/warehouse/wire.ts'
import type { FieldInput } from '../../catalogue/index.ts'
import { anActor } from '../../law/testing.ts'

const warehouse = await openWarehouse()
const { call, deliver, testing } = warehouse
const rows = manyFiles(20)
const good = csvOf(rows)
const header = fileFields.map(({ name }) => name).join(',')
/** A row in which every cell is in order, as text. */
const goodLine = csvOf([aFile(500)]).split('\n')[1] ?? ''

beforeAll(async () => {
  await deliver('ma,ten\nDV1,Chi nhánh Một\nDV2,Chi nhánh Hai\n', { dataset: offices })
  await deliver(rows)
})

/** What the store holds of data; a refused file adds its submission and two journal entries and nothing else. */
async function dataOf(): Promise<string> {
  const names = [
    'data.ho_so',
    'history.ho_so',
    'warehouse.applies',
    'warehouse.row_leaves',
    'warehouse.row_tiles',
    'warehouse.states',
  ]
  const texts = names.map((name) => `SELECT '${name} ' || t::text AS line FROM ${name} AS t`)
  const lines = await testing.asAdmin<{ line: string }>(`${texts.join(' UNION ALL ')} ORDER BY line`)
  return lines.map(({ line }) => line).join('\n')
}

interface Refused {
  readonly submission: Submission
  readonly faults: readonly FaultGroup[]
}

/**
 * Delivers a bad file. It must end as rejected, never as failed; with faults told in both languages; kept as evidence;
 * balanced; in the journal; and without a trace in the data.
 */
async function refuse(content: Content): Promise<Refused> {
  const before = await dataOf()
  const submission = await deliver(content)
  const report = async (language: 'vi' | 'en') =>
    (await call<Submission>('provider', `/warehouse/submissions/${submission.id}`, { language })).body
  const [vi, en] = [await report('vi'), await report('en')]
  expect(vi).toMatchObject({ state: 'rejected', applyNumber: null, merkleRoot: null, problem: null })
  expect(vi.balance && isBalanced(vi.balance)).toBe(true)
  expect(vi.balance).toMatchObject({ accepted: 0, duplicate: 0, unchanged: 0, deleted: 0, rejected: vi.balance?.sent })
  expect(vi.faults.length).toBeGreaterThan(0)
  expect(vi.faults.map(({ rule, field, count }) => [rule, field, count])).toEqual(
    en.faults.map(({ rule, field, count }) => [rule, field, count]),
  )
  for (const [place, { message }] of vi.faults.entries()) {
    expect(message.normalize('NFD')).toMatch(/\p{M}/u)
    expect(message).not.toMatch(/\{[a-z]+\}|undefined|null/)
    expect(en.faults[place]?.message).toMatch(/^[^\p{M}đ]+\.$/u)
  }
  const entry = await call<JournalEntry>('provider', `/journal/entries/${vi.journalEntry ?? ''}`)
  expect(entry.body).toMatchObject({ event: 'warehouse.submission.rejected', payload: { digest: vi.digest } })
  expect((await warehouse.blobs()).kept).toContain(vi.digest)
  expect(await dataOf()).toBe(before)
  // Cleared away after the submission has ended.
  const staging = () => testing.asAdmin(`SELECT FROM pg_tables WHERE schemaname = 'staging'`)
  await expect.poll(staging).toEqual([])
  return { submission: vi, faults: vi.faults }
}

/** The rules a file broke, each with its field, its count and the rows it was found in. */
async function faultsOf(content: Content) {
  const { faults } = await refuse(content)
  return faults.map(({ rule, field, count, examples }) => [rule, field, count, examples.map(({ row }) => row)])
}

describe('a file that is no table is refused as a whole and changes nothing (Điều 5.2)', () => {
  it('an empty file', async () => {
    expect(await faultsOf('')).toEqual([['empty', null, 1, [1]]])
  })

  it('a file of nothing but a byte order mark', async () => {
    expect(await faultsOf('\uFEFF')).toEqual([['empty', null, 1, [1]]])
  })

  it('a file with a header only, which would delete everything', async () => {
    expect(await faultsOf(`${header}\n`)).toEqual([['noRows', null, 1, [1]]])
  })

  it('a header and blank lines', async () => {
    expect(await faultsOf(`${header}\n\n\r\n\n`)).toEqual([['noRows', null, 1, [1]]])
  })

  it('a header without a column', async () => {
    const { faults } = await refuse(good.replace(',so_the,', ',').replaceAll(/,(\d{4}),DV/g, ',DV'))
    expect(faults).toMatchObject([{ rule: 'header', count: 1 }])
    expect(faults[0]?.message).toContain(fileFields.map(({ name }) => name).join(', '))
  })

  it('a header with a column that the structure does not have', async () => {
    const wider = good.split('\n').map((line, place) => (line === '' ? '' : `${line},${place === 0 ? 'la' : 'x'}`))
    expect(await faultsOf(wider.join('\n'))).toEqual([['header', null, 1, [1]]])
  })

  it('a header that names a column twice', async () => {
    expect(await faultsOf(good.replace(',ghi_chu', ',benh'))).toEqual([['header', null, 1, [1]]])
  })

  it('no header at all', async () => {
    expect(await faultsOf(good.slice(good.indexOf('\n') + 1))).toEqual([['header', null, 1, [1]]])
  })

  it('a separator that no table has', async () => {
    expect(await faultsOf(good.replaceAll(',', '^'))).toEqual([['header', null, 1, [1]]])
  })

  it('a picture that poses as CSV', async () => {
    const picture = Buffer.from('89504e470d0a1a0a0000000d49484452000000100000001008060000001ff3ff61', 'hex')
    expect((await refuse(picture)).faults[0]?.rule).toBe('notText')
  })

  it('a spreadsheet that poses as CSV', async () => {
    const zip = Buffer.concat([Buffer.from('504b0304140000000800', 'hex'), Buffer.alloc(3000, 0x00), Buffer.from('\n')])
    expect((await refuse(zip)).faults[0]?.rule).toBe('unreadable')
  })

  it.each([
    ['xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'Excel cũ'],
    ['pdf', Buffer.from('%PDF-1.7\n%âãÏÓ\n', 'latin1'), 'PDF'],
    ['gzip', gzipSync(good), 'giải nén'],
    ['rar', Buffer.from('Rar!\x1a\x07\x01\x00', 'latin1'), 'RAR'],
    ['7z', Buffer.from('377abcaf271c0004', 'hex'), '7z'],
  ])('a file of kind %s, whatever it is called', async (_, content, told) => {
    const { faults } = await refuse(content)
    expect(faults.map(({ rule, count }) => [rule, count])).toEqual([['unreadable', 1]])
    expect(faults[0]?.message).toContain(told)
    expect((await warehouse.deliver(content, { query: { profile: '{"format":"csv"}' } })).faults).toMatchObject([
      { rule: 'unreadable' },
    ])
  })

  it('binary behind a good header', async () => {
    const noise = Buffer.from(Array.from({ length: 4096 }, (_, place) => (place * 7919) % 256))
    const rules = (await refuse(Buffer.concat([Buffer.from(`${header}\n`), noise]))).faults.map(({ rule }) => rule)
    expect(rules).toContain('notText')
  })

  it('Windows-1258: the rows with Vietnamese letters are named', async () => {
    const lines = [header, goodLine.replace('Nguyễn Văn 500', 'Nguy\xEA\xDEn').replace('Cao huyết áp', 'x')]
    const rest = csvOf([aFile(501, { ho_ten: 'Anh', benh: 'x' })]).split('\n')[1] ?? ''
    const text = Buffer.from([...lines, rest, ''].join('\n'), 'latin1')
    expect(await faultsOf(text)).toEqual([['notText', null, 1, [2]]])
  })

  it('old line ends of carriage returns only', async () => {
    expect(await faultsOf(good.replaceAll('\n', '\r'))).toEqual([['quote', null, 1, [1]]])
  })
})

describe('a file with broken rows is refused and each broken row is named', () => {
  /** A file of good rows with one line put between them; the header is row 1, so it stands in row 12. */
  const withLine = (line: string | Buffer): Buffer => {
    const lines = good.split('\n')
    return Buffer.concat([
      Buffer.from(`${lines.slice(0, 11).join('\n')}\n`),
      Buffer.from(line),
      Buffer.from(`\n${lines.slice(11).join('\n')}`),
    ])
  }

  it('a row with a cell too few', async () => {
    expect(await faultsOf(withLine(goodLine.slice(0, goodLine.lastIndexOf(','))))).toEqual([
      ['fieldCount', null, 1, [12]],
    ])
  })

  it('a row with a cell too many', async () => {
    expect(await faultsOf(withLine(`${goodLine},`))).toEqual([['fieldCount', null, 1, [12]]])
  })

  it('a quote that is never closed, which swallows the rest of the file', async () => {
    expect(await faultsOf(withLine(goodLine.replace('Cao', '"Cao')))).toEqual([['quote', null, 1, [12]]])
  })

  it('a quote in the middle of a cell', async () => {
    expect(await faultsOf(withLine(goodLine.replace('huyết', '"huyết"')))).toEqual([['quote', null, 1, [12]]])
  })

  it('text behind a closing quote', async () => {
    expect(await faultsOf(withLine(goodLine.replace('Cao huyết áp', '"Cao" huyết áp')))).toEqual([
      ['quote', null, 1, [12]],
    ])
  })

  it('a carriage return in a cell without quotes', async () => {
    expect(await faultsOf(withLine(goodLine.replace('Cao huyết', 'Cao\rhuyết')))).toEqual([['quote', null, 1, [12]]])
  })

  it('a carriage return in the last row, after which the file ends', async () => {
    expect(await faultsOf(`${good}${goodLine.replace('Cao huyết', 'Cao\rhuyết')}`)).toEqual([['quote', null, 1, [22]]])
  })

  it("PostgreSQL's mark for the end of the data standing as a row", async () => {
    expect(await faultsOf(withLine('\\.'))).toEqual([['fieldCount', null, 1, [12]]])
  })

  it('a NUL', async () => {
    expect(await faultsOf(withLine(goodLine.replace('Cao', 'C\0o')))).toEqual([['notText', null, 1, [12]]])
    expect(await faultsOf(withLine(goodLine.replace('Cao', '"C\0o"')))).toEqual([['notText', null, 1, [12]]])
  })

  it('half a letter', async () => {
    const line = Buffer.from(goodLine)
    const place = line.indexOf('ễ')
    expect(await faultsOf(withLine(Buffer.concat([line.subarray(0, place + 1), line.subarray(place + 3)])))).toEqual([
      ['notText', null, 1, [12]],
    ])
  })

  it('a field of 10 MB, of which the report keeps a sample only', async () => {
    const { faults } = await refuse(withLine(goodLine.replace('Cao huyết áp', 'x'.repeat(10 << 20))))
    expect(faults).toMatchObject([{ rule: 'tooLong', field: null, count: 1, examples: [{ row: 12 }] }])
    expect(faults[0]?.examples[0]?.value?.length).toBeLessThanOrEqual(200)
  })

  it('a quoted field of 10 MB', async () => {
    const { faults } = await refuse(withLine(goodLine.replace('Cao huyết áp', `"${'x\n'.repeat(5 << 20)}"`)))
    expect(faults).toMatchObject([{ rule: 'tooLong', field: null, count: 1, examples: [{ row: 12 }] }])
  })

  it('several kinds at once, each counted, and the rows between them checked as well', async () => {
    const lines = [goodLine.replace('HS0500', 'HS501'), `${goodLine},`, goodLine.replace('Cao', 'C\0o'), goodLine]
    expect(await faultsOf(withLine(lines.join('\n')))).toEqual([
      ['notText', null, 1, [14]],
      ['fieldCount', null, 1, [13]],
      ['unique', 'so_the', 2, [12, 15]],
      ['pattern', 'ma', 1, [12]],
    ])
  })
})

describe('keys', () => {
  it('a key twice with different content: both rows are named', async () => {
    const content = [...rows, aFile(3, { ghi_chu: 'khác' })]
    const { faults } = await refuse(content)
    expect(faults.map(({ rule, field, count }) => [rule, field, count])).toEqual([
      ['keyRepeated', 'ma', 2],
      ['unique', 'so_the', 2],
    ])
    expect(faults[0]?.examples).toEqual([
      { row: 4, value: 'HS0003' },
      { row: 22, value: 'HS0003' },
    ])
  })

  it('a key that is missing', async () => {
    expect(await faultsOf([...rows, aFile(31, { ma: null }), aFile(32, { ma: null })])).toEqual([
      ['required', 'ma', 2, [22, 23]],
    ])
  })
})

describe('rules', () => {
  it('every rule broken on one row: all of them are told, worst first', async () => {
    const broken = {
      ...{ ma: 'HX12345', ho_ten: null, ngay_sinh: '2025-02-30', so_con: '1.5', muc: '-0.01', hieu_luc: 'có' },
      ...{ loai: 'Z', phuong: '00000', so_the: '0001', don_vi: 'DV9', benh: 'x', ghi_chu: null },
    }
    const { faults, submission } = await refuse([...rows, broken])
    expect(faults.map(({ rule, field, count }) => [rule, field, count])).toEqual([
      ['required', 'ho_ten', 1],
      ['type', 'ngay_sinh', 1],
      ['type', 'so_con', 1],
      ['type', 'hieu_luc', 1],
      ['unique', 'so_the', 2],
      ['length', 'ma', 1],
      ['pattern', 'ma', 1],
      ['minimum', 'muc', 1],
      ['codeList', 'loai', 1],
      ['codeList', 'phuong', 1],
      ['reference', 'don_vi', 1],
    ])
    expect(submission).toMatchObject({ faultyRows: 2, balance: { sent: 21, rejected: 21 } })
  })

  it('numbers and days out of their range, at both ends', async () => {
    const content = [
      aFile(1, { ngay_sinh: '1899-12-31', so_con: '-1', muc: '-1' }),
      aFile(2, { ngay_sinh: '2026-01-02', so_con: '21', muc: '100000.00' }),
      aFile(3, { ngay_sinh: '1900-01-01', so_con: '0', muc: '0' }),
      aFile(4, { ngay_sinh: '2026-01-01', so_con: '20', muc: '99999.99' }),
    ]
    expect((await faultsOf(content)).sort()).toEqual([
      ['maximum', 'muc', 1, [3]],
      ['maximum', 'ngay_sinh', 1, [3]],
      ['maximum', 'so_con', 1, [3]],
      ['minimum', 'muc', 1, [2]],
      ['minimum', 'ngay_sinh', 1, [2]],
      ['minimum', 'so_con', 1, [2]],
    ])
  })

  it.each([
    ['so_con', ['1e3', ' 1', '1 ', '+1', '１', '0x1', '9'.repeat(16), '1,5']],
    ['muc', ['1e3', '1.', '.5', '1,5', 'NaN', 'Infinity', '1.1234567890123', '+1']],
    ['ngay_sinh', ['31/01/1990', '1990-1-31', '1990-02-29', '0000-01-01', 'today', '1990-01-31T00:00:00Z', 'infinity']],
    ['hieu_luc', ['1', '0', 'TRUE', 't', 'yes', 'có']],
  ])('%s takes nothing that only looks like its type', async (name, values) => {
    const content = values.map((value, place) => aFile(place + 1, { [name]: value }))
    expect(await faultsOf(content)).toEqual([['type', name, values.length, [2, 3, 4]]])
  })

  it('lengths are counted in characters, not in bytes', async () => {
    const content = [aFile(1, { ho_ten: 'Ẩ'.repeat(20) }), aFile(2, { ho_ten: 'Ẩ'.repeat(21) })]
    expect(await faultsOf(content)).toEqual([['length', 'ho_ten', 1, [3]]])
  })

  it('a key longer than an index can hold is a fault of its row, and the longest that fits is read back', async () => {
    const longest = 'Ẩ'.repeat(333)
    const load = (...keys: string[]) =>
      deliver(`ma,ten\nDV1,1\nDV2,2\n${keys.map((key) => `${key},X\n`).join('')}`, { dataset: offices })
    const { state, faults } = await load(`${longest}xx`, 'Y'.repeat(100_000))
    expect([state, faults.map(({ rule, field, count }) => [rule, field, count])]).toEqual([
      'rejected',
      [['indexLength', 'ma', 2]],
    ])
    expect((await load(`${longest}x`)).state).toBe('applied')
    const path = `/warehouse/datasets/${offices}/records/${encodeURIComponent(`${longest}x`)}`
    expect((await call<{ key: string }>('provider', path)).body.key).toBe(`${longest}x`)
  })

  it('a value that was unique once must stay so in the whole file, by what it means', async () => {
    const content = [aFile(1), aFile(2, { so_the: '0001' }), aFile(3), aFile(3)]
    expect(await faultsOf(content)).toEqual([['unique', 'so_the', 2, [2, 3]]])
  })
})

describe('references', () => {
  const parent = { dataset: 'cay', field: 'so' }
  const fields: FieldInput[] = [
    { name: 'ma', title: 'Mã', titleEn: 'Code', type: 'text', key: true },
    { name: 'so', title: 'Số', titleEn: 'Number', type: 'integer', unique: true },
    { name: 'cha', title: 'Cấp trên', titleEn: 'Parent', type: 'integer', references: parent },
  ]
  const table = (...lines: string[]) => deliver(`ma,so,cha\n${lines.join('\n')}\n`, { dataset: 'cay' })

  beforeAll(async () => {
    const { catalogue } = warehouse.modules
    const facts = aDataset({ code: 'cay', provider: warehouse.people.provider.unit.id, consumers: [{ group: 'all' }] })
    await catalogue.registerDataset(anActor(), facts)
    await catalogue.declareStructure(anActor(), 'cay', { fields, note: '' })
    await warehouse.promulgate('2026-01-02', [files, offices, 'cay'])
  })

  it('into the dataset itself are held against the file, and by what a value means', async () => {
    expect(await table('A,1,', 'B,2,1', 'C,3,01')).toMatchObject({ state: 'applied', balance: { inserted: 3 } })
    const refused = await table('A,1,', 'B,2,3', 'C,4,1')
    expect(refused.faults.map(({ rule, field, examples }) => [rule, field, examples])).toEqual([
      ['reference', 'cha', [{ row: 3, value: '3' }]],
    ])
  })

  it('to a value that is repeated in another form', async () => {
    const refused = await table('A,1,', 'B,01,1')
    expect(refused.faults.map(({ rule, field, count }) => [rule, field, count])).toEqual([['unique', 'so', 2]])
  })
})

it('more faults than are listed one by one are all counted', async () => {
  const many = `ma,ten\n${Array.from({ length: 10_020 }, (_, place) => `K${String(place)},\n`).join('')}`
  const { faults, faultyRows, id } = await deliver(many, { dataset: offices })
  expect(faults.map(({ rule, count }) => [rule, count])).toEqual([['required', 10_020]])
  expect(faultyRows).toBe(10_020)
  const { text } = await call('provider', `/warehouse/submissions/${id}/errors.csv`)
  expect(text.split('\r\n')).toHaveLength(1 + 10_000 + 1)
})
