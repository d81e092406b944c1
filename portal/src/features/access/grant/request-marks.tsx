import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconBan,
  IconCircleCheck,
  IconClipboardCheck,
  IconGavel,
  IconHourglass,
  IconMessage,
  IconPointer,
  IconX,
} from '@tabler/icons-react'
import type { GrantRequest } from '../../../api/types.ts'
import { Mark } from '../../../components/mark.tsx'
import { useNow } from '../../../lib/use-now.ts'
import { useText } from '../../../lib/use-text.ts'

const looks = {
  opinion: { tone: 'plain', icon: IconMessage },
  check: { tone: 'plain', icon: IconClipboardCheck },
  decision: { tone: 'accent', icon: IconGavel },
  granted: { tone: 'ok', icon: IconCircleCheck },
  refused: { tone: 'bad', icon: IconBan },
  returned: { tone: 'warn', icon: IconArrowBackUp },
  withdrawn: { tone: 'plain', icon: IconX },
} as const

export function RequestMarks({ request }: { request: GrantRequest }) {
  const { t } = useText()
  const [due] = request.acts.filter((act) => act !== 'withdraw')
  return (
    <>
      <Mark {...looks[request.state]}>{t(`grantRequests.state.${request.state}`)}</Mark>
      <ClockMark request={request} />
      {due && (
        <Mark tone="accent" icon={IconPointer}>
          {t(`grantRequests.yours.${due}`)}
        </Mark>
      )}
    </>
  )
}

/** Until when the step is due, and whether that is over. */
function ClockMark({ request: { dueAt, isOverdue, endedAt } }: { request: GrantRequest }) {
  const { t, format } = useText()
  const now = useNow()
  if (dueAt === null || endedAt !== null) return null
  const left = Date.parse(dueAt) - now
  const isLate = isOverdue || left <= 0
  // A deadline is the end of a day: people name that day, not the midnight after it.
  const day = format.dayOf(new Date(Date.parse(dueAt) - 1).toISOString())
  return (
    <Mark
      tone={isLate ? 'bad' : left < 86_400_000 ? 'warn' : 'plain'}
      icon={isLate ? IconAlertTriangle : IconHourglass}
    >
      {t(isLate ? 'grantRequests.late' : 'grantRequests.due', { day })}
    </Mark>
  )
}
