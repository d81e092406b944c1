import { useText } from '../../lib/use-text.ts'
import classes from './faults.module.css'

/** A faulty cell as it stands in the file, marked; an empty one says so. */
export function FaultValue({ value }: { value: string | null }) {
  const { t } = useText()
  if (value === null || value === '') return <mark className={classes.blank}>{t('value.blank')}</mark>
  return <mark className={classes.cell}>{value}</mark>
}
