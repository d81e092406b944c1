import { IconAlertTriangle, IconArchive, IconHourglass, IconSearch, IconShieldX, type Icon } from '@tabler/icons-react'
import type { Violation } from '../../../api/types.ts'
import { Mark, type Tone } from '../../../components/mark.tsx'
import { useText } from '../../../lib/use-text.ts'

const marks: Readonly<Record<Violation['state'], { tone: Tone; icon: Icon }>> = {
  open: { tone: 'bad', icon: IconAlertTriangle },
  examination: { tone: 'accent', icon: IconSearch },
  proposed: { tone: 'warn', icon: IconHourglass },
  upheld: { tone: 'plain', icon: IconShieldX },
  dismissed: { tone: 'plain', icon: IconArchive },
}

export function ViolationMark({ state }: Pick<Violation, 'state'>) {
  const { t } = useText()
  const { tone, icon } = marks[state]
  return (
    <Mark tone={tone} icon={icon}>
      {t(`violations.states.${state}`)}
    </Mark>
  )
}
