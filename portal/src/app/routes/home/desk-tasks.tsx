import { LinkButton } from '../../../components/link-button.tsx'
import { IconCircleCheck } from '@tabler/icons-react'
import { useInfiniteQuery, useQueries, useQuery } from '@tanstack/react-query'
import type { Dataset, DatasetState, Submission } from '../../../api/types.ts'
import { Pending } from '../../../components/query-view.tsx'
import { Lines } from '../../../components/skeletons.tsx'
import { datasetListQuery } from '../../../features/catalogue/queries.ts'
import { DueText, FreshnessMark, freshnessOrder } from '../../../features/warehouse/freshness.tsx'
import { mySubmissionsQuery, stateQuery } from '../../../features/warehouse/queries.ts'
import { SubmissionMark } from '../../../features/warehouse/submission-marks.tsx'
import { useText } from '../../../lib/use-text.ts'
import classes from './desk-tasks.module.css'

/** What waits for this person: late datasets first, then deliveries sent back. */
export function DeskTasks({ unit }: { unit: string }) {
  const { t } = useText()
  const datasets = useQuery(datasetListQuery({ provider: unit }, 50))
  const submissions = useInfiniteQuery(mySubmissionsQuery(5))
  const items = datasets.data?.items ?? []
  const states = useQueries({ queries: items.map((dataset) => stateQuery(dataset.code)) })
  const waiting = datasets.isPending || states.some((state) => state.isPending)
  const due = items
    .map((dataset, index) => ({ dataset, state: states[index]?.data }))
    .filter(isDue)
    .sort((a, b) => rank(a.state) - rank(b.state))
  const sentBack = lastOfEach(submissions.data?.pages[0]?.items ?? []).filter((each) => each.state === 'rejected')
  return (
    <section className={classes.tasks} aria-label={t('desk.tasks')}>
      <h2>{t('desk.tasks')}</h2>
      {waiting && (
        <Pending>
          <Lines count={2} />
        </Pending>
      )}
      {!waiting && due.length + sentBack.length === 0 && (
        <p className={classes.calm}>
          <IconCircleCheck size={20} stroke={1.8} aria-hidden /> {t('desk.nothing')}
        </p>
      )}
      <ul className={classes.list}>
        {!waiting && due.map(({ dataset, state }) => <DueTask key={dataset.code} dataset={dataset} state={state} />)}
        {!waiting && sentBack.map((submission) => <SentBackTask key={submission.id} submission={submission} />)}
      </ul>
    </section>
  )
}

function DueTask({ dataset, state }: { dataset: Dataset; state: DatasetState }) {
  const { t, named } = useText()
  return (
    <li className={classes.task}>
      <div>
        <p className={classes.title}>
          {named(dataset)} <FreshnessMark state={state.freshness.state} />
        </p>
        <p className={classes.text}>
          <DueText state={state} />
        </p>
      </div>
      <LinkButton to="/submit" search={{ dataset: dataset.code }} variant="light">
        {t('nav.submit')}
      </LinkButton>
    </li>
  )
}

function SentBackTask({ submission }: { submission: Submission }) {
  const { t, named, format } = useText()
  return (
    <li className={classes.task}>
      <div>
        <p className={classes.title}>
          {named(submission.dataset)} <SubmissionMark state={submission.state} />
        </p>
        <p className={classes.text}>
          {t('desk.sentBack', {
            file: submission.fileName ?? t('submission.noFileName'),
            at: format.instant(submission.receivedAt),
          })}
        </p>
      </div>
      <LinkButton to="/submissions/$id" params={{ id: submission.id }} variant="light">
        {t('desk.seeErrors')}
      </LinkButton>
    </li>
  )
}

interface Known {
  dataset: Dataset
  state: DatasetState
}

function isDue(row: { dataset: Dataset; state: DatasetState | undefined }): row is Known {
  return row.state !== undefined && ['overdue', 'never', 'due-soon'].includes(row.state.freshness.state)
}

function rank(state: DatasetState): number {
  return freshnessOrder.indexOf(state.freshness.state)
}

/** A delivery sent back matters only until a newer one came for the same dataset. */
function lastOfEach(submissions: Submission[]): Submission[] {
  const last = new Map<string, Submission>()
  for (const submission of submissions) {
    if (!last.has(submission.dataset.code)) last.set(submission.dataset.code, submission)
  }
  return [...last.values()]
}
