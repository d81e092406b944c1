import type { ReactNode } from 'react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Submission } from '../../../api/types.ts'
import { Moment } from '../../../components/moment.tsx'
import { useText, type Text } from '../../../lib/use-text.ts'
import { datasetSubmissionsQuery } from '../queries.ts'
import { SubmissionMark } from '../submission-marks.tsx'
import classes from '../submission-timeline.module.css'

interface Step {
  key: string
  at: string
  state: string
  title: ReactNode
  text: ReactNode
}

/** What happened to a submission, in order: what it follows, what was said about it, what followed it. */
export function Course({ submission }: { submission: Submission }) {
  const text = useText()
  const others = useInfiniteQuery(datasetSubmissionsQuery(submission.dataset.code))
  const known = others.data?.pages.flatMap((page) => page.items) ?? []
  const following = known.filter(({ continues, withdraws }) => [continues, withdraws].includes(submission.id)).reverse()
  const steps = [received(submission, text), ...ended(submission, text), ...following.map((each) => next(each, text))]
  return (
    <ol className={classes.timeline}>
      {steps.map((step) => (
        <li key={step.key} className={classes.item} data-state={step.state}>
          <p className={classes.head}>{step.title}</p>
          <p className={classes.meta}>
            <Moment at={step.at} />
          </p>
          {step.text !== null && <p className={classes.outcome}>{step.text}</p>}
        </li>
      ))}
    </ol>
  )
}

function received(submission: Submission, { t }: Text): Step {
  const { continues, withdraws, submittedBy } = submission
  const before = continues ?? withdraws
  return {
    key: 'received',
    at: submission.receivedAt,
    state: 'applied',
    title: t('course.received', { who: submittedBy.account, unit: submittedBy.unit }),
    text: before !== null && (
      <>
        {t(continues === null ? 'course.withdraws' : 'course.continues')}{' '}
        <Link to="/submissions/$id" params={{ id: before }}>
          {t('course.before')}
        </Link>
        {withdraws !== null &&
          submission.statement !== null &&
          ` – ${t('course.reason', { text: submission.statement })}`}
      </>
    ),
  }
}

function ended(submission: Submission, { t, format }: Text): Step[] {
  const { finishedAt, state, statement, confirmedDeletions, withdraws } = submission
  if (finishedAt === null) return []
  const said = statement !== null && withdraws === null ? t('course.reason', { text: statement }) : null
  const agreed =
    confirmedDeletions === null
      ? null
      : t('course.confirmed', { count: confirmedDeletions, number: format.number(confirmedDeletions) })
  return [
    {
      key: 'ended',
      at: finishedAt,
      state,
      title: <SubmissionMark state={state} quiet />,
      text: agreed === null && said === null ? null : [agreed, said].filter((each) => each !== null).join(' – '),
    },
  ]
}

function next(each: Submission, { t }: Text): Step {
  return {
    key: each.id,
    at: each.receivedAt,
    state: each.state,
    title: (
      <>
        <Link to="/submissions/$id" params={{ id: each.id }}>
          {t(each.continues === null ? 'course.withdrawn' : 'course.continued')}
        </Link>
        <SubmissionMark state={each.state} quiet />
      </>
    ),
    text: each.statement === null ? null : t('course.reason', { text: each.statement }),
  }
}
