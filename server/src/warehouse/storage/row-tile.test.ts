import { expect, it } from 'vitest'
import { auditPath, rootFrom, sha256 } from '../../platform/index.ts'
import { pathAbove, rowTiles } from './row-tile.ts'

const chunks = (count: number) => Array.from({ length: count }, (_none, place) => sha256(String(place)))
const placesOf = (count: number) =>
  rowTiles(chunks(count)).map(({ level, place }) => `${String(level)}/${String(place)}`)

it.each([
  [0, []],
  [1, []],
  [2, ['1/0']],
  [256, ['1/0']],
  [257, ['1/0', '1/1', '2/0']],
  [513, ['1/0', '1/1', '1/2', '2/0']],
])('%i chunks have the tiles %j', (count, places) => {
  expect(placesOf(count)).toEqual(places)
})

it.each([1, 2, 3, 255, 256, 257, 511, 513, 3907, 65_537])(
  'of %i chunks, the tiles above one give the path that all of them give (ADR 0003)',
  (count) => {
    const roots = chunks(count)
    const tiles = rowTiles(roots)
    for (const chunk of [0, 1, 255, 256, 300, count - 2, count - 1].filter((each) => each >= 0 && each < count)) {
      const above = tiles.filter(({ level, place }) => place === Math.floor(chunk / 256 ** level))
      const path = pathAbove(chunk, above)
      expect(path).toEqual(auditPath(roots, chunk))
      expect(rootFrom(roots[chunk] ?? Buffer.alloc(0), { index: chunk, size: count, path })).toBeDefined()
    }
  },
)
