import { expect, it } from 'vitest'
import { isStampDue } from './stamper.ts'

it.each([
  { when: 'there is none yet', last: null, size: 1, now: '2026-03-02T03:00:00Z', due: true },
  { when: 'nothing was added', last: '2026-03-02T03:10:00Z', size: 10, now: '2026-03-02T09:00:00Z', due: false },
  { when: 'the hour is the same', last: '2026-03-02T03:10:00Z', size: 11, now: '2026-03-02T03:59:59Z', due: false },
  { when: 'the hour is another', last: '2026-03-02T03:59:59Z', size: 11, now: '2026-03-02T04:00:00Z', due: true },
  {
    when: 'the local day ends (UTC+7)',
    last: '2026-03-02T16:10:00Z',
    size: 11,
    now: '2026-03-02T16:55:00Z',
    due: true,
  },
  { when: 'the day has its last', last: '2026-03-02T16:56:00Z', size: 11, now: '2026-03-02T16:59:00Z', due: false },
  { when: 'a day of London ends', last: '2026-03-02T23:10:00Z', size: 11, now: '2026-03-02T23:56:00Z', due: false },
  { when: 'the clock was set back', last: '2026-03-02T03:10:00Z', size: 11, now: '2026-03-01T05:10:00Z', due: true },
])(
  'a time-stamp when $when: $due, for there is one an hour and the last of the day (Điều 4)',
  ({ last, size, now, due }) => {
    const before = last === null ? undefined : { size: 10, at: new Date(last) }
    expect(isStampDue(before, size, new Date(now))).toBe(due)
  },
)
