import { IconColumns3, IconFilePlus, IconGavel, IconRefresh } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { Dataset, Structure, Submission } from '../../api/types.ts'
import { Citation } from '../../components/citation.tsx'
import { More } from '../../components/more.tsx'
import { Pending } from '../../components/query-view.tsx'
import { Lines } from '../../components/skeletons.tsx'
import { Timeline, type TimelineItem } from '../../components/timeline.tsx'
import { datasetQuery, structuresQuery } from '../../features/catalogue/queries.ts'
import { useMe } from '../../features/identity/queries.ts'
import { BalanceSentence } from '../../features/warehouse/balance-sentence.tsx'
import { qualityQuery } from '../../features/warehouse/insight-queries.ts'
import { datasetSubmissionsQuery } from '../../features/warehouse/queries.ts'
import { RecordsTrend } from '../../features/warehouse/records-trend.tsx'
import { useText, type Text } from '../../lib/use-text.ts'
import classes from './dataset-history.module.css'

const route = getRouteApi('/datasets/$code')

/** The life of a dataset: its updates, its structures, its place in the catalogue. */
export function DatasetHistoryTab() {
  const { code } = route.useParams()
  const dataset = useQuery(datasetQuery(code))
  const me = useMe()
  if (dataset.data === undefined || me === undefined) return null
  return <History dataset={dataset.data} signedIn={me !== null} />
}

function History({ dataset, signedIn }: { dataset: Dataset; signedIn: boolean }) {
  const text = useText()
  const { t } = text
  const structures = useQuery(structuresQuery(dataset.code))
  const quality = useQuery(qualityQuery(dataset.code))
  const submissions = useInfiniteQuery({ ...datasetSubmissionsQuery(dataset.code), enabled: signedIn })
  const waits = structures.isPending || (signedIn && submissions.isPending)
  if (waits) {
    return (
      <Pending>
        <Lines count={8} />
      </Pending>
    )
  }
  const applied = (submissions.data?.pages ?? []).flatMap((page) => page.items).filter(isApplied)
  const whole = !submissions.hasNextPage
  const items = [
    ...applied.map((each) => applyItem(each, dataset.code, text)),
    ...(structures.data?.items ?? []).map((each) => structureItem(each, dataset.code, text)),
    ...registryItems(dataset, text),
  ]
  // Until the updates are all here, what is older than the oldest of them waits too: no gap is shown as if nothing was.
  const oldest = applied.at(-1)?.finishedAt
  const shown = whole || typeof oldest !== 'string' ? items : items.filter(({ at }) => at >= oldest)
  return (
    <div className={classes.history}>
      <RecordsTrend trend={quality.data?.trend ?? []} />
      <Timeline items={shown} label={t('dataset.history')} />
      {!signedIn && (
        <p className={classes.hint}>
          {t('history.signIn')} <Link to="/sign-in">{t('nav.signIn')}</Link>
        </p>
      )}
      <More
        hasMore={submissions.hasNextPage}
        loading={submissions.isFetchingNextPage}
        onMore={() => void submissions.fetchNextPage()}
      />
    </div>
  )
}

interface Applied extends Submission {
  applyNumber: number
  finishedAt: string
}

function isApplied(submission: Submission): submission is Applied {
  return submission.applyNumber !== null && submission.finishedAt !== null
}

function applyItem(submission: Applied, code: string, { t, format }: Text): TimelineItem {
  const { balance, id, finishedAt } = submission
  const number = String(submission.applyNumber)
  return {
    key: id,
    at: finishedAt,
    icon: IconRefresh,
    title: t('history.applied', { number: format.number(submission.applyNumber) }),
    ...(balance === null ? {} : { body: <BalanceSentence balance={balance} /> }),
    links: (
      <>
        <Link to="/datasets/$code/records" params={{ code }} search={{ asOf: number }}>
          {t('history.seeState')}
        </Link>
        <Link to="/submissions/$id" params={{ id }}>
          {t('record.seeSubmission')}
        </Link>
      </>
    ),
  }
}

function structureItem(structure: Structure, code: string, { t, format }: Text): TimelineItem {
  return {
    key: `structure ${String(structure.version)}`,
    at: structure.since,
    icon: IconColumns3,
    title: t('history.structure', {
      version: format.number(structure.version),
      count: structure.fields.length,
      fields: format.number(structure.fields.length),
    }),
    ...(structure.note === '' ? {} : { body: structure.note }),
    links: (
      <Link to="/datasets/$code/structure" params={{ code }} search={{ version: String(structure.version) }}>
        {t('history.seeStructure')}
      </Link>
    ),
  }
}

function registryItems({ inForce, registeredAt }: Dataset, { t, format }: Text): TimelineItem[] {
  const registered = { key: 'registered', at: registeredAt, icon: IconFilePlus, title: t('history.registered') }
  if (inForce === null) return [registered]
  return [
    registered,
    {
      key: 'in force',
      at: inForce.from,
      icon: IconGavel,
      title: t('history.inForce', { number: format.number(inForce.catalogueVersion) }),
      body: <Citation instrument={inForce.instrument} />,
    },
  ]
}
