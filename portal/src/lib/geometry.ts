/** What a table says of a geometry: its kind and, of a point, its place. */
export interface Glimpse {
  shape: (typeof shapes)[number]
  place: { east: number; north: number } | null
}

const shapes = ['point', 'line', 'polygon', 'points', 'lines', 'polygons', 'collection'] as const
/** Byte order, kind, and the two numbers of a point. */
const lookedAt = 1 + 4 + 8 + 8

/** Reads the beginning of WKB in hexadecimal (ISO 19125), the form in which readers get geometries; null for anything else. */
export function glimpseOf(hex: string): Glimpse | null {
  const pairs = hex.slice(0, 2 * lookedAt).match(/[0-9A-Fa-f]{2}/g) ?? []
  if (pairs.length < 5) return null
  const view = new DataView(Uint8Array.from(pairs, (pair) => parseInt(pair, 16)).buffer)
  const isLittle = view.getUint8(0) === 1
  const shape = shapes[(view.getUint32(1, isLittle) % 1000) - 1]
  if (shape === undefined) return null
  const hasPlace = shape === 'point' && view.byteLength === lookedAt
  const place = hasPlace ? { east: view.getFloat64(5, isLittle), north: view.getFloat64(13, isLittle) } : null
  return { shape, place }
}
