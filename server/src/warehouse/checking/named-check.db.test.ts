import { beforeAll, expect, it } from 'vitest'
import type { FieldInput } from '../../catalogue/index.ts'
import { anActor } from '../../law/testing.ts'
import { aDataset } from '../../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import { personalIdForm } from './named-check.sql.ts'

const warehouse = await openWarehouse()
const dataset = 'dinh-danh'
const fields: FieldInput[] = [
  { name: 'so', title: 'Số', titleEn: 'Number', type: 'text', key: true },
  { name: 'ma_so_thue', title: 'Mã số thuế', titleEn: 'Tax code', type: 'text', check: 'tax-code' },
  { name: 'dinh_danh', title: 'Định danh', titleEn: 'Id', type: 'text', check: 'personal-id', pattern: '[0-9]{12}' },
  {
    ...{ name: 'sinh', title: 'Sinh', titleEn: 'Born', type: 'text', check: 'partial-date' },
    ...{ minimum: '1900-01-01', maximum: '2025-06-30' },
  },
  { name: 'dan_toc', title: 'Dân tộc', titleEn: 'Ethnic group', type: 'text', codeList: 'dan-toc' },
  { name: 'the', title: 'Thẻ', titleEn: 'Card', type: 'text', unique: true },
]

beforeAll(async () => {
  const { catalogue, reference } = warehouse.modules
  const list = { code: 'dan-toc', name: 'Dân tộc', nameEn: 'Ethnic groups', description: '' }
  await reference.registerCodeList(anActor(), list)
  const version = { version: '1', validFrom: '2025-07-01', instrument: null, entries: 'code,name\n01,Kinh\n02,Tày\n' }
  await reference.addVersion(anActor(), list.code, version)
  const provider = warehouse.people.provider.unit.id
  await catalogue.registerDataset(anActor(), aDataset({ code: dataset, provider, consumers: [{ group: 'all' }] }))
  await catalogue.declareStructure(anActor(), dataset, { fields, note: '' })
  await warehouse.promulgate('2026-01-02', [dataset])
})

/** Rules broken by each value of a field, a row for each. */
async function broken(field: string, values: readonly string[]): Promise<string[]> {
  const lines = values.map((value, place) => `${String(place)},${value}`)
  const { id, state } = await warehouse.deliver(`so,${field}${blankHeader(field)}\n${lines.map(pad).join('\n')}\n`, {
    dataset,
  })
  if (state === 'applied') return []
  const { text } = await warehouse.call('provider', `/warehouse/submissions/${id}/errors.csv`)
  return text
    .trim()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(','))
    .map(([row = '', , , rule = '']) => `${values[Number(row) - 2] ?? ''} ${rule}`)
    .sort()
}

const others = (field: string) => fields.map(({ name }) => name).filter((name) => name !== 'so' && name !== field)
const blankHeader = (field: string) =>
  others(field)
    .map((name) => `,${name}`)
    .join('')
const pad = (line: string) => `${line}${','.repeat(fields.length - 2)}`

it('takes a tax code by its check digit, of the enterprise and of its dependent units (Điều 8)', async () => {
  expect(await broken('ma_so_thue', ['0000000017', '0000000017-001', ''])).toEqual([])
})

it('refuses a wrong digit, nine digits that have no check digit at all, a unit 000 and every other form', async () => {
  // The weighted sum of nine zeros is nought: software that takes ten for nought would pass 0000000000.
  const wrong = ['0000000018', '0000000000', '0000000017-000', '000000018', '0000000017-1', '3.06E+0800']
  expect(await broken('ma_so_thue', wrong)).toEqual(wrong.map((value) => `${value} check`).sort())
})

it('takes personal numbers of every century lived in, of the 63 former provinces and of births abroad', async () => {
  expect(
    await broken('dinh_danh', ['079099000001', '001126000001', '079326000001', '096200123456', '136095000007']),
  ).toEqual([])
})

it('refuses a province there never was and a birth in a year to come; another form is one fault, not two', async () => {
  expect(await broken('dinh_danh', ['003099000001', '079227000001', '079499000001', '9099000001'])).toEqual([
    '003099000001 check',
    '079227000001 check',
    '079499000001 check',
    '9099000001 pattern',
  ])
})

it('says of a code that was turned into a number that this is its fault, and no other', async () => {
  const tax = ['17', '000000017', '17.0', '17.00', '3.06E+08', '3.06e8']
  expect(await broken('ma_so_thue', tax)).toEqual(tax.map((value) => `${value} lostZeros`).sort())
  const ids = ['79099000001', '1126000001', '79099000001.0', '7.9099E+10']
  expect(await broken('dinh_danh', ids)).toEqual(ids.map((value) => `${value} lostZeros`).sort())
  expect(await broken('sinh', ['1958.0', '202'])).toEqual(['1958.0 lostZeros', '202 check'])
  expect(await broken('dan_toc', ['01', '1', '2.0', '3'])).toEqual(['1 lostZeros', '2.0 lostZeros', '3 codeList'])
  expect(await broken('the', ['12', '3.06E+08', '1E5', 'E+10'])).toEqual(['3.06E+08 lostZeros'])
})

it('takes a day, a month or only a year, and holds each against the bounds by what it says', async () => {
  expect(await broken('sinh', ['1958', '1958-03', '1958-03-09', '1900', '2025', '2025-06'])).toEqual([])
  expect(await broken('sinh', ['1899', '2025-07', '2026', '2025-07-01'])).toEqual([
    '1899 minimum',
    '2025-07 maximum',
    '2025-07-01 maximum',
    '2026 maximum',
  ])
  const wrong = ['1958-02-30', '1958-13', '58', '09/03/1958', '1958-3', '1958-03-09T00', 'XXXX']
  expect(await broken('sinh', wrong)).toEqual(wrong.map((value) => `${value} check`).sort())
})

it.each([
  [1999, '079199', '079200'],
  [2000, '079300', '079201'],
  [2026, '079326', '079327'],
  [2100, '079500', '079401'],
])('knows in %i the last year of birth', (year, last, next) => {
  const form = new RegExp(`^${personalIdForm(year)}$`)
  expect([form.test(`${last}000001`), form.test(`${next}000001`)]).toEqual([true, false])
})
