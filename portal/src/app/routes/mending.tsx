import { useState } from 'react'
import { Button } from '@mantine/core'
import { IconCircleCheck, IconDownload, IconSend, IconUpload } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { toProblem } from '../../api/problem.ts'
import type { Problem, QuarantineCounts, Submission } from '../../api/types.ts'
import { Empty } from '../../components/empty.tsx'
import { LinkButton } from '../../components/link-button.tsx'
import { Page } from '../../components/page.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { TableSkeleton } from '../../components/skeletons.tsx'
import { structuresQuery } from '../../features/catalogue/queries.ts'
import { bookOf, closeBook, useBook } from '../../features/warehouse/mending/books.ts'
import { pageSize, sendContinuation, waitingRowsQuery } from '../../features/warehouse/mending/queries.ts'
import { Workplace } from '../../features/warehouse/mending/workplace.tsx'
import { submissionQuery } from '../../features/warehouse/queries.ts'
import { useText } from '../../lib/use-text.ts'
import { SignedIn } from '../signed-in.tsx'
import classes from './mending.module.css'

const route = getRouteApi('/submissions/$id/mend')

/** The rows of a submission that wait to be mended. */
export function MendingPage() {
  const { t, named, format } = useText()
  const { id } = route.useParams()
  const submission = useQuery(submissionQuery(id))
  const about = submission.data
  return (
    <Page
      title={about === undefined ? t('mend.heading') : t('mend.title', { dataset: named(about.dataset) })}
      lead={t('mend.lead')}
      crumbs={[
        <Link key="submissions" to="/submissions">
          {t('nav.submissions')}
        </Link>,
        <Link key="submission" to="/submissions/$id" params={{ id }}>
          {about === undefined
            ? t('submission.heading')
            : t('mend.submissionOf', { at: format.instant(about.receivedAt) })}
        </Link>,
        <span key="here">{t('mend.heading')}</span>,
      ]}
    >
      <SignedIn needs="warehouse.submission.read">
        {() => (
          <QueryView query={submission} skeleton={<TableSkeleton rows={8} columns={6} />}>
            {(data) => <Rows submission={data} />}
          </QueryView>
        )}
      </SignedIn>
    </Page>
  )
}

function Rows({ submission }: { submission: Submission }) {
  const { t } = useText()
  const { id } = submission
  const search = route.useSearch()
  const navigate = useNavigate()
  const choice = search.rule === undefined ? null : { rule: search.rule, field: search.field ?? null }
  const [turned, setTurned] = useState<{ choice: string; cursors: string[] }>({ choice: '', cursors: [] })
  const chosen = `${search.rule ?? ''} ${search.field ?? ''}`
  const cursors = turned.choice === chosen ? turned.cursors : []
  const structures = useQuery(structuresQuery(submission.dataset.code))
  const rows = useQuery(waitingRowsQuery(id, choice, cursors.at(-1) ?? ''))
  const fields = structures.data?.items.find(({ version }) => version === submission.structureVersion)?.fields ?? []
  const turn = (next: string[]) => {
    setTurned({ choice: chosen, cursors: next })
  }
  return (
    <QueryView query={rows} skeleton={<TableSkeleton rows={8} columns={6} />}>
      {(data) => {
        if (data.counts.open === 0) return <AllSettled submission={submission} />
        const { next } = data
        return (
          <>
            <Sending submission={submission} counts={data.counts} />
            <Workplace
              key={`${chosen} ${String(cursors.length)}`}
              submission={id}
              fields={fields}
              faults={submission.faults}
              choice={choice}
              onChoose={(to) => {
                const filter = to === null ? {} : { rule: to.rule, ...(to.field === null ? {} : { field: to.field }) }
                void navigate({ to: '/submissions/$id/mend', params: { id }, search: filter, replace: true })
              }}
              page={{
                rows: data.items,
                counts: data.counts,
                before: cursors.length * pageSize,
                onPrevious:
                  cursors.length === 0
                    ? null
                    : () => {
                        turn(cursors.slice(0, -1))
                      },
                onNext:
                  next === null
                    ? null
                    : () => {
                        turn([...cursors, next])
                      },
              }}
            />
            {data.items.length === 0 && <Empty icon={IconCircleCheck} title={t('mend.noneMatch')} />}
          </>
        )
      }}
    </QueryView>
  )
}

/** How far the mending is, and the way on: send what is mended, or mend in a spreadsheet instead. */
function Sending({ submission, counts }: { submission: Submission; counts: QuarantineCounts }) {
  const { t, format } = useText()
  const { id } = submission
  const state = useBook(bookOf(id))
  const { busy, problem, send } = useSending(id)
  const now = state.counts ?? counts
  return (
    <div className={classes.sending}>
      <p className={classes.counts}>
        <strong>{t('mend.open', { count: now.open, number: format.number(now.open) })}</strong>
        <span>{t('mend.edited', { count: now.edited, number: format.number(now.edited) })}</span>
      </p>
      <div className={classes.actions}>
        <Button
          component="a"
          href={`/api/v1/warehouse/submissions/${encodeURIComponent(id)}/quarantine.csv`}
          download
          variant="default"
          leftSection={<IconDownload size={17} />}
        >
          {t('mend.download')}
        </Button>
        <LinkButton
          to="/submit"
          search={{ dataset: submission.dataset.code, continues: id }}
          variant="default"
          leftSection={<IconUpload size={17} />}
        >
          {t('mend.upload')}
        </LinkButton>
        <Button
          leftSection={<IconSend size={17} />}
          disabled={now.edited === 0 && state.save === 'saved'}
          loading={busy}
          onClick={() => void send()}
        >
          {t('mend.send')}
        </Button>
      </div>
      {problem && (
        <div className={classes.problem}>
          <ProblemView problem={problem} />
        </div>
      )}
    </div>
  )
}

/** Sends the mended rows once all that was typed is kept. */
function useSending(id: string) {
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const send = async () => {
    setBusy(true)
    setProblem(null)
    try {
      await bookOf(id).flush()
      const next = await sendContinuation(id)
      await navigate({ to: '/submissions/$id', params: { id: next.id } })
      closeBook(id)
      queries.removeQueries({ queryKey: ['warehouse', 'waiting-rows', id] })
      void queries.invalidateQueries({ queryKey: ['warehouse'] })
    } catch (error) {
      setProblem(toProblem(error))
      void queries.invalidateQueries({ queryKey: ['warehouse', 'waiting-rows', id] })
    }
    setBusy(false)
  }
  return { busy, problem, send }
}

function AllSettled({ submission }: { submission: Submission }) {
  const { t } = useText()
  return (
    <Empty
      icon={IconCircleCheck}
      title={t('mend.allSettled')}
      actions={
        <LinkButton to="/submissions/$id" params={{ id: submission.id }} variant="default">
          {t('desk.seeSubmission')}
        </LinkButton>
      }
    >
      {t('mend.allSettledHelp')}
    </Empty>
  )
}
