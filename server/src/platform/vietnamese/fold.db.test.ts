import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/database.ts'
import { fold } from './fold.ts'

const testing = await createTestDatabase()

const tones = ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323']
const vowels = ['a', 'ă', 'â', 'e', 'ê', 'i', 'o', 'ô', 'ơ', 'u', 'ư', 'y']
const small = [
  ...vowels.flatMap((vowel) => tones.map((tone) => vowel + tone)),
  'đ',
  ...Array.from('bcdfghjklmnpqrstvwxz'),
]
/** Every letter, small and great, and what is taken for đ and Đ. */
const letters = [...small, ...small.map((letter) => letter.toUpperCase()), '\u00F0', '\u00D0']

async function foldedByDatabase(texts: readonly string[]): Promise<string[]> {
  const rows = await testing.asAdmin<{ key: string }>(
    'SELECT platform.fold(text) AS key FROM unnest($1::text[]) WITH ORDINALITY AS t (text, place) ORDER BY place',
    [texts],
  )
  return rows.map(({ key }) => key)
}

it.each(['NFC', 'NFD', 'NFKC'] as const)(
  'the database folds every Vietnamese letter as we do, written as %s',
  async (form) => {
    const texts = letters.map((letter) => letter.normalize(form))
    const keys = await foldedByDatabase(texts)
    expect(keys).toEqual(texts.map(fold))
    expect(keys.join('')).toMatch(/^[a-z]+$/)
  },
)

it('the database folds words, spaces and signs as we do', async () => {
  const spaces = [' ', '  ', '\t', '\n', '\r\n', '\u00A0', '\u3000', '\uFEFF', ' \u00A0 ']
  const signs = ['-', '.', "'", '%', '_', '\\', '(', '0', '9', '/']
  const word = fc.string({ unit: fc.constantFrom(...letters, ...spaces, ...signs), maxLength: 30 })
  const texts = fc.sample(word, { seed: 31, numRuns: 500 })
  expect(await foldedByDatabase(texts)).toEqual(texts.map(fold))
})

it.each(['vi-x-icu', 'tr-x-icu', 'C'])('the database folds the same where its language is %s', async (language) => {
  const [row] = await testing.asAdmin<{ key: string }>(
    `SELECT platform.fold('NGUYỄN Thị Ánh' COLLATE "${language}") AS key`,
  )
  expect(row).toEqual({ key: 'nguyen thi anh' })
})
