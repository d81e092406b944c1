import { IconArrowBackUp, IconCircleCheck, IconCircleX, IconClock, IconPencil, type Icon } from '@tabler/icons-react'
import type { Act } from '../../../api/types.ts'
import { Mark, type Tone } from '../../../components/mark.tsx'
import { useText } from '../../../lib/use-text.ts'

const marks: Readonly<Record<Act['state'], { tone: Tone; icon: Icon }>> = {
  prepared: { tone: 'plain', icon: IconPencil },
  confirmed: { tone: 'accent', icon: IconClock },
  applied: { tone: 'ok', icon: IconCircleCheck },
  failed: { tone: 'bad', icon: IconCircleX },
  withdrawn: { tone: 'plain', icon: IconArrowBackUp },
}

export function ActMark({ state }: { state: Act['state'] }) {
  const { t } = useText()
  const { tone, icon } = marks[state]
  return (
    <Mark tone={tone} icon={icon}>
      {t(`actState.${state}`)}
    </Mark>
  )
}
