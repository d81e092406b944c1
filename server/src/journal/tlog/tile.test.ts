import fc from 'fast-check'
import { expect, it } from 'vitest'
import { MalformedError } from './signed-note.ts'
import { decodeEntries, encodeEntries, parseTilePath, tilePath, tilesBetween } from './tile.ts'

it.each([
  [{ level: 0, index: 0, width: 256 }, 'tile/0/000'],
  [{ level: 0, index: 1_234_067, width: 256 }, 'tile/0/x001/x234/067'],
  [{ level: 1, index: 999, width: 1 }, 'tile/1/999.p/1'],
  [{ level: 0, index: 273, width: 112 }, 'tile/0/273.p/112'],
  [{ level: 'entries', index: 1_000, width: 255 }, 'tile/entries/x001/000.p/255'],
  [{ level: 63, index: 0, width: 256 }, 'tile/63/000'],
] as const)('%j stands at %s', (tile, path) => {
  expect(tilePath(tile)).toBe(path)
  expect(parseTilePath(path)).toEqual(tile)
})

it.each([
  '',
  'tile/0/0',
  'tile/0/1000',
  'tile/0/x000/001',
  'tile/0/001.p/0',
  'tile/0/001.p/256',
  'tile/0/001.p/01',
  'tile/00/001',
  'tile/64/001',
  'tile/-1/001',
  'tile/0/x001/x234/067/',
  'tile/data/001',
  '/tile/0/001',
  'tile/0/../001',
  'tile/0/x999/x999/x999/x999/x999/x999/x999/999',
])('refuses %j as the path of a tile', (path) => {
  expect(() => parseTilePath(path)).toThrow(MalformedError)
})

it('has 273 whole tiles and one of 112 at the lowest level of 70,000 leaves', () => {
  const tiles = [...tilesBetween(0, 70_000)]
  const count = (level: number | 'entries') => tiles.filter((tile) => tile.level === level).map(({ width }) => width)
  expect(count(0).filter((width) => width === 256)).toHaveLength(273)
  expect([count(0).at(-1), count(1), count(2), count(3), count('entries').length]).toEqual([
    112,
    [256, 17],
    [1],
    [],
    274,
  ])
})

it('writes with each step what a reader of the new size needs and no reader had before', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(70_000), { minLength: 1, maxLength: 6 }), (steps) => {
      const sizes = steps.reduce<number[]>((all, step) => [...all, (all.at(-1) ?? 0) + step], [0])
      const written = new Set(sizes.flatMap((size, at) => [...tilesBetween(sizes[at - 1] ?? 0, size)].map(tilePath)))
      for (const tile of tilesBetween(0, sizes.at(-1) ?? 0)) expect(written.has(tilePath(tile))).toBe(true)
    }),
    { seed: 256, numRuns: 60 },
  )
})

it('gives entries back as they were bundled', () => {
  const entries = [Buffer.from('a'), Buffer.alloc(0), Buffer.alloc(0xffff, 1)]
  expect(decodeEntries(encodeEntries(entries))).toEqual(entries)
  expect(() => encodeEntries([Buffer.alloc(0x10000)])).toThrow(RangeError)
  expect(() => decodeEntries(encodeEntries(entries).subarray(0, -1))).toThrow(MalformedError)
  expect(() => decodeEntries(Buffer.of(0))).toThrow(MalformedError)
})
