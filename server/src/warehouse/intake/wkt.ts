import type { Geometry, Position } from '../storage/geometry.ts'

/** How deep the lists of positions lie in one another. */
const depths = { POINT: 1, LINESTRING: 1, MULTIPOINT: 1, POLYGON: 2, MULTILINESTRING: 2, MULTIPOLYGON: 3 } as const
const types = {
  POINT: 'Point',
  LINESTRING: 'LineString',
  POLYGON: 'Polygon',
  MULTIPOINT: 'MultiPoint',
  MULTILINESTRING: 'MultiLineString',
  MULTIPOLYGON: 'MultiPolygon',
} as const
type Kind = keyof typeof depths

/**
 * A geometry in WKT (ISO 19125), plane or with heights (Z), in the reference system of the warehouse: an EWKT that names
 * another one is none. Undefined for anything else, for geometries without places too.
 */
export function geometryOfWkt(text: string): Geometry | undefined {
  try {
    const reader = new WktReader(text.replace(/^\s*SRID=4326;/i, ''))
    const geometry = reader.geometry()
    return reader.isAtEnd ? geometry : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

const token = /\s*([A-Za-z]+|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[(),])\s*/y

class WktReader {
  readonly #tokens: readonly string[]
  #at = 0

  constructor(text: string) {
    const tokens: string[] = []
    token.lastIndex = 0
    while (token.lastIndex < text.length) {
      const [, found] = token.exec(text) ?? []
      if (found === undefined) throw new SyntaxError('No token of WKT')
      tokens.push(found)
    }
    this.#tokens = tokens
  }

  get isAtEnd(): boolean {
    return this.#at === this.#tokens.length
  }

  geometry(): Geometry {
    const kind = this.#next().toUpperCase().replace(/Z$/, '')
    if (this.#tokens[this.#at]?.toUpperCase() === 'Z') this.#at += 1
    if (kind === 'GEOMETRYCOLLECTION')
      return { type: 'GeometryCollection', geometries: this.#list(() => this.geometry()) }
    if (!isKind(kind)) throw new SyntaxError(`No geometry is called ${kind}`)
    const places = this.#coordinates(depths[kind], kind === 'MULTIPOINT')
    if (kind === 'POINT' && places.length > 1) throw new SyntaxError('A point has one place')
    return { type: types[kind], coordinates: kind === 'POINT' ? places[0] : places } as Geometry
  }

  #coordinates(depth: number, mayBracketPlaces: boolean): readonly unknown[] {
    return this.#list(() => {
      if (depth > 1) return this.#coordinates(depth - 1, false)
      const isBracketed = mayBracketPlaces && this.#take('(')
      const position = this.#position()
      if (isBracketed) this.#expect(')')
      return position
    })
  }

  #list<Part>(one: () => Part): Part[] {
    this.#expect('(')
    const parts = [one()]
    while (this.#take(',')) parts.push(one())
    this.#expect(')')
    return parts
  }

  #position(): Position {
    const numbers: number[] = []
    for (let each = this.#tokens[this.#at]; each !== undefined && /\d/.test(each); each = this.#tokens[this.#at]) {
      numbers.push(Number(each))
      this.#at += 1
    }
    return numbers
  }

  #next(): string {
    const found = this.#tokens[this.#at]
    if (found === undefined) throw new SyntaxError('The text ends too soon')
    this.#at += 1
    return found
  }

  #take(mark: string): boolean {
    const isThere = this.#tokens[this.#at] === mark
    if (isThere) this.#at += 1
    return isThere
  }

  #expect(mark: string): void {
    if (!this.#take(mark)) throw new SyntaxError(`${mark} is missing`)
  }
}

function isKind(name: string): name is Kind {
  return name in depths
}
