import { expect, test } from 'vitest'
import { parseSearch, pick, pickList, stringifySearch } from './search-params.ts'

test('an address keeps a list by repeating the name', () => {
  const search = { filter: ['ho_ten:prefix:Nguyễn & Lê', 'tuoi:ge:18'], sort: '-ho_ten' }
  const text = stringifySearch(search)
  expect(text.startsWith('?filter=')).toBe(true)
  expect(parseSearch(text)).toEqual(search)
})

test('what is empty or no text does not enter the address', () => {
  expect(stringifySearch({ q: '', page: undefined })).toBe('')
})

test('only known names are read', () => {
  expect(pick({ q: 'dân cư', other: 'x', kind: '' }, ['q', 'kind'])).toEqual({ q: 'dân cư' })
  expect(pickList({ filter: 'a:eq:1' }, 'filter')).toEqual(['a:eq:1'])
  expect(pickList({}, 'filter')).toEqual([])
})
