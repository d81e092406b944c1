import { describe, expect, it } from 'vitest'
import type { Geometry } from '../storage/geometry.ts'
import { encodeWkb } from '../storage/wkb.ts'
import { geometryOfText } from './geometry-text.ts'

const square = [[0, 0], [9, 0], [9, 9], [0, 0]] // prettier-ignore
const hole = [[1, 1], [2, 1], [2, 2], [1, 1]] // prettier-ignore
const squareText = '(0 0, 9 0, 9 9, 0 0)'
const holeText = '(1 1, 2 1, 2 2, 1 1)'

describe('a geometry in a cell', () => {
  it('has one canonical text, whichever way it was written', () => {
    const texts = [
      '{"type":"Point","coordinates":[106.7,10.8]}',
      'POINT(106.7 10.8)',
      '0101000000cdccccccccac5a409a99999999992540',
      '0000000001405AACCCCCCCCCCD402599999999999A',
    ]
    expect(new Set(texts.map(geometryOfText).map((each) => each && encodeWkb(each))).size).toBe(1)
  })

  it.each<[string, Geometry]>([
    ['Point Z (106.7 10.8 5)', { type: 'Point', coordinates: [106.7, 10.8, 5] }],
    ['POINTZ(106.7 10.8 5)', { type: 'Point', coordinates: [106.7, 10.8, 5] }],
    ['SRID=4326;POINT(1.067e2 +10.8)', { type: 'Point', coordinates: [106.7, 10.8] }],
    [' linestring ( 0 0 ,-1.5 .5 ) ', { type: 'LineString', coordinates: [[0, 0], [-1.5, 0.5]] }], // prettier-ignore
    [`POLYGON(${squareText})`, { type: 'Polygon', coordinates: [square] }],
    [`POLYGON (${squareText}, ${holeText})`, { type: 'Polygon', coordinates: [square, hole] }],
    ['MULTIPOINT(1 2, 3 4)', { type: 'MultiPoint', coordinates: [[1, 2], [3, 4]] }], // prettier-ignore
    ['MULTIPOINT((1 2), (3 4))', { type: 'MultiPoint', coordinates: [[1, 2], [3, 4]] }], // prettier-ignore
    ['MULTILINESTRING((0 0, 1 1), (2 2, 3 3))', { type: 'MultiLineString', coordinates: [[[0, 0], [1, 1]], [[2, 2], [3, 3]]] }], // prettier-ignore
    [`MULTIPOLYGON((${squareText}, ${holeText}), (${holeText}))`, { type: 'MultiPolygon', coordinates: [[square, hole], [hole]] }], // prettier-ignore
    [
      'GEOMETRYCOLLECTION(POINT(1 2), LINESTRING(0 0, 1 1))',
      {
        type: 'GeometryCollection',
        geometries: [
          { type: 'Point', coordinates: [1, 2] },
          { type: 'LineString', coordinates: [[0, 0], [1, 1]] }, // prettier-ignore
        ],
      },
    ],
  ])('is read from WKT: %s', (text, geometry) => {
    expect(geometryOfText(text)).toEqual(geometry)
  })

  it.each([
    ['a point of two places', 'POINT(1 2, 3 4)'],
    ['no place', 'POINT EMPTY'],
    ['a ring that is open', 'POLYGON((0 0, 9 0, 9 9))'],
    ['a bracket too few', `POLYGON(${squareText}`],
    ['a bracket too many', `POLYGON((${squareText}))`],
    ['something behind it', 'POINT(1 2) POINT(1 2)'],
    ['measures', 'POINT M (1 2 3)'],
    ['another reference system', 'SRID=3405;POINT(1 2)'],
    ['metres of a plane', 'POINT(603000 1192000)'],
    ['one number', 'POINT(1)'],
    ['a comma for a decimal point', 'POINT(106,7 10,8)'],
    ['a shape there is not', 'CIRCLE(1 2)'],
    ['words', 'Quận 1'],
    ['nothing', ''],
  ])('is none with %s', (_what, text) => {
    expect(geometryOfText(text)).toBeUndefined()
  })

  it('is not made of WKB that is cut or goes on', () => {
    const whole = encodeWkb({
      type: 'LineString',
      coordinates: [
        [1, 2],
        [3, 4],
      ],
    })
    expect(geometryOfText(whole.slice(0, -2))).toBeUndefined()
    expect(geometryOfText(`${whole}00`)).toBeUndefined()
    expect(geometryOfText('00000000020FFFFFFF')).toBeUndefined()
  })
})
