import {
  IconAlertTriangle,
  IconArchive,
  IconArrowBackUp,
  IconCircleCheck,
  IconHandStop,
  IconLock,
  IconMessageQuestion,
  type Icon,
} from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Incident } from '../../../api/types.ts'
import { Timeline } from '../../../components/timeline.tsx'
import { useText } from '../../../lib/use-text.ts'

type Act = Incident['acts'][number]

const icons: Readonly<Record<Act['act'], Icon>> = {
  opened: IconAlertTriangle,
  sealed: IconLock,
  releaseAsked: IconMessageQuestion,
  releaseRefused: IconHandStop,
  released: IconCircleCheck,
  restored: IconArrowBackUp,
  handled: IconArchive,
}

/** What was done about an incident, by whom and why. */
export function IncidentTimeline({ acts }: { acts: readonly Act[] }) {
  const { t } = useText()
  const items = acts.map((act, place) => ({
    key: String(place),
    at: act.at,
    icon: icons[act.act],
    title: t(`incidents.acts.${act.act}`),
    body: <Body act={act} />,
  }))
  return <Timeline items={items} label={t('incidents.course')} />
}

function Body({ act }: { act: Act }) {
  const { t } = useText()
  const isMachine = act.account === 'system'
  return (
    <>
      {!isMachine && (
        <p>
          {act.account}, {act.unit}
        </p>
      )}
      {act.outcome !== null && <p>{t(`incidents.outcomes.${act.outcome}`)}</p>}
      {act.instrument !== null && (
        <p>
          <Link to="/law/$id" params={{ id: act.instrument.id }}>
            {act.instrument.number}
          </Link>
        </p>
      )}
      {act.reason !== null && <p>{act.reason}</p>}
    </>
  )
}
