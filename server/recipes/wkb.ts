import { RecipeError } from './recipe.ts'

const shapes = new Map([
  ['Point', 1],
  ['Polygon', 3],
  ['MultiPolygon', 6],
])

/** A GeoJSON geometry as the text a geometry field holds: WKB, big-endian, in upper-case hexadecimal. Doubles stay as they are. */
export function wkbText(type: string, coordinates: unknown, where: string): string {
  const code = shapes.get(type)
  if (code === undefined) throw new RecipeError(`${where}: ${type} is neither a point nor a polygon`)
  return `00${uint(code)}${body(type, coordinates, where)}`.toUpperCase()
}

function body(type: string, coordinates: unknown, where: string): string {
  if (type === 'Point') return position(coordinates, where)
  if (type === 'MultiPolygon') {
    return counted(coordinates, where, (polygon) => wkbText('Polygon', polygon, where))
  }
  return counted(coordinates, where, (ring) => counted(ring, where, (point) => position(point, where)))
}

function counted(list: unknown, where: string, each: (item: unknown) => string): string {
  if (!Array.isArray(list) || list.length === 0) throw new RecipeError(`${where}: coordinates are no list`)
  return uint(list.length) + list.map(each).join('')
}

function position(point: unknown, where: string): string {
  const numbers: readonly unknown[] = Array.isArray(point) ? point : []
  const [longitude, latitude] = numbers
  if (numbers.length !== 2 || typeof longitude !== 'number' || typeof latitude !== 'number') {
    throw new RecipeError(`${where}: a position is not two numbers`)
  }
  const bytes = Buffer.alloc(16)
  bytes.writeDoubleBE(longitude, 0)
  bytes.writeDoubleBE(latitude, 8)
  return bytes.toString('hex')
}

function uint(number: number): string {
  return number.toString(16).padStart(8, '0')
}
