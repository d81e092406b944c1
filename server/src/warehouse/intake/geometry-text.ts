import { isGeometry } from '../storage/geometry.ts'
import type { Geometry } from '../storage/geometry.ts'
import { decodeWkb } from '../storage/wkb.ts'
import { geometryOfWkt } from './wkt.ts'

/** A geometry written in a cell: GeoJSON, WKB in hexadecimal, or WKT; undefined for anything else. */
export function geometryOfText(text: string): Geometry | undefined {
  const value = text.startsWith('{')
    ? jsonOf(text)
    : /^0[01][0-9A-Fa-f]+$/.test(text)
      ? wkbOf(text)
      : geometryOfWkt(text)
  return isGeometry(value) ? value : undefined
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

function wkbOf(text: string): Geometry | undefined {
  try {
    return text.length % 2 === 0 ? decodeWkb(Buffer.from(text, 'hex')) : undefined
  } catch {
    return undefined
  }
}
