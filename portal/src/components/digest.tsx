import { useText } from '../lib/use-text.ts'
import { CopyButton } from './copy.tsx'
import classes from './digest.module.css'

/** A digest shortened for the eye, whole for the clipboard. */
export function Digest({ value, whole = false }: { value: string; whole?: boolean }) {
  const { t } = useText()
  return (
    <span className={classes.digest}>
      <code title={value}>{whole ? value : `${value.slice(0, 10)}…${value.slice(-6)}`}</code>
      <CopyButton text={value} label={t('action.copyDigest')} />
    </span>
  )
}
