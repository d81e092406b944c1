import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { createTestDatabase } from '../../test/database.ts'
import { canonicalPattern } from './pattern.ts'
import { isServerPattern } from './structure.store.ts'

const { database } = await createTestDatabase()
const db = database.application

const character = fc.constantFrom(
  'a',
  'b',
  'Z',
  '0',
  '9',
  'đ',
  'Ộ',
  '-',
  '^',
  ']',
  '[',
  '.',
  ' ',
  '\n',
  '/',
  '\\',
  '{',
  '|',
)
const atom = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('a', 'b', '0', 'đ', '\\d', '\\.', '\\[', '\\\\', '.', '-', '/') },
  fc.constantFrom('[a-z]', '[^a]', '[-a]', '[a-]', '[\\d\\-]', '[\\]\\[]', '[đ-ỹ]', '[^\\d]', '[a^]', '[. ]'),
)
const quantifier = fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,2}', '{0,}')
const piece: fc.Arbitrary<string> = fc.letrec<{ group: string; item: string }>((tie) => ({
  group: fc
    .tuple(fc.constantFrom('(', '(?:'), fc.array(tie('item'), { minLength: 1, maxLength: 2 }), fc.boolean())
    .map(([open, items, either]) => `${open}${items.join(either ? '|' : '')})`),
  item: fc.tuple(fc.oneof({ maxDepth: 2 }, atom, tie('group')), quantifier).map(([inner, times]) => inner + times),
})).item
const pattern = fc
  .tuple(fc.constantFrom('', '^'), fc.array(piece, { minLength: 1, maxLength: 4 }), fc.constantFrom('', '$'))
  .map(([start, pieces, end]) => start + pieces.join('') + end)

it('every pattern let through means the same to JavaScript and to the server', async () => {
  const texts = fc.array(fc.string({ unit: character, maxLength: 6 }), { minLength: 5, maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(pattern, texts, async (written, values) => {
      const canonical = canonicalPattern(written)
      if (canonical === undefined) return
      const whole = `^(?:${canonical})$`
      const here = values.map((value) => new RegExp(whole, 'us').test(value))
      const rows = await db.rows<{ matches: boolean }>(sql`
        SELECT value ~ ${whole} AS matches FROM unnest(${values}::text[]) WITH ORDINALITY AS v (value, place)
        ORDER BY place`)
      expect(rows.map(({ matches }) => matches)).toEqual(here)
    }),
    { numRuns: 400, seed: 5086 },
  )
})

it('the server has the last word on a pattern', async () => {
  expect(await isServerPattern(db, '[0-9]{12}')).toBe(true)
  expect(await isServerPattern(db, '(')).toBe(false)
})
