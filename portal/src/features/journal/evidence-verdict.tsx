import { IconAlertTriangle, IconCircleCheck, IconHelpCircle } from '@tabler/icons-react'
import { Notice } from '../../components/notice.tsx'
import { useText } from '../../lib/use-text.ts'
import { Findings } from './findings.tsx'
import classes from './findings.module.css'
import type { EvidenceVerdict } from './proof/verify-evidence.ts'
import { WitnessedMark } from './witness-mark.tsx'

/** What ties a receipt to the log and to a time, and whether it does. */
export function EvidenceVerdictView({ verdict }: { verdict: EvidenceVerdict }) {
  return (
    <div className={classes.verdict} role="status">
      <Sum verdict={verdict} />
      <Findings steps={verdict.steps} />
    </div>
  )
}

function Sum({ verdict: { isProven, isWitnessed, stampedAt, steps } }: { verdict: EvidenceVerdict }) {
  const { t, format } = useText()
  if (steps.some(({ state }) => state === 'fault'))
    return (
      <Notice tone="bad" icon={IconAlertTriangle} title={t('check.evidence.fault')}>
        {t('check.evidence.faultHelp')}
      </Notice>
    )
  if (!isProven || stampedAt === undefined)
    return (
      <Notice tone="warn" icon={IconHelpCircle} title={t('check.evidence.half')}>
        <p>{t('check.evidence.halfHelp')}</p>
        <p>
          <WitnessedMark isWitnessed={isWitnessed} />
        </p>
      </Notice>
    )
  return (
    <Notice tone="ok" icon={IconCircleCheck} title={t('check.evidence.proven')}>
      <p>{t('check.evidence.provenHelp', { at: format.instant(stampedAt.toISOString()) })}</p>
      <p>
        <WitnessedMark isWitnessed={isWitnessed} />
      </p>
    </Notice>
  )
}
