import { createHash } from 'node:crypto'

import { expect, it } from 'vitest'

import { generateBusinesses } from '../../src/app/generator/businesses.ts'
import { taxCheckDigit, taxCode, TAX_CODES } from '../../src/app/generator/identifiers.ts'
import type { Selection } from '../../src/app/generator/rows.ts'
import { records } from '../csv.ts'

const text = (selection: Selection) =>
  [...generateBusinesses({ seed: 5086, asOf: '2026-10-31', ...selection })].join('')

/** The published rule, written out: the weighted sum of all ten digits, the last weighing 1, leaves 10 over 11. */
function isTaxCode(code: string): boolean {
  const weights = [31, 29, 23, 19, 17, 13, 7, 5, 3, 1]
  const sum = weights.reduce((total, weight, place) => total + weight * Number(code[place]), 0)
  return /^\d{10}$/.test(code) && sum % 11 === 10
}

it('makes the same bytes from the same seed', () => {
  const digest = createHash('sha256')
    .update(text({ count: 5_000 }))
    .digest('hex')
  expect(digest).toBe('3495aa20c7c6b5bc690f2bcf4435e391cfd083b1bdceeea8c1d293bdb5eaaaa8')
})

it('knows the check digit of a tax code, and nine digits that have none', () => {
  // The sum of 0 0 0 0 0 0 0 0 1 is 3, so the tenth digit is 10 − 3.
  expect(taxCheckDigit('000000001')).toBe('7')
  expect(taxCheckDigit('000000000')).toBeNull()
  expect(isTaxCode('0000000017')).toBe(true)
})

it('numbers tax codes without a gap or a repetition', () => {
  const codes = Array.from({ length: 20_000 }, (_, serial) => taxCode(serial * 76))
  expect(new Set(codes).size).toBe(20_000)
  expect(codes.filter((code) => !isTaxCode(code) || !/^03(0[2-9]|1[0-8])/.test(code))).toEqual([])
  expect(taxCode(TAX_CODES - 1)).toMatch(/^0318/)
})

it('registers 20,000 firms under as many valid tax codes', () => {
  const rows = records(text({ count: 20_000 }))
  expect(new Set(rows.map((row) => row['ma_so_thue'])).size).toBe(20_000)
  expect(rows.filter((row) => !isTaxCode(row['ma_so_thue'] ?? ''))).toEqual([])
  expect(rows.filter((row) => (row['ngay_cap'] ?? '') > '2026-10-31')).toEqual([])
})

it('changes a tenth of the firms in a later delivery, never their tax code', () => {
  const before = records(text({ count: 2_000 }))
  const after = records(text({ count: 2_000, change: { version: 3, share: 0.1 } }))
  const changed = after.filter((row, place) => JSON.stringify(row) !== JSON.stringify(before[place]))
  expect(changed.length).toBeGreaterThan(150)
  expect(changed.length).toBeLessThan(250)
  expect(after.map((row) => row['ma_so_thue'])).toEqual(before.map((row) => row['ma_so_thue']))
})
