import type { Incident } from '../../../api/types.ts'
import type { Text } from '../../../lib/use-text.ts'

/** What gave a file away and where, in words; never a word of the file. */
export function markerText({ marker }: Pick<Incident, 'marker'>, t: Text['t']): string {
  const { kind, degree, place } = marker
  const parts = [
    ...(place.property === undefined ? [] : [t('incidents.property', { name: place.property })]),
    ...(place.sheet === undefined ? [] : [t('incidents.sheet', { number: place.sheet })]),
    ...(place.row === undefined ? [] : [t('incidents.row', { number: place.row })]),
    ...(place.column === undefined ? [] : [t('incidents.column', { number: place.column })]),
  ]
  const where = [t(`incidents.kinds.${kind}`), ...parts].join(', ')
  return degree === 'unnamed' ? where : `${t(`incidents.degrees.${degree}`)} – ${where}`
}
