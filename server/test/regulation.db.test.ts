import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import {
  createHttp,
  createMetrics,
  createModules,
  demoCity,
  loadDemoFrame,
  registerDemoDataset,
} from '../src/app/index.ts'
import { listRecordedRoots, verifyJournal } from '../src/journal/index.ts'
import { createFolderBlobStore, createLog, fixedClock, newId } from '../src/platform/index.ts'
import { verifyWarehouse } from '../src/warehouse/index.ts'
import { createTestDatabase } from './database.ts'

/**
 * One walk through the regulation as far as it is built: the rows of docs/regulation.md, asked of the product over HTTP
 * in a small demo city of which only some datasets are promulgated: the people and what they point at.
 */
const testing = await createTestDatabase()
const { database, secret } = testing
const folder = mkdtempSync(path.join(os.tmpdir(), 'kho-regulation-'))
const clock = fixedClock('2026-11-02T03:00:00Z')
const blobs = createFolderBlobStore(folder, () => newId<'blob'>(clock.now()))
const world = {
  database,
  blobs,
  clock,
  log: createLog('silent'),
  secret,
  sessionHours: 10,
  submissionMaxBytes: 1 << 24,
  uploadFolder: path.join(folder, 'uploads'),
}
const modules = createModules(world)
const metrics = createMetrics()
const http = await createHttp({
  ...{ modules, metrics, portalFolder: '/nonexistent' },
  isStopping: () => false,
})
const frame = await loadDemoFrame(modules)
for (const dataset of demoCity.datasets) await registerDemoDataset(modules, dataset, frame)
const signedIn = new Map<string, Record<string, string>>()
for (const { login } of demoCity.accounts) signedIn.set(login, await signIn(login))
const foundations = ['don-vi-hanh-chinh', 'dia-chi', 'ho-gia-dinh', 'dan-cu']
const promulgation = { instrument: lawOf(demoCity.catalogue.instrument), effectiveFrom: '2026-01-01' }
await call('uyban', 'POST', '/catalogue/versions', { ...promulgation, datasets: ['dan-toc', ...foundations] })
afterAll(async () => {
  await http.close()
  await modules.warehouse.worker.stop()
  await modules.journal.sequencer.stop()
  rmSync(folder, { recursive: true, force: true })
})

const ward = '26740'
const file = peopleInWard(csvOf('dan-cu'))
const purpose = encodeURIComponent('nghiep-vu: kiểm thử quy chế')
const records = '/warehouse/datasets/dan-cu/records'
await deliver('noivu', 'don-vi-hanh-chinh', csvOf('don-vi-hanh-chinh'))
await deliver('xaydung', 'dia-chi', csvOf('dia-chi'))
await deliver('hokhau', 'ho-gia-dinh', csvOf('ho-gia-dinh'))
const delivered = await deliver('hokhau', 'dan-cu', file)

describe('R01: one warehouse', () => {
  it('takes a delivery in whole, accounts for every row and keeps the raw bytes (Điều 1.1, Điều 8)', async () => {
    expect(delivered).toMatchObject({ state: 'applied', balance: { sent: 200, inserted: 200, rejected: 0 } })
    const digest = createHash('sha256').update(file).digest('hex')
    expect(delivered['digest']).toBe(digest)
    expect(await blobs.has(digest)).toBe(true)
  })

  it('counts rows sent again as unchanged, and a missing one as deleted (Điều 1.1)', async () => {
    const lines = file.trimEnd().split('\n')
    const balance = { sent: 199, accepted: 0, unchanged: 199, deleted: 1 }
    expect(await deliver('hokhau', 'dan-cu', lines.slice(0, -1).join('\n'))).toMatchObject({ balance })
    expect(await deliver('hokhau', 'dan-cu', file)).toMatchObject({ balance: { unchanged: 199, inserted: 1 } })
  })

  it('applies nothing of a file with a fault, and says where it is (Điều 1.1)', async () => {
    const rejected = await deliver('hokhau', 'dan-cu', file.replace(/^\d{12}/m, '12'))
    expect(rejected).toMatchObject({ state: 'rejected', balance: { accepted: 0 }, faultyRows: 1 })
    const faults = await call('hokhau', 'GET', `/warehouse/submissions/${String(rejected['id'])}/errors`)
    expect(faults.body).toMatchObject({ items: [{ row: 2, field: 'so_dinh_danh', value: '12' }] })
  })
})

describe('R02: state secrets are out of scope', () => {
  it('has no class for them (Điều 1.2)', async () => {
    const answer = await call('hokhau', 'POST', '/catalogue/datasets', {
      ...aDataset(),
      classification: 'state-secret',
    })
    expect(answer).toMatchObject({ status: 400, body: { code: 'platform.invalidRequest' } })
    await expect(testing.asAdmin(`UPDATE catalogue.datasets SET classification = 'state-secret'`)).rejects.toThrow()
  })
})

describe('R03: who takes part', () => {
  it('knows each unit by its place under the city and by dated identifiers (Điều 2)', async () => {
    const found = await call(undefined, 'GET', '/identity/organisations?kind=ward&q=sai%20gon')
    expect(found.body).toMatchObject({
      items: [{ kind: 'ward', territory: '26740', parent: { kind: 'city' }, validFrom: '2025-07-01' }],
    })
  })
})

describe('R05: kinds of data', () => {
  it('is a fact of each dataset, one of five (Điều 3.2)', async () => {
    const answer = await call('hokhau', 'POST', '/catalogue/datasets', { ...aDataset(), kind: 'other' })
    expect(answer.status).toBe(400)
  })

  it('takes nothing for open that is not public (Điều 3.6)', async () => {
    const answer = await call('hokhau', 'POST', '/catalogue/datasets', { ...aDataset(), kind: 'open' })
    expect(answer).toMatchObject({ status: 422, body: { code: 'catalogue.openNotPublic', clause: 'Điều 3.6' } })
  })
})

describe('R05: what a kind allows', () => {
  it('is a table anybody can read, with clauses and reasons (Điều 3.2, 3.6)', async () => {
    const answer = await call(undefined, 'GET', '/catalogue/kinds')
    expect(answer).toMatchObject({
      status: 200,
      body: {
        items: [
          { kind: 'transactional', clause: 'Điều 3.2', loads: ['full', 'incremental'], purpose: 'always' },
          { kind: 'sectoral' },
          { kind: 'shared', readership: 'another' },
          { kind: 'reference', loads: ['full'], personalData: false },
          { kind: 'open', clause: 'Điều 3.6', classifications: ['public'] },
        ],
      },
    })
  })

  it('holds at registration (Điều 3.5)', async () => {
    const dataset = { ...aDataset(), kind: 'reference', classification: 'confidential' }
    const answer = await call('hokhau', 'POST', '/catalogue/datasets', dataset)
    expect(answer).toMatchObject({ status: 422, body: { code: 'catalogue.kindForbids', clause: 'Điều 3.5' } })
  })
})

describe('R06: shared reference data', () => {
  it('gives a code its meaning at a day (Điều 3.7)', async () => {
    const entry = '/reference/code-lists/phuong-xa/entries/26740'
    expect(await call(undefined, 'GET', `${entry}?at=2025-07-01`)).toMatchObject({ body: { version: '2025-07-01' } })
    expect(await call(undefined, 'GET', `${entry}?at=2025-06-30`)).toMatchObject({ status: 404 })
  })
})

describe('R13: current data', () => {
  it('says whether a dataset keeps its declared frequency (Điều 5.6)', async () => {
    const state = await call(undefined, 'GET', '/warehouse/datasets/dan-cu/state')
    expect(state.body).toMatchObject({ records: 200, freshness: { state: 'on-time' } })
  })
})

describe('R16: what the portal shows', () => {
  it('shows datasets with structure and access method to everybody (Điều 7.2)', async () => {
    const list = await call(undefined, 'GET', '/catalogue/datasets?q=so%20dinh%20danh%20noi%20thuong%20tru')
    expect(list.body).toMatchObject({ total: 1, items: [{ code: 'dan-cu' }] })
    const dataset = await call(undefined, 'GET', '/catalogue/datasets/dan-cu')
    expect(dataset.body).toMatchObject({ structure: { version: 1 }, inForce: { catalogueVersion: 1 } })
  })
})

describe('R19: the promulgated catalogue', () => {
  it('names the five facts and the instrument (Điều 9)', async () => {
    const version = await call(undefined, 'GET', '/catalogue/versions/current')
    expect(version.body).toMatchObject({ number: 1, instrument: { number: demoCity.catalogue.instrument } })
    const { rows } = version.body as { rows: Record<string, unknown>[] }
    const facts = ['dataset', 'provider', 'updateMethod', 'updateFrequency', 'consumers']
    for (const row of rows) expect(Object.keys(row)).toEqual(expect.arrayContaining(facts))
  })

  it('neither fills nor serves a dataset without a row in force (Điều 9)', async () => {
    const target = '/warehouse/datasets/doanh-nghiep'
    const refused = { status: 403, body: { clause: 'Điều 9' } }
    expect(await call('doanhnghiep', 'POST', `${target}/submissions`, csvOf('doanh-nghiep'))).toMatchObject(refused)
    expect(await call('yte', 'GET', `${target}/records`)).toMatchObject(refused)
  })

  it('is promulgated by the Committee alone (Điều 9)', async () => {
    const input = { ...promulgation, effectiveFrom: '2026-11-02', datasets: ['dan-toc'] }
    expect(await call('dieuphoi', 'POST', '/catalogue/versions', input)).toMatchObject({ status: 403 })
  })
})

describe('R21: use within the remit', () => {
  it('serves a unit the catalogue names, when it states its purpose (Điều 11.2, Điều 18.2)', async () => {
    const answer = await call('yte', 'GET', `${records}?limit=1&purpose=${purpose}`)
    expect(answer).toMatchObject({ status: 200, body: { count: { kind: 'exact', value: 200 } } })
    expect(await call('yte', 'GET', records)).toMatchObject({ status: 403, body: { clause: 'Điều 18.2' } })
  })

  it('shows a ward its own territory only (Điều 11.2)', async () => {
    const answer = await call('phuong.saigon', 'GET', `${records}?limit=1000&select=ma_phuong_xa&purpose=${purpose}`)
    const inFile = file.split(',').filter((cell) => cell === ward).length
    expect(inFile).toBeGreaterThan(0)
    expect(answer.body['items']).toEqual(Array.from({ length: inFile }, () => ({ ma_phuong_xa: ward })))
  })

  it('refuses every other unit with the clause and what to do, and records it (Điều 11.2)', async () => {
    const answer = await call('thue', 'GET', `${records}?purpose=${purpose}`)
    expect(answer).toMatchObject({ status: 403, body: { code: 'access.readRefused', clause: 'Điều 11.2' } })
    const entries = await call('kiemtoan', 'GET', '/journal/entries?event=access.read.refused&limit=1')
    expect(entries.body).toMatchObject({ items: [{ actor: { accountName: 'thue' } }] })
  })
})

describe('R25: every change is in the log', () => {
  it('refuses a write without a record, from the types down to the tables (Điều 13.3)', async () => {
    const write = testing.asAdmin(`SET ROLE kho_loader; DELETE FROM data.dan_cu`)
    await expect(write).rejects.toThrow(/without a journal record/)
  })

  it('holds delivery, reads and root, and finds what was altered behind its back (Điều 13.3)', async () => {
    await modules.journal.sequencer.seal()
    const entry = await call('kiemtoan', 'GET', `/journal/entries/${String(delivered['journalEntry'])}`)
    expect(entry.body).toMatchObject({ event: 'warehouse.submission.applied' })
    const reads = await call('kiemtoan', 'GET', '/journal/reads?dataset=dan-cu')
    expect(reads.body['items']).toContainEqual(
      expect.objectContaining({ purpose: 'nghiep-vu: kiểm thử quy chế', rows: 1 }),
    )
    expect(await faults()).toEqual([])
    await testing.asIntruder(`UPDATE data.dan_cu SET f2 = 'Người khác' WHERE _ordinal = 7`)
    expect(await faults()).toHaveLength(1)
  })
})

interface Answer {
  readonly status: number
  readonly body: Record<string, unknown>
}

async function call(
  login: string | undefined,
  method: 'GET' | 'POST',
  url: string,
  body?: object | string,
): Promise<Answer> {
  const content = typeof body === 'string' ? { 'content-type': 'text/csv' } : {}
  const answer = await http.inject({
    ...{ method, url: `/api/v1${url}`, headers: { ...(login !== undefined && signedIn.get(login)), ...content } },
    ...(body === undefined ? {} : { payload: body }),
  })
  return { status: answer.statusCode, body: answer.json() }
}

async function signIn(login: string): Promise<Record<string, string>> {
  const { identity } = modules
  const { password } = demoCity
  const { session } = await identity.signIn({ login, password, address: '127.0.0.1', requestId: 'test' })
  return { cookie: `kho_session=${session}`, 'x-csrf-token': identity.csrfToken(session) }
}

async function deliver(login: string, dataset: string, csv: string): Promise<Record<string, unknown>> {
  const { status, body } = await call(login, 'POST', `/warehouse/datasets/${dataset}/submissions`, csv)
  expect(status).toBe(202)
  for (;;) {
    const { body: submission } = await call(login, 'GET', `/warehouse/submissions/${String(body['id'])}`)
    if (submission['state'] !== 'received' && submission['state'] !== 'processing') return submission
    await sleep(20)
  }
}

function csvOf(code: string): string {
  const dataset = demoCity.datasets.find((each) => each.code === code)
  return [...(dataset?.rows({ ...demoCity.settings, people: 200, businesses: 10 }) ?? [])].join('')
}

/** The people of one ward of the file live in the ward of the test instead. */
function peopleInWard(csv: string): string {
  const [found = ''] = /,\d{5},/.exec(csv) ?? []
  return csv.replaceAll(found, `,${ward},`)
}

function aDataset() {
  return {
    ...{ code: 'thu', name: 'Thử', nameEn: 'Test', description: '', descriptionEn: '', kind: 'shared' },
    ...{ classification: 'internal', provider: frame.units.get('cong-an-tp') ?? '', licence: 'x', contact: 'x' },
    ...{ updateMethod: 'full', updateFrequency: 'daily', consumers: [] },
  }
}

function lawOf(number: string): string {
  return frame.laws.get(number) ?? ''
}

async function faults(): Promise<unknown[]> {
  const roots = await listRecordedRoots(database.application)
  const data = await verifyWarehouse(database.loader, modules.catalogue, roots)
  return [...(await verifyJournal(database.application)).faults, ...data.faults]
}
