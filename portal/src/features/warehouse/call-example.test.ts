import { expect, test } from 'vitest'
import { callLanguages, callPath, example, type Call } from './call-example.ts'

const call: Call = {
  path: '/api/v1/warehouse/datasets/dan-cu/records',
  query: [
    ['limit', '5'],
    ['filter', 'ho_ten:prefix:Nguyễn'],
  ],
}

test('the address is encoded once and holds the filter', () => {
  const url = new URL(callPath(call), 'http://kho.example')
  expect(url.searchParams.get('filter')).toBe('ho_ten:prefix:Nguyễn')
})

test('every example names the dataset, takes the token from the environment and shows none', () => {
  for (const language of callLanguages) {
    const text = example(language, 'http://kho.example', call)
    expect(text).toContain('http://kho.example/api/v1/warehouse/datasets/dan-cu/records')
    expect(text).toContain('KHO_TOKEN')
    expect(text).not.toMatch(/kho_[a-z0-9]{8}/)
  }
})
