import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { aDataset, files, officeFields, offices } from '../../../test/warehouse/dataset.ts'
import { holdDataset } from '../../../test/warehouse/hold.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import type { Who } from '../../../test/warehouse/people.ts'
import type { JournalEntry, List, Submission } from '../../../test/warehouse/wire.ts'
import { anActor, anInstrument } from '../../law/testing.ts'

const warehouse = await openWarehouse()
const { blobFolder, call, deliver, ended, modules, people, refusal, submit, testing } = warehouse
const workerProcess = path.resolve(import.meta.dirname, '../../../test/warehouse/worker-process.ts')

interface Incident {
  readonly id: string
  readonly state: string
  readonly submission: string | null
  readonly upload: string | null
  readonly marker: { readonly kind: string; readonly degree: string; readonly place: object }
  readonly sealedAt: string | null
  readonly acts: readonly { readonly act: string; readonly account: string; readonly reason: string | null }[]
  readonly may: Record<string, boolean>
}
type Sealed = Submission & { readonly incident: string | null }

const word = 'CHỮ-TRONG-TỆP'
/** A file that nobody has sent before. */
let count = 0
const secretRows = (mark = 'TUYỆT MẬT') => `${mark}\nma,ten\nDV${String((count += 1))},${word} ${String(count)}\n`
const ordinaryRows = () => secretRows('')

const reason = 'Tên sản phẩm, không phải độ mật của tài liệu'
const act = (who: Who, id: string, what: string, body: object) =>
  call<Incident>(who, `/access/incidents/${id}/${what}`, { method: 'POST', body, asPerson: true })
const ask = (id: string, who: Who = 'coordinator') => act(who, id, 'release-request', { reason })
const confirm = (id: string, who: Who = 'committee') => act(who, id, 'release', { decision: 'confirm', reason })
const instrument = await modules.law.register(anActor(), anInstrument({ number: '77/QĐ-UBND' }))
const handle = (id: string, who: Who = 'committee', outcome = 'destroyed') =>
  act(who, id, 'handling', { outcome, instrument: instrument.id, reason })
const incident = async (id: string, who: Who = 'auditor') => (await call<Incident>(who, `/access/incidents/${id}`)).body

async function sealed(
  content = secretRows(),
  options: Parameters<typeof deliver>[1] = {},
): Promise<Sealed & { incident: string }> {
  const submission = (await deliver(content, { dataset: offices, ...options })) as Sealed
  expect(submission).toMatchObject({ state: 'sealed', problem: { code: 'warehouse.sealed' } })
  return { ...submission, incident: submission.incident ?? '' }
}

const openToAll = (code: string) => ({
  ...aDataset({ code, provider: people.provider.unit.id, classification: 'internal' }),
  consumers: [{ group: 'all' as const }],
})

/** Every file of the store whose bytes hold a text. */
function filesWith(text: string): string[] {
  const entries = readdirSync(blobFolder, { recursive: true }).map((name) => path.join(blobFolder, String(name)))
  return entries.filter((name) => statSync(name).isFile() && readFileSync(name).includes(text))
}

/** Every table in which a text stands. */
async function tablesWith(text: string): Promise<string[]> {
  const tables = await testing.asAdmin<{ name: string }>(`
    SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
    WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`)
  const holding: string[] = []
  for (const { name } of tables) {
    const rows = await testing.asAdmin(`SELECT FROM ${name} AS t WHERE t::text LIKE $1 LIMIT 1`, [`%${text}%`])
    if (rows.length > 0) holding.push(name)
  }
  return holding
}

const eventsOf = async (id: string) =>
  (await call<List<JournalEntry>>('auditor', '/journal/entries', { query: { subject: id } })).body.items
    .map(({ event }) => event.replace('access.incident.', ''))
    .reverse()

describe('a file with a mark (Điều 1.2)', () => {
  it('is stopped, sealed and found nowhere, in no table and no plain file; the journal says what, not what it says', async () => {
    const submission = await sealed(secretRows(), { fileName: 'Kế hoạch-bí-danh.csv' })
    expect(submission).toMatchObject({ fileName: null, profile: null, faults: [], balance: null })
    const found = await incident(submission.incident)
    expect(found).toMatchObject({
      ...{ state: 'open', submission: submission.id, upload: null, digest: submission.digest },
      marker: { kind: 'text', degree: 'tuyet-mat', place: { row: 1, column: 1 } },
      acts: [{ act: 'opened' }, { act: 'sealed' }],
    })
    expect(await eventsOf(submission.incident)).toEqual(['opened', 'sealed'])
    expect(await tablesWith(word)).toEqual([])
    expect(await tablesWith('bí-danh')).toEqual([])
    expect(filesWith(word)).toEqual([])
    expect(await modules.world.blobs.has(submission.digest)).toBe(false)
    expect(await modules.world.blobs.sealed.has(submission.incident)).toBe(true)
  })

  it('is stopped for its name alone', async () => {
    const { incident: id } = await sealed(ordinaryRows(), { fileName: 'TOI_MAT_danh-sach.csv' })
    expect(await incident(id)).toMatchObject({ marker: { kind: 'file-name', degree: 'toi-mat', place: {} } })
    expect(await tablesWith('TOI_MAT')).toEqual([])
  })

  it('is stopped for a value far behind its start, by the worker, before anything is staged', async () => {
    const rows = Array.from({ length: 20_000 }, (_none, at) => `DV${String(at)},${word},Thường\n`).join('')
    const { incident: id, digest } = await sealed(`ma,ten,do_mat\n${rows}DVX,${word},Tối mật\n`)
    expect(await incident(id)).toMatchObject({
      marker: { kind: 'classification', degree: 'toi-mat', place: { row: 20_002, column: 3 } },
    })
    expect(await tablesWith(word)).toEqual([])
    expect(filesWith(word)).toEqual([])
    expect(await modules.world.blobs.has(digest)).toBe(false)
  })

  it('is stopped by a mark in its faulty rows, too: no sample of them is kept', async () => {
    await sealed(`ma,ten,do_mat\n,"${word},Thường\nDV1,${word},MẬT\n`, { query: { onFault: 'quarantine' } })
    expect(await tablesWith(word)).toEqual([])
  })

  it('is stopped again when the same bytes come under another name, or for another dataset', async () => {
    const content = secretRows()
    await sealed(content)
    const again = await sealed(content, { dataset: files })
    expect(await incident(again.incident)).toMatchObject({ marker: { kind: 'known-file', place: {} } })
  })

  it('leaves ordinary files alone', async () => {
    const submission = await deliver('ma,ten\nDV1,Trung tâm mật độ dân số\nDV2,Bệnh viện gan mật\n', {
      dataset: offices,
    })
    expect(submission.state).toBe('applied')
  })
})

describe('an upload with a mark (Điều 1.2)', () => {
  const tus = { 'tus-resumable': '1.0.0' }
  async function upload(content: string, name = 'danh-sach.csv'): Promise<string> {
    const bytes = Buffer.from(content)
    const encoded = (text: string) => Buffer.from(text).toString('base64')
    const metadata = `dataset ${encoded(offices)},filename ${encoded(name)}`
    const begun = await call('provider', '/warehouse/uploads', {
      method: 'POST',
      headers: { ...tus, 'upload-length': String(bytes.length), 'upload-metadata': metadata },
    })
    const place = begun.headers['location']?.replace('/api/v1', '') ?? ''
    const headers = { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' }
    expect((await call('provider', place, { method: 'PATCH', body: bytes, headers })).status).toBe(204)
    return place
  }

  it('is not previewed but sealed, and when two persons release it, it is there again and can be submitted', async () => {
    const content = secretRows('[MẬT]')
    const place = await upload(content, 'bí-danh.csv')
    const refused = await call('provider', `${place}/preview`)
    expect(refused).toMatchObject({ status: 409, body: { code: 'warehouse.uploadSealed', clause: 'Điều 1.2' } })
    expect(refused.text).not.toContain(word)
    const { body } = await call<List<Incident>>('provider', '/access/incidents')
    const [found] = body.items
    expect(found).toMatchObject({ state: 'open', submission: null, upload: place.split('/').at(-1) })
    const id = found?.id ?? ''
    for (const gone of [`${place}/state`, `${place}/preview`]) {
      await refusal({ status: 409, code: 'warehouse.uploadSealed' }, 'provider', gone)
    }
    expect(await tablesWith('bí-danh')).toEqual([])
    expect((await ask(id)).status).toBe(200)
    expect((await confirm(id)).body).toMatchObject({ state: 'released' })
    expect((await call(`provider`, `${place}/preview`)).status).toBe(200)
    const answer = await call<Submission>('provider', `/warehouse/datasets/${offices}/submissions/from-upload`, {
      method: 'POST',
      body: { upload: place.split('/').at(-1), profile: { ...plain, header: { row: 2, rows: 1 } } },
    })
    expect(answer.status).toBe(202)
    expect(await ended(answer.body.id)).toMatchObject({ state: 'applied', fileName: 'bí-danh.csv' })
  })
})

const plain = {
  ...{ format: 'csv', encoding: 'utf-8', delimiter: ',', sheet: null, columns: null, dates: 'iso', decimal: '.' },
  ...{ thousands: '', compose: false },
}

describe('a release (Điều 1.2)', () => {
  it('takes two persons, and then the submission goes on as it was received, and is not stopped again', async () => {
    const submission = await sealed(secretRows('[MẬT]'), {
      fileName: 'san-pham.csv',
      profile: { header: { row: 2, rows: 1 } },
    })
    const { incident: id } = submission
    expect((await incident(id, 'coordinator')).may).toEqual({ askRelease: true, decideRelease: false, handle: true })
    expect((await ask(id)).body).toMatchObject({ state: 'release-asked' })
    expect((await confirm(id)).body).toMatchObject({ state: 'released' })
    expect(await ended(submission.id)).toMatchObject({ state: 'applied', fileName: 'san-pham.csv', problem: null })
    expect(await eventsOf(id)).toEqual(['opened', 'sealed', 'releaseAsked', 'released', 'restored'])
    expect(await modules.world.blobs.sealed.has(id)).toBe(false)
    expect(await testing.asAdmin('SELECT FROM access.sealed_keys WHERE incident_id = $1', [id])).toEqual([])
  })

  it('may be refused; the file stays under seal, and the release can be asked for again', async () => {
    const { incident: id, id: submission } = await sealed()
    await ask(id)
    expect((await act('committee', id, 'release', { decision: 'refuse', reason })).body).toMatchObject({
      state: 'open',
    })
    expect(await ended(submission)).toMatchObject({ state: 'sealed' })
    expect((await ask(id)).body).toMatchObject({ state: 'release-asked' })
  })

  it('is confirmed by nobody who asked for it or sent the file, whatever their roles', async () => {
    const { incident: id } = await sealed()
    await ask(id)
    const coordinator = { ...people.coordinator.principal, roles: ['coordinator', 'committee'] as const }
    const sender = { ...people.provider.principal, roles: ['provider', 'committee'] as const }
    const { incidents } = modules
    const word = { decision: 'confirm', reason } as const
    await expect(incidents.decideRelease(coordinator, id, word)).rejects.toMatchObject({ code: 'access.ownRelease' })
    await expect(incidents.decideRelease(sender, id, word)).rejects.toMatchObject({ code: 'access.ownFile' })
    await expect(
      incidents.handle(sender, id, { outcome: 'destroyed', instrument: instrument.id, reason }),
    ).rejects.toMatchObject({ code: 'access.ownFile' })
    expect(await incident(id)).toMatchObject({ state: 'release-asked' })
  })

  it('is one for all who confirm at once, and none beside a handling at the same moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { incident: id, id: submission } = await sealed()
      await ask(id)
      const answers = await Promise.all([confirm(id), confirm(id), handle(id), handle(id, 'coordinator')])
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
      expect(answers.filter(({ status }) => status === 409)).toHaveLength(3)
      const { state, acts } = await incident(id)
      expect(acts.filter(({ act: done }) => done === 'released' || done === 'handled')).toHaveLength(1)
      const { state: ends } = await ended(submission)
      expect(ends === 'sealed').toBe(state === 'handled')
    }
  })

  it('is refused before it is asked for, and after the incident is closed', async () => {
    const { incident: id } = await sealed()
    const path = `/access/incidents/${id}`
    const request = (body: object) => ({ method: 'POST', body, asPerson: true }) as const
    await refusal(
      { status: 409, code: 'access.releaseNotAsked' },
      'committee',
      `${path}/release`,
      request({ decision: 'confirm', reason }),
    )
    await handle(id)
    await refusal(
      { status: 409, code: 'access.incidentClosed' },
      'coordinator',
      `${path}/release-request`,
      request({ reason }),
    )
    await refusal(
      { status: 409, code: 'access.incidentClosed' },
      'committee',
      `${path}/release`,
      request({ decision: 'confirm', reason }),
    )
    await refusal(
      { status: 409, code: 'access.incidentClosed' },
      'committee',
      `${path}/handling`,
      request({ outcome: 'destroyed', instrument: instrument.id, reason }),
    )
  })

  it('asks for a fresh proof of the person', async () => {
    const { incident: id } = await sealed()
    const withToken = { method: 'POST', body: { reason } } as const
    expect((await call('coordinator', `/access/incidents/${id}/release-request`, withToken)).status).toBe(403)
    expect(await incident(id)).toMatchObject({ state: 'open' })
  })
})

describe('a handling (Điều 1.2)', () => {
  it('closes the incident by an instrument; no key and no bytes are left, and the same bytes are known from then on', async () => {
    const content = secretRows()
    const { incident: id, id: submission } = await sealed(content)
    expect((await handle(id, 'coordinator', 'handedOver')).body).toMatchObject({
      state: 'handled',
      acts: [{}, {}, { act: 'handled', outcome: 'handedOver', instrument: { number: '77/QĐ-UBND' }, reason }],
    })
    expect(await modules.world.blobs.sealed.has(id)).toBe(false)
    expect(await testing.asAdmin('SELECT FROM access.sealed_keys WHERE incident_id = $1', [id])).toEqual([])
    expect(await ended(submission)).toMatchObject({ state: 'sealed' })
    const again = await sealed(content)
    expect(await incident(again.incident)).toMatchObject({ marker: { kind: 'known-file' } })
  })
})

describe('who knows of an incident (Điều 1.2)', () => {
  it('is the unit that sent the file and those who oversee; to others it is not there', async () => {
    const { incident: id } = await sealed()
    for (const who of ['provider', 'coordinator', 'committee', 'auditor'] as const) {
      expect((await call(who, `/access/incidents/${id}`)).status, who).toBe(200)
    }
    await refusal({ status: 404, code: 'access.incidentNotFound' }, 'otherProvider', `/access/incidents/${id}`)
    expect((await call<List<Incident>>('otherProvider', '/access/incidents')).body.items).toEqual([])
    expect((await call('hospital', `/access/incidents/${id}`)).status).toBe(403)
  })

  it('is told at once by a notice, the Committee also of a release that is asked for', async () => {
    interface Told {
      readonly kind: string
      readonly link: string
    }
    const { incident: id } = await sealed()
    const toldOf = async (who: Who) =>
      (await call<List<Told>>(who, '/warehouse/notices')).body.items
        .filter(({ link }) => link === `/incidents/${id}`)
        .map(({ kind }) => kind)
    for (const who of ['provider', 'coordinator', 'committee'] as const)
      expect(await toldOf(who), who).toEqual(['file-sealed'])
    expect(await toldOf('otherProvider')).toEqual([])
    await ask(id)
    await modules.warehouse.notices.look()
    expect((await toldOf('committee')).sort()).toEqual(['file-sealed', 'release-asked'])
    expect(await toldOf('provider')).toEqual(['file-sealed'])
    await handle(id)
    await modules.warehouse.notices.look()
    expect(await toldOf('committee')).toEqual([])
  })
})

describe('exports (Điều 1.2)', () => {
  it('of a dataset with an open incident are refused, wait, and go on once it is decided', async () => {
    const dataset = 'bo-xuat'
    await modules.catalogue.registerDataset(anActor(), openToAll(dataset))
    await modules.catalogue.declareStructure(anActor(), dataset, { fields: officeFields, note: '' })
    await warehouse.promulgateNext([offices, files, dataset])
    await deliver('ma,ten\nDV1,Một\n', { dataset })
    interface Job {
      readonly id: string
      readonly state: string
    }
    const place = `/warehouse/datasets/${dataset}/exports`
    const request = { method: 'POST', body: { format: 'csv' } } as const
    const done = await call<Job>('hospital', place, request)
    expect(done.status).toBe(202)
    const stateOf = async (id: string) => (await call<Job>('hospital', `/warehouse/exports/${id}`)).body.state
    while ((await stateOf(done.body.id)) !== 'done') await sleep(15)
    const { incident: id } = await sealed(secretRows(), { dataset })
    await refusal({ status: 409, code: 'warehouse.exportsHeld', clause: 'Điều 1.2' }, 'hospital', place, request)
    await refusal(
      { status: 409, code: 'warehouse.exportsHeld' },
      'hospital',
      `/warehouse/exports/${done.body.id}/content`,
    )
    await handle(id)
    expect((await call('hospital', `/warehouse/exports/${done.body.id}/content`)).status).toBe(200)
    expect((await call('hospital', place, request)).status).toBe(202)
  })
})

describe('a process that is killed while it seals (Điều 1.2)', () => {
  it('leaves a file that goes nowhere, and the next worker seals it', async () => {
    const dataset = 'bo-chet'
    await modules.catalogue.registerDataset(anActor(), openToAll(dataset))
    await modules.catalogue.declareStructure(anActor(), dataset, { fields: officeFields, note: '' })
    await warehouse.promulgateNext([offices, files, dataset])
    const content = `ma,ten\nDV1,${word} ${String((count += 1))}\n`
    const held = await holdDataset(testing, dataset)
    const { id, digest } = await submit(content, { dataset })
    // The same bytes under a name that gives them away: from now on the worker knows them.
    await sealed(content, { fileName: 'TOI_MAT.csv' })
    const plain = path.join(blobFolder, digest.slice(0, 2), digest.slice(2, 4), digest)
    // A pipe nobody writes to: who seals these bytes waits in the middle of it.
    execFileSync('mkfifo', [plain])
    await held.release()
    const child = spawn(process.execPath, [workerProcess, testing.adminUrl, testing.secret, blobFolder])
    const opened = () =>
      testing.asAdmin<{ id: string }>('SELECT id FROM access.incidents WHERE submission_id = $1', [id])
    while ((await opened()).length === 0) await sleep(20)
    const [{ id: of } = { id: '' }] = await opened()
    while (!existsSync(path.join(blobFolder, 'sealed', `${of}.part`))) await sleep(20)
    child.kill('SIGKILL')
    await once(child, 'exit')
    rmSync(plain)
    writeFileSync(plain, content)
    expect(await ended(id)).toMatchObject({ state: 'sealed', incident: of })
    expect(await incident(of)).toMatchObject({ sealedAt: null, acts: [{ act: 'opened' }] })
    expect((await ask(of)).status).toBe(409)
    while ((await incident(of)).sealedAt === null) {
      modules.warehouse.worker.kick()
      await sleep(20)
    }
    expect(existsSync(plain)).toBe(false)
    expect(filesWith(content)).toEqual([])
    await ask(of)
    await confirm(of)
    expect(await ended(id)).toMatchObject({ state: 'applied', balance: { sent: 1 } })
  })
})
