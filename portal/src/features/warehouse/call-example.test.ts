import { expect, test } from 'vitest'
import { callLanguages, callPath, example, type Call } from './call-example.ts'

const call: Call = {
  path: '/api/v1/warehouse/datasets/dan-cu/records',
  query: [
    ['limit', '5'],
    ['filter', 'ho_ten:prefix:Nguyễn'],
  ],
  paged: true,
}

test('the address is encoded once and holds the filter', () => {
  const url = new URL(callPath(call), 'http://kho.example')
  expect(url.searchParams.get('filter')).toBe('ho_ten:prefix:Nguyễn')
})

test('every example names the dataset, takes the token from outside and shows none', () => {
  for (const language of callLanguages) {
    const text = example(language, 'http://kho.example', call)
    expect(text).toContain('http://kho.example')
    expect(text).toContain('api/v1/warehouse/datasets/dan-cu/records')
    expect(text).toContain('KHO_TOKEN')
    expect(text).not.toMatch(/kho_[a-z0-9]{8}/)
  }
})

test('no value gets out of its quotes', () => {
  const hostile: Call = { ...call, query: [['purpose', `'; rm -rf / "#(lf)`]] }
  expect(example('curl', 'http://kho.example', hostile)).not.toContain("'; rm")
  expect(example('python', 'http://kho.example', hostile)).toContain(`"'; rm -rf / \\"#(lf)"`)
  expect(example('excel', 'http://kho.example', hostile)).toContain(`"'; rm -rf / ""#(#)(lf)"`)
})

test('in Excel a parameter given twice becomes a list', () => {
  const twice: Call = {
    ...call,
    query: [
      ['filter', 'a:eq:1'],
      ['filter', 'b:eq:2'],
    ],
  }
  expect(example('excel', 'http://kho.example', twice)).toContain('filter = {"a:eq:1", "b:eq:2"}')
})
