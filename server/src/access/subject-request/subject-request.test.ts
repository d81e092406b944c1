import { describe, expect, it } from 'vitest'
import type { WorkingCalendar } from '../../law/index.ts'
import {
  bareNumber,
  clocksOf,
  commitToSubject,
  extendedClock,
  fulfilDays,
  groundCodes,
  isGroundFor,
  requestKinds,
  runningClock,
} from './subject-request.ts'
import type { RequestKind } from './subject-request.ts'

const calendar: WorkingCalendar = {
  kinds: new Map(['2026-04-30', '2026-05-01'].map((day) => [day, 'holiday'])),
  years: new Map([[2026, 'whole']]),
}
const at = (local: string) => new Date(`${local}+07:00`)

describe('the clocks of a request (Decree 356/2025)', () => {
  it.each<[RequestKind, string, string, string | null]>([
    ['copy', '2026-03-02T09:00', '2026-03-05T00:00', '2026-03-13T00:00'],
    ['reads', '2026-03-06T16:30', '2026-03-11T00:00', '2026-03-17T00:00'],
    ['rectify', '2026-04-29T09:00', '2026-05-06T00:00', '2026-05-12T00:00'],
    ['withdraw', '2026-03-02T09:00', '2026-03-05T00:00', '2026-03-18T00:00'],
    ['restrict', '2026-04-15T09:00', '2026-04-18T00:00', '2026-05-05T00:00'],
    ['erase', '2026-03-02T09:00', '2026-03-05T00:00', '2026-03-24T00:00'],
    ['complain', '2026-03-02T09:00', '2026-03-05T00:00', null],
  ])('to %s, received at %s: a word before %s, done before %s', (kind, received, respondBy, fulfilBy) => {
    expect(clocksOf(calendar, kind, at(received))).toEqual({
      ...{ respondBy: at(respondBy), fulfilBy: fulfilBy === null ? null : at(fulfilBy), certainty: 'whole' },
    })
  })

  it('say when the calendar behind them is not whole', () => {
    expect(clocksOf(calendar, 'erase', at('2026-12-28T09:00'))).toMatchObject({ certainty: 'weekdays' })
  })

  it('are extended once by as many days again, where there is a limit at all', () => {
    const fulfilBy = at('2026-03-18T00:00')
    const request = { kind: 'withdraw', fulfilBy, certainty: 'whole' } as const
    expect(extendedClock(calendar, request)).toEqual({ fulfilBy: at('2026-04-02T00:00'), certainty: 'whole' })
    expect(extendedClock(calendar, { kind: 'complain', fulfilBy: null, certainty: 'whole' })).toBeUndefined()
  })
})

describe('the clock that runs', () => {
  const clocks = { respondBy: at('2026-03-05T00:00'), fulfilBy: at('2026-03-13T00:00') }
  it.each([
    ['received', '2026-03-04T23:59', { name: 'respond', isOverdue: false }],
    ['received', '2026-03-05T00:00', { name: 'respond', isOverdue: true }],
    ['in-progress', '2026-03-12T23:59', { name: 'fulfil', isOverdue: false }],
    ['in-progress', '2026-03-13T00:00', { name: 'fulfil', isOverdue: true }],
  ] as const)('of what is %s at %s is %j', (state, now, expected) => {
    expect(runningClock({ state, ...clocks }, at(now))).toMatchObject(expected)
  })

  it('stops when the request has ended, and does not run where there is no limit', () => {
    expect(runningClock({ state: 'answered', ...clocks }, at('2026-06-01T00:00'))).toBeNull()
    expect(runningClock({ state: 'refused', ...clocks }, at('2026-06-01T00:00'))).toBeNull()
    expect(runningClock({ state: 'in-progress', ...clocks, fulfilBy: null }, at('2026-06-01T00:00'))).toBeNull()
  })
})

it('each kind of request can be refused on some ground, and consent is a ground only where consent matters', () => {
  for (const kind of requestKinds) expect(groundCodes.some((ground) => isGroundFor(kind, ground))).toBe(true)
  const consentMatters = requestKinds.filter((kind) => isGroundFor(kind, 'no-consent-needed'))
  expect(consentMatters).toEqual(['erase', 'restrict', 'withdraw'])
  expect(requestKinds.filter((kind) => fulfilDays[kind] === null)).toEqual(['complain'])
})

it.each(['079190000001', '079 190 000 001', ' 079.190.000.001', '079\u00A0190\u00A0000001\t'])(
  'the identity number written as "%s" is looked up without what stands between its digits',
  (written) => {
    expect(bareNumber(written)).toBe('079190000001')
  },
)

it('a person is committed to with a salt: the same person looks another each time (ADR 0003)', () => {
  const subject = { name: 'Trần Thị Ánh', identityNumber: '079190000001', contact: '', wish: 'Xin bản sao' }
  const [one, other] = ['6f1c2f0a-3b7d-4e58-9a10-2c5d8e7f9b01', '0b9e4d52-7c1f-4a36-8e2d-f03a6b5c4d18']
  expect(commitToSubject(subject, one)).toEqual(commitToSubject({ ...subject }, one))
  expect(commitToSubject(subject, one)).not.toEqual(commitToSubject(subject, other))
})
