import { IconTool } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { LinkButton } from '../../../components/link-button.tsx'
import { Mark } from '../../../components/mark.tsx'
import { Moment } from '../../../components/moment.tsx'
import { Card, Section } from '../../../components/page.tsx'
import { useText } from '../../../lib/use-text.ts'
import { openSubmissionsQuery } from './queries.ts'
import classes from './rows-waiting.module.css'

/** Submissions of a dataset with rows that wait to be mended; nothing when there are none. */
export function RowsWaiting({ code }: { code: string }) {
  const { t, format } = useText()
  const submissions = useQuery(openSubmissionsQuery(code))
  const items = submissions.data?.items ?? []
  if (items.length === 0) return null
  return (
    <Section title={t('desk.toMend')}>
      <Card>
        <ul className={classes.list}>
          {items.map((each) => {
            const open = each.quarantine?.open ?? 0
            return (
              <li key={each.id} className={classes.line}>
                <span>
                  <span className={classes.file}>{each.fileName ?? t('submission.noFileName')}</span>{' '}
                  <Mark tone="warn" icon={IconTool}>
                    {t('desk.openRows', { count: open, number: format.number(open) })}
                  </Mark>
                  <span className={classes.when}>
                    <Moment at={each.receivedAt} />
                  </span>
                </span>
                <LinkButton to="/submissions/$id/mend" params={{ id: each.id }} variant="light">
                  {t('desk.mend')}
                </LinkButton>
              </li>
            )
          })}
        </ul>
      </Card>
    </Section>
  )
}
