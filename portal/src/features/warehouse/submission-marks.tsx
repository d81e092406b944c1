import {
  IconBan,
  IconCircleCheck,
  IconHandStop,
  IconInbox,
  IconLoader2,
  IconLock,
  IconPlugConnectedX,
  type Icon,
} from '@tabler/icons-react'
import type { SubmissionState } from '../../api/types.ts'
import { Mark, type Tone } from '../../components/mark.tsx'
import { useText } from '../../lib/use-text.ts'

const looks: Record<SubmissionState, { tone: Tone; icon: Icon }> = {
  received: { tone: 'accent', icon: IconInbox },
  processing: { tone: 'accent', icon: IconLoader2 },
  waiting: { tone: 'warn', icon: IconHandStop },
  applied: { tone: 'ok', icon: IconCircleCheck },
  rejected: { tone: 'bad', icon: IconBan },
  sealed: { tone: 'bad', icon: IconLock },
  failed: { tone: 'bad', icon: IconPlugConnectedX },
}

export function SubmissionMark({ state, quiet = false }: { state: SubmissionState; quiet?: boolean }) {
  const { t } = useText()
  const { tone, icon } = looks[state]
  return (
    <Mark tone={tone} icon={icon} quiet={quiet}>
      {t(`submissionState.${state}`)}
    </Mark>
  )
}
