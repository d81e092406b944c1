import { describe, expect, it } from 'vitest'
import { MalformedError } from '../../src/journal/testing.ts'
import { bendAll, sendHostile } from './bending.ts'
import { parsers } from './parsers.ts'

/**
 * Whatever comes in, each parser gives what it holds or says what is wrong, and never fails in another way; and what is
 * signed or hashed says nothing else when it was bent. `KHO_TEST_RUNS` asks for more of them than there are by themselves.
 */
const count = Number(process.env['KHO_TEST_RUNS'] ?? 100)

describe.each(Object.entries(parsers))('%s', { timeout: 60_000 }, (_name, parser) => {
  it('is read, and read as nothing else or refused for a reason when it is bent in any way (Điều 13.3)', async () => {
    const { read, refused } = await bendAll(parser, { count, seed: 20260302 })
    expect(read + refused).toBe(count)
  })

  it('is refused for a reason or read when it is made to cost much, or promises more than it holds', async () => {
    const { read, refused } = await sendHostile(parser, 250_000)
    expect(read + refused).toBeGreaterThan(30)
  })
})

const forged = Object.entries(parsers).flatMap(([name, { read, forged: made = [] }]) =>
  made.map((input) => [name, input, read] as const),
)
it.each(forged)('%s is refused when it is well made, by somebody else (Điều 13.3)', (_name, input, read) => {
  expect(() => read(input)).toThrow(MalformedError)
})
