import { createWriteStream, existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { parse } from 'csv-parse/sync'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { aDataset, csvOf, files, manyFiles, offices, wardOne } from '../../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import type { Who } from '../../../test/warehouse/people.ts'
import type { List, Page, ReadEntry } from '../../../test/warehouse/wire.ts'
import { anActor } from '../../law/testing.ts'
import { sha256, unguard } from '../../platform/index.ts'

interface Export {
  readonly id: string
  readonly state: string
  readonly rows: number
  readonly totalRows: number | null
  readonly bytes: number
  readonly percent: number
  readonly digest: string | null
  readonly fileName: string
  readonly apply: number | null
  readonly expiresAt: string | null
  readonly problem: { readonly code: string } | null
}

const warehouse = await openWarehouse()
const { blobFolder, call, clock, deliver, modules, people, refusal, testing } = warehouse
const purpose = 'nghiep-vu: đối chiếu chi trả'
const signs = ['=1+1', "'=1", '+84', '@x', '-', "'tis", '"quoted"', 'a,b', 'dòng\nhai', '', ' ', '\tx', '0079']
const rows = manyFiles(130, (number) => ({ ghi_chu: number % 3 === 0 ? null : (signs[number % signs.length] ?? null) }))

beforeAll(async () => {
  await deliver('ma,ten\nDV1,Một\nDV2,Hai\n', { dataset: offices })
  expect(await deliver(csvOf(rows))).toMatchObject({ state: 'applied', applyNumber: 1 })
})
beforeEach(() => {
  clock.moveTo('2026-03-02T05:00:00Z')
})

async function request(body: object, who: Who = 'hospital', dataset = files): Promise<Export> {
  const url = `/warehouse/datasets/${dataset}/exports`
  const answer = await call<Export>(who, url, { method: 'POST', body: { purpose, ...body } })
  expect([answer.status, answer.text]).toEqual([202, answer.text])
  expect(answer.headers['location']).toBe(`/api/v1/warehouse/exports/${answer.body.id}`)
  return answer.body
}

const look = async (id: string, who: Who = 'hospital') => (await call<Export>(who, `/warehouse/exports/${id}`)).body

async function ended(id: string, who: Who = 'hospital'): Promise<Export> {
  for (;;) {
    const job = await look(id, who)
    if (!['waiting', 'running'].includes(job.state)) return job
    await sleep(15)
  }
}

async function fetched(body: object, who: Who = 'hospital', dataset = files) {
  const job = await ended((await request(body, who, dataset)).id, who)
  expect(job).toMatchObject({ state: 'done', percent: 100, problem: null })
  const answer = await call(who, `/warehouse/exports/${job.id}/content`)
  expect(answer.status).toBe(200)
  expect(sha256(answer.bytes).toString('hex')).toBe(job.digest)
  expect(answer.bytes.length).toBe(job.bytes)
  return { job, ...answer }
}

const address = `/warehouse/datasets/${files}/records`
const page = async (query: Record<string, string> = {}, who: Who = 'hospital') =>
  (await call<Page>(who, address, { query: { purpose, limit: '1000', ...query } })).body.items

describe('an export', () => {
  it('to CSV holds every row, guards what looks like a formula, and can be taken back', async () => {
    const { text, job } = await fetched({ format: 'csv' })
    expect(job).toMatchObject({ rows: 130, totalRows: 130, apply: 1, fileName: 'ho-so-1.csv' })
    const found = parse<Record<string, string>>(text, { columns: true })
    const expected = rows.map((row) => [row['ma'], row['ghi_chu'] ?? ''])
    expect(found.map((row) => [row['ma'], unguard(row['ghi_chu'] ?? '')])).toEqual(expected)
    for (const { ghi_chu = '' } of found) expect(ghi_chu).not.toMatch(/^[=+\-@\t\r]/)
    const byPage = await call('hospital', address, { query: { purpose, limit: '1000', format: 'csv' } })
    expect(text).toBe(byPage.text)
  })

  it.each(['ndjson', 'json', 'xlsx'] as const)('to %s holds what pages hold', async (format) => {
    const { text, bytes, headers } = await fetched({ format })
    const items = await page()
    expect(headers['content-disposition']).toBe(`attachment; filename="ho-so-1.${format}"`)
    if (format === 'xlsx') {
      const query = { purpose, limit: '1000', format }
      expect(bytes.equals((await call('hospital', address, { query })).bytes)).toBe(true)
    } else if (format === 'json') {
      expect(JSON.parse(text)).toEqual({ dataset: files, structureVersion: 1, apply: 1, items })
    } else {
      const lines = text.trimEnd().split('\n')
      expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(items)
    }
  })

  it('of confidential data or sensitive fields asks the person of a session who they are; a token and other data go on', async () => {
    const { session } = await modules.identity.openSession({
      ...{ accountId: people.provider.principal.accountId, factor: 'passkey', method: 'passkey', requestId: 'test' },
      where: { address: '127.0.0.1', device: '' },
    })
    const headers = { cookie: `kho_session=${session}`, 'x-csrf-token': modules.identity.csrfToken(session) }
    const ask = (body: object, dataset = files) => {
      const options = { method: 'POST', headers, body: { format: 'csv', purpose, ...body } } as const
      return [undefined, `/warehouse/datasets/${dataset}/exports`, options] as const
    }
    expect((await call(...ask({}))).status).toBe(202)
    clock.moveTo('2026-03-02T05:06:00Z')
    const stale = { status: 403, code: 'identity.stepUpRequired' }
    await refusal(stale, ...ask({}))
    await refusal(stale, ...ask({ select: 'ma' }))
    expect((await call(...ask({}, offices))).status).toBe(202)
    expect(await request({ format: 'csv' })).toMatchObject({ percent: 0 })
  })

  it('of no rows is a file all the same', async () => {
    const where = JSON.stringify({ field: 'so_con', op: 'gt', value: 19 })
    for (const format of ['csv', 'ndjson', 'json', 'xlsx']) {
      const { job } = await fetched({ format, where })
      expect([format, job.rows]).toEqual([format, 0])
    }
    expect((await fetched({ format: 'json', where, select: 'ma' })).body).toMatchObject({ items: [] })
    expect((await fetched({ format: 'csv', where, select: 'ma,so_con', bom: true })).text).toBe('\uFEFFma,so_con\n')
  })

  it.each([
    "ghi_chu:eq:'=1",
    'ghi_chu:in:a,0079',
    'ho_ten:contains:van 7',
    'ghi_chu:prefix:"',
    "ma:ne:'; DROP TABLE x",
  ])('takes the filter %s as pages do', async (filter) => {
    const { text } = await fetched({ format: 'ndjson', filter: [filter], select: 'ma,ghi_chu' })
    const lines = text.split('\n').filter(Boolean)
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(await page({ filter, select: 'ma,ghi_chu' }))
  })

  it('holds only the rows and fields its reader may read (Điều 11.2)', async () => {
    const { text } = await fetched({ format: 'csv' }, 'ward')
    const found = parse<Record<string, string>>(text, { columns: true })
    expect(found.map(({ ma }) => ma)).toEqual(rows.filter((row) => row['phuong'] === wardOne).map(({ ma }) => ma))
    expect(Object.keys(found[0] ?? {})).not.toContain('benh')
    const body = { format: 'csv', purpose, select: 'benh' }
    const options = { method: 'POST', body } as const
    await refusal(
      { status: 400, code: 'warehouse.unknownField' },
      'ward',
      `/warehouse/datasets/${files}/exports`,
      options,
    )
  })

  it('is refused where reading is, and where it cannot be', async () => {
    const url = `/warehouse/datasets/${files}/exports`
    const post = (body: object) => ({ method: 'POST', body }) as const
    await refusal({ status: 403, code: 'access.readRefused' }, 'stranger', url, post({ format: 'csv', purpose }))
    await refusal({ status: 403, code: 'access.readRefused' }, 'hospital', url, post({ format: 'csv' }))
    await refusal({ status: 400, code: 'warehouse.noGeometry' }, 'hospital', url, post({ format: 'geojson', purpose }))
    await refusal({ status: 400, code: 'platform.invalidRequest' }, 'hospital', url, post({ format: 'pdf', purpose }))
    await refusal(
      { status: 400, code: 'warehouse.unknownState' },
      ...(['hospital', url, post({ format: 'csv', purpose, asOf: '9' })] as const),
    )
  })

  it('belongs to its unit', async () => {
    const { id } = await request({ format: 'csv' })
    await ended(id)
    const missing = { status: 404, code: 'warehouse.exportNotFound' }
    for (const end of ['', '/content']) await refusal(missing, 'ward', `/warehouse/exports/${id}${end}`)
    await refusal(missing, 'ward', `/warehouse/exports/${id}`, { method: 'DELETE' })
    const { body } = await call<List<Export>>('ward', '/warehouse/exports')
    expect(body.items.map((each) => each.id)).not.toContain(id)
    const own = await call<List<Export>>('hospital', '/warehouse/exports', { query: { limit: '1' } })
    expect(own.body.items[0]?.id).toBe(id)
    const next = await call<List<Export>>('hospital', '/warehouse/exports', { query: { cursor: own.body.next ?? '' } })
    expect(next.body.items.map((each) => each.id)).not.toContain(id)
  })
})

describe('the file', () => {
  it('is sent in ranges that fit together, also when it was begun before (RFC 9110, 9530)', async () => {
    const { job, bytes, headers } = await fetched({ format: 'csv' })
    const url = `/warehouse/exports/${job.id}/content`
    const { etag = '' } = headers
    expect(headers['repr-digest']).toBe(`sha-256=:${Buffer.from(job.digest ?? '', 'hex').toString('base64')}:`)
    const part = (range: string, more = {}) => call('hospital', url, { headers: { range, ...more } })
    const first = await part('bytes=0-999')
    const rest = await part('bytes=1000-', { 'if-range': etag })
    expect([first.status, rest.status]).toEqual([206, 206])
    expect(first.headers['content-range']).toBe(`bytes 0-999/${String(bytes.length)}`)
    expect(Buffer.concat([first.bytes, rest.bytes]).equals(bytes)).toBe(true)
    expect((await part('bytes=1000-', { 'if-range': '"other"' })).status).toBe(200)
    const beyond = await part(`bytes=${String(bytes.length)}-`)
    expect([beyond.status, beyond.headers['content-range']]).toEqual([416, `bytes */${String(bytes.length)}`])
    expect((await call('hospital', url, { headers: { 'if-none-match': etag } })).status).toBe(304)
  })

  it('fetched in pieces, each of them in the log, is one use of its rows for that day (Điều 7.2, 13.3)', async () => {
    clock.moveTo('2026-03-05T05:00:00Z')
    const usage = async () => {
      const { body } = await call<{ reads: number; rows: number }>('provider', `/warehouse/datasets/${files}/usage`)
      return body
    }
    const before = await usage()
    const { job } = await fetched({ format: 'csv', filter: ['ma:prefix:HS000'], select: 'ma' })
    for (const range of ['bytes=0-9', 'bytes=10-19', 'bytes=20-'])
      await call('hospital', `/warehouse/exports/${job.id}/content`, { headers: { range } })
    const { body: log } = await call<List<ReadEntry>>('auditor', '/journal/reads')
    expect(log.items.filter(({ digest }) => digest === job.digest)).toHaveLength(4)
    clock.moveTo('2026-03-05T06:00:00Z')
    const after = await usage()
    expect([after.reads - before.reads, after.rows - before.rows]).toEqual([1, job.rows])
  })

  it('tells its size and digest without being sent, and without a read in the log', async () => {
    const { job, headers } = await fetched({ format: 'csv' })
    const before = (await call<List<ReadEntry>>('auditor', '/journal/reads')).body.items[0]?.id
    const head = await warehouse.app.inject({
      ...{ method: 'HEAD', url: `/api/v1/warehouse/exports/${job.id}/content` },
      headers: { authorization: `Bearer ${people.hospital.token}` },
    })
    expect(head.statusCode).toBe(200)
    expect(head.body).toBe('')
    expect(head.headers).toMatchObject({ 'content-length': String(job.bytes), etag: headers['etag'] })
    expect((await call<List<ReadEntry>>('auditor', '/journal/reads')).body.items[0]?.id).toBe(before)
  })

  it('is read in the log with rows and digest, and no personal value (Điều 13.3)', async () => {
    const { job } = await fetched({ format: 'csv', filter: ['ho_ten:contains:van 7'], select: 'ma,ho_ten' })
    const [read] = (await call<List<ReadEntry>>('auditor', '/journal/reads')).body.items
    expect(read).toMatchObject({
      ...{ dataset: files, action: 'export', purpose, fields: ['ma', 'ho_ten'], rows: job.rows, digest: job.digest },
      reasons: ['namedConsumer'],
      actor: { accountName: 'hospital' },
    })
    expect(read?.query).not.toContain('van 7')
  })

  it('is withheld once the right to what it holds has ended (Điều 11.2)', async () => {
    const { id } = await request({ format: 'csv' })
    await ended(id)
    const provider = people.provider.unit.id
    const revise = (consumers: Parameters<typeof aDataset>[0]['consumers'] & object) =>
      modules.catalogue.reviseDataset(anActor(), files, aDataset({ code: files, provider, consumers }))
    await revise([{ group: 'departments' }])
    await warehouse.promulgate('2026-03-02', [files, offices])
    const url = `/warehouse/exports/${id}/content`
    await refusal({ status: 403, code: 'warehouse.exportWithdrawn', clause: 'Điều 11.2' }, 'hospital', url)
    await revise([{ group: 'wards' }])
    clock.moveTo('2026-03-03T05:00:00Z')
    await warehouse.promulgate('2026-03-03', [files, offices])
    await refusal({ status: 403, code: 'access.readRefused', clause: 'Điều 11.2' }, 'hospital', url)
    await revise([{ unit: people.hospital.unit.id }, { group: 'wards' }])
    clock.moveTo('2026-03-04T05:00:00Z')
    await warehouse.promulgate('2026-03-04', [files, offices])
    expect((await call('hospital', url)).status).toBe(200)
  })
})

describe('work on exports', () => {
  const temporary = path.join(blobFolder, 'temporary')
  const names = async () => (existsSync(temporary) ? await readdir(temporary) : [])

  it('goes on where a process died: the file is written anew, whole', async () => {
    const { id } = await request({ format: 'csv' })
    await ended(id)
    await testing.asAdmin(
      `UPDATE warehouse.exports SET state = 'running', digest = NULL, finished_at = NULL, expires_at = NULL WHERE id = $1`,
      [id],
    )
    warehouse.anotherWorker().kick()
    const job = await ended(id)
    expect(job).toMatchObject({ state: 'done', rows: 130 })
    const { bytes } = await call('hospital', `/warehouse/exports/${id}/content`)
    expect(sha256(bytes).toString('hex')).toBe(job.digest)
  })

  it('that died again and again is given up', async () => {
    const { id } = await request({ format: 'csv' })
    await ended(id)
    await testing.asAdmin(`UPDATE warehouse.exports SET state = 'running', attempts = 5 WHERE id = $1`, [id])
    warehouse.anotherWorker().kick()
    expect(await ended(id)).toMatchObject({ state: 'failed', problem: { code: 'warehouse.exportFailed' } })
    await refusal({ status: 409, code: 'warehouse.exportNotReady' }, 'hospital', `/warehouse/exports/${id}/content`)
  })

  it('stops when it is cancelled, leaves no file, and goes on with the next', async () => {
    const lock = await holdRows()
    const { id } = await request({ format: 'csv' }, 'provider', offices)
    const next = await request({ format: 'csv' }, 'provider')
    await lock.reached()
    expect((await call('provider', `/warehouse/exports/${id}`, { method: 'DELETE' })).status).toBe(204)
    expect(await ended(next.id, 'provider')).toMatchObject({ state: 'done' })
    await lock.release()
    expect(await look(id, 'provider')).toMatchObject({ state: 'cancelled', digest: null })
    expect((await names()).filter((name) => name.startsWith(id))).toEqual([])
  })

  /** Keeps readers of the offices waiting, as a long statement would. */
  async function holdRows() {
    const { default: pg } = await import('pg')
    const client = new pg.Client({ connectionString: testing.adminUrl })
    await client.connect()
    await client.query('BEGIN')
    await client.query('LOCK TABLE data.don_vi IN ACCESS EXCLUSIVE MODE')
    return {
      reached: async () => {
        for (;;) {
          const rows = await testing.asAdmin(
            `SELECT FROM pg_locks WHERE NOT granted AND relation = 'data.don_vi'::regclass`,
          )
          if (rows.length > 0) return
          await sleep(10)
        }
      },
      release: async () => {
        await client.query('ROLLBACK')
        await client.end()
      },
    }
  }

  it('on a full disk ends in words that say so, leaves no file, and goes on once there is room', async () => {
    const write = vi.spyOn(modules.world.blobs.temporary, 'write')
    write.mockImplementationOnce(async (_name, content) => {
      await pipeline(content, createWriteStream('/dev/full'))
      return { digest: '', bytes: 0 }
    })
    const { id } = await request({ format: 'csv' })
    expect(await ended(id)).toMatchObject({ state: 'failed', problem: { code: 'platform.storageFull' } })
    expect((await names()).filter((name) => name.startsWith(id))).toEqual([])
    await fetched({ format: 'csv' })
  })

  it('is bounded for each unit', async () => {
    await testing.asAdmin(`
      INSERT INTO warehouse.exports (id, dataset_id, dataset_code, state, format, account_id, account_name, unit_id, unit_name,
        requested_at, question, fields, readable, structure_version, is_past, expires_at)
      SELECT gen_random_uuid(), dataset_id, dataset_code, 'waiting', format, account_id, account_name, 'other', unit_name,
        requested_at, question, fields, readable, structure_version, is_past, now() FROM warehouse.exports, generate_series(1, 2) LIMIT 10`)
    await testing.asAdmin(`UPDATE warehouse.exports SET unit_id = $1 WHERE unit_id = 'other'`, [
      people.provider.unit.id,
    ])
    const options = { method: 'POST', body: { format: 'csv', purpose } } as const
    const expected = { status: 429, code: 'warehouse.exportsTooMany' }
    await refusal(expected, 'provider', `/warehouse/datasets/${files}/exports`, options)
    await testing.asAdmin(`DELETE FROM warehouse.exports WHERE unit_id = $1`, [people.provider.unit.id])
  })

  it('takes files away: on demand, when their time is over, and those that belong to nothing', async () => {
    const kept = await fetched({ format: 'csv' })
    const dropped = await fetched({ format: 'csv' })
    expect((await call('hospital', `/warehouse/exports/${dropped.job.id}`, { method: 'DELETE' })).status).toBe(204)
    const missing = { status: 404, code: 'warehouse.exportNotFound' }
    await refusal(missing, 'hospital', `/warehouse/exports/${dropped.job.id}`)
    expect(await names()).toContain(kept.job.id)
    expect(await names()).not.toContain(dropped.job.id)
    clock.moveTo('2026-03-20T05:00:00Z')
    await refusal(
      { status: 404, code: 'warehouse.exportExpired' },
      'hospital',
      `/warehouse/exports/${kept.job.id}/content`,
    )
    await fetched({ format: 'csv' })
    expect(await names()).not.toContain(kept.job.id)
  })
})

it('an export is one state of the data, chosen or in force when work begins', async () => {
  const before = await page()
  expect(await deliver(csvOf(rows.slice(0, 40)))).toMatchObject({ applyNumber: 2 })
  const now = await fetched({ format: 'json' })
  expect(now.body).toMatchObject({ apply: 2 })
  expect((now.body as Page).items).toHaveLength(40)
  const past = await fetched({ format: 'json', asOf: '1' })
  expect((past.body as Page).items).toHaveLength(130)
  expect(new Set((past.body as Page).items.map((row) => JSON.stringify(row)))).toEqual(
    new Set(before.map((row) => JSON.stringify(row))),
  )
})
