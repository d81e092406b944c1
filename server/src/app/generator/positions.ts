import { wards } from '../../../packs/index.ts'
import type { SeedWard } from '../../../packs/index.ts'
import { Dice } from './random.ts'

/** Longitude before latitude, in degrees. */
export interface Position {
  readonly east: number
  readonly north: number
}

/** The board begins in the south-west of the city and covers it; its squares are a tenth of a degree wide. */
const corner: Position = { east: 106.3, north: 10.3 }
const squaresInRow = 13
const square = 0.1
/** Rows keep off the edges, so that what lies around a place stays in its square. */
const margin = 0.005

const placeOf = new Map(wards.map(({ code }, place) => [code, place]))

/**
 * A place that is made up, and looks it: wards have a square each on a chequerboard over the city, in the order of their
 * codes. Rows of a ward lie together, and nobody takes one for a real house.
 */
export function positionIn({ code }: Pick<SeedWard, 'code'>, seed: number, [row, purpose]: [number, number]): Position {
  const place = placeOf.get(code) ?? 0
  const dice = new Dice().start(seed, row, purpose)
  const within = () => margin + (dice.below(1_000_000) / 1_000_000) * (square - 2 * margin)
  return {
    east: corner.east + (place % squaresInRow) * square + within(),
    north: corner.north + Math.floor(place / squaresInRow) * square + within(),
  }
}

/** A hundredth of a metre, so that a small parcel keeps its area. */
const text = (degrees: number) => degrees.toFixed(7)

export function pointText({ east, north }: Position): string {
  return `POINT(${text(east)} ${text(north)})`
}

const metresPerDegree = 111_320

/** A rectangle of an area in square metres around a place, twice as deep as wide. */
export function parcelText({ east, north }: Position, area: number): string {
  const width = Math.sqrt(area / 2)
  const toNorth = width / metresPerDegree
  const toEast = width / 2 / (metresPerDegree * Math.cos((north * Math.PI) / 180))
  const corners = [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
    [-1, -1],
  ] as const
  const ring = corners.map(([x, y]) => `${text(east + x * toEast)} ${text(north + y * toNorth)}`)
  return `POLYGON((${ring.join(', ')}))`
}
