import {
  IconAlertTriangle,
  IconArchive,
  IconArrowBackUp,
  IconFileCheck,
  IconGavel,
  IconLock,
  IconLockOpen,
  IconMessageQuestion,
  IconSearch,
  IconSend,
  IconUrgent,
  type Icon,
} from '@tabler/icons-react'
import type { Violation } from '../../../api/types.ts'
import { Timeline } from '../../../components/timeline.tsx'
import { useText } from '../../../lib/use-text.ts'

type Act = Violation['acts'][number]

const icons: Readonly<Record<Act['act'], Icon>> = {
  raised: IconAlertTriangle,
  evidenceAdded: IconFileCheck,
  examined: IconSearch,
  proposed: IconMessageQuestion,
  returned: IconArrowBackUp,
  upheld: IconGavel,
  dismissed: IconArchive,
  restrained: IconLock,
  released: IconLockOpen,
  incidentDeclared: IconUrgent,
  noticeSent: IconSend,
}

/** What was done about a violation; to its reporter without who did it and what was said. */
export function ViolationTimeline({ acts }: { acts: readonly Act[] }) {
  const { t } = useText()
  const items = acts.map((act, place) => ({
    key: String(place),
    at: act.at,
    icon: icons[act.act],
    title: t(`violations.acts.${act.act}`),
    body: <Body act={act} />,
  }))
  return <Timeline items={items} label={t('violations.course')} />
}

function Body({ act: { account, unit, words } }: { act: Act }) {
  const { t } = useText()
  if (account === null) return null
  return (
    <>
      <p>{account === 'system' ? t('violations.bySystem') : `${account}, ${unit ?? ''}`}</p>
      {words?.split('\n').map((line, place) => (
        <p key={place}>{line}</p>
      ))}
    </>
  )
}
