import { IconArchive, IconCircleCheck, IconHourglass, IconLock, type Icon } from '@tabler/icons-react'
import { Mark, type Tone } from '../../../components/mark.tsx'
import { useText } from '../../../lib/use-text.ts'
import type { IncidentState } from './queries.ts'

const marks: Readonly<Record<IncidentState, { tone: Tone; icon: Icon }>> = {
  open: { tone: 'bad', icon: IconLock },
  'release-asked': { tone: 'warn', icon: IconHourglass },
  released: { tone: 'ok', icon: IconCircleCheck },
  handled: { tone: 'plain', icon: IconArchive },
}

export function IncidentMark({ state }: { state: IncidentState }) {
  const { t } = useText()
  const { tone, icon } = marks[state]
  return (
    <Mark tone={tone} icon={icon}>
      {t(`incidents.states.${state}`)}
    </Mark>
  )
}
