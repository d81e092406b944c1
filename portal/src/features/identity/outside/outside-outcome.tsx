import { IconAlertTriangle } from '@tabler/icons-react'
import { useLocation } from '@tanstack/react-router'
import { Notice } from '../../../components/notice.tsx'
import { useText } from '../../../lib/use-text.ts'
import classes from '../identity.module.css'

const outcomes = ['unknown', 'refused', 'unreachable', 'over', 'suspended', 'absent'] as const

/** Why a sign-in at the provider outside opened nothing, and what to do. */
export function OutsideOutcome({ outcome }: { outcome: string | undefined }) {
  const { t } = useText()
  const { hash } = useLocation()
  const known = outcomes.find((each) => each === outcome)
  if (known === undefined) return null
  const subject = known === 'unknown' ? decoded(hash) : ''
  return (
    <div className={classes.outcome}>
      <Notice tone="warn" icon={IconAlertTriangle} title={t(`outsideOutcome.${known}`)}>
        <p>{t(`outsideOutcomeHelp.${known}`)}</p>
        {subject !== '' && (
          <p>
            {t('outsideLinks.subjectShown')}: <code>{subject}</code>
          </p>
        )}
      </Notice>
    </div>
  )
}

/** What follows the `#` may be anything somebody wrote there. */
function decoded(hash: string): string {
  try {
    return decodeURIComponent(hash)
  } catch {
    return ''
  }
}
