import {
  IconAlertTriangle,
  IconBan,
  IconCalendarPlus,
  IconCircleCheck,
  IconEraser,
  IconEye,
  IconInbox,
  IconMessage,
  IconReport,
  IconUsersGroup,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { QueryView } from '../../../components/query-view.tsx'
import { Lines } from '../../../components/skeletons.tsx'
import { Timeline } from '../../../components/timeline.tsx'
import { useText } from '../../../lib/use-text.ts'
import { subjectStepsQuery } from './queries.ts'

const icons = {
  received: IconInbox,
  assigned: IconUsersGroup,
  responded: IconMessage,
  reported: IconReport,
  extended: IconCalendarPlus,
  reads: IconEye,
  answered: IconCircleCheck,
  refused: IconBan,
  overdue: IconAlertTriangle,
  erased: IconEraser,
} as const

/** What was said and done, newest first. */
export function RequestSteps({ id }: { id: string }) {
  const { t, named } = useText()
  const steps = useQuery(subjectStepsQuery(id))
  return (
    <QueryView query={steps} skeleton={<Lines count={4} />}>
      {({ items }) => (
        <Timeline
          label={t('subjects.steps')}
          items={items.map((step) => ({
            key: step.id,
            at: step.at,
            icon: icons[step.kind],
            title: t(`subjects.step.${step.kind}`),
            ...(step.unit && { mark: <span>{named(step.unit)}</span> }),
            ...(step.text !== null && { body: <p style={{ whiteSpace: 'pre-wrap' }}>{step.text}</p> }),
          }))}
        />
      )}
    </QueryView>
  )
}
