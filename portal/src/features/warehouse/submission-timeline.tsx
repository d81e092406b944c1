import { Link } from '@tanstack/react-router'
import type { Submission } from '../../api/types.ts'
import { Moment } from '../../components/moment.tsx'
import { useText, type Text } from '../../lib/use-text.ts'
import { BalanceSentence } from './balance-sentence.tsx'
import { SubmissionMark } from './submission-marks.tsx'
import classes from './submission-timeline.module.css'

interface SubmissionTimelineProps {
  submissions: Submission[]
  /** Names the dataset on each line, for lists across datasets. */
  withDataset?: boolean
}

/** Deliveries as a line in time, newest first. */
export function SubmissionTimeline({ submissions, withDataset = false }: SubmissionTimelineProps) {
  return (
    <ol className={classes.timeline}>
      {submissions.map((submission) => (
        <li key={submission.id} className={classes.item} data-state={submission.state}>
          <SubmissionLine submission={submission} withDataset={withDataset} />
        </li>
      ))}
    </ol>
  )
}

function SubmissionLine({ submission, withDataset }: { submission: Submission; withDataset: boolean }) {
  const { t, named, format } = useText()
  return (
    <>
      <p className={classes.head}>
        <Link to="/submissions/$id" params={{ id: submission.id }} className={classes.title}>
          {withDataset ? named(submission.dataset) : nameOf(submission, t)}
        </Link>
        <SubmissionMark state={submission.state} />
      </p>
      <p className={classes.meta}>
        <Moment at={submission.receivedAt} /> · {submission.submittedBy.account}, {submission.submittedBy.unit} ·{' '}
        {t(`channel.${submission.channel}`)} · {format.bytes(submission.bytes)}
        {withDataset && ` · ${nameOf(submission, t)}`}
      </p>
      <p className={classes.outcome}>
        <Outcome submission={submission} />
      </p>
    </>
  )
}

/** Withdrawals and conversions come without a file of their own: what they are names them. */
function nameOf({ load, fileName }: Submission, t: Text['t']): string {
  if (load === 'withdrawal' || load === 'conversion') return t(`load.${load}`)
  return fileName ?? t('submission.noFileName')
}

function Outcome({ submission }: { submission: Submission }) {
  const { t, format } = useText()
  const { balance } = submission
  if (submission.state === 'applied' && balance !== null) {
    return <BalanceSentence balance={balance} load={submission.load} />
  }
  if (submission.state === 'rejected') {
    return submission.faultyRows === null ? (
      <>{submission.problem?.title}</>
    ) : (
      <>
        {t('submission.outcomeRejected', {
          count: submission.faultyRows,
          number: format.number(submission.faultyRows),
        })}
      </>
    )
  }
  if (submission.state === 'failed') return <>{submission.problem?.title ?? t('submission.outcomeFailed')}</>
  if (submission.state === 'sealed') return <>{t('submission.outcomeSealed')}</>
  if (submission.state === 'waiting') return <>{t('submission.outcomeWaiting')}</>
  return <>{t('submission.outcomeRunning')}</>
}
