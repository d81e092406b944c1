import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowRight,
  IconBan,
  IconCircleCheck,
  IconGitMerge,
  IconSend,
  IconThumbDown,
  IconThumbUp,
  IconX,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { QueryView } from '../../../components/query-view.tsx'
import { Lines } from '../../../components/skeletons.tsx'
import { Timeline } from '../../../components/timeline.tsx'
import { useText } from '../../../lib/use-text.ts'
import { grantStepsQuery } from './queries.ts'
import classes from './grant.module.css'

const icons = {
  asked: IconSend,
  agreed: IconThumbUp,
  objected: IconThumbDown,
  overdue: IconAlertTriangle,
  passedOn: IconArrowRight,
  returned: IconArrowBackUp,
  withdrawn: IconX,
  granted: IconCircleCheck,
  refused: IconBan,
  passed: IconGitMerge,
} as const

/** What was said and done about a request, newest first. */
export function GrantRequestSteps({ id }: { id: string }) {
  const { t, named } = useText()
  const steps = useQuery(grantStepsQuery(id))
  return (
    <QueryView query={steps} skeleton={<Lines count={4} />}>
      {({ items }) => (
        <Timeline
          label={t('grantRequests.steps')}
          items={items.map((step) => ({
            key: step.id,
            at: step.at,
            icon: icons[step.kind],
            title: t(`grantRequests.step.${step.kind}`),
            ...(step.unit && { mark: <span className={classes.quiet}>{named(step.unit)}</span> }),
            ...(step.text !== null && { body: <p className={classes.said}>{step.text}</p> }),
          }))}
        />
      )}
    </QueryView>
  )
}
