import { expect, it } from 'vitest'
import type { OrgRef } from '../../identity/index.ts'
import { actsOf } from './request-acts.ts'
import type { SubjectRequest } from './subject-request.ts'

const unit = (id: string): OrgRef => ({ id: id as OrgRef['id'], name: id, nameEn: id, kind: 'department' })
const dataset = (by: string, reportedAt: Date | null = null) => ({
  ...{ code: by, name: by, nameEn: '', unit: unit(by), reportedAt },
})
const limit = new Date('2026-03-12T17:00:00Z')
const [before, at] = [new Date('2026-03-12T16:59:59Z'), new Date('2026-03-10T03:00:00Z')]
const request: SubjectRequest = {
  ...{ id: 'r' as SubjectRequest['id'], year: 2026, number: 1, kind: 'rectify', state: 'in-progress' },
  ...{ unit: unit('desk'), receivedAt: new Date('2026-03-02T03:00:00Z'), respondBy: new Date('2026-03-04T17:00:00Z') },
  ...{ fulfilBy: limit, certainty: 'whole', respondedAt: at, extendedAt: null, endedAt: null, ground: null },
  ...{ datasets: [], subject: { name: 'Ánh', identityNumber: '1', contact: '', wish: 'Sửa' } },
}
const ended = { state: 'answered', endedAt: at } as const
const desk = { isDesk: true, unit: 'desk' }
const provider = { isDesk: false, unit: 'provider' }

it.each<[string, Partial<SubjectRequest>, typeof desk, Date, string[]]>([
  ['a desk, at first', { state: 'received' }, desk, at, ['response', 'assignment', 'answer', 'refusal']],
  ['a desk, after the first word', {}, desk, before, ['answer', 'assignment', 'extension', 'refusal']],
  ['a desk, once the limit is over', {}, desk, limit, ['answer', 'assignment', 'refusal']],
  ['a desk, once it was extended', { extendedAt: at }, desk, before, ['answer', 'assignment', 'refusal']],
  ['a desk that keeps a complaint', { kind: 'complain', fulfilBy: null }, desk, at, ['answer', 'assignment', 'refusal', 'reads']], // prettier-ignore
  ['a desk that is asked who read', { kind: 'reads', state: 'received' }, desk, at, ['response', 'assignment', 'answer', 'refusal', 'reads']], // prettier-ignore
  ['a desk with data of its own', { datasets: [dataset('desk')] }, desk, limit, ['answer', 'assignment', 'report', 'refusal']], // prettier-ignore
  ['a desk, when it has ended', ended, desk, at, ['erasure']],
  ['a desk, when the person is erased', { ...ended, subject: null }, desk, at, []],
  ['a provider that is asked', { datasets: [dataset('provider'), dataset('other')] }, provider, at, ['report']],
  ['a provider that has reported', { datasets: [dataset('provider', at), dataset('other')] }, provider, at, []],
  ['a provider, when it has ended', { ...ended, datasets: [dataset('provider')] }, provider, at, []],
])('%s may do what the law and the state of the request leave', (...row) => {
  const [, over, by, when, expected] = row
  expect(actsOf({ ...request, ...over }, by, when)).toEqual(expected)
})
