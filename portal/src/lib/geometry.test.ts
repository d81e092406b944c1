import { expect, test } from 'vitest'
import { glimpseOf } from './geometry.ts'

const point = '0000000001405AACCCCCCCCCCD402599999999999A'

test.each([
  [point, { shape: 'point', place: { east: 106.7, north: 10.8 } }],
  ['0101000000cdccccccccac5a409a99999999992540', { shape: 'point', place: { east: 106.7, north: 10.8 } }],
  [`00000003E9${point.slice(10)}4014000000000000`, { shape: 'point', place: { east: 106.7, north: 10.8 } }],
  ['000000000300000001', { shape: 'polygon', place: null }],
  ['000000000600000001', { shape: 'polygons', place: null }],
  ['000000000700000000', { shape: 'collection', place: null }],
])('of %s a table says %j', (hex, glimpse) => {
  expect(glimpseOf(hex)).toEqual(glimpse)
})

test.each(['', '00', 'POINT(1 2)', '0000000009'])('%j is no geometry', (text) => {
  expect(glimpseOf(text)).toBeNull()
})
