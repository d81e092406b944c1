import type { Field } from '../../../catalogue/index.ts'
import { decodeWkb } from '../../storage/wkb.ts'

/** GeoJSON (RFC 7946) of rows as the database writes them: objects whose geometry is WKB in hexadecimal. */

/** @param key undefined for who may not know it */
export function toFeature(key: string | undefined, body: string, geometry: Field): string {
  const { [geometry.name]: place = null, ...properties } = JSON.parse(body) as Record<string, unknown>
  const told = typeof place === 'string' ? decodeWkb(Buffer.from(place, 'hex')) : null
  return JSON.stringify({ type: 'Feature', id: key, geometry: told, properties })
}

export function featureCollection(features: readonly string[]): string {
  return `${collectionHead}${features.join(',')}${collectionTail}`
}

export const collectionHead = '{"type":"FeatureCollection","features":['
export const collectionTail = ']}'
