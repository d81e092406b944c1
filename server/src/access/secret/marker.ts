import type { SecrecyDegree } from '../../law/index.ts'

/** Where a mark of a state secret can stand on a file (dấu hiệu mật). */
export const markerKinds = [
  'file-name',
  'property',
  'sheet-name',
  'page-header',
  'drawing',
  'text',
  'classification',
  'known-file',
] as const
export type MarkerKind = (typeof markerKinds)[number]

/** The place of a marker by numbers from 1 and the names of properties that every file has; no word of the file itself. */
export interface MarkerPlace {
  readonly sheet?: number
  readonly row?: number
  readonly column?: number
  readonly property?: string
}

/** What gives a file away as a state secret. */
export interface Marker {
  readonly kind: MarkerKind
  readonly place: MarkerPlace
  readonly degree: SecrecyDegree
}

/** The same bytes as a file that was found to be a state secret before, or is still held for one. */
export const knownFile: Marker = { kind: 'known-file', place: {}, degree: 'unnamed' }
