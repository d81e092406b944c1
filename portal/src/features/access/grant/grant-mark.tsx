import { IconBan, IconCircleCheck, IconClock, IconClockOff, IconPlayerPause, IconReplace } from '@tabler/icons-react'
import type { Grant } from '../../../api/types.ts'
import { Mark } from '../../../components/mark.tsx'
import { useText } from '../../../lib/use-text.ts'

const looks = {
  notYet: { tone: 'plain', icon: IconClock },
  live: { tone: 'ok', icon: IconCircleCheck },
  held: { tone: 'warn', icon: IconPlayerPause },
  ended: { tone: 'plain', icon: IconClockOff },
  revoked: { tone: 'bad', icon: IconBan },
  amended: { tone: 'plain', icon: IconReplace },
} as const

export function GrantMark({ state }: Pick<Grant, 'state'>) {
  const { t } = useText()
  return <Mark {...looks[state]}>{t(`grants.state.${state}`)}</Mark>
}
