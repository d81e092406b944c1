/** A geometry as the database keeps it (WKB, ISO 19125, in hexadecimal) told as GeoJSON (RFC 7946). */

type Position = readonly number[]

export type Geometry =
  | { readonly type: 'Point'; readonly coordinates: Position }
  | { readonly type: 'LineString' | 'MultiPoint'; readonly coordinates: readonly Position[] }
  | { readonly type: 'Polygon' | 'MultiLineString'; readonly coordinates: readonly (readonly Position[])[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly (readonly Position[])[])[] }
  | { readonly type: 'GeometryCollection'; readonly geometries: readonly Geometry[] }

const withHeight = 1000
const names = ['Point', 'LineString', 'Polygon', 'MultiPoint', 'MultiLineString', 'MultiPolygon', 'GeometryCollection']
const [point, line, polygon, collection] = [1, 2, 3, 7]

export function geometryOf(hex: string): Geometry {
  const reader = new WkbReader(Buffer.from(hex, 'hex'))
  const geometry = reader.geometry()
  if (!reader.isAtEnd()) throw new RangeError('Bytes are left behind the geometry')
  return geometry
}

class WkbReader {
  readonly #bytes: Buffer
  #at = 0
  #isLittle = false

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  isAtEnd(): boolean {
    return this.#at === this.#bytes.length
  }

  geometry(): Geometry {
    this.#isLittle = this.#bytes.readUInt8(this.#at) === 1
    this.#at += 1
    const code = this.#count()
    const kind = code % withHeight
    const type = names[kind - 1]
    if (type === undefined || code >= 2 * withHeight)
      throw new RangeError(`There is no geometry of the kind ${String(code)}`)
    const size = code > withHeight ? 3 : 2
    if (kind === collection) return { type: 'GeometryCollection', geometries: this.#list(() => this.geometry()) }
    return { type, coordinates: this.#coordinates(kind, size) } as Geometry
  }

  #coordinates(kind: number, size: number): unknown {
    if (kind === point) return this.#position(size)
    if (kind === line) return this.#list(() => this.#position(size))
    if (kind === polygon) return this.#list(() => this.#list(() => this.#position(size)))
    // Each part is a geometry of its own, head and all.
    return this.#list(() => {
      const part = this.geometry()
      return 'coordinates' in part ? part.coordinates : []
    })
  }

  #list<Item>(read: () => Item): Item[] {
    return Array.from({ length: this.#count() }, read)
  }

  /** A point without coordinates is written as not-a-number. */
  #position(size: number): Position {
    const numbers = Array.from({ length: size }, () => {
      const at = this.#at
      this.#at += 8
      return this.#isLittle ? this.#bytes.readDoubleLE(at) : this.#bytes.readDoubleBE(at)
    })
    return numbers.some(Number.isNaN) ? [] : numbers
  }

  #count(): number {
    const at = this.#at
    this.#at += 4
    return this.#isLittle ? this.#bytes.readUInt32LE(at) : this.#bytes.readUInt32BE(at)
  }
}
