import { beforeAll, describe, expect, it } from 'vitest'
import { aDataset, files, offices } from '../../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import type { Who } from '../../../test/warehouse/people.ts'
import { anActor } from '../../law/testing.ts'
import { createWindows } from '../record/window.ts'
import { createSubjectReads } from './subject-reads.service.ts'

const warehouse = await openWarehouse()
const { call, refusal, testing, modules, people, clock, deliver, promulgateNext } = warehouse

const residents = 'cu-dan'
const records = `/warehouse/datasets/${residents}/records`
const purpose = 'nghiep-vu: Kiểm tra hồ sơ trợ cấp'
const [anh, binh, gone, never] = ['079190000001', '079090000002', '079190000003', '079190000099']

interface NamedRead {
  readonly unit: string
  readonly action: string
  readonly purpose: string | null
  readonly fields: readonly string[]
  readonly reasons: readonly string[]
}
interface Searched {
  readonly code: string
  readonly by: readonly { readonly name: string }[]
  readonly notSearched: readonly { readonly name: string }[]
  readonly records: number
  readonly since: string | null
  readonly endedRecords: number
  readonly named: readonly NamedRead[]
  readonly namedCount: number
  readonly bulk: readonly (NamedRead & { readonly reads: number })[]
}

beforeAll(async () => {
  const actor = anActor()
  const provider = people.provider.unit.id
  const text = { type: 'text' } as const
  await modules.catalogue.registerDataset(
    actor,
    aDataset({ code: residents, name: 'Cư dân', provider, consumers: [{ unit: people.hospital.unit.id }] }),
  )
  await modules.catalogue.declareStructure(actor, residents, {
    note: '',
    fields: [
      { ...text, name: 'so_dinh_danh', title: 'Số định danh', titleEn: 'Identity number', key: true, check: 'personal-id', sensitivity: 'personal' }, // prettier-ignore
      { ...text, name: 'ho_ten', title: 'Họ tên', titleEn: 'Name', sensitivity: 'personal' },
      { ...text, name: 'so_nguoi_giam_ho', title: 'Số định danh người giám hộ', titleEn: 'Guardian', check: 'personal-id', indexed: true, length: 12, sensitivity: 'personal' }, // prettier-ignore
      { ...text, name: 'so_me', title: 'Số định danh của mẹ', titleEn: 'Mother', check: 'personal-id', sensitivity: 'personal' }, // prettier-ignore
    ],
  })
  await promulgateNext([offices, files, residents])
  const header = 'so_dinh_danh,ho_ten,so_nguoi_giam_ho,so_me\n'
  await deliver(`${header}${anh},Trần Thị Ánh,,\n${binh},Lê Bình,${anh},${anh}\n${gone},Đi Rồi,,\n`, {
    dataset: residents,
  })
  await deliver(`${header}${anh},Trần Thị Ánh,,\n${binh},Lê Bình,${anh},${anh}\n`, { dataset: residents })
  // A proof is of what has its place in the tree.
  await modules.journal.sequencer.seal()
})

const read = async (path: string, query: Record<string, string> = {}, who: Who = 'hospital') => {
  const answer = await call(who, path, { query: { purpose, ...query } })
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 200 })
}
const json = { 'content-type': 'application/json' }
const receive = async (
  identityNumber: string,
  { kind = 'reads', who = 'coordinator' }: { kind?: string; who?: Who } = {},
) => {
  const subject = { name: 'Người Thử', identityNumber, contact: '', wish: 'Ai đã đọc dữ liệu của tôi?' }
  const body = { kind, subject }
  return (await call<{ id: string }>(who, '/access/subject-requests', { method: 'POST', headers: json, body })).body.id
}
const ask = async (identityNumber: string, who: Who = 'coordinator') => {
  const path = `/access/subject-requests/${await receive(identityNumber, { who })}/reads`
  const answer = await call<{ datasets: Searched[] }>(who, path, { method: 'POST' })
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 200 })
  return { datasets: answer.body.datasets, text: answer.text }
}
const ofResidents = async (identityNumber: string) => {
  const { datasets } = await ask(identityNumber)
  const found = datasets.find(({ code }) => code === residents)
  if (!found) throw new Error('The residents were not looked into')
  return found
}

describe('who read my data (Điều 13.3, Điều 18.2, Law 91/2025)', () => {
  it('names each read of the very record: one, history, proof, and a page asked for by the number', async () => {
    await read(`${records}/${anh}`)
    await read(`${records}/${anh}/history`)
    await read(`${records}/${anh}/proof`)
    await read(records, { filter: `so_dinh_danh:eq:${anh}`, select: 'ho_ten' })
    await read(`${records}/${binh}`)
    const { named, namedCount, by } = await ofResidents(anh)
    // Newest first; her own record and that of whom she is the guardian of.
    expect(named.map(({ action }) => action)).toEqual(['one', 'page', 'proof', 'history', 'one'])
    expect(namedCount).toBe(5)
    expect(named[1]).toMatchObject({
      ...{ unit: people.hospital.unit.name, action: 'page', purpose, fields: ['ho_ten'] },
      reasons: ['namedConsumer'],
    })
    expect(by.map(({ name }) => name)).toEqual(['so_dinh_danh', 'so_nguoi_giam_ho'])
  })

  it('names no read of another person', async () => {
    await read(records, { filter: `so_dinh_danh:eq:${binh}` })
    const before = await ofResidents(gone)
    await read(`${records}/${binh}`)
    await read(records, { where: JSON.stringify({ not: { field: 'so_dinh_danh', op: 'eq', value: gone } }) })
    const after = await ofResidents(gone)
    const without = (found: Searched) => found.named.filter(({ action }) => action !== 'subject')
    expect(without(after)).toEqual(without(before))
  })

  it('sums up reads of many records that may have held it, by unit, purpose and fields', async () => {
    await read(records, { select: 'ho_ten' })
    await read(records, { select: 'ho_ten' })
    await read(`/warehouse/datasets/${residents}/changes`)
    const { bulk } = await ofResidents(anh)
    expect(bulk).toContainEqual(expect.objectContaining({ action: 'page', fields: ['ho_ten'], reads: 2, purpose }))
    expect(bulk).toContainEqual(expect.objectContaining({ action: 'changes', unit: people.hospital.unit.name }))
  })

  it('finds the person also by a number written in groups, which the register keeps as it was written', async () => {
    const written = anh.replace(/^(...)(...)(...)/, '$1 $2.$3 ')
    expect(await ofResidents(written)).toMatchObject({ records: 2, since: (await ofResidents(anh)).since })
    const { body } = await call<{ items: { subject: { identityNumber: string } }[] }>('coordinator', '/access/subject-requests') // prettier-ignore
    expect(body.items.map(({ subject }) => subject.identityNumber)).toContain(written)
  })

  it('finds a record that has ended by its key, and says what nobody can look up', async () => {
    const found = await ofResidents(gone)
    expect(found).toMatchObject({ records: 0, endedRecords: 1, notSearched: [{ name: 'so_me' }] })
    const nothing = await ofResidents(never)
    expect(nothing).toMatchObject({ records: 0, endedRecords: 0, named: [], bulk: [], namedCount: 0 })
  })

  it('never tells who in the unit read', async () => {
    const { text } = await ask(anh)
    const { login, principal } = people.hospital
    expect(text).toContain(principal.unitName)
    expect(text).not.toContain(principal.accountId)
    expect(text).not.toContain(login)
  })

  it('is a read itself: logged with its purpose, without the number, and told to the next who asks', async () => {
    await ask(anh)
    const [look] = await testing.asAdmin<{
      action: string
      purpose: string
      query: string
      unit_name: string
      row: string
    }>(
      `SELECT action, purpose, query, unit_name, r::text AS row FROM journal.reads AS r WHERE dataset = '${residents}' ORDER BY id DESC LIMIT 1`,
    )
    expect(look).toMatchObject({
      ...{ action: 'subject', unit_name: people.coordinator.unit.name },
      purpose: expect.stringMatching(/^Trả lời yêu cầu của chủ thể dữ liệu số 2026\/\d{4}$/) as string,
      query: JSON.stringify({ by: ['so_dinh_danh', 'so_nguoi_giam_ho'] }),
    })
    expect(look?.row).not.toContain(anh)
    expect((await ofResidents(anh)).named[0]).toMatchObject({ action: 'subject', unit: people.coordinator.unit.name })
  })

  it('is found behind any number of look-ups of others, which only their digests tell apart', async () => {
    await read(records, { filter: `so_dinh_danh:eq:${anh}` })
    const { named, namedCount } = await ofResidents(anh)
    for (let other = 0; other < 5; other += 1) await read(records, { filter: `so_dinh_danh:eq:${binh}` })
    for (let other = 0; other < 5; other += 1) await ask(binh)
    const narrow = createSubjectReads({
      ...{
        database: testing.database,
        secret: testing.secret,
        clock,
        portion: 2,
        windows: createWindows(testing.database),
      },
      ...{ catalogue: modules.catalogue, reads: modules.journal.reads },
    })
    const question = { identityNumber: anh, purpose: 'Thử', provider: null }
    const answer = await narrow.find(people.coordinator.principal, question)
    const found = answer.datasets.find(({ code }) => code === residents)
    // One more: the look above is one, too.
    expect(found?.namedCount).toBe(namedCount + 1)
    expect(found?.named.map(({ action }) => action)).toEqual(['subject', ...named.map(({ action }) => action)])
  })

  it('looks as a provider only into its own datasets', async () => {
    expect((await ask(anh, 'provider')).datasets.map(({ code }) => code)).toEqual([residents])
    expect((await ask(anh, 'otherProvider')).datasets).toEqual([])
  })

  it('is looked up only for a request that asks it', async () => {
    const id = await receive(anh, { kind: 'rectify' })
    await refusal({ status: 409, code: 'access.subjectReadsUnasked' }, 'coordinator', `/access/subject-requests/${id}/reads`, { method: 'POST' }) // prettier-ignore
  })

  it('is a document for the person, too', async () => {
    const id = await receive(anh)
    const answer = await call('coordinator', `/access/subject-requests/${id}/reads.docx`, { method: 'POST' })
    expect(answer.status).toBe(200)
    expect(answer.bytes.subarray(0, 2).toString()).toBe('PK')
    const [step] = await testing.asAdmin<{ payload: object }>(
      `SELECT payload FROM journal.entries WHERE subject_id = $1 AND event = 'access.subjectRequest.reads'`,
      [id],
    )
    expect(step?.payload).toEqual({ datasets: 1 })
  })
})
