/** A geometry as GeoJSON has it (RFC 7946): longitude before latitude, in degrees. */
export type Geometry =
  | { readonly type: 'Point'; readonly coordinates: Position }
  | { readonly type: 'LineString'; readonly coordinates: readonly Position[] }
  | { readonly type: 'MultiPoint'; readonly coordinates: readonly Position[] }
  | { readonly type: 'Polygon'; readonly coordinates: readonly (readonly Position[])[] }
  | { readonly type: 'MultiLineString'; readonly coordinates: readonly (readonly Position[])[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly (readonly Position[])[])[] }
  | { readonly type: 'GeometryCollection'; readonly geometries: readonly Geometry[] }
export type Position = readonly number[]

/** How deep collections may lie in one another. */
export const deepest = 8

/** Whether a value is a geometry of GeoJSON that can be kept: finite places, two or three numbers each, closed rings. */
export function isGeometry(value: unknown, depth = 0): value is Geometry {
  if (typeof value !== 'object' || value === null || depth > deepest) return false
  const { type, coordinates, geometries } = value as Readonly<Record<string, unknown>>
  const all = (list: unknown, is: (each: unknown) => boolean) => Array.isArray(list) && list.every(is)
  const isLine = (least: number) => (list: unknown) => all(list, isPosition) && (list as unknown[]).length >= least
  if (!haveOneWidth(coordinates)) return false
  switch (type) {
    case 'Point':
      return isPosition(coordinates)
    case 'MultiPoint':
      return isLine(0)(coordinates)
    case 'LineString':
      return isLine(2)(coordinates)
    case 'MultiLineString':
      return all(coordinates, isLine(2))
    case 'Polygon':
      return all(coordinates, isRing)
    case 'MultiPolygon':
      return all(coordinates, (polygon) => all(polygon, isRing))
    case 'GeometryCollection':
      return all(geometries, (each) => isGeometry(each, depth + 1))
    default:
      return false
  }
}

function isPosition(value: unknown): value is Position {
  if (!Array.isArray(value) || value.length < 2 || value.length > 3) return false
  const numbers: readonly unknown[] = value
  if (!numbers.every(isFiniteNumber)) return false
  const [x = NaN, y = NaN] = numbers
  return Math.abs(x) <= 180 && Math.abs(y) <= 90
}

function isFiniteNumber(value: unknown): value is number {
  return Number.isFinite(value)
}

/** One geometry has places in the plane or places with heights; its WKB says so once for all of them. */
function haveOneWidth(coordinates: unknown): boolean {
  const widths = new Set<number>()
  const look = (value: unknown): void => {
    if (!Array.isArray(value)) return
    if (Array.isArray(value[0])) value.forEach(look)
    else if (value.length > 0) widths.add(value.length)
  }
  look(coordinates)
  return widths.size <= 1
}

function isRing(value: unknown): boolean {
  if (!Array.isArray(value) || value.length < 4 || !value.every(isPosition)) return false
  const ring = value
  const [first, last] = [ring[0] ?? [], ring.at(-1) ?? []]
  return first.every((number, at) => number === last[at])
}
