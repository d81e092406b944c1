import { describe, expect, it } from 'vitest'
import { decodeWkb } from './wkb.ts'

const number = (value: number) => {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleBE(value)
  return bytes.toString('hex')
}
const count = (value: number) => value.toString(16).padStart(8, '0')
const at = (...coordinates: number[]) => coordinates.map(number).join('')
const head = (kind: number) => `00${count(kind)}`
const ring = (...points: [number, number][]) => count(points.length) + points.map((each) => at(...each)).join('')
const square: [number, number][] = [[0, 0], [4, 0], [4, 4], [0, 0]] // prettier-ignore

describe('a geometry in WKB', () => {
  it.each([
    ['a point', head(1) + at(106.7, 10.78), { type: 'Point', coordinates: [106.7, 10.78] }],
    ['a point with height', head(1001) + at(106.7, 10.78, 5), { type: 'Point', coordinates: [106.7, 10.78, 5] }],
    ['a point nowhere', head(1) + at(NaN, NaN), { type: 'Point', coordinates: [] }],
    ['a line', head(2) + ring([0, 0], [1, 1]), { type: 'LineString', coordinates: [[0, 0], [1, 1]] }], // prettier-ignore
    ['a polygon', head(3) + count(1) + ring(...square), { type: 'Polygon', coordinates: [square] }],
    ['points', head(4) + count(2) + head(1) + at(1, 2) + head(1) + at(3, 4), { type: 'MultiPoint', coordinates: [[1, 2], [3, 4]] }], // prettier-ignore
    [
      'polygons',
      head(6) + count(1) + head(3) + count(1) + ring(...square),
      { type: 'MultiPolygon', coordinates: [[square]] },
    ],
    ['a collection', head(7) + count(1) + head(1) + at(1, 2), { type: 'GeometryCollection', geometries: [{ type: 'Point', coordinates: [1, 2] }] }], // prettier-ignore
    [
      'a point with the low byte first',
      '0101000000000000000000f03f0000000000000040',
      { type: 'Point', coordinates: [1, 2] },
    ],
  ])('is told as GeoJSON: %s', (_what, hex, geometry) => {
    expect(decodeWkb(Buffer.from(hex, 'hex'))).toEqual(geometry)
  })

  it.each([
    '',
    '00',
    head(1),
    head(9) + at(1, 2),
    head(2001) + at(1, 2),
    `${head(1)}${at(1, 2)}00`,
    head(2) + count(9),
  ])('is refused when it is none: %j', (hex) => {
    expect(() => decodeWkb(Buffer.from(hex, 'hex'))).toThrow(RangeError)
  })
})
