import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { aDataset } from '../../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import type { Page, Submission, Values } from '../../../test/warehouse/wire.ts'
import { listRecordedRoots, verifyJournal } from '../../journal/index.ts'
import { anActor } from '../../law/testing.ts'
import { verifyWarehouse } from '../storage/verify.ts'

const warehouse = await openWarehouse()
const { call, clock, contents, deliver, ended, modules, people, refusal, submit, testing } = warehouse
const { database } = testing

const field = (name: string, type: string, more: object = {}) => ({ name, title: name, titleEn: name, type, ...more })
const key = field('ma', 'text', { key: true })
const first = [
  key,
  field('ten', 'text'),
  field('so', 'text', { searched: true }),
  field('ngay', 'text'),
  field('ghi_chu', 'text'),
]

interface Version {
  readonly version: number
  readonly state: string
  readonly carriedBy: string | null
  readonly changes: readonly { change: string; field: string; from: { name: string } | null }[]
}

let count = 0
const inForce: string[] = []
/** A dataset in force with the first structure and some rows. */
async function filled(csv: string): Promise<string> {
  const dataset = `doi-${String((count += 1))}`
  await modules.catalogue.registerDataset(
    anActor(),
    aDataset({
      code: dataset,
      provider: people.provider.unit.id,
      classification: 'internal',
      consumers: [{ group: 'all' }],
    }),
  )
  expect((await declare(dataset, { fields: first })).status).toBe(201)
  inForce.push(dataset)
  await warehouse.promulgate(`2026-01-${String(count + 1).padStart(2, '0')}`, inForce)
  expect((await deliver(csv, { dataset })).state).toBe('applied')
  return dataset
}

const declare = (dataset: string, body: object, query: Record<string, string> = {}) =>
  call<Version>('provider', `/catalogue/datasets/${dataset}/structures`, {
    ...{ method: 'POST', query, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } },
  })
/** Declares and waits until the rows are carried. */
async function change(dataset: string, body: object): Promise<Submission | undefined> {
  const { status, body: version } = await declare(dataset, body)
  expect(status, JSON.stringify(version)).toBe(201)
  return version.carriedBy === null ? undefined : ended(version.carriedBy)
}
const page = async (dataset: string, query: Record<string, string> = {}) => {
  const answer = await call<Page>('provider', `/warehouse/datasets/${dataset}/records`, { query })
  expect(answer.status, answer.text).toBe(200)
  return answer.body
}
const rowsOf = async (dataset: string, query: Record<string, string> = {}) => (await page(dataset, query)).items
const versions = async (dataset: string) =>
  (await call<{ items: Version[] }>('provider', `/catalogue/datasets/${dataset}/structures`)).body.items

async function expectProof() {
  const faults = (
    await verifyWarehouse(database.loader, modules.catalogue, await listRecordedRoots(database.application))
  ).faults
  expect(faults).toEqual([])
}

/** Only the number goes on, as a number. */
const toNumber = {
  fields: [key, field('ten', 'text'), field('so', 'integer', { convert: { from: 'so', using: 'integer' } })],
  retired: ['ngay', 'ghi_chu'],
}
const json = { 'content-type': 'application/json' }
const structuresOf = (dataset: string) => `/catalogue/datasets/${dataset}/structures`

const rows = 'ma,ten,so,ngay,ghi_chu\nA,An,12,1/2/2020,x\nB,Bình,,31/12/1999,y\nC,Chi,7,,\n'
const converted = [
  key,
  field('ho_ten', 'text', { from: 'ten' }),
  field('so', 'integer', { convert: { from: 'so', using: 'integer' }, minimum: '0' }),
  field('ngay_cap', 'date', { convert: { from: 'ngay', using: 'date-dmy' } }),
  field('moi', 'text'),
]

describe('a structure that renames, converts, adds and retires fields while data is in (Điều 5.2)', () => {
  let dataset = ''
  let before: readonly Values[] = []
  let instant = ''
  let carried: Submission | undefined
  let delivered = ''

  beforeAll(async () => {
    dataset = await filled(rows)
    before = await rowsOf(dataset)
    const { body } = await call<{ items: Submission[] }>('provider', `/warehouse/datasets/${dataset}/submissions`)
    delivered = body.items[0]?.id ?? ''
    instant = clock.now().toISOString()
    carried = await change(dataset, { fields: converted, retired: ['ghi_chu'] })
  })

  it('carries the rows in one apply, told like any other', async () => {
    expect(carried).toMatchObject({
      ...{ state: 'applied', applyNumber: 2, structureVersion: 2 },
      balance: { sent: 3, inserted: 0, changed: 3, deleted: 0, unchanged: 0 },
    })
    expect(await page(dataset)).toMatchObject({
      structureVersion: 2,
      items: [
        { ma: 'A', ho_ten: 'An', so: 12, ngay_cap: '2020-02-01', moi: null },
        { ma: 'B', ho_ten: 'Bình', so: null, ngay_cap: '1999-12-31', moi: null },
        { ma: 'C', ho_ten: 'Chi', so: 7, ngay_cap: null, moi: null },
      ],
    })
    expect((await rowsOf(dataset))[0]).not.toHaveProperty('ghi_chu')
    await expectProof()
  })

  it('answers for the time before as it did then, by apply and by instant', async () => {
    expect(await rowsOf(dataset, { asOf: '1' })).toEqual(before)
    expect(await rowsOf(dataset, { asOf: instant })).toEqual(before)
    expect(await page(dataset, { asOf: instant })).toMatchObject({ structureVersion: 1, apply: 1 })
    expect(await rowsOf(dataset, { asOf: '1', filter: 'ghi_chu:eq:y' })).toEqual([before[1]])
  })

  it('tells the history of a record under the names of now, ended fields under the name they had', async () => {
    const { body } = await call<{ items: { structureVersion: number; operation: string; values: Values }[] }>(
      ...(['provider', `/warehouse/datasets/${dataset}/records/A/history`] as const),
    )
    expect(
      body.items.map(({ structureVersion, operation, values }) => ({ structureVersion, operation, values })),
    ).toEqual([
      {
        ...{ structureVersion: 2, operation: 'change' },
        values: { ma: 'A', ho_ten: 'An', so: 12, ngay_cap: '2020-02-01', moi: null },
      },
      {
        ...{ structureVersion: 1, operation: 'insert' },
        values: { ma: 'A', ho_ten: 'An', so: '12', ngay: '1/2/2020', ghi_chu: 'x' },
      },
    ])
  })

  it('is told with what changed and where each field comes from', async () => {
    const [newest] = await versions(dataset)
    expect(newest).toMatchObject({ version: 2, state: 'adopted', carriedBy: carried?.id })
    expect(
      newest?.changes.map(({ change: kind, field: name, from }) => `${kind} ${name} < ${from?.name ?? ''}`),
    ).toEqual([
      ...[
        'renamed ho_ten < ten',
        'converted so < so',
        'converted ngay_cap < ngay',
        'added moi < ',
        'retired ghi_chu < ghi_chu',
      ],
    ])
  })

  it('does not let a delivery of before be withdrawn: its values have gone into other fields', async () => {
    const order = { method: 'POST', body: JSON.stringify({ statement: 'Nộp nhầm' }), headers: json } as const
    const withdrawal = (id: string) => `/warehouse/submissions/${id}/withdrawal`
    await refusal({ status: 409, code: 'warehouse.convertedSince' }, 'provider', withdrawal(delivered), order)
    await refusal(
      { status: 409, code: 'warehouse.nothingToWithdraw' },
      'provider',
      withdrawal(carried?.id ?? ''),
      order,
    )
  })

  it('leaves nothing of ended fields in rows written since, and everything in the history', async () => {
    const stored = await testing.asAdmin<{ f3: string | null; f5: string | null }>(
      `SELECT f3, f5 FROM data.${dataset.replaceAll('-', '_')} ORDER BY _key`,
    )
    expect(stored).toEqual([1, 2, 3].map(() => ({ f3: null, f5: null })))
    const kept = await testing.asAdmin(`SELECT f3, f5 FROM history.${dataset.replaceAll('-', '_')} ORDER BY _key`)
    expect(kept).toEqual([
      { f3: '12', f5: 'x' },
      { f3: null, f5: 'y' },
      { f3: '7', f5: null },
    ])
  })

  it('goes on: deliveries follow the new structure, the feed tells the conversion as changes', async () => {
    const next = await deliver('ma,ho_ten,so,ngay_cap,moi\nA,An,12,2020-02-01,\nB,Bình,3,1999-12-31,z\n', { dataset })
    expect(next).toMatchObject({ state: 'applied', balance: { unchanged: 1, changed: 1, deleted: 1 } })
    const feed = await call<{ items: { apply: number; operation: string; values: Values | null }[] }>(
      ...(['provider', `/warehouse/datasets/${dataset}/changes`, { query: { since: '1' } }] as const),
    )
    expect(feed.body.items.filter(({ apply }) => apply === 2)).toMatchObject([
      { operation: 'change', values: { ma: 'A', so: 12 } },
      { operation: 'change', values: { ma: 'B', so: null } },
      { operation: 'change', values: { ma: 'C', so: 7 } },
    ])
    expect(await rowsOf(dataset, { asOf: '1' })).toEqual(before)
    await expectProof()
  })
})

describe('values that cannot be carried', () => {
  const wrong = 'ma,ten,so,ngay,ghi_chu\nA,An,012,,\nB,Bình,mười,,\nC,Chi,3,,\n'

  it('refuse the declaration with their number and examples, and nothing changes', async () => {
    const dataset = await filled(wrong)
    const stood = await contents()
    const { vi } = await refusal(
      { status: 409, code: 'catalogue.structureUnfit' },
      'provider',
      `/catalogue/datasets/${dataset}/structures`,
      {
        ...{
          method: 'POST',
          body: JSON.stringify(toNumber),
          headers: { 'content-type': 'application/json' },
        },
      },
    )
    expect(vi.detail).toContain('Trong 3 dòng')
    expect(vi.errors).toMatchObject([
      { field: 'so', message: expect.stringMatching(/2 giá trị; A: “012”; B: “mười”/) as string },
    ])
    expect(await contents()).toBe(stood)
    expect(await versions(dataset)).toHaveLength(1)
  })

  it('are shown beforehand by a dry run; to others than the provider only their number (Điều 11.2)', async () => {
    const dataset = await filled(wrong)
    const asked = await declare(dataset, toNumber, { dryRun: 'true' })
    expect(asked.status).toBe(200)
    expect(asked.body).toMatchObject({
      ...{ rows: 3, possible: false, structure: { version: 2 }, carried: [{ field: 'so', values: 3 }] },
      ending: [
        { field: 'ngay', values: 0 },
        { field: 'ghi_chu', values: 0 },
      ],
      unfit: [
        {
          field: 'so',
          rule: 'conversion',
          count: 2,
          examples: [
            { key: 'A', value: '012' },
            { key: 'B', value: 'mười' },
          ],
        },
      ],
    })
    const coordinator = await call('coordinator', `/catalogue/datasets/${dataset}/structures`, {
      ...{ method: 'POST', query: { dryRun: 'true' }, body: JSON.stringify(toNumber) },
      headers: { 'content-type': 'application/json' },
    })
    expect(coordinator.body).toMatchObject({ unfit: [{ count: 2, examples: [] }] })
    expect(await versions(dataset)).toHaveLength(1)
  })

  it('include those that break a rule of the new field', async () => {
    const dataset = await filled('ma,ten,so,ngay,ghi_chu\nA,An,7,,\nB,Bình,70,,\nC,Chi,7,,\n')
    const strict = field('so', 'integer', { convert: { from: 'so', using: 'integer' }, maximum: '50', unique: true })
    const asked = await declare(
      dataset,
      { fields: [key, field('ten', 'text'), strict], retired: toNumber.retired },
      { dryRun: 'true' },
    )
    expect(asked.body).toMatchObject({
      unfit: [
        { rule: 'maximum', count: 1, examples: [{ key: 'B', value: '70' }] },
        { rule: 'unique', count: 2, examples: [{ key: 'A' }, { key: 'C' }] },
      ],
    })
  })
})

describe('work that waits while the structure changes', () => {
  let renaming = ''
  let converting = ''
  let withdrawing = ''

  beforeAll(async () => {
    renaming = await filled(rows)
    converting = await filled('ma,ten,so,ngay,ghi_chu\nA,An,7,,\n')
    withdrawing = await filled('ma,ten,so,ngay,ghi_chu\nA,An,7,,\n')
    await modules.warehouse.worker.stop()
  })

  it('ends a delivery of the old structure with a clear problem', async () => {
    const dataset = renaming
    const early = await submit('ma,ten,so,ngay,ghi_chu\nA,Ân,12,,\n', { dataset })
    const renamed = [key, field('ho_ten', 'text', { from: 'ten' })]
    expect((await declare(dataset, { fields: renamed, retired: ['so', 'ngay', 'ghi_chu'] })).status).toBe(201)
    warehouse.anotherWorker().kick()
    expect(await ended(early.id)).toMatchObject({ state: 'rejected', problem: { code: 'warehouse.structureChanged' } })
    expect(await rowsOf(dataset)).toMatchObject([{ ma: 'A', ho_ten: 'An' }, { ma: 'B' }, { ma: 'C' }])
  })

  it('ends a conversion that a delivery brought other values before; the old structure stays in force', async () => {
    const dataset = converting
    const late = await submit('ma,ten,so,ngay,ghi_chu\nA,An,bảy,,\n', { dataset })
    const { carriedBy } = (await declare(dataset, toNumber)).body
    await refusal({ status: 409, code: 'catalogue.structurePending' }, 'provider', structuresOf(dataset), {
      ...{ method: 'POST', body: JSON.stringify(toNumber), headers: json },
    })
    // While the version waits, the one before is read, and searched, as ever.
    expect(await rowsOf(dataset, { filter: 'so:contains:7' })).toMatchObject([{ ma: 'A', so: '7' }])
    warehouse.anotherWorker().kick()
    expect((await ended(late.id)).state).toBe('applied')
    expect(await ended(carriedBy ?? '')).toMatchObject({
      ...{ state: 'rejected', problem: { code: 'warehouse.conversionUnfit' } },
    })
    const told = (await versions(dataset)).map(({ version, state }) => `${String(version)} ${state}`)
    expect(told).toEqual(['2 abandoned', '1 adopted'])
    expect(await rowsOf(dataset)).toMatchObject([{ so: 'bảy' }])
    expect((await declare(dataset, { fields: first })).body).toMatchObject({ version: 3, state: 'adopted' })
    await expectProof()
  })

  it('lets the delivery that a conversion was refused for be withdrawn, not the conversion; then the values are carried', async () => {
    const dataset = withdrawing
    const worker = warehouse.anotherWorker()
    const late = await submit('ma,ten,so,ngay,ghi_chu\nA,An,bảy,,\nD,Dung,4,,\n', { dataset })
    const { carriedBy } = (await declare(dataset, toNumber)).body
    worker.kick()
    const refused = await ended(carriedBy ?? '')
    expect(refused).toMatchObject({ state: 'rejected', problem: { code: 'warehouse.conversionUnfit' } })
    const order = { method: 'POST', body: { statement: 'Nộp nhầm' } } as const
    const withdrawal = (id: string) => `/warehouse/submissions/${id}/withdrawal`
    await refusal({ status: 409, code: 'warehouse.nothingToWithdraw' }, 'provider', withdrawal(refused.id), order)
    const undone = (await call<Submission>('provider', withdrawal(late.id), order)).body
    worker.kick()
    expect(await ended(undone.id)).toMatchObject({ state: 'applied', balance: { changed: 1, deleted: 1 } })
    expect(await rowsOf(dataset)).toMatchObject([{ ma: 'A', so: '7' }])
    const again = (await declare(dataset, toNumber)).body
    worker.kick()
    expect(await ended(again.carriedBy ?? '')).toMatchObject({ state: 'applied', structureVersion: 3 })
    expect(await rowsOf(dataset)).toEqual([{ ma: 'A', ten: 'An', so: 7 }])
    await expectProof()
  })
})

it('lets the loader put a version in force and change nothing else of it (ADR 0020)', async () => {
  const attempt = database.loader.execute(sql`UPDATE catalogue.structures SET fields = '[]'`)
  await expect(attempt).rejects.toMatchObject({ code: '42501' })
  // What it may, it may only within a recorded change.
  const unrecorded = database.loader.execute(sql`UPDATE catalogue.structures SET state = 'abandoned'`)
  await expect(unrecorded).rejects.toMatchObject({ code: 'KJ001' })
})

it('the journal holds it all (Điều 13.3)', async () => {
  expect((await verifyJournal(database.application)).faults).toEqual([])
})
