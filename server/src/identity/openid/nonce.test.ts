import { expect, it } from 'vitest'
import { fixedClock } from '../../platform/index.ts'
import { createNonces } from './nonce.ts'

const start = '2026-03-02T03:00:00Z'

it('a nonce counts from its minute to the end of the next', () => {
  const clock = fixedClock(start)
  const { next, take } = createNonces(clock)
  const nonce = next()
  expect(next()).toBe(nonce)
  clock.moveTo('2026-03-02T03:00:59Z')
  expect(take(nonce, 'one')).toBe('fresh')
  clock.moveTo('2026-03-02T03:01:59Z')
  expect(next()).not.toBe(nonce)
  expect(take(nonce, 'two')).toBe('fresh')
  clock.moveTo('2026-03-02T03:02:00Z')
  expect(take(nonce, 'three')).toBe('unknown')
})

it('a proof is taken once with a nonce, in the minute after, too', () => {
  const clock = fixedClock(start)
  const { next, take } = createNonces(clock)
  const first = next()
  expect([take(first, 'one'), take(first, 'one'), take(first, 'two')]).toEqual(['fresh', 'seen', 'fresh'])
  clock.moveTo('2026-03-02T03:01:30Z')
  expect(take(first, 'one')).toBe('seen')
  expect(take(next(), 'one')).toBe('fresh')
})

it.each([
  ['no nonce', undefined],
  ['an empty one', ''],
  ['a guess', 'AAAAAAAAAAAAAAAAAAAAAAAA'],
])('a proof with %s is unknown, and is not remembered', (_what, nonce) => {
  const { take } = createNonces(fixedClock(start))
  expect([take(nonce, 'one'), take(nonce, 'one')]).toEqual(['unknown', 'unknown'])
})

it('the nonces of another process are unknown, in the same minute', () => {
  const clock = fixedClock(start)
  const [one, other] = [createNonces(clock), createNonces(clock)]
  expect(other.next()).not.toBe(one.next())
  expect(other.take(one.next(), 'one')).toBe('unknown')
})

it('a clock that jumps an hour leaves none of the nonces before, nor when it is set back', () => {
  const clock = fixedClock(start)
  const { next, take } = createNonces(clock)
  const nonce = next()
  expect(take(nonce, 'one')).toBe('fresh')
  clock.moveTo('2026-03-02T04:00:00Z')
  expect(take(nonce, 'two')).toBe('unknown')
  clock.moveTo(start)
  // What was seen before the jump is forgotten with its minute; so the nonce must not come back with the clock.
  expect(take(nonce, 'one')).not.toBe('fresh')
})
