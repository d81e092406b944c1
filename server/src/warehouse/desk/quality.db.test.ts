import { beforeAll, describe, expect, it } from 'vitest'
import { aDataset, aFile, files, manyFiles, offices } from '../../../test/warehouse/dataset.ts'
import { measuredCells } from '../../../test/warehouse/inspect.ts'
import { hold } from '../../../test/warehouse/hold.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import type { Submission } from '../../../test/warehouse/wire.ts'
import { anActor } from '../../law/testing.ts'

const warehouse = await openWarehouse()
const { call, clock, deliver, modules, people, promulgate, testing } = warehouse

interface Quality {
  readonly score: number | null
  readonly measured: { readonly submission: string; readonly records: number } | null
  readonly dimensions: readonly { dimension: string; score: number | null; good: number; total: number; text: string }[]
  readonly fields: readonly { field: string; completeness: number | null; validity: number | null }[]
  readonly references: readonly Readonly<Record<string, unknown>>[]
  readonly volume: { readonly rows: number; readonly usual: number | null; readonly jump: boolean } | null
  readonly trend: readonly { submission: string; inForce: boolean; score: number; records: number; late: boolean }[]
  readonly nextFix: { text: string; field: string | null; rule: string | null; gain: number } | null
}

const qualityOf = async (dataset = files, language: 'vi' | 'en' = 'vi') =>
  (await call<Quality>(undefined, `/warehouse/datasets/${dataset}/quality`, { language })).body
const partsOf = ({ dimensions }: Quality) =>
  Object.fromEntries(dimensions.map(({ dimension, good, total }) => [dimension, [good, total]]))
const branches = 'ma,ten\nDV1,Chi nhánh Một\nDV2,Chi nhánh Hai\nDV3,Chi nhánh Ba\n'
const applied: Submission[] = []

beforeAll(async () => {
  await promulgate('2026-02-20', [offices, files])
})

describe('before the first load', () => {
  it('there is nothing to measure, and nothing is made up', async () => {
    expect(await qualityOf()).toMatchObject({ score: null, dimensions: [], fields: [], trend: [], nextFix: null })
  })
})

describe('a first load of ten rows of twelve fields, one of them a copy (Điều 5.6, 17.3)', () => {
  beforeAll(async () => {
    await deliver(branches, { dataset: offices })
    // Ten rows; the note is empty in all of them, the illness in two.
    const rows = manyFiles(10, (number) => (number <= 2 ? { benh: null } : {}))
    applied.push(await deliver([...rows, ...rows.slice(0, 1)]))
  })

  it('counts cells, rows, references and days by hand', async () => {
    const quality = await qualityOf()
    expect(partsOf(quality)).toEqual({
      completeness: [120 - 10 - 2, 120],
      // Eleven rows were sent.
      validity: [132, 132],
      uniqueness: [10, 11],
      consistency: [10, 10],
      // Due on 1 February, a month after the catalogue came into force; 28 days would be left of the period of 31.
      timeliness: [expect.any(Number), 31 * 86_400],
      volume: [0, 0],
    })
    expect(quality.fields.filter(({ completeness }) => completeness !== 1)).toEqual([
      { field: 'benh', title: 'Bệnh', titleEn: 'Illness', completeness: 0.8, validity: 1 },
      { field: 'ghi_chu', title: 'Ghi chú', titleEn: 'Note', completeness: 0, validity: 1 },
    ])
    expect(quality.measured).toMatchObject({ submission: applied[0]?.id, records: 10 })
    expect(quality.references).toEqual([{ dataset: files, field: 'don_vi', target: offices, total: 10, dangling: 0 }])
  })

  it('scores them by the formula: 80 % of 20, 35, 9 % lost of 15, 15, and nearly all of 15 lost for being late', async () => {
    const quality = await qualityOf()
    const late = (Date.parse('2026-03-02T03:00:00Z') - Date.parse('2026-01-31T17:00:00Z')) / 1000
    const timely = 1 - late / (31 * 86_400)
    const completeness = (108 / 120 - 0.5) / 0.5
    const uniqueness = (10 / 11 - 0.9) / 0.1
    const score = 20 * completeness + 35 + 15 * uniqueness + 15 + 15 * timely
    expect(quality.score).toBe(Math.floor(score))
  })

  it('names the one mend that raises the score most, in both languages', async () => {
    const [vi, en] = [await qualityOf(files, 'vi'), await qualityOf(files, 'en')]
    // One copied row costs 15 × (1/11) / 0.1 = 13.6 points; the empty column 20 × (10/120) / 0.5 = 3.3.
    expect(vi.nextFix).toEqual({
      ...{ field: null, rule: null, gain: 13.6 },
      text: 'Bỏ 1 dòng chép lại dòng khác trong cùng tệp trước khi nộp.',
    })
    expect(en.nextFix?.text).toBe('Take out 1 rows that only repeat another row of the file before submitting.')
  })
})

describe('later loads', () => {
  it('follow the counts row by row: what changed, came and went', async () => {
    clock.moveTo('2026-03-05T03:00:00Z')
    // The first gets a note, the second loses its amount, the last goes, an eleventh comes.
    const rows = [aFile(1, { benh: null, ghi_chu: 'x' }), aFile(2, { benh: null, muc: null }), ...manyFiles(9).slice(2)]
    applied.push(await deliver([...rows, aFile(11)]))
    const quality = await qualityOf()
    expect(partsOf(quality)).toMatchObject({ completeness: [120 - 9 - 2 - 1, 120], uniqueness: [10, 10] })
    expect(quality.fields.find(({ field }) => field === 'muc')?.completeness).toBe(0.9)
    const { followed, counted } = await measuredCells(testing, files)
    expect(followed).toEqual(counted)
  })

  it('that bring nothing new keep the counts', async () => {
    const before = partsOf(await qualityOf())
    const rows = [aFile(1, { benh: null, ghi_chu: 'x' }), aFile(2, { benh: null, muc: null }), ...manyFiles(9).slice(2)]
    const again = await deliver([...rows, aFile(11)])
    expect(again.applyNumber).toBeNull()
    expect(partsOf(await qualityOf())).toMatchObject({ completeness: before['completeness'] })
  })

  it('keep whether each was in time (Điều 17.3)', async () => {
    const { trend } = await qualityOf()
    expect(trend.map(({ late, inForce }) => [inForce, late])).toEqual([
      [true, true],
      [true, false],
      [true, false],
    ])
    clock.moveTo('2026-05-20T03:00:00Z')
    const overdue = await qualityOf()
    expect(overdue.dimensions.find(({ dimension }) => dimension === 'timeliness')?.good).toBe(0)
    await deliver(manyFiles(10))
    expect((await qualityOf()).trend.at(-1)).toMatchObject({ late: true })
  })

  it('are held against the median of those before: a jump is flagged', async () => {
    expect((await qualityOf()).volume).toEqual({ rows: 10, usual: 10, jump: false })
    await deliver(manyFiles(16))
    expect((await qualityOf()).volume).toEqual({ rows: 16, usual: 10, jump: true })
    await deliver(manyFiles(11))
    expect((await qualityOf()).volume).toEqual({ rows: 11, usual: 10, jump: false })
  })
})

describe('a refused file', () => {
  let refused: Quality
  let before: Quality
  beforeAll(async () => {
    before = await qualityOf()
    const rows = manyFiles(20, (number) => ({
      ...(number <= 6 ? { loai: 'Z' } : {}),
      ...(number === 7 ? { ho_ten: null } : {}),
      ...(number === 8 || number === 9 ? { don_vi: 'DV9' } : {}),
      ...(number === 10 ? { so_the: '0001' } : {}),
    }))
    expect((await deliver(rows)).state).toBe('rejected')
    refused = await qualityOf()
  })

  it('is measured, and what is in force keeps its own figures', async () => {
    expect(refused).toMatchObject({ score: before.score, dimensions: before.dimensions, measured: before.measured })
    const [row] = await testing.asAdmin(
      `SELECT in_force, rows::integer, completeness_good::integer AS complete, validity_total::integer - validity_good::integer AS invalid,
              uniqueness_total::integer - uniqueness_good::integer AS repeated, consistency_good::integer AS found, consistency_total::integer AS pointing
       FROM warehouse.measures ORDER BY submission_id DESC LIMIT 1`,
    )
    // 20 rows × 12 fields without 20 notes and one name; six wrong codes; two rows share a card; two point at no branch.
    expect(row).toEqual({ in_force: false, rows: 20, complete: 219, invalid: 6, repeated: 2, found: 18, pointing: 20 })
  })

  it('tells which mend of it would bring most', () => {
    // Two references of twenty are 15 × 0.1 / 0.1 = 15 points, as are two rows of twenty that share a card; six codes of
    // 240 are 35 × 0.025 / 0.1 = 8.75.
    expect(refused.trend.at(-1)).toMatchObject({ inForce: false })
    expect(refused.nextFix).toMatchObject({ gain: 15 })
    expect(['reference', 'unique']).toContain(refused.nextFix?.rule)
  })

  it('without a header that fits is wrong in all its columns', async () => {
    await deliver('mã\nHS1\n')
    const { trend, nextFix } = await qualityOf()
    expect(trend.at(-1)?.score).toBeLessThan(40)
    expect(nextFix?.rule).toBe('header')
  })
})

describe('references between datasets', () => {
  it('that lost their row are counted on both sides as soon as it goes, and again when it is back', async () => {
    const without = branches.replace('DV2,Chi nhánh Hai\n', '')
    await deliver(without, { dataset: offices })
    // Of eleven files the six with an odd number point at the second branch.
    const reference = { dataset: files, field: 'don_vi', target: offices, total: 11 }
    for (const dataset of [offices, files]) {
      const { references, dimensions } = await qualityOf(dataset)
      expect(references).toEqual([{ ...reference, dangling: 6 }])
      expect(dimensions.find(({ dimension }) => dimension === 'consistency')).toMatchObject({ good: 5, total: 11 })
    }
    expect((await qualityOf(offices)).nextFix).toMatchObject({
      text: expect.stringContaining('6 dòng của bộ dữ liệu ho-so') as unknown,
    })
    await deliver(branches, { dataset: offices })
    for (const dataset of [offices, files]) {
      expect((await qualityOf(dataset)).references).toEqual([{ ...reference, dangling: 0 }])
    }
  })
})

describe('a load while another keeps its table to itself', () => {
  it('does not wait for it: two that point at each other would both be lost', async () => {
    const lock = await hold(testing, 'LOCK TABLE data.ho_so IN ACCESS EXCLUSIVE MODE')
    const load = await deliver(branches.replace('Ba', 'Bốn'), { dataset: offices })
    await lock.release()
    expect(load).toMatchObject({ state: 'applied', balance: { changed: 1 } })
    expect((await qualityOf(offices)).references).toMatchObject([{ total: 11, dangling: 0 }])
  })
})

describe('kept measures', () => {
  it('are one for every submission that ended, and follow no other way than the journal (Điều 13.3)', async () => {
    const [row] = await testing.asAdmin(`
      SELECT count(*)::integer AS submissions, count(m.submission_id)::integer AS measures
      FROM warehouse.submissions AS s LEFT JOIN warehouse.measures AS m ON m.submission_id = s.id WHERE s.state IN ('applied', 'rejected')`)
    expect(row).toEqual({ submissions: 12, measures: 12 })
    await expect(testing.asAdmin('UPDATE warehouse.measures SET score = 100')).rejects.toMatchObject({ code: 'KJ001' })
  })

  it('of a dataset that changes on occasion know no due date', async () => {
    const dataset = aDataset({ code: 'doi-khi', provider: people.provider.unit.id, consumers: [{ group: 'all' }] })
    await modules.catalogue.registerDataset(anActor(), { ...dataset, updateFrequency: 'on-change' })
    await modules.catalogue.declareStructure(anActor(), 'doi-khi', {
      fields: [{ name: 'ma', title: 'Mã', titleEn: 'Code', type: 'text', key: true }],
      note: '',
    })
    await promulgate('2026-05-20', [offices, files, 'doi-khi'])
    await deliver('ma\n1\n', { dataset: 'doi-khi' })
    const quality = await qualityOf('doi-khi')
    expect(partsOf(quality)['timeliness']).toEqual([0, 0])
    expect(quality).toMatchObject({ score: 100, nextFix: null })
  })
})
