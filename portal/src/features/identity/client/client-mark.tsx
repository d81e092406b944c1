import { IconBan, IconCircleCheck, IconCircleX, IconHourglass, type Icon } from '@tabler/icons-react'
import { Mark, type Tone } from '../../../components/mark.tsx'
import { useText } from '../../../lib/use-text.ts'
import type { ClientState } from './queries.ts'

const marks: Readonly<Record<ClientState, { tone: Tone; icon: Icon }>> = {
  requested: { tone: 'warn', icon: IconHourglass },
  active: { tone: 'ok', icon: IconCircleCheck },
  refused: { tone: 'plain', icon: IconCircleX },
  suspended: { tone: 'bad', icon: IconBan },
}

export function ClientMark({ state }: { state: ClientState }) {
  const { t } = useText()
  const { tone, icon } = marks[state]
  return (
    <Mark tone={tone} icon={icon}>
      {t(`clients.states.${state}`)}
    </Mark>
  )
}
