import { describe, expect, it } from 'vitest'
import { anInstrument, anActor } from '../../law/testing.ts'
import { aDataset, aFile, csvOf, fileFields, files, manyFiles, offices } from '../../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import type { Content } from '../../../test/warehouse/open-warehouse.ts'
import { seeded } from '../../../test/warehouse/random-loads.ts'
import type { Page } from '../../../test/warehouse/wire.ts'
import { workbookOf, zipOf } from '../../../test/warehouse/workbook.ts'
import type { SheetCell } from '../../../test/warehouse/workbook.ts'
import { delimiters } from './profile.ts'

const warehouse = await openWarehouse()
const { call, modules, people } = warehouse
await warehouse.deliver('ma,ten\nDV1,Một\nDV2,Hai\n', { dataset: offices })

const changes = { load: 'incremental' }
const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const send = (content: Content, over: object = {}) =>
  warehouse.deliver(content, { query: changes, type: 'application/octet-stream', ...over })
const broken = async (content: Content, over: object = {}) =>
  (await send(content, over)).faults.map(({ rule, field, examples }) => [rule, field, examples.map(({ row }) => row)])
const valuesOf = async (key: string, dataset = files) =>
  (await call<{ values: Record<string, unknown> }>('provider', `/warehouse/datasets/${dataset}/records/${key}`)).body
    .values

const names = Object.keys(aFile(1))
const titles = fileFields.map(({ title }) => title)
const sheetRow = (number: number, over: Record<string, SheetCell> = {}): SheetCell[] => {
  const row: Record<string, SheetCell> = { ...aFile(number), ...over }
  return names.map((name) => row[name] ?? null)
}
const typed = { ngay_sinh: { day: 15387 }, so_con: 3, muc: 501.5 }

describe('a workbook (XLSX)', () => {
  it('is read by its own types: days by their style, numbers as numbers, texts as they stand (Điều 8)', async () => {
    const book = workbookOf({ 'Hồ sơ': [names, sheetRow(1, typed), [], sheetRow(2)] })
    const submission = await send(book, { type: xlsxType })
    expect(submission).toMatchObject({ state: 'applied', balance: { sent: 2 }, profile: { format: 'xlsx' } })
    expect(submission.conversions).toEqual([{ field: 'ngay_sinh', kind: 'day', count: 1 }])
    expect(await valuesOf('HS0001')).toMatchObject({ ngay_sinh: '1942-02-15', so_con: 3, muc: '501.5' })
  })

  it('may begin with other sheets and a header of several rows', async () => {
    const header = [['DANH SÁCH'], ['Hồ sơ', null, null], titles]
    const book = workbookOf({ Bìa: [], 'Dữ liệu': [...header, sheetRow(3)] })
    expect(await send(book)).toMatchObject({
      state: 'applied',
      profile: { sheet: 'Dữ liệu', header: { row: 3, rows: 1 } },
    })
  })

  it('with two sheets that fit equally is not taken until its sender names one; nothing of it is kept (Điều 5.2)', async () => {
    const body = workbookOf({ A: [names, sheetRow(20)], B: [names, sheetRow(21)] })
    const before = await warehouse.contents()
    const address = `/warehouse/datasets/${files}/submissions`
    const headers = { 'content-type': xlsxType }
    const expected = { status: 400, code: 'warehouse.sheetUndecided' }
    const sayings = [undefined, { format: 'xlsx' }, { format: 'xlsx', dates: 'dmy', sheet: null }]
    for (const profile of sayings) {
      const query = { ...changes, ...(profile && { profile: JSON.stringify(profile) }) }
      await warehouse.refusal(expected, 'provider', address, { method: 'POST', headers, body, query })
    }
    expect(await warehouse.contents()).toBe(before)
    const taken = await send(body, { type: xlsxType, profile: { format: 'xlsx', sheet: 'B' } })
    expect(taken).toMatchObject({ state: 'applied', balance: { sent: 1 } })
    expect(await valuesOf('HS0021')).toMatchObject({ ngay_sinh: expect.anything() as unknown })
  })

  it('whose numbers stand where codes belong says that zeros may be lost, row by row as the sheet counts', async () => {
    const rows = [names, sheetRow(4, { so_the: 12 }), sheetRow(5, { so_the: 3.06e8 }), sheetRow(6, { so_the: 1234 })]
    expect(await broken(workbookOf({ A: rows }))).toEqual([['lostZeros', 'so_the', [2, 3]]])
  })

  it('with formulas gives their kept values and counts them; without one, or with an error, it is a fault', async () => {
    const kept = sheetRow(7, { ghi_chu: { formula: 'A1&"!"', value: 'kết quả' } })
    expect((await send(workbookOf({ A: [names, kept] }))).conversions).toEqual([
      { field: 'ghi_chu', kind: 'formula', count: 1 },
    ])
    expect(await valuesOf('HS0007')).toMatchObject({ ghi_chu: 'kết quả' })
    const bad = [
      sheetRow(8, { ghi_chu: { formula: 'A1', value: null } }),
      sheetRow(9, { ghi_chu: { error: '#REF!' } }),
      sheetRow(10, { ghi_chu: '=1+1' }),
    ]
    expect(await broken(workbookOf({ A: [names, ...bad] }))).toEqual([['formula', 'ghi_chu', [2, 3]]])
  })

  it.each<[string, Buffer, RegExp]>([
    ['with macros', workbookOf({ A: [names] }, { 'xl/vbaProject.bin': 'x' }), /macro/],
    [
      'with links to other files',
      workbookOf({ A: [names] }, { 'xl/externalLinks/externalLink1.xml': '<a/>' }),
      /links/,
    ],
    ['that is a zip bomb', workbookOf({ A: [names] }, { 'xl/media/a.bin': Buffer.alloc(60 << 20) }), /extraordinary/],
    ['that is no workbook', zipOf({ 'a.txt': 'x' }), /no workbook/],
    ['that is cut', workbookOf({ A: [names] }).subarray(0, 700), /not whole/],
    ['of the old kind', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]), /\.xls/],
    ['whose XML is damaged', workbookOf({ A: [names] }, { 'xl/worksheets/sheet1.xml': '<worksheet><row' }), /damaged/],
  ])('%s is refused by name, and nothing changes (Điều 5.2)', async (_, content, said) => {
    const before = await warehouse.testing.asAdmin('SELECT count(*) FROM warehouse.applies')
    const { id, state, faults } = await send(content)
    expect([state, faults.map(({ rule }) => rule)]).toEqual(['rejected', ['unreadable']])
    const { body } = await call<{ faults: { message: string }[] }>('provider', `/warehouse/submissions/${id}`, {
      language: 'en',
    })
    expect(body.faults[0]?.message).toMatch(said)
    expect(await warehouse.testing.asAdmin('SELECT count(*) FROM warehouse.applies')).toEqual(before)
  })
})

describe('quotes and line ends in CSV', () => {
  const tokens = ['"', '""', ...delimiters, '\n', '\r\n', '\r', '\\.', '\\', "'", ' ', 'ễ', '🌊', 'x']
  const written = (value: string | null, delimiter: string, isLavish: boolean) => {
    if (value === null) return ''
    const mustQuote = /["\r\n]/.test(value) || value.includes(delimiter)
    return mustQuote || isLavish ? `"${value.replaceAll('"', '""')}"` : value
  }

  it.each(delimiters.flatMap((delimiter) => ['\n', '\r\n'].map((lineEnd) => [delimiter, lineEnd] as const)))(
    'parted by %j, lines ended by %j: every cell is read back as it was',
    async (delimiter, lineEnd) => {
      const pick = seeded(4180 + delimiters.indexOf(delimiter))
      const some = () => Array.from({ length: 1 + pick(6) }, () => tokens[pick(tokens.length)]).join('')
      const rows = manyFiles(40, () => ({ ghi_chu: some(), benh: some() }))
      const lines = rows.map((row) => names.map((name) => written(row[name] ?? null, delimiter, pick(2) === 0)))
      const content = [names, ...lines].map((line) => line.join(delimiter) + lineEnd).join('')
      const submission = await send(content, { type: 'text/csv', query: { load: 'full' } })
      expect(submission).toMatchObject({ state: 'applied', balance: { sent: 40 } })
      // The plain form needs no profile.
      expect(submission.profile?.['delimiter'] ?? ',').toBe(delimiter)
      const page = await call<Page>('provider', `/warehouse/datasets/${files}/records`, { query: { limit: '1000' } })
      expect(page.body.items.map(({ ma, ghi_chu, benh }) => [ma, ghi_chu, benh])).toEqual(
        rows.map(({ ma, ghi_chu, benh }) => [ma, ghi_chu, benh]),
      )
    },
  )
})

const objects = (rows: readonly object[]) => JSON.stringify(rows)

describe('objects (JSON, NDJSON)', () => {
  const rows = manyFiles(3, () => ({ ghi_chu: 'dòng\n"hai"' })).map((row) => ({
    ...row,
    so_con: 2,
    muc: 500.25,
    hieu_luc: true,
  }))

  it('of a list are rows; what a member leaves out is absent', async () => {
    const [first = {}, second, third] = rows
    const shorter = Object.fromEntries(Object.entries(first).filter(([name]) => name !== 'ghi_chu'))
    const submission = await send(objects([shorter, second ?? {}, third ?? {}]), { type: 'application/json' })
    expect(submission).toMatchObject({ state: 'applied', balance: { sent: 3 }, profile: { format: 'json' } })
    expect(await valuesOf('HS0001')).toMatchObject({ ghi_chu: null, so_con: 2, muc: '500.25', hieu_luc: true })
    expect(await valuesOf('HS0002')).toMatchObject({ ghi_chu: 'dòng\n"hai"' })
  })

  it('line by line are rows, counted as lines; what is no object is named', async () => {
    const lines = [...rows.map((row) => JSON.stringify(row)), '{"ma": ', '[1]', ''].join('\n')
    const submission = await send(lines, { type: 'application/x-ndjson' })
    expect(submission.profile).toMatchObject({ format: 'ndjson' })
    expect(submission.faults.map(({ rule, examples }) => [rule, examples.map(({ row }) => row)])).toEqual([
      ['notObject', [4, 5]],
    ])
  })

  it('with a number where a code belongs, a member there is not, or half a pair, are faults of their row', async () => {
    const [first = {}] = rows
    const lone = JSON.stringify({ ...first, ma: 'HS0033', ghi_chu: 'x' }).replace('"x"', '"\\ud800"')
    const list = `[${JSON.stringify({ ...first, so_the: 12 })},${lone},${JSON.stringify({ ...first, thua: 1 })}]`
    expect(await broken(list)).toEqual([
      ['notText', null, [2]],
      ['unknownMember', null, [3]],
      ['lostZeros', 'so_the', [1]],
    ])
  })

  it('with an object where a text belongs show it as it was sent', async () => {
    const { faults } = await send(JSON.stringify([{ ...rows[0], ghi_chu: { so: 1.5, ds: [2] } }]))
    expect(faults).toMatchObject([{ rule: 'type', examples: [{ value: '{"so":1.5,"ds":[2]}' }] }])
  })

  it('that are cut in the middle are refused', async () => {
    expect(await broken(objects(rows).slice(0, -20))).toEqual([['unreadable', null, [1]]])
  })
})

describe('encodings', () => {
  const text = csvOf([aFile(41), aFile(42)])
  const utf16be = (content: string) => Buffer.from(content, 'utf16le').swap16()

  it.each([
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16 LE with a mark', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 LE without', Buffer.from(text, 'utf16le')],
    ['UTF-16 BE with a mark', utf16be(`\uFEFF${text}`)],
    ['UTF-16 BE without', utf16be(text)],
  ])('%s gives the same rows', async (_, content) => {
    expect(await send(content)).toMatchObject({ state: 'applied', balance: { sent: 2 } })
    expect(await valuesOf('HS0041')).toMatchObject({ ho_ten: 'Nguyễn Văn 41', benh: 'Cao huyết áp' })
  })

  it('of old Vietnamese fonts are named and refused, as bytes and as what others made of them', async () => {
    const tcvn3 = manyFiles(5, () => ({ ho_ten: 'NguyÔn V¨n ¸nh', benh: 'BÖnh tiÓu ®­êng' }))
    expect(await broken(Buffer.from(csvOf(tcvn3), 'latin1'))).toEqual([['encoding', null, [1]]])
    const { faults } = await send(csvOf(tcvn3))
    expect(faults[0]?.examples).toEqual([{ row: 1, value: 'TCVN3 (ABC)' }])
  })

  it('a half of a pair in UTF-16 is a fault of its row, not a question mark', async () => {
    const content = Buffer.from(text.replace('Nguyễn Văn 42', 'Nguyễn \uD800 42'), 'utf16le')
    expect(await broken(content)).toEqual([['notText', null, [3]]])
  })

  it('letters and marks written apart are put together where the profile says so, and else say which setting would', async () => {
    const apart = text.normalize('NFD')
    expect(await broken(apart)).toEqual([
      ['decomposed', 'ho_ten', [2, 3]],
      ['decomposed', 'benh', [2, 3]],
    ])
    const submission = await send(apart, { profile: { compose: true } })
    expect(submission.conversions).toEqual([
      { field: 'benh', kind: 'compose', count: 2 },
      { field: 'ho_ten', kind: 'compose', count: 2 },
    ])
    expect(await valuesOf('HS0042')).toMatchObject({ ho_ten: 'Nguyễn Văn 42' })
  })
})

describe('a geometry', () => {
  const dataset = 'tram'
  const feature = (id: string, geometry: object | null) => ({ type: 'Feature', properties: { ma: id }, geometry })
  const collection = (...features: object[]) => JSON.stringify({ type: 'FeatureCollection', features })
  const square = {
    type: 'Polygon',
    coordinates: [
      [
        [106.5, 10.5],
        [107, 10.5],
        [107, 11],
        [106.5, 11],
        [106.5, 10.5],
      ],
    ],
  }

  it('comes in as a feature, is kept as WKB with its box, and goes out as it came', async () => {
    const actor = anActor()
    const provider = people.provider.unit.id
    const instrument = (await modules.law.register(actor, anInstrument({ number: '9/QĐ' }))).id
    await modules.catalogue.registerDataset(
      actor,
      aDataset({ code: dataset, provider, classification: 'internal', consumers: [{ group: 'all' }] }),
    )
    const fields = [
      { name: 'ma', title: 'Mã', titleEn: 'Code', type: 'text', key: true },
      { name: 'hinh', title: 'Hình', titleEn: 'Shape', type: 'geometry' },
    ] as const
    await modules.catalogue.declareStructure(actor, dataset, { fields: [...fields], note: '' })
    await modules.catalogue.promulgate(actor, {
      instrument,
      effectiveFrom: '2026-03-02',
      datasets: [offices, files, dataset],
    })
    const point = { type: 'Point', coordinates: [106.7, -10.8] }
    const sent = collection(feature('A', point), feature('B', square), feature('C', null))
    const submission = await send(sent, { dataset, type: 'application/geo+json', query: { load: 'full' } })
    expect(submission).toMatchObject({ state: 'applied', balance: { inserted: 3 }, profile: { format: 'geojson' } })
    expect(await warehouse.testing.asAdmin('SELECT _key, f2_box::text AS box FROM data.tram ORDER BY _key')).toEqual([
      { _key: 'A', box: '(106.7,-10.8),(106.7,-10.8)' },
      { _key: 'B', box: '(107,11),(106.5,10.5)' },
      { _key: 'C', box: null },
    ])
    const indexed = `SELECT indexdef FROM pg_indexes WHERE schemaname = 'data' AND tablename = 'tram' AND indexdef LIKE '%gist%'`
    expect(await warehouse.testing.asAdmin(indexed)).toHaveLength(1)
  })

  const wkt = 'POLYGON((106.5 10.5, 107 10.5, 107 11, 106.5 11, 106.5 10.5))'
  it.each([
    ['an object in a list of JSON', JSON.stringify([{ ma: 'B', hinh: square }]), 'application/json'],
    ['an object in a line of NDJSON', JSON.stringify({ ma: 'B', hinh: square }), 'application/x-ndjson'],
    ['GeoJSON as text', JSON.stringify([{ ma: 'B', hinh: JSON.stringify(square) }]), 'application/json'],
    ['WKT in a cell of CSV', `ma,hinh\nB,"${wkt}"\n`, 'text/csv'],
  ])('is the same one as %s', async (_what, content, type) => {
    const submission = await send(content, { dataset, type })
    expect(submission).toMatchObject({ state: 'applied', balance: { unchanged: 1 }, conversions: [] })
  })

  it('that is none is a fault of its cell; the same one again changes nothing', async () => {
    const open = {
      type: 'Polygon',
      coordinates: [
        [
          [106, 10],
          [107, 10],
          [107, 11],
          [106, 11],
        ],
      ],
    }
    expect(await broken(collection(feature('A', open)), { dataset })).toEqual([['geometry', 'hinh', [1]]])
    const again = await send(collection(feature('B', square)), { dataset })
    expect(again.balance).toMatchObject({ unchanged: 1, changed: 0 })
  })
})
