import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Json } from './canonical-json.ts'
import { createCursorSeal } from './cursor.ts'

const seal = createCursorSeal('a secret')
const cursor = seal.seal('records of dan-cu', ['Nguyễn', null, '079'])
const [body = '', signature = ''] = cursor.split('.')
const otherBody = Buffer.from(JSON.stringify(['A', null, '000'])).toString('base64url')

it('opens to the position it was sealed over, in any process that has the secret', () => {
  expect(createCursorSeal('a secret').open('records of dan-cu', cursor)).toEqual(['Nguyễn', null, '079'])
})

it('gives back every position', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.jsonValue(), (query, position) => {
      const sealed = seal.seal(query, position as Json)
      expect(sealed).toMatch(/^[\w.-]+$/)
      expect(seal.open(query, sealed)).toEqual(JSON.parse(JSON.stringify(position)))
    }),
    { seed: 1, numRuns: 200 },
  )
})

it.each([
  ['of another query', 'records of doanh-nghiep', cursor],
  ['of another installation', 'records of dan-cu', createCursorSeal('another').seal('records of dan-cu', ['A'])],
  ['with another position', 'records of dan-cu', `${otherBody}.${signature}`],
  ['without its signature', 'records of dan-cu', body],
  ['with an empty signature', 'records of dan-cu', `${body}.`],
  ['with part of its signature', 'records of dan-cu', cursor.slice(0, -1)],
  ['made of nothing', 'records of dan-cu', ''],
  ['made of text', 'records of dan-cu', "1' OR '1'='1"],
  ['whose query was moved into its body', 'records of', `dan-cu\n${cursor}`],
])('refuses a cursor %s', (_what, query, forged) => {
  expect(() => seal.open(query, forged)).toThrow(expect.objectContaining({ code: 'platform.invalidCursor' }))
})
