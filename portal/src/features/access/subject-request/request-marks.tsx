import { IconAlertTriangle, IconBan, IconCircleCheck, IconHourglass, IconInbox } from '@tabler/icons-react'
import type { SubjectRequest } from '../../../api/types.ts'
import { Mark } from '../../../components/mark.tsx'
import { useNow } from '../../../lib/use-now.ts'
import { useText } from '../../../lib/use-text.ts'

const looks = {
  received: { tone: 'accent', icon: IconInbox },
  'in-progress': { tone: 'plain', icon: IconHourglass },
  answered: { tone: 'ok', icon: IconCircleCheck },
  refused: { tone: 'bad', icon: IconBan },
} as const

export function RequestMark({ state }: { state: SubjectRequest['state'] }) {
  const { t } = useText()
  return <Mark {...looks[state]}>{t(`subjects.state.${state}`)}</Mark>
}

/** The clock that runs: until when what is to be done, and whether that is over. */
export function ClockMark({ clock }: Pick<SubjectRequest, 'clock'>) {
  const { t, format } = useText()
  const now = useNow()
  if (clock === null) return null
  // A deadline is the end of a day: people name that day, not the midnight after it.
  const lastDay = format.lastDayBefore(clock.dueAt)
  const isOverdue = clock.isOverdue || Date.parse(clock.dueAt) <= now
  const isSoon = Date.parse(clock.dueAt) - now < 86_400_000
  return (
    <Mark tone={isOverdue ? 'bad' : isSoon ? 'warn' : 'plain'} icon={isOverdue ? IconAlertTriangle : IconHourglass}>
      {t(isOverdue ? `subjects.late.${clock.name}` : `subjects.due.${clock.name}`, { day: lastDay })}
    </Mark>
  )
}
