import { beforeAll, describe, expect, it } from 'vitest'
import { decide } from '../../test/identity/open-city.ts'
import { files, offices } from '../../test/warehouse/dataset.ts'
import { openWarehouse, today } from '../../test/warehouse/open-warehouse.ts'
import type { Who } from '../../test/warehouse/people.ts'
import { anActor, anInstrument } from '../law/testing.ts'

const warehouse = await openWarehouse()
const { modules, people, clock, call, deliver, refusal, testing } = warehouse
const { identity, law } = modules
const idOf = (who: Who) => people[who].unit.id as string
const decision = await law.register(anActor(), anInstrument({ number: '77/QĐ-UBND', title: 'Sắp xếp các sở' }))
const act = (steps: Parameters<typeof decide>[1]['steps'], effectiveOn = today) =>
  decide(identity, { title: 'Sắp xếp các sở', instrument: decision.id, effectiveOn, steps })

const base = '/access/subject-requests'
interface Wire {
  readonly id: string
  readonly number: string
  readonly unit: { readonly id: string }
  readonly datasets: readonly { readonly code: string; readonly unit: { readonly id: string } }[]
  readonly isDesk: boolean
}
interface Items<Item> {
  readonly items: readonly Item[]
}
const post = (body: object) => ({ method: 'POST', body, headers: { 'content-type': 'application/json' } }) as const
const receive = async (who: Who, datasets: readonly string[] = []) => {
  const subject = { name: 'Trần Thị Ánh', identityNumber: '079190000001', contact: '', wish: 'Xin bản sao' }
  const answer = await call<Wire>(who, base, post({ kind: 'copy', subject, datasets }))
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 201 })
  return answer.body.id
}
const send = (who: Who, id: string, what: string, text = 'Đã xong') =>
  call<Wire>(who, `${base}/${id}/${what}`, post({ text }))
const get = async (who: Who, id: string) => (await call<Wire>(who, `${base}/${id}`)).body
const units = ({ datasets }: Wire) => Object.fromEntries(datasets.map(({ code, unit }) => [code, unit.id]))
const passedOf = async (id: string, event: string) =>
  (
    await testing.asAdmin<{ payload: { passed?: unknown } }>(
      'SELECT payload FROM journal.entries WHERE subject_id = $1 AND event = $2',
      [id, event],
    )
  ).map(({ payload }) => payload)
const sealed = async (by: Who) => {
  const { body } = await call<{ incident: string }>(
    by,
    `/warehouse/submissions/${(await deliver(`MẬT\nma,ten\nDV1,${by}\n`, { dataset: offices, by })).id}`,
  )
  return body.incident
}

describe('a unit that merges into another, with open requests about own data (Điều 2, Law 91/2025)', () => {
  let [kept, put, reported, ended, incident] = ['', '', '', '', '']
  let lines: readonly object[] = []
  beforeAll(async () => {
    kept = await receive('provider')
    put = await receive('coordinator', [files, offices])
    reported = await receive('coordinator', [files])
    await send('provider', reported, 'report')
    ended = await receive('provider')
    await send('provider', ended, 'answer')
    incident = await sealed('provider')
    const applied = await act([{ step: 'merge', units: [idOf('provider')], into: idOf('otherProvider') }])
    lines = applied.effect?.lines ?? []
  })

  it('shows beforehand how many go where', () => {
    const [from, to] = [idOf('provider'), idOf('otherProvider')]
    expect(lines).toContainEqual({ what: 'subject-requests', from, to, count: 2, examples: [] })
    expect(lines).toContainEqual({ what: 'incidents', from, to, count: 1, examples: [] })
  })

  it('leaves them to the successor, who is told, answers and reports; what is done stays with who did it', async () => {
    expect(await get('otherProvider', kept)).toMatchObject({ isDesk: true, unit: { id: idOf('otherProvider') } })
    expect(units(await get('otherProvider', put))).toEqual({
      [files]: idOf('otherProvider'),
      [offices]: idOf('otherProvider'),
    })
    const notices = (await call<Items<{ request: string; kind: string }>>('otherProvider', '/access/subject-notices'))
      .body
    expect(notices.items.map(({ request, kind }) => [request, kind])).toEqual([[put, 'assigned']])
    expect((await send('otherProvider', put, 'report')).status).toBe(200)
    expect((await send('otherProvider', kept, 'answer')).status).toBe(200)
    expect(units(await get('coordinator', reported))).toEqual({ [files]: idOf('provider') })
    expect(await get('coordinator', ended)).toMatchObject({ unit: { id: idOf('provider') } })
    await refusal({ status: 404, code: 'access.subjectRequestNotFound' }, 'otherProvider', `${base}/${ended}`)
  })

  it('stands in the journal of each request that went, and of no other', async () => {
    const [before, after] = [idOf('provider'), idOf('otherProvider')]
    const event = 'access.subjectRequest.passed'
    expect(await passedOf(kept, event)).toMatchObject([{ passed: [{ dataset: null, before, after }] }])
    expect(await passedOf(put, event)).toMatchObject([
      {
        passed: [
          { dataset: offices, before, after },
          { dataset: files, before, after },
        ],
      },
    ])
    expect([...(await passedOf(reported, event)), ...(await passedOf(ended, event))]).toEqual([])
  })

  it('lets the successor see the incident of a stopped file, which names its sender still (Điều 1.2)', async () => {
    const seen = await call<{ unit: string }>('otherProvider', `/access/incidents/${incident}`)
    expect(seen.status).toBe(200)
    expect(seen.text).toContain(people.provider.unit.name)
    expect(await passedOf(incident, 'access.incident.passed')).toMatchObject([
      { before: idOf('provider'), after: idOf('otherProvider') },
    ])
  })
})

describe('a unit that is split', () => {
  it('has who takes a dataset over report on it, and the others with the main successor', async () => {
    const id = await receive('coordinator', [files, offices])
    clock.moveTo('2026-03-05T03:00:00Z')
    const { id: dataset } = await modules.catalogue.getDataset(files)
    const into = [idOf('stranger'), idOf('hospital')]
    const assigned = [{ what: 'dataset' as const, id: dataset, to: idOf('hospital') }]
    await act([{ step: 'split', unit: idOf('otherProvider'), into, assigned }], '2026-03-05')
    expect(units(await get('coordinator', id))).toEqual({ [files]: idOf('hospital'), [offices]: idOf('stranger') })
  })
})

describe('a dataset that another unit provides meanwhile', () => {
  it('is named anew with that unit', async () => {
    const id = await receive('coordinator', [files])
    await testing.asIntruder(
      `UPDATE access.subject_request_datasets SET unit_id = '${idOf('ward')}' WHERE request_id = '${id}'`,
    )
    const again = async () =>
      units((await call<Wire>('coordinator', `${base}/${id}/assignment`, post({ datasets: [files] }))).body)
    expect(await again()).toEqual({ [files]: idOf('hospital') })
  })
})
