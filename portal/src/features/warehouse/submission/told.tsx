import { IconCopy, IconShieldCheck, IconTool } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Submission } from '../../../api/types.ts'
import { LinkButton } from '../../../components/link-button.tsx'
import { Notice } from '../../../components/notice.tsx'
import { useText } from '../../../lib/use-text.ts'
import classes from './told.module.css'

/** What its sender should know besides the outcome: rows that wait, deletions held back, the same file again. */
export function Told({ submission, own }: { submission: Submission; own: boolean }) {
  const { t, format } = useText()
  const { quarantine, withheld, repeats } = submission
  const open = quarantine?.open ?? 0
  return (
    <div className={classes.told}>
      {open > 0 && (
        <Notice
          tone="warn"
          icon={IconTool}
          title={t('told.open', { count: open, number: format.number(open) })}
          actions={
            own && (
              <LinkButton to="/submissions/$id/mend" params={{ id: submission.id }}>
                {t('desk.mend')}
              </LinkButton>
            )
          }
        >
          <p>{t('told.openText')}</p>
        </Notice>
      )}
      {withheld !== null && withheld > 0 && (
        <Notice icon={IconShieldCheck} title={t('told.withheld', { count: withheld, number: format.number(withheld) })}>
          <p>{t('told.withheldText')}</p>
        </Notice>
      )}
      {repeats !== null && (
        <Notice icon={IconCopy} title={t('told.repeats')}>
          <p>
            {t('told.repeatsText')}{' '}
            <Link to="/submissions/$id" params={{ id: repeats }}>
              {t('told.repeatsLink')}
            </Link>
          </p>
        </Notice>
      )}
    </div>
  )
}
