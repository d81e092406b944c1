import type { Profile } from '../../api/types.ts'
import { useText } from '../../lib/use-text.ts'

const delimiterNames = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const

/** How a file is read, in one line: its form, its letters and marks, how days and numbers are written in it. */
export function ReadAs({ profile }: { profile: Profile }) {
  const { t } = useText()
  const { format, encoding, delimiter, sheet, dates, decimal } = profile
  const parts = [
    t(`format.${format}`),
    ...(format === 'csv' ? [encoding.toUpperCase(), t(`delimiter.${delimiterNames[delimiter]}`)] : []),
    ...(format === 'xlsx' && sheet !== null ? [`${t('reading.sheet')} ${sheet}`] : []),
    t('readAs.dates', { form: t(`dateForm.${dates}`) }),
    ...(decimal === ',' ? [t('readAs.decimalComma')] : []),
  ]
  return <>{parts.join(' · ')}</>
}
