import { expect, it } from 'vitest'
import { aField } from '../../testing.ts'
import { formatRows, mediaTypes, negotiate } from './format.ts'

it.each([
  [undefined, 'json'],
  ['', 'json'],
  ['*/*', 'json'],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'json'],
  ['text/csv', 'csv'],
  ['text/csv;q=0.5, application/x-ndjson', 'ndjson'],
  ['application/ndjson', 'ndjson'],
  ['text/csv, */*;q=0.1', 'csv'],
  ['text/*', 'csv'],
  ['application/json;q=0, */*;q=0.5', 'csv'],
  [mediaTypes.xlsx, 'xlsx'],
  ['Application/Geo+JSON', 'geojson'],
  ['application/json;q=0.2, text/csv;q=0.8', 'csv'],
  ['image/png', 'json'],
  [';;q=,', 'json'],
])('Accept: %s gives %s', (accept, format) => {
  expect(negotiate(accept, undefined)).toBe(format)
})

it('a format that is named counts before Accept', () => {
  expect(negotiate('text/csv', 'ndjson')).toBe('ndjson')
})

it('rows become CSV with guarded texts, numbers as they are', async () => {
  const fields = [aField({ name: 'ten' }), aField({ id: 'f2', name: 'so', type: 'integer' })]
  const bodies = ['["=A1","-5"]', '[null,null]', '["0079","1"]']
  expect(await formatRows('csv', fields, bodies, false)).toBe("ten,so\n'=A1,-5\n,\n0079,1\n")
  expect(await formatRows('csv', fields, [], true)).toBe('\uFEFFten,so\n')
  expect(await formatRows('ndjson', fields, ['{"ten":"a\\nb"}', '{}'], false)).toBe('{"ten":"a\\nb"}\n{}\n')
})
