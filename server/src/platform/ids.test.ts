import { expect, expectTypeOf, it } from 'vitest'
import type { Id } from './ids.ts'
import { firstIdAt, newId, newSecretToken } from './ids.ts'

const uuidV7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** Far ahead of every clock, so that ids made by other tests of this process do not push these on. */
const future = (millisecond: number) => new Date(Date.UTC(2300, 0, 1) + millisecond)

it('makes UUIDs of version 7 that begin with the millisecond they were made in (RFC 9562 §5.7)', () => {
  const at = future(0)
  const id = newId(at)
  expect(id).toMatch(uuidV7)
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(at.getTime())
})

it('keeps the order of ids over milliseconds, within one, and when the clock steps back', () => {
  const instants = [1, 2, 2, 2, 3, 1, 1, 4].map((millisecond) => future(1000 + millisecond))
  const ids = instants.map((at) => newId(at))
  expect(ids.toSorted()).toEqual(ids)
})

it('keeps the order of more ids of one instant than fit into its counter, and makes none twice', () => {
  const ids = Array.from({ length: 20_000 }, () => newId(future(2000)))
  expect(ids.toSorted()).toEqual(ids)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.every((id) => uuidV7.test(id))).toBe(true)
})

it('names the smallest id an instant can have', () => {
  const at = future(5000)
  expect(newId(at) >= firstIdAt(at)).toBe(true)
  expect(newId(future(4999)) < firstIdAt(future(6000))).toBe(true)
  expect(firstIdAt(new Date(0))).toBe('00000000-0000-7000-8000-000000000000')
})

it('tells the ids of different nouns apart at compile time', () => {
  expectTypeOf<Id<'dataset'>>().toExtend<string>()
  expectTypeOf<Id<'dataset'>>().not.toExtend<Id<'organisation'>>()
  expectTypeOf<string>().not.toExtend<Id<'dataset'>>()
})

it('makes secret tokens of 256 bits that fit into a header and a cookie', () => {
  const tokens = Array.from({ length: 100 }, newSecretToken)
  for (const token of tokens) expect(token).toMatch(/^[\w-]{43}$/)
  expect(new Set(tokens).size).toBe(tokens.length)
})
