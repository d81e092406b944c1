import { IconAlertTriangle, IconCalendarDue, IconCircleCheck, IconFileOff, IconPencil } from '@tabler/icons-react'
import type { ImpactSummary } from '../../../api/types.ts'
import { Mark } from '../../../components/mark.tsx'
import { useText } from '../../../lib/use-text.ts'

const looks = {
  missing: { tone: 'bad', icon: IconFileOff },
  drafted: { tone: 'warn', icon: IconPencil },
  confirmed: { tone: 'ok', icon: IconCircleCheck },
  outdated: { tone: 'bad', icon: IconAlertTriangle },
  'review-due': { tone: 'warn', icon: IconCalendarDue },
} as const

export function ImpactMark({ status }: Pick<ImpactSummary, 'status'>) {
  const { t } = useText()
  return <Mark {...looks[status]}>{t(`impact.status.${status}`)}</Mark>
}
