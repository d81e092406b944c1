import { IconAlertTriangle, IconCircleCheck, IconHelpCircle } from '@tabler/icons-react'
import { useText } from '../../lib/use-text.ts'
import classes from './findings.module.css'
import type { Finding } from './proof/finding.ts'
import type { EntryStep } from './proof/verify-entry.ts'
import type { EvidenceStep } from './proof/verify-evidence.ts'
import type { ReceiptStep } from './proof/verify-receipt.ts'

const icons = { holds: IconCircleCheck, open: IconHelpCircle, fault: IconAlertTriangle } as const

/** The steps of a check in their order: what each asks, what it came to, and why. */
export function Findings({ steps }: { steps: readonly Finding<EntryStep | EvidenceStep | ReceiptStep>[] }) {
  const { t } = useText()
  return (
    <ol className={classes.steps} aria-label={t('check.steps')}>
      {steps.map(({ step, state, reason, found }) => {
        const Glyph = icons[state]
        return (
          <li key={step} className={classes.step} data-state={state}>
            <Glyph size={20} stroke={1.8} className={classes.icon} role="img" aria-label={t(`check.state.${state}`)} />
            <div>
              <p className={classes.title}>{t(`check.step.${step}.title`)}</p>
              <p className={classes.text}>
                {reason === undefined ? t(`check.step.${step}.text`) : t(`check.reason.${reason}`)}
              </p>
              {found !== undefined && found !== '' && <p className={classes.found}>{found}</p>}
            </div>
          </li>
        )
      })}
    </ol>
  )
}
