import { IconAlertTriangle, IconCircleCheck, IconHelpCircle } from '@tabler/icons-react'
import { Notice } from '../../components/notice.tsx'
import { useText } from '../../lib/use-text.ts'
import { Findings } from './findings.tsx'
import classes from './findings.module.css'
import type { EntryVerdict } from './proof/verify-entry.ts'
import { WitnessedMark } from './witness-mark.tsx'

/** What a check of an entry came to: proven by which checkpoint, and who vouches for that one. */
export function EntryVerdictView({ verdict }: { verdict: EntryVerdict }) {
  return (
    <div className={classes.verdict} role="status">
      <Sum verdict={verdict} />
      <Findings steps={verdict.steps} />
    </div>
  )
}

function Sum({ verdict: { isProven, isWitnessed, checkpoint, steps } }: { verdict: EntryVerdict }) {
  const { t, format } = useText()
  const hasFault = steps.some(({ state }) => state === 'fault')
  if (hasFault || checkpoint === undefined)
    return (
      <Notice tone="bad" icon={IconAlertTriangle} title={t('check.entry.fault')}>
        {t('check.entry.faultHelp')}
      </Notice>
    )
  if (!isProven)
    return (
      <Notice tone="warn" icon={IconHelpCircle} title={t('check.entry.half')}>
        {t('check.entry.halfHelp')}
      </Notice>
    )
  const { size, origin } = checkpoint
  return (
    <Notice tone="ok" icon={IconCircleCheck} title={t('check.entry.proven')}>
      <p>{t('check.entry.provenHelp', { count: size, number: format.number(size), origin })}</p>
      <p>
        <WitnessedMark isWitnessed={isWitnessed} />
      </p>
    </Notice>
  )
}
