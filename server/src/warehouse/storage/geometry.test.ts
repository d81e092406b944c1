import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isGeometry } from './geometry.ts'
import type { Geometry } from './geometry.ts'
import { decodeWkb, encodeWkb } from './wkb.ts'

const degrees = (most: number) => fc.double({ min: -most, max: most, noNaN: true })
const place = (width: number): fc.Arbitrary<number[]> =>
  fc.tuple(degrees(180), degrees(90), degrees(90)).map((numbers) => numbers.slice(0, width))
const line = (width: number) => fc.array(place(width), { minLength: 2, maxLength: 5 })
const ring = (width: number) =>
  fc.array(place(width), { minLength: 3, maxLength: 5 }).map((places) => [...places, places[0] ?? []])
const simple = (width: number): fc.Arbitrary<Geometry> =>
  fc.oneof(
    place(width).map((coordinates) => ({ type: 'Point', coordinates }) as const),
    line(width).map((coordinates) => ({ type: 'LineString', coordinates }) as const),
    line(width).map((coordinates) => ({ type: 'MultiPoint', coordinates }) as const),
    fc
      .array(ring(width), { minLength: 1, maxLength: 3 })
      .map((coordinates) => ({ type: 'Polygon', coordinates }) as const),
    fc
      .array(fc.array(ring(width), { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 })
      .map((coordinates) => ({ type: 'MultiPolygon', coordinates }) as const),
  )

describe('a geometry', () => {
  it.each([2, 3])('of %i numbers comes back from its WKB as it was', (width) => {
    fc.assert(
      fc.property(simple(width), (geometry) => {
        expect(isGeometry(geometry)).toBe(true)
        expect(decodeWkb(Buffer.from(encodeWkb(geometry), 'hex'))).toEqual(geometry)
      }),
      { seed: 7946, numRuns: 200 },
    )
  })

  it.each([
    ['latitude before longitude of the other half of the world', { type: 'Point', coordinates: [10.8, 106.7] }],
    [
      'a ring that is open',
      {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [1, 0],
            [1, 1],
            [0, 1],
          ],
        ],
      },
    ],
    [
      'a polygon with heights in one ring only',
      {
        type: 'Polygon',
        coordinates: [
          [[0, 0], [4, 0], [4, 4], [0, 0]], // prettier-ignore
          [[1, 1, 5], [2, 1, 5], [2, 2, 5], [1, 1, 5]], // prettier-ignore
        ],
      },
    ],
    ['a place of one number', { type: 'Point', coordinates: [106] }],
    ['a place that is text', { type: 'Point', coordinates: ['106', '10'] }],
    ['a type there is not', { type: 'Circle', coordinates: [106, 10] }],
    ['nothing', null],
  ])('is not %s', (_, value) => {
    expect(isGeometry(value)).toBe(false)
  })
})
