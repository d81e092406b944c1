import { LinkButton } from '../../components/link-button.tsx'
import { useEffect } from 'react'
import { IconBan, IconCircleCheck, IconUpload } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { Submission } from '../../api/types.ts'
import type { Fact } from '../../components/facts.tsx'
import { Notice } from '../../components/notice.tsx'
import { Card, Page, Section } from '../../components/page.tsx'
import { ProblemView } from '../../components/problem-view.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { Lines } from '../../components/skeletons.tsx'
import { useMayRead } from '../../features/access/use-may-read.ts'
import { BalanceSentence } from '../../features/warehouse/balance-sentence.tsx'
import { BalanceTable } from '../../features/warehouse/balance.tsx'
import { ErrorsDownload, Faults } from '../../features/warehouse/faults.tsx'
import { datasetQuery, kindsQuery, structuresQuery } from '../../features/catalogue/queries.ts'
import { may, useMe } from '../../features/identity/queries.ts'
import { ReceiptLinks } from '../../features/journal/receipt-links.tsx'
import { WitnessMark } from '../../features/journal/witness-mark.tsx'
import { datasetSubmissionsQuery, isRunning, submissionQuery } from '../../features/warehouse/queries.ts'
import { Conversions } from '../../features/warehouse/submission/conversions.tsx'
import { Course } from '../../features/warehouse/submission/course.tsx'
import { LoadMark } from '../../features/warehouse/submission/load-mark.tsx'
import { Told } from '../../features/warehouse/submission/told.tsx'
import { Waiting } from '../../features/warehouse/submission/waiting.tsx'
import { canWithdraw, WithdrawButton } from '../../features/warehouse/submission/withdraw-button.tsx'
import { SubmissionFacts } from '../../features/warehouse/submission-facts.tsx'
import { SubmissionMark } from '../../features/warehouse/submission-marks.tsx'
import { SubmissionProgress } from '../../features/warehouse/submission-progress.tsx'
import { usePace } from '../../features/warehouse/use-pace.ts'
import { useText, type Text } from '../../lib/use-text.ts'
import { SubmissionChanges } from './submission-changes.tsx'

const route = getRouteApi('/submissions/$id')

export function SubmissionPage() {
  const { t, named, format } = useText()
  const { id } = route.useParams()
  const query = useQuery(submissionQuery(id))
  const submission = query.data
  return (
    <Page
      title={
        submission === undefined
          ? t('submission.heading')
          : t('submission.title', { dataset: named(submission.dataset), at: format.instant(submission.receivedAt) })
      }
      crumbs={[
        <Link key="submissions" to="/submissions">
          {t('nav.submissions')}
        </Link>,
        ...(submission === undefined
          ? []
          : [
              <Link key="dataset" to="/datasets/$code/submissions" params={{ code: submission.dataset.code }}>
                {named(submission.dataset)}
              </Link>,
            ]),
      ]}
      marks={
        submission && (
          <>
            <SubmissionMark state={submission.state} />
            <LoadMark load={submission.load} />
          </>
        )
      }
    >
      <QueryView query={query} skeleton={<Lines count={8} />}>
        {(data) => (
          <>
            <Outcome submission={data} seenAt={query.dataUpdatedAt} />
            {data.conversions.length > 0 && <ConversionSection submission={data} />}
            <Section title={t('course.title')}>
              <Card>
                <Course submission={data} />
              </Card>
            </Section>
            <Section title={t('submission.particulars')}>
              <Card>
                <SubmissionFacts submission={data} more={isRunning(data) ? [] : receiptFacts(data.id, t)} />
              </Card>
            </Section>
          </>
        )}
      </QueryView>
    </Page>
  )
}

/** What proves that the file was taken in, and whether anybody outside vouches for the log as it is now. */
function receiptFacts(id: string, t: Text['t']): Fact[] {
  return [
    { name: t('receipt.title'), value: <ReceiptLinks kind="submission" id={id} /> },
    { name: t('receipt.log'), value: <WitnessMark /> },
  ]
}

function Outcome({ submission, seenAt }: { submission: Submission; seenAt: number }) {
  useRefreshWhenDone(submission)
  const me = useMe()
  const isSender = me?.unit.name === submission.submittedBy.unit
  const own = isSender && may(me, 'warehouse.submission.submit')
  if (isRunning(submission)) return <Running submission={submission} seenAt={seenAt} />
  if (submission.state === 'waiting') return <Asking submission={submission} own={own} />
  if (submission.state === 'applied') return <Applied submission={submission} own={own} />
  return <SentBack submission={submission} own={own} isSender={isSender} />
}

function Asking({ submission, own }: { submission: Submission; own: boolean }) {
  return (
    <>
      <Waiting submission={submission} own={own} />
      <Told submission={submission} own={own} />
      {submission.faults.length > 0 && <FaultSection submission={submission} />}
      <BalanceSection submission={submission} />
    </>
  )
}

const outOfDate = [
  ...['state', 'records', 'record', 'history', 'dataset-submissions', 'my-submissions'],
  ...['desk', 'quality', 'notices', 'waiting-rows'],
]

/** When the work ends, what other pages know of this dataset is out of date. */
function useRefreshWhenDone(submission: Submission): void {
  const queries = useQueryClient()
  const done = !isRunning(submission)
  useEffect(() => {
    if (!done) return
    for (const key of outOfDate) void queries.invalidateQueries({ queryKey: ['warehouse', key] })
    void queries.invalidateQueries({ queryKey: ['journal'] })
  }, [done, queries])
}

function Running({ submission, seenAt }: { submission: Submission; seenAt: number }) {
  const { t } = useText()
  const pace = usePace(submission, seenAt)
  return (
    <Card>
      <SubmissionProgress progress={submission.progress} pace={pace} />
      <p style={{ marginTop: 14, color: 'var(--kho-muted)' }}>{t('submission.mayLeave')}</p>
    </Card>
  )
}

function Applied({ submission, own }: { submission: Submission; own: boolean }) {
  const { t, named } = useText()
  const mayRead = useMayRead(submission.dataset.code)
  const { balance } = submission
  return (
    <>
      <Notice
        tone="ok"
        icon={IconCircleCheck}
        title={t(submission.load === 'withdrawal' ? 'withdraw.done' : 'submission.applied', {
          dataset: named(submission.dataset),
        })}
        actions={
          <>
            {mayRead && (
              <LinkButton to="/datasets/$code/records" params={{ code: submission.dataset.code }} variant="default">
                {t('submission.seeData')}
              </LinkButton>
            )}
            {own && canWithdraw(submission) && <Withdraw submission={submission} />}
          </>
        }
      >
        {balance !== null && (
          <p>
            <BalanceSentence balance={balance} load={submission.load} />
          </p>
        )}
      </Notice>
      <Told submission={submission} own={own} />
      {submission.faults.length > 0 && <FaultSection submission={submission} />}
      {balance !== null && <BalanceSection submission={submission} />}
      <SubmissionChanges submission={submission} />
    </>
  )
}

/** Where the kind of data lets a delivery be taken back, and nobody has. */
function Withdraw({ submission }: { submission: Submission }) {
  const { code } = submission.dataset
  const dataset = useQuery(datasetQuery(code))
  const kinds = useQuery(kindsQuery)
  const others = useInfiniteQuery(datasetSubmissionsQuery(code))
  const rules = kinds.data?.items.find(({ kind }) => kind === dataset.data?.kind)
  const later = others.data?.pages.flatMap((page) => page.items) ?? []
  const isWithdrawn = later.some(({ withdraws, state }) => withdraws === submission.id && state !== 'failed')
  if (rules?.withdrawal !== true || isWithdrawn) return null
  return <WithdrawButton submission={submission} />
}

interface SentBackProps {
  submission: Submission
  /** Whether the reader may send it again. */
  own: boolean
  /** Whether the values of the file are the reader's own. */
  isSender: boolean
}

function SentBack({ submission, own, isSender }: SentBackProps) {
  const { t, format } = useText()
  if (submission.faults.length === 0) {
    return submission.problem === null ? (
      <Notice tone="bad" icon={IconBan} title={t('submission.outcomeFailed')} />
    ) : (
      <>
        <ProblemView problem={submission.problem} />
        {submission.incident !== null && isSender && (
          <LinkButton to="/incidents/$id" params={{ id: submission.incident }} variant="default" mt={12}>
            {t('submission.seeIncident')}
          </LinkButton>
        )}
      </>
    )
  }
  const rows = submission.faultyRows ?? 0
  return (
    <>
      <Notice
        tone="bad"
        icon={IconBan}
        title={t('submission.rejected', { count: rows, number: format.number(rows) })}
        actions={
          <>
            {own && (
              <LinkButton
                to="/submit"
                search={{ dataset: submission.dataset.code }}
                leftSection={<IconUpload size={17} />}
              >
                {t('submission.again')}
              </LinkButton>
            )}
            {isSender && <ErrorsDownload id={submission.id} />}
          </>
        }
      >
        <p>{t('submission.rejectedHelp')}</p>
      </Notice>
      <Told submission={submission} own={false} />
      <FaultSection submission={submission} />
      {submission.balance !== null && <BalanceSection submission={submission} />}
    </>
  )
}

function FaultSection({ submission }: { submission: Submission }) {
  const { t } = useText()
  return (
    <Section title={t('submission.faults')} help={t('submission.faultsHelp')}>
      <Faults submission={submission} />
    </Section>
  )
}

function ConversionSection({ submission }: { submission: Submission }) {
  const { t, format } = useText()
  const structures = useQuery(structuresQuery(submission.dataset.code))
  const fields = structures.data?.items.find(({ version }) => version === submission.structureVersion)?.fields ?? []
  const cells = submission.conversions.reduce((sum, { count }) => sum + count, 0)
  return (
    <Section
      title={t('conversions.title')}
      help={t('conversions.help', { count: cells, number: format.number(cells) })}
    >
      <Conversions conversions={submission.conversions} fields={fields} />
    </Section>
  )
}

function BalanceSection({ submission }: { submission: Submission }) {
  const { t } = useText()
  if (submission.balance === null) return null
  return (
    <Section title={t('balance.title')} help={t('balance.help')}>
      <BalanceTable balance={submission.balance} load={submission.load} waits={submission.onFault === 'quarantine'} />
    </Section>
  )
}
