import { describe, expect, it } from 'vitest'
import { files, offices } from '../../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import type { Who } from '../../../test/warehouse/people.ts'
import { commitToSubject } from './subject-request.ts'

const warehouse = await openWarehouse()
const { call, refusal, testing, clock, modules } = warehouse
const base = '/access/subject-requests'

interface Wire {
  readonly id: string
  readonly number: string
  readonly state: string
  readonly respondBy: string
  readonly fulfilBy: string | null
  readonly clock: { readonly name: string; readonly isOverdue: boolean } | null
  readonly subject: { readonly name: string } | null
  readonly datasets: readonly { readonly code: string; readonly reportedAt: string | null }[]
  readonly isDesk: boolean
  readonly acts: readonly string[]
  readonly ground: { readonly code: string; readonly text: string } | null
}

const person = {
  ...{ name: 'Trần Thị Ánh', identityNumber: '079190000001', contact: '12 Lê Lợi' },
  wish: 'Xin biết ai đã xem hồ sơ trợ cấp của tôi',
}
const send = <Body = Wire>(who: Who, path: string, body: object) =>
  call<Body>(who, path, { method: 'POST', body, headers: { 'content-type': 'application/json' } })
const receive = async (who: Who, over: object = {}) => {
  const answer = await send(who, base, { kind: 'copy', subject: person, ...over })
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 201 })
  return answer.body
}
const post = (body: object) => ({ method: 'POST', body, headers: { 'content-type': 'application/json' } }) as const
const get = async (who: Who, id: string) => (await call<Wire>(who, `${base}/${id}`)).body
const entriesOf = (id: string) =>
  testing.asAdmin<{ event: string; subject_label: string; payload: Record<string, unknown> }>(
    'SELECT event, subject_label, payload FROM journal.entries WHERE subject_id = $1 ORDER BY id',
    [id],
  )

const remindersOf = async (who: Who, id: string) =>
  (await call<{ items: { request: string; kind: string; clock: string }[] }>(who, '/access/subject-notices')).body.items
    .filter(({ request }) => request === id)
    .map(({ kind, clock: name }) => `${kind} ${name}`)

describe('a request of a person about their own data (Điều 18.2, Law 91/2025)', () => {
  it('is received with its two clocks, and the journal holds of the person a commitment alone (Điều 13.3, ADR 0003)', async () => {
    clock.moveTo('2026-03-02T03:00:00Z')
    const request = await receive('coordinator')
    expect(request).toMatchObject({
      ...{ number: '2026/0001', state: 'received', subject: person, isDesk: true },
      ...{ respondBy: '2026-03-04T17:00:00.000Z', fulfilBy: '2026-03-12T17:00:00.000Z' },
      clock: { name: 'respond', isOverdue: false },
    })
    const [entry] = await entriesOf(request.id)
    const [kept] = await testing.asAdmin<{ salt: string }>('SELECT salt FROM access.subjects WHERE request_id = $1', [
      request.id,
    ])
    expect(entry?.payload['person']).toBe(commitToSubject(person, kept?.salt ?? '').toString('hex'))
    expect(JSON.stringify(entry)).not.toMatch(/Ánh|079190000001|Lê Lợi|trợ cấp/)
  })

  it('is answered with nothing that anybody on the way may keep', async () => {
    const made = await send('coordinator', base, { kind: 'reads', subject: person })
    const below = `${base}/${made.body.id}`
    const answers = [
      ...[made, await call('coordinator', base), await call('coordinator', below)],
      ...[
        await call('coordinator', `${below}/steps`),
        await send('coordinator', `${below}/response`, { text: 'Vâng' }),
      ],
      ...[await send('coordinator', `${below}/reads`, {}), await send('coordinator', `${below}/reads.docx`, {})],
    ]
    expect(answers.map(({ status, headers }) => [status, headers['cache-control']])).toEqual([
      ...[[201, 'no-store'], ...Array.from({ length: 6 }, () => [200, 'no-store'])],
    ])
  })

  it('goes over Tết and a weekend by the calendar of administration', async () => {
    clock.moveTo('2026-02-13T09:00:00Z')
    expect(await receive('coordinator')).toMatchObject({ respondBy: '2026-02-24T17:00:00.000Z' })
    clock.moveTo('2026-03-02T04:00:00Z')
  })

  it('is put to the providers, who report; the desk answers, and each step is in the journal', async () => {
    const request = await receive('coordinator', { kind: 'rectify' })
    await send('coordinator', `${base}/${request.id}/assignment`, { datasets: [files, offices] })
    await send('coordinator', `${base}/${request.id}/response`, { text: 'Sẽ trả lời trước ngày 12/3' })
    const [seen] = (await call<{ items: Wire[] }>('provider', base)).body.items
    expect(seen).toMatchObject({ id: request.id, state: 'in-progress', isDesk: false })
    expect(await send('provider', `${base}/${request.id}/report`, { text: 'Đã sửa ngày sinh' })).toMatchObject({
      status: 200,
    })
    await refusal({ status: 409, code: 'access.subjectRequestReported' }, 'provider', `${base}/${request.id}/report`, post({ text: 'x' })) // prettier-ignore
    const { body } = await send('coordinator', `${base}/${request.id}/answer`, { text: 'Đã chỉnh sửa' })
    expect(body).toMatchObject({ state: 'answered', clock: null })
    expect(body.datasets.every(({ reportedAt }) => reportedAt !== null)).toBe(true)
    const events = await entriesOf(request.id)
    expect(events.map(({ event }) => event.replace('access.subjectRequest.', ''))).toEqual([
      ...['received', 'assigned', 'responded', 'reported', 'answered'],
    ])
    expect(JSON.stringify(events)).not.toMatch(/chỉnh sửa|ngày sinh|trước ngày/)
    expect(events.at(-1)?.payload).toMatchObject({
      late: false,
      text: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    })
    await refusal({ status: 409, code: 'access.subjectRequestEnded' }, 'coordinator', `${base}/${request.id}/answer`, post({ text: 'x' })) // prettier-ignore
  })

  it('is refused only on a ground of its kind and with written reasons', async () => {
    const { id } = await receive('coordinator', { kind: 'rectify' })
    const refuse = (body: object) => ['coordinator', `${base}/${id}/refusal`, post(body)] as const
    await refusal({ status: 400, code: 'platform.invalidRequest' }, ...refuse({ ground: 'kept-by-law', reasons: '  ' }))
    await refusal({ status: 400, code: 'platform.invalidRequest' }, ...refuse({ reasons: 'Không được' }))
    await refusal(
      { status: 422, code: 'access.subjectGroundUnfit' },
      ...refuse({ ground: 'no-consent-needed', reasons: 'x' }),
    )
    const { body } = await send('coordinator', `${base}/${id}/refusal`, {
      ground: 'kept-by-law',
      reasons: 'Luật Hộ tịch, Điều 7',
    })
    expect(body).toMatchObject({ state: 'refused', ground: { code: 'kept-by-law' } })
  })

  it('is extended once, after the first word and while its clock runs', async () => {
    const { id } = await receive('coordinator', { kind: 'withdraw' })
    const extend = ['coordinator', `${base}/${id}/extension`, post({ reason: 'Hồ sơ ở ba đơn vị' })] as const
    await refusal({ status: 409, code: 'access.subjectRequestNotExtendable' }, ...extend)
    await send('coordinator', `${base}/${id}/response`, { text: 'Đang xem xét' })
    expect((await get('coordinator', id)).acts).toContain('extension')
    const { body } = await call<Wire>(...extend)
    expect(body).toMatchObject({ fulfilBy: '2026-04-01T17:00:00.000Z' })
    expect(body.acts).not.toContain('extension')
    await refusal({ status: 409, code: 'access.subjectRequestNotExtendable' }, ...extend)
  })
})

describe('a clock that runs out', () => {
  it('marks the request once, tells the units behind it, and stays visible (moved clock)', async () => {
    clock.moveTo('2026-06-01T03:00:00Z')
    const { id } = await receive('coordinator', { datasets: [files] })
    const kinds = (who: Who) => remindersOf(who, id)
    await modules.subjects.watchSubjectRequests()
    expect(await kinds('provider')).toEqual(['assigned respond'])
    clock.moveTo('2026-06-02T03:00:00Z')
    await modules.subjects.watchSubjectRequests()
    expect(await kinds('coordinator')).toEqual(['due-soon respond'])
    clock.moveTo('2026-06-03T16:59:00Z')
    await modules.subjects.watchSubjectRequests()
    expect(await get('coordinator', id)).toMatchObject({ clock: { name: 'respond', isOverdue: false } })
    clock.moveTo('2026-06-03T17:00:01Z')
    // Two processes at the same moment.
    await Promise.all([modules.subjects.watchSubjectRequests(), modules.subjects.watchSubjectRequests()])
    expect(await modules.subjects.watchSubjectRequests()).toBe(0)
    expect(await get('coordinator', id)).toMatchObject({ clock: { name: 'respond', isOverdue: true } })
    expect(await kinds('provider')).toEqual(['overdue respond', 'due-soon respond', 'assigned respond'])
    await send('coordinator', `${base}/${id}/response`, { text: 'Xin lỗi vì chậm' })
    expect(await kinds('coordinator')).toEqual([])
    clock.moveTo('2026-06-12T03:00:00Z')
    await modules.subjects.watchSubjectRequests()
    const events = (await entriesOf(id)).map(({ event, payload }) => [
      event.split('.').at(-1),
      payload['clock'] ?? payload['late'],
    ])
    expect(events).toEqual([
      ...[['received', undefined], ['assigned', undefined], ['overdue', 'respond'], ['responded', true], ['overdue', 'fulfil']], // prettier-ignore
    ])
  })
})

describe('a reminder', () => {
  it('of the limit a request had goes with that limit: the new one has its own', async () => {
    clock.moveTo('2026-07-01T03:00:00Z')
    const { id } = await receive('coordinator', { kind: 'withdraw' })
    await send('coordinator', `${base}/${id}/response`, { text: 'Đang xem xét' })
    clock.moveTo('2026-07-16T03:00:00Z')
    await modules.subjects.watchSubjectRequests()
    expect(await remindersOf('coordinator', id)).toEqual(['due-soon fulfil'])
    await send('coordinator', `${base}/${id}/extension`, { reason: 'Hồ sơ ở ba đơn vị' })
    await modules.subjects.watchSubjectRequests()
    expect(await remindersOf('coordinator', id)).toEqual([])
    clock.moveTo('2026-07-31T03:00:00Z')
    await modules.subjects.watchSubjectRequests()
    expect(await remindersOf('coordinator', id)).toEqual(['due-soon fulfil'])
  })

  it('is for who has something to do: no more for a provider that has reported', async () => {
    const { id } = await receive('coordinator', { datasets: [files] })
    expect(await remindersOf('provider', id)).toEqual(['assigned respond'])
    await send('provider', `${base}/${id}/report`, { text: 'Đã gửi bản sao' })
    expect(await remindersOf('provider', id)).toEqual([])
  })
})

it('a request has its whole number everywhere, however many there are in a year', async () => {
  const { id } = await receive('coordinator', { datasets: [files] })
  await testing.asIntruder(`UPDATE access.subject_requests SET number = 12345 WHERE id = '${id}'`)
  clock.moveTo('2026-08-20T03:00:00Z')
  await modules.subjects.watchSubjectRequests()
  const notices = (await call<{ items: { request: string; number: string }[] }>('provider', '/access/subject-notices')).body.items // prettier-ignore
  expect(new Set(notices.filter(({ request }) => request === id).map(({ number }) => number))).toEqual(new Set(['2026/12345'])) // prettier-ignore
  expect((await entriesOf(id)).at(-1)).toMatchObject({
    ...{ event: 'access.subjectRequest.overdue', subject_label: '2026/12345' },
  })
})

describe('who has to do with a request', () => {
  it('sees it, and nobody else does: provider by desk and by dataset, the coordinator all', async () => {
    const own = await receive('otherProvider')
    expect((await call<{ items: Wire[] }>('otherProvider', base)).body.items.map(({ id }) => id)).toEqual([own.id])
    expect(await get('coordinator', own.id)).toMatchObject({ id: own.id, isDesk: true })
    await refusal({ status: 404, code: 'access.subjectRequestNotFound' }, 'provider', `${base}/${own.id}`)
    await refusal({ status: 404, code: 'access.subjectRequestNotFound' }, 'provider', `${base}/${own.id}/answer`, post({ text: 'x' })) // prettier-ignore
    for (const who of ['hospital', 'auditor', 'committee', 'ward'] as const) {
      await refusal({ status: 403, code: 'platform.permissionMissing' }, who, base)
    }
  })

  it('reports on its own data, and does not answer for the desk', async () => {
    const { id } = await receive('coordinator', { datasets: [files] })
    await refusal({ status: 403, code: 'access.subjectRequestForeign' }, 'provider', `${base}/${id}/answer`, post({ text: 'x' })) // prettier-ignore
  })

  it('names as a provider only its own datasets', async () => {
    await refusal({ status: 403, code: 'access.subjectDatasetForeign' }, 'otherProvider', base, post({ kind: 'copy', subject: person, datasets: [files] })) // prettier-ignore
  })
})

describe('the person in a request', () => {
  it('is taken out once it has ended, with every text and salt, and the entries say nothing any more', async () => {
    const { id } = await receive('coordinator', { kind: 'erase' })
    const erase = ['coordinator', `${base}/${id}/erasure`, post({ reason: 'Hết thời hạn lưu hồ sơ' })] as const
    await refusal({ status: 409, code: 'access.subjectRequestOpen' }, ...erase)
    await send('coordinator', `${base}/${id}/answer`, { text: 'Đã xóa hồ sơ của bà Ánh' })
    expect((await call<Wire>(...erase)).body.subject).toBeNull()
    await refusal({ status: 409, code: 'access.subjectErased' }, ...erase)
    const rows = await testing.asAdmin(
      `SELECT s::text AS row FROM access.subjects AS s WHERE request_id = $1
       UNION ALL SELECT t::text FROM access.subject_request_steps AS t WHERE request_id = $1`,
      [id],
    )
    expect(JSON.stringify(rows)).not.toMatch(/Ánh|079190000001|Lê Lợi|trợ cấp/)
    const steps = await testing.asAdmin<{ salt: string | null }>(
      `SELECT salt FROM access.subject_request_steps WHERE request_id = $1 AND kind <> 'erased'`,
      [id],
    )
    expect(steps.every(({ salt }) => salt === null)).toBe(true)
  })

  it('cannot be changed without a record: the tables themselves refuse (Điều 13.3)', async () => {
    for (const table of ['subject_requests', 'subjects', 'subject_request_steps', 'subject_request_datasets']) {
      await expect(testing.asAdmin(`DELETE FROM access.${table}`)).rejects.toMatchObject({ code: 'KJ001' })
    }
  })
})
