import { IconAlertTriangle, IconBell } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Notice } from '../../../components/notice.tsx'
import { useText } from '../../../lib/use-text.ts'
import { subjectNoticesQuery } from './queries.ts'

/** Reminders to the unit, the gravest first; nothing while there are none. */
export function SubjectNotices() {
  const { t, format } = useText()
  const notices = useQuery(subjectNoticesQuery).data?.items ?? []
  const newest = new Map(notices.toReversed().map((notice) => [notice.request, notice]))
  const shown = [...newest.values()].toReversed()
  if (shown.length === 0) return null
  const isLate = shown.some(({ kind }) => kind === 'overdue')
  return (
    <Notice
      tone={isLate ? 'bad' : 'warn'}
      icon={isLate ? IconAlertTriangle : IconBell}
      title={t('subjects.reminders', { count: shown.length })}
    >
      <ul style={{ margin: 0, paddingLeft: 18 }}>
        {shown.map(({ id, request, number, kind, clock, requestKind, dueAt }) => (
          <li key={id}>
            <Link to="/subject-requests/$id" params={{ id: request }}>
              {number} · {t(`subjects.kind.${requestKind}`)}
            </Link>
            {': '}
            {t(`subjects.reminder.${kind}`, {
              what: t(`subjects.clock.${clock}`),
              day: dueAt === null ? '' : format.lastDayBefore(dueAt),
            })}
          </li>
        ))}
      </ul>
    </Notice>
  )
}
