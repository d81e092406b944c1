import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { createGranting } from '../../../test/access/granting.ts'
import { aDataset, fileFields, files, manyFiles, offices, wardOne, wardTwo } from '../../../test/warehouse/dataset.ts'
import type { FileRow } from '../../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import type { Page } from '../../../test/warehouse/wire.ts'
import { anActor } from '../../law/testing.ts'

/** The same structure, and other rows where nobody may look. */
const twin = 'ho-so-hai'

const warehouse = await openWarehouse()
const { call, deliver, modules, people, promulgateNext, refusal, testing } = warehouse
const { goOn } = createGranting(warehouse)
const all = ['list', 'lookup', 'changes', 'export'] as const

interface Extent {
  readonly fields: Readonly<Record<string, 'lastDigits' | 'yearOnly' | 'pseudonym' | null>>
  readonly channels?: readonly (typeof all)[number][]
  readonly rowsPerDay?: number
}

/** What is seen: the rows of one ward and one kind; some fields as they are, some masked, some not at all. */
const seen: Extent['fields'] = {
  ...{ ma: null, ngay_sinh: 'yearOnly', so_con: null, loai: null, phuong: null },
  ...{ so_the: 'lastDigits', don_vi: 'pseudonym' },
}
const isSeen = (number: number) => number % 6 === 0

/** 120 rows, 20 of them within the grant. */
const common = (number: number): FileRow => ({ loai: number % 2 === 0 ? 'B' : 'A', ghi_chu: 'chung' })
const rows = manyFiles(120, common)
/** What is within the grant is the same to who sees it; all else differs: values, numbers of rows, hidden fields. */
const otherRows = manyFiles(
  90,
  (number) =>
  isSeen(number)
    ? { ...common(number), ho_ten: 'Trần Thị Khác', ngay_sinh: `${yearOf(number)}-12-31`, benh: 'Lao', muc: '1.00', ghi_chu: 'khác', so_the: `9${String(number).padStart(4, '0').slice(1)}` } // prettier-ignore
    : { ...common(number), ho_ten: 'Ẩn', so_con: '19', so_the: `8${String(number).padStart(4, '0').slice(1)}`, don_vi: 'DV2' }, // prettier-ignore
).concat(
  manyFiles(120)
    .slice(90)
    .filter((_row, place) => isSeen(place + 91))
    .map((row, place) => ({ ...row, ...common(place * 6 + 96), ho_ten: 'Khác', benh: 'Lao' })),
)

function yearOf(number: number): string {
  return String(40 + (number % 50) + 1900)
}

let made = 0
/** A grant as it comes about: asked for, an opinion on it, checked, consented to. */
async function grant(dataset: string, extent: Extent) {
  const purpose = `muc-dich-${String((made += 1))}`
  await modules.purposes.registerPurpose(anActor(), {
    ...{ code: purpose, name: 'Thử', nameEn: 'Test', nature: 'official', legalBasis: 'Điều 11.2' },
    ...{ isCommon: true, shows: 'none', functions: [] },
  })
  const input = { dataset, purpose, ...requestOf(extent) }
  const { id: request } = await modules.grantRequests.askForGrant(reader, input, 'vi')
  const { id, number } = await goOn('stranger', request)
  const revoke = () => modules.grants.revokeGrant(people.committee.principal, id, 'Thử thu hồi')
  return { purpose, id, written: number, revoke }
}

/** The same grant with another extent, by an amendment. */
async function amend(id: string, extent: Extent): Promise<void> {
  await goOn('stranger', (await modules.grantRequests.askForAmendment(reader, id, requestOf(extent), 'vi')).id)
}

const reader = people.stranger.principal

function requestOf({ fields, channels = all, rowsPerDay = 100_000 }: Extent) {
  return {
    ...{ legalBasis: 'Điều 11.2', reasons: 'Đối chiếu', startsAt: null, endsAt: new Date('2026-12-31T17:00:00Z') },
    extent: {
      fields: Object.entries(fields).map(([name, mask]) => ({ name, mask })),
      rows: [
        { field: 'phuong', values: [wardOne] },
        { field: 'loai', values: ['B', 'C'] },
      ],
      ...{ channels, rowsPerDay },
    },
  }
}

const address = (dataset: string, rest = '/records') => `/warehouse/datasets/${dataset}${rest}`

async function exported(dataset: string, body: object) {
  const who = 'stranger'
  const { body: job } = await call<{ id: string }>(who, address(dataset, '/exports'), { method: 'POST', body })
  for (;;) {
    const { body: found } = await call<Job>(who, `/warehouse/exports/${job.id}`)
    if (!['waiting', 'running'].includes(found.state)) return found
    await sleep(15)
  }
}

interface Job {
  readonly id: string
  readonly state: string
  readonly rows: number
  readonly problem: { readonly code: string } | null
}

beforeAll(async () => {
  modules.warehouse.worker.start()
  const input = aDataset({
    code: twin,
    provider: people.provider.unit.id,
    consumers: [{ unit: people.hospital.unit.id }],
  })
  await modules.catalogue.registerDataset(anActor(), input)
  await modules.catalogue.declareStructure(anActor(), twin, { fields: fileFields, note: '' })
  await promulgateNext([offices, files, twin])
  await deliver('ma,ten\nDV1,Một\nDV2,Hai\n', { dataset: offices })
  expect(await deliver(rows)).toMatchObject({ state: 'applied', applyNumber: 1 })
  expect(await deliver(otherRows, { dataset: twin })).toMatchObject({ state: 'applied', applyNumber: 1 })
})

describe('a reader under a grant (Điều 11.2, 18.2)', () => {
  it('is told rows in an order that says nothing of keys that are not shown', async () => {
    const { purpose } = await grant(files, { fields: { so_con: null, so_the: null }, channels: ['list'] })
    const { body } = await call<Page>('stranger', address(files), { query: { purpose, limit: '20' } })
    const cards = body.items.map((item) => String(item['so_the']))
    expect(new Set(cards).size).toBe(20)
    // The numbers of cards follow the keys.
    expect(cards).not.toEqual([...cards].sort())
    const again = await call<Page>('stranger', address(files), { query: { purpose, limit: '20' } })
    expect(again.body.items).toEqual(body.items)
  })

  it('sees the fields and rows consented to, the masked ones masked, and is told what was cut', async () => {
    const { purpose, written, id } = await grant(files, { fields: seen })
    const answer = await call<Page>('stranger', address(files), { query: { purpose, limit: '100' } })
    expect(answer.status).toBe(200)
    expect(answer.body.items).toHaveLength(20)
    expect(answer.body.count).toEqual({ kind: 'exact', value: 20 })
    const [first] = answer.body.items
    expect(first).toEqual({
      ...{ ma: 'HS0006', ngay_sinh: '1946', so_con: 6, loai: 'B', phuong: wardOne, so_the: '•••6' },
      don_vi: expect.stringMatching(/^[a-z2-7]{26}$/) as string,
    })
    expect(answer.headers).toMatchObject({
      'kho-grant': `"${written}"`,
      'kho-withheld': 'ho_ten, muc, hieu_luc, benh, ghi_chu',
      'kho-masked': 'ngay_sinh=yearOnly, so_the=lastDigits, don_vi=pseudonym',
    })
    const open = await call('hospital', address(files), { query: { purpose: 'nghiep-vu' } })
    expect(Object.keys(open.headers).filter((name) => name.startsWith('kho-g') || name.startsWith('kho-m'))).toEqual([])
    const [read] = await testing.asAdmin<{ grant_id: string }>(
      `SELECT grant_id FROM journal.reads WHERE purpose = '${purpose}'`,
    )
    expect(read?.grant_id).toBe(id)
  })

  it('finds nothing of what is hidden: over rows that differ in hidden rows and fields alone, all answers are the same', async () => {
    const own = await grant(files, { fields: seen })
    const other = await grant(twin, { fields: seen })
    // Pseudonyms differ between purposes, and are compared where there is one.
    const plain = 'ma,ngay_sinh,so_con,loai,phuong,so_the'
    const questions: [string, Record<string, string>][] = [
      ...['json', 'csv', 'ndjson', 'xlsx'].map((format): [string, Record<string, string>] => [
        '/records',
        { format, select: plain },
      ]),
      ...['so_con', '-so_con', 'loai,-ma', 'ho_ten', 'benh', 'muc', 'ngay_sinh', 'so_the', '-don_vi'].map(
        (sort): [string, Record<string, string>] => ['/records', { sort, select: plain }],
      ),
      ...[
        ...['so_con:ge:3', 'so_con:eq:19', 'ma:prefix:HS00', 'ma:contains:hs', `phuong:eq:${wardTwo}`, 'loai:eq:A'],
        ...['benh:eq:Lao', 'ho_ten:contains:tran', 'muc:lt:2', 'ghi_chu:null:true', 'ngay_sinh:ge:1950-06-01'],
        ...['so_the:prefix:9', 'so_the:eq:9006', 'don_vi:eq:DV2', 'don_vi:null:true', 'ngay_sinh:null:false'],
      ].map((filter): [string, Record<string, string>] => ['/records', { filter, select: plain }]),
      ...[
        { field: 'benh', op: 'eq', value: 'Lao' },
        { not: { field: 'so_the', op: 'eq', value: '9006' } },
        { or: [{ field: 'ma', op: 'eq', value: 'HS0006' }, { field: 'muc', op: 'eq', value: '1.00' }] }, // prettier-ignore
      ].map((where): [string, Record<string, string>] => ['/records', { where: JSON.stringify(where), select: plain }]),
      ['/records', { select: 'ma,benh' }],
      ['/records', { select: plain, limit: '7' }],
      ['/records', { select: plain, asOf: '1' }],
      ['/records/HS0006', { select: plain }],
      ['/records/HS0006', { select: plain, asOf: '1' }],
      // Of a row that is there on one side only, of one on both, and of one on none.
      ...['HS0119', 'HS0001', 'HS9999'].flatMap((key): [string, Record<string, string>][] => [
        [`/records/${key}`, { select: plain }],
        [`/records/${key}/history`, { select: plain }],
        [`/records/${key}/proof`, {}],
      ]),
    ]
    for (const [rest, query] of questions) {
      const ask = async (dataset: string, { purpose }: { purpose: string }) => {
        const answer = await call('stranger', address(dataset, rest), { query: { limit: '100', ...query, purpose } })
        return { status: answer.status, text: comparable(answer.text, dataset, purpose), size: answer.bytes.length }
      }
      const [left, right] = [await ask(files, own), await ask(twin, other)]
      expect({ ...right, size: 0 }, `${rest} ${JSON.stringify(query)}`).toEqual({ ...left, size: 0 })
      if (query['format'] === 'xlsx') expect(right.size).toBe(left.size)
    }
  })

  /** Without what names the question itself: the dataset, its purpose, the request, the cursor, and when it was read in. */
  const comparable = (text: string, dataset: string, purpose: string) =>
    text
      .replaceAll(dataset, 'DATASET')
      .replaceAll(purpose, 'PURPOSE')
      .replace(/"instance":"[^"]*"/, '')
      .replace(/"next":"([^"]*)"/, (_whole, cursor: string) => `"next":${String(cursor.length)}`)
      .replace(/"at":"[^"]*"/g, '')
      .replace(/"submission":"[^"]*"/g, '')

  it('gets no values in a proof, for they are masked or withheld; the paths are proven all the same', async () => {
    const { purpose } = await grant(files, { fields: seen })
    await modules.journal.sequencer.seal()
    const proof = await call<{ row: object | null }>('stranger', address(files, '/records/HS0006/proof'), {
      query: { purpose },
    })
    expect(proof.status).toBe(200)
    expect(proof.body.row ?? null).toBeNull()
    const whole = fileFields.map(({ name, sensitivity = 'none' }) => [
      name,
      sensitivity === 'none' ? null : 'pseudonym',
    ])
    const masked = await grant(files, { fields: Object.fromEntries(whole) as Extent['fields'] })
    const still = await call<{ row: object | null }>('stranger', address(files, '/records/HS0006/proof'), {
      query: { purpose: masked.purpose },
    })
    expect([still.status, still.body.row ?? null]).toEqual([200, null])
  })

  it('gets no key of a hidden row in what changed, and masked values in its history', async () => {
    const { purpose } = await grant(files, { fields: seen })
    const changes = await call<{ items: { key: string; values: Record<string, unknown> }[] }>(
      'stranger',
      address(files, '/changes'),
      { query: { purpose, limit: '1000' } },
    )
    expect(changes.body.items).toHaveLength(20)
    expect(changes.body.items.every(({ key }) => isSeen(Number(key.slice(2))))).toBe(true)
    expect(changes.body.items[0]?.values).toMatchObject({ so_the: '•••6', ngay_sinh: '1946' })
    expect(changes.text).not.toContain('Nguyễn')
    const history = await call('stranger', address(files, '/records/HS0006/history'), { query: { purpose } })
    expect(history.text).toContain('"so_the":"•••6"')
    for (const hidden of ['0006"', '1946-', 'Nguyễn', 'DV1'])
      expect(history.text.replaceAll('HS0006"', '')).not.toContain(hidden)
  })

  it('asks nothing about a masked field, and is told so with what to do', async () => {
    const { purpose } = await grant(files, { fields: seen })
    const expected = { status: 422, code: 'warehouse.fieldMasked', clause: 'Điều 18.2' }
    for (const query of [
      { filter: 'so_the:eq:0006' },
      { sort: '-ngay_sinh' },
      { where: '{"field":"don_vi","op":"eq","value":"DV1"}' },
    ]) {
      await refusal(expected, 'stranger', address(files), { query: { purpose, ...query } })
    }
  })

  it('reads only in the ways consented to', async () => {
    const { purpose } = await grant(files, { fields: seen, channels: ['list'] })
    expect((await call('stranger', address(files), { query: { purpose } })).status).toBe(200)
    const expected = { status: 403, code: 'access.channelNotGranted', clause: 'Điều 11.2' }
    for (const rest of ['/records/HS0006', '/records/HS0006/history', '/records/HS0006/proof', '/changes']) {
      await refusal(expected, 'stranger', address(files, rest), { query: { purpose } })
    }
    await refusal(expected, 'stranger', address(files, '/records/HS0006'), { query: { purpose, format: 'csv' } })
    await refusal(expected, 'stranger', address(files, '/exports'), {
      method: 'POST',
      body: { format: 'csv', purpose },
    })
  })

  it('without the key fields gets no key by any way', async () => {
    const { purpose } = await grant(files, { fields: { so_con: null, ma: 'pseudonym' }, channels: ['list', 'export'] })
    const answer = await call<Page>('stranger', address(files), { query: { purpose, limit: '7', sort: 'so_con' } })
    expect(answer.body.items).toHaveLength(7)
    expect(answer.text).not.toContain('HS00')
    expect(Buffer.from(answer.body.next ?? '', 'base64url').toString('latin1')).not.toContain('HS00')
    const rest = await call<Page>('stranger', address(files), {
      query: { purpose, limit: '100', sort: 'so_con', cursor: answer.body.next ?? '' },
    })
    const names = [...answer.body.items, ...rest.body.items].map(({ ma }) => ma)
    expect(new Set(names).size).toBe(20)
    expect(names.every((name) => /^[a-z2-7]{26}$/.test(String(name)))).toBe(true)
  })

  it('reads no more rows in a day than consented to; what is refused counts nothing', async () => {
    const { purpose, id } = await grant(files, { fields: seen, rowsPerDay: 25 })
    const page = { query: { purpose, limit: '100' } }
    expect((await call('stranger', address(files), page)).status).toBe(200)
    const refused = await call<{ detail: string }>('stranger', address(files), page)
    expect([refused.status, Number(refused.headers['retry-after']) > 0]).toEqual([429, true])
    await refusal({ status: 429, code: 'access.volumeUsedUp', clause: 'Điều 11.2' }, 'stranger', address(files), page)
    expect(await exported(files, { format: 'csv', purpose })).toMatchObject({
      state: 'failed',
      problem: { code: 'warehouse.exportBeyondVolume' },
    })
    expect((await call('stranger', address(files), { query: { purpose, limit: '5' } })).status).toBe(200)
    expect((await call('stranger', address(files, '/records/HS0006'), { query: { purpose } })).status).toBe(429)
    const [use] = await testing.asAdmin<{ rows: string }>(`SELECT rows FROM access.grant_use WHERE grant_id = '${id}'`)
    expect(Number(use?.rows)).toBe(25)
  })
})

describe('a file under a grant (Điều 11.2)', () => {
  it.each(['csv', 'json', 'ndjson', 'xlsx'])(
    'as %s holds what a page shows, and its rows count once',
    async (format) => {
      const { purpose, id } = await grant(files, { fields: seen, rowsPerDay: 45 })
      const job = await exported(files, { format, purpose })
      expect(job).toMatchObject({ state: 'done', rows: 20 })
      const query = { purpose, format: 'csv', limit: '100' }
      const page = await call('stranger', address(files), { query })
      const file = await call('stranger', `/warehouse/exports/${job.id}/content`)
      await call('stranger', `/warehouse/exports/${job.id}/content`)
      expect(file.headers['kho-masked']).toBe('ngay_sinh=yearOnly, so_the=lastDigits, don_vi=pseudonym')
      if (format === 'csv') expect(file.text.replaceAll('\r\n', '\n').split('\n').sort()).toEqual(page.text.replaceAll('\r\n', '\n').split('\n').sort()) // prettier-ignore
      if (format !== 'xlsx') {
        expect(file.text).toContain('•••6')
        for (const hidden of ['Nguyễn', 'Cao huyết áp', '1946-', 'DV1', 'HS0001'])
          expect(file.text).not.toContain(hidden)
      }
      const [use] = await testing.asAdmin<{ rows: string }>(
        `SELECT rows FROM access.grant_use WHERE grant_id = '${id}'`,
      )
      expect(Number(use?.rows)).toBe(40)
    },
  )

  it('cannot be fetched once the grant is over, and the next question is refused', async () => {
    const { purpose, revoke } = await grant(files, { fields: seen })
    const job = await exported(files, { format: 'csv', purpose })
    const content = `/warehouse/exports/${job.id}/content`
    expect((await call('stranger', content)).status).toBe(200)
    await revoke()
    const expected = { status: 403, code: 'access.readRefused' }
    await refusal(expected, 'stranger', content)
    await refusal(expected, 'stranger', address(files), { query: { purpose } })
    await refusal(expected, 'stranger', address(files, '/records/HS0006'), { query: { purpose } })
  })

  it('that is being written is cut off when the grant is revoked, and leaves nothing', async () => {
    const { purpose, revoke } = await grant(files, { fields: seen })
    const { default: pg } = await import('pg')
    const holder = new pg.Client({ connectionString: testing.adminUrl })
    await holder.connect()
    await holder.query('BEGIN')
    await holder.query('LOCK TABLE data.ho_so IN ACCESS EXCLUSIVE MODE')
    const writing = exported(files, { format: 'csv', purpose })
    for (;;) {
      const waiting = await testing.asAdmin(
        `SELECT FROM pg_locks WHERE NOT granted AND relation = 'data.ho_so'::regclass`,
      )
      if (waiting.length > 0) break
      await sleep(10)
    }
    await revoke()
    // Its statement is ended while others still hold the rows.
    const ended = await writing
    expect(ended).toMatchObject({ state: 'failed', problem: { code: 'warehouse.exportWithdrawn' } })
    await holder.query('ROLLBACK')
    await holder.end()
    expect(await modules.world.blobs.temporary.has(ended.id)).toBe(false)
  })

  it('that is being fetched breaks off when the grant is revoked', async () => {
    const { purpose, revoke } = await grant(files, { fields: seen })
    const job = await exported(files, { format: 'csv', purpose })
    const file = (await modules.warehouse.exports.file(reader, job.id)).read()
    const broken = once(file, 'error')
    await revoke()
    expect(await broken).toMatchObject([{ message: 'The right to the file is over' }])
  })

  it('is not made for a grant that is held, and not fetched when less is granted than it holds', async () => {
    const { purpose, id } = await grant(files, { fields: seen })
    const job = await exported(files, { format: 'csv', purpose })
    await modules.grants.holdGrant(people.provider.principal, id, 'Kiểm tra')
    await refusal({ status: 403, code: 'access.readRefused' }, 'stranger', `/warehouse/exports/${job.id}/content`)
    await modules.grants.letGrantGo(people.provider.principal, id, 'Xong')
    expect((await call('stranger', `/warehouse/exports/${job.id}/content`)).status).toBe(200)
    await amend(id, { fields: { ...seen, ngay_sinh: 'pseudonym' } })
    const refused = await call<{ code: string }>('stranger', `/warehouse/exports/${job.id}/content`)
    expect([refused.status, refused.body.code]).toEqual([403, 'warehouse.exportWithdrawn'])
  })
})

it('the same office has another name for another purpose, in pages and in single records (Điều 18.2)', async () => {
  const purposes = [(await grant(files, { fields: seen })).purpose, (await grant(files, { fields: seen })).purpose]
  const names = purposes.map(async (purpose) => {
    const query = { purpose, select: 'don_vi', limit: '100' }
    const page = await call<Page>('stranger', address(files), { query })
    const one = await call<{ values: Record<string, unknown> }>('stranger', address(files, '/records/HS0006'), {
      query: { purpose },
    })
    return [...new Set([...page.body.items, one.body.values].map((item) => String(item['don_vi'])))]
  })
  const [left, right] = await Promise.all(names)
  expect([left?.length, right?.length]).toEqual([1, 1])
  expect(left).not.toEqual(right)
})
