import { deepest } from './geometry.ts'
import type { Geometry, Position } from './geometry.ts'

const kinds = {
  Point: 1,
  LineString: 2,
  Polygon: 3,
  MultiPoint: 4,
  MultiLineString: 5,
  MultiPolygon: 6,
  GeometryCollection: 7,
} as const
const names = Object.keys(kinds) as (keyof typeof kinds)[]

/** The canonical text of a geometry: its big-endian WKB (ISO, Z as 1001…) in upper-case hexadecimal. */
export function encodeWkb(geometry: Geometry): string {
  const parts: Buffer[] = []
  writeGeometry(geometry, (part) => parts.push(part))
  return Buffer.concat(parts).toString('hex').toUpperCase()
}

type Write = (part: Buffer) => void

function writeGeometry(geometry: Geometry, write: Write): void {
  const width = widthOf(geometry)
  const header = Buffer.alloc(5)
  header.writeUInt32BE(kinds[geometry.type] + (width === 3 ? 1000 : 0), 1)
  write(header)
  if (geometry.type === 'Point') writePosition(geometry.coordinates, write)
  else if (geometry.type === 'LineString') writePositions(geometry.coordinates, write)
  else if (geometry.type === 'Polygon') writeAll(geometry.coordinates, write, writePositions)
  else writeAll(partsOf(geometry), write, writeGeometry)
}

/** What a geometry of many parts consists of. */
function partsOf(geometry: Exclude<Geometry, { type: 'Point' | 'LineString' | 'Polygon' }>): readonly Geometry[] {
  switch (geometry.type) {
    case 'MultiPoint':
      return geometry.coordinates.map((coordinates) => ({ type: 'Point', coordinates }))
    case 'MultiLineString':
      return geometry.coordinates.map((coordinates) => ({ type: 'LineString', coordinates }))
    case 'MultiPolygon':
      return geometry.coordinates.map((coordinates) => ({ type: 'Polygon', coordinates }))
    case 'GeometryCollection':
      return geometry.geometries
  }
}

/** Numbers of a place: those of its first one, for one geometry has one width. */
function widthOf(geometry: Geometry): number {
  if (geometry.type === 'GeometryCollection') return geometry.geometries.some((each) => widthOf(each) === 3) ? 3 : 2
  let first: unknown = geometry.coordinates
  while (Array.isArray(first) && Array.isArray(first[0])) first = first[0] as unknown
  return Array.isArray(first) && first.length === 3 ? 3 : 2
}

function writeAll<Part>(parts: readonly Part[], write: Write, one: (part: Part, write: Write) => void): void {
  const count = Buffer.alloc(4)
  count.writeUInt32BE(parts.length)
  write(count)
  for (const part of parts) one(part, write)
}

function writePositions(positions: readonly Position[], write: Write): void {
  writeAll(positions, write, writePosition)
}

function writePosition(position: Position, write: Write): void {
  const bytes = Buffer.alloc(8 * position.length)
  position.forEach((number, at) => bytes.writeDoubleBE(number, 8 * at))
  write(bytes)
}

/** The geometry of a WKB of either byte order; throws RangeError for what is none. */
export function decodeWkb(bytes: Buffer): Geometry {
  const reader = new WkbReader(bytes)
  const geometry = reader.geometry()
  if (!reader.isAtEnd) throw new RangeError('Bytes behind the geometry')
  return geometry
}

class WkbReader {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  get isAtEnd(): boolean {
    return this.#at === this.#bytes.length
  }

  geometry(depth = 0): Geometry {
    const isLittle = this.#bytes.readUInt8(this.#at) === 1
    this.#at += 1
    const code = this.#integer(isLittle)
    const type = names[(code % 1000) - 1]
    const width = Math.floor(code / 1000) === 1 ? 3 : 2
    if (type === undefined || code > 1007 || depth > deepest) throw new RangeError('No such geometry')
    const positions = () => this.#list(isLittle, () => this.#position(isLittle, width))
    const parts = () => this.#list(isLittle, () => this.geometry(depth + 1))
    const coordinates = () => parts().map((part) => ('coordinates' in part ? part.coordinates : []))
    switch (type) {
      case 'Point':
        return { type, coordinates: this.#position(isLittle, width) }
      case 'LineString':
        return { type, coordinates: positions() }
      case 'Polygon':
        return { type, coordinates: this.#list(isLittle, positions) }
      case 'GeometryCollection':
        return { type, geometries: parts() }
      default:
        return { type, coordinates: coordinates() } as Geometry
    }
  }

  #integer(isLittle: boolean): number {
    this.#at += 4
    return isLittle ? this.#bytes.readUInt32LE(this.#at - 4) : this.#bytes.readUInt32BE(this.#at - 4)
  }

  /** A point without coordinates is written as not-a-number. */
  #position(isLittle: boolean, width: number): number[] {
    const numbers = Array.from({ length: width }, () => {
      this.#at += 8
      return isLittle ? this.#bytes.readDoubleLE(this.#at - 8) : this.#bytes.readDoubleBE(this.#at - 8)
    })
    return numbers.some(Number.isNaN) ? [] : numbers
  }

  #list<Part>(isLittle: boolean, one: () => Part): Part[] {
    const count = this.#integer(isLittle)
    if (count > this.#bytes.length) throw new RangeError('More parts than bytes')
    return Array.from({ length: count }, one)
  }
}
