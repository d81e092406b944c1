import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Json } from './canonical-json.ts'
import { createCursorSeal } from './cursor.ts'

const seal = createCursorSeal('a secret')
const cursor = seal.seal('records of dan-cu', ['Nguyễn', null, '079'])
const other = seal.seal('records of dan-cu', ['A', null, '000'])
/** A tag of 16 bytes, and behind it what it covers. */
const [tag, body] = [Buffer.from(cursor, 'base64url').subarray(0, 16), Buffer.from(cursor, 'base64url').subarray(16)]
const otherBody = Buffer.from(other, 'base64url').subarray(16)
const join = (...parts: Buffer[]) => Buffer.concat(parts).toString('base64url')

it('opens to the position it was sealed over, in any process that has the secret', () => {
  expect(createCursorSeal('a secret').open('records of dan-cu', cursor)).toEqual(['Nguyễn', null, '079'])
})

it('gives back every position', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.jsonValue(), (query, position) => {
      const sealed = seal.seal(query, position as Json)
      expect(sealed).toMatch(/^[\w-]+$/)
      expect(seal.open(query, sealed)).toEqual(JSON.parse(JSON.stringify(position)))
    }),
    { seed: 1, numRuns: 200 },
  )
})

it.each([
  ['of another query', 'records of doanh-nghiep', cursor],
  ['of another installation', 'records of dan-cu', createCursorSeal('another').seal('records of dan-cu', ['A'])],
  ['with another position', 'records of dan-cu', join(tag, otherBody)],
  ['without its tag', 'records of dan-cu', join(body)],
  ['with nothing but its tag', 'records of dan-cu', join(tag)],
  ['with part of its tag', 'records of dan-cu', join(tag.subarray(0, 8))],
  ['that was cut off', 'records of dan-cu', join(tag, body.subarray(0, -1))],
  [
    'with a bit turned',
    'records of dan-cu',
    join(tag, Buffer.concat([Buffer.of((body[0] ?? 0) ^ 1), body.subarray(1)])),
  ],
  ['made of nothing', 'records of dan-cu', ''],
  ['made of text', 'records of dan-cu', "1' OR '1'='1"],
  ['under part of its query', 'records of', cursor],
])('refuses a cursor %s', (_what, query, forged) => {
  expect(() => seal.open(query, forged)).toThrow(expect.objectContaining({ code: 'platform.invalidCursor' }))
})

it('shows nothing of the position: a key that is withheld does not leave in a cursor (Điều 11.2)', () => {
  const key = '079201000123'
  const sealed = seal.seal('records of dan-cu', [key])
  expect(Buffer.from(sealed, 'base64url').includes(key)).toBe(false)
  expect(seal.seal('records of dan-cu', ['1']).length).toBe(sealed.length)
  expect(seal.seal('records of dan-cu', [key])).toBe(sealed)
})
