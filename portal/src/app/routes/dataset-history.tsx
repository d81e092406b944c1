import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { Dataset, Quality } from '../../api/types.ts'
import { More } from '../../components/more.tsx'
import { Section } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { Lines } from '../../components/skeletons.tsx'
import { Timeline, type TimelineItem } from '../../components/timeline.tsx'
import {
  documentItem,
  registryItems,
  retirementItem,
  structureItem,
} from '../../features/catalogue/dataset-history.tsx'
import { datasetQuery, documentsQuery, retirementQuery, structuresQuery } from '../../features/catalogue/queries.ts'
import { may, useMe } from '../../features/identity/queries.ts'
import { applyItem, useApplies } from '../../features/warehouse/apply-history.tsx'
import { qualityQuery } from '../../features/warehouse/insight-queries.ts'
import { datasetSubmissionsQuery } from '../../features/warehouse/queries.ts'
import { RecordsTrend } from '../../features/warehouse/records-trend.tsx'
import { timeOf } from '../../lib/day.ts'
import { useText } from '../../lib/use-text.ts'
import classes from './dataset-history.module.css'

const route = getRouteApi('/datasets/$code')

/** The life of a dataset: its updates, its structures, its place in the catalogue. */
export function DatasetHistoryTab() {
  const { code } = route.useParams()
  const dataset = useQuery(datasetQuery(code))
  const me = useMe()
  if (dataset.data === undefined || me === undefined) return null
  return <History dataset={dataset.data} seesUpdates={may(me, 'warehouse.submission.read')} />
}

function History({ dataset, seesUpdates }: { dataset: Dataset; seesUpdates: boolean }) {
  const { t } = useText()
  const quality = useQuery(qualityQuery(dataset.code))
  return (
    <>
      <Size trend={quality.data?.trend ?? []} />
      <Section title={t('history.course')}>
        {seesUpdates ? <WithUpdates dataset={dataset} /> : <WithoutUpdates dataset={dataset} />}
      </Section>
    </>
  )
}

/** How many records there were after each update, where there was more than one. */
function Size({ trend }: { trend: Quality['trend'] }) {
  const { t } = useText()
  if (trend.filter((each) => each.inForce).length < 2) return null
  return (
    <Section title={t('history.size')}>
      <RecordsTrend trend={trend} />
    </Section>
  )
}

/** Updates are for those who have an account. */
function WithoutUpdates({ dataset }: { dataset: Dataset }) {
  const { t } = useText()
  const registry = useRegistry(dataset)
  return (
    <>
      <p className={classes.hint}>
        {t('history.signIn')}{' '}
        <Link to="/sign-in" search={{ to: `/datasets/${dataset.code}/history` }}>
          {t('nav.signIn')}
        </Link>
      </p>
      <QueryView query={registry} skeleton={<Lines count={8} />}>
        {(items) => <Timeline items={items} label={t('dataset.history')} />}
      </QueryView>
    </>
  )
}

/** What everybody may know: its structures, its place in the catalogue, how it was closed. */
function useRegistry(dataset: Dataset) {
  const text = useText()
  const structures = useQuery(structuresQuery(dataset.code))
  const retirements = useQuery(retirementQuery(dataset.code))
  const documents = useQuery(documentsQuery(dataset.code))
  const known = structures.data !== undefined && retirements.data !== undefined && documents.data !== undefined
  return {
    data: known
      ? [
          ...structures.data.items.map((each) => structureItem(each, dataset.code, text)),
          ...retirements.data.items.map((each) => retirementItem(each, text)),
          ...documents.data.items.map((each) => documentItem(each, dataset.code, text)),
          ...registryItems(dataset, text),
        ]
      : undefined,
    isError: structures.isError || retirements.isError || documents.isError,
    error: structures.error ?? retirements.error ?? documents.error,
    refetch: () => Promise.all([structures.refetch(), retirements.refetch(), documents.refetch()]),
  }
}

function WithUpdates({ dataset }: { dataset: Dataset }) {
  const { t } = useText()
  const registry = useRegistry(dataset)
  const submissions = useInfiniteQuery(datasetSubmissionsQuery(dataset.code))
  return (
    <QueryView query={submissions} skeleton={<Lines count={8} />}>
      {({ pages }) => (
        <QueryView query={registry} skeleton={<Lines count={8} />}>
          {(items) => (
            <>
              <Updates
                registry={items}
                submissions={pages.flatMap((page) => page.items)}
                whole={!submissions.hasNextPage}
                label={t('dataset.history')}
              />
              <More
                hasMore={submissions.hasNextPage}
                loading={submissions.isFetchingNextPage}
                onMore={() => void submissions.fetchNextPage()}
              />
            </>
          )}
        </QueryView>
      )}
    </QueryView>
  )
}

interface UpdatesProps {
  registry: TimelineItem[]
  submissions: Parameters<typeof useApplies>[0]
  /** Whether no older submission is left to be fetched. */
  whole: boolean
  label: string
}

function Updates({ registry, submissions, whole, label }: UpdatesProps) {
  const text = useText()
  const applies = useApplies(submissions)
  const items = [...applies.applied.map((each) => applyItem(each, applies, text)), ...registry]
  // Until the updates are all here, what is older than the oldest of them waits too: no gap looks as if nothing was.
  const oldest = submissions.at(-1)?.receivedAt
  const shown = whole || oldest === undefined ? items : items.filter(({ at }) => timeOf(at) >= timeOf(oldest))
  return <Timeline items={shown} label={label} />
}
