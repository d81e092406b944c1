import { LinkButton } from '../../components/link-button.tsx'
import { Select } from '@mantine/core'
import { IconEye, IconHistory } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { Role } from '../../api/types.ts'
import { Empty } from '../../components/empty.tsx'
import { More } from '../../components/more.tsx'
import { Page } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { TableSkeleton } from '../../components/skeletons.tsx'
import { datasetListQuery } from '../../features/catalogue/queries.ts'
import { useMe } from '../../features/identity/queries.ts'
import { CheckpointCard } from '../../features/journal/checkpoint-card.tsx'
import { eventNames } from '../../features/journal/event-names.ts'
import { JournalTimeline } from '../../features/journal/journal-timeline.tsx'
import { entriesQuery, type JournalSearch } from '../../features/journal/queries.ts'
import { WitnessSection } from '../../features/journal/witness-section.tsx'
import { useText } from '../../lib/use-text.ts'
import { SignedIn } from '../signed-in.tsx'
import { useDatasetNames } from '../use-dataset-names.ts'
import classes from './journal.module.css'

const route = getRouteApi('/journal')

export function JournalPage() {
  const { t } = useText()
  const me = useMe()
  return (
    <Page
      title={t('nav.journal')}
      lead={t('journal.lead')}
      actions={
        me &&
        seesReads(me.roles) && (
          <LinkButton to="/journal/reads" variant="default" leftSection={<IconEye size={17} />}>
            {t('nav.reads')}
          </LinkButton>
        )
      }
    >
      <SignedIn>{() => <Journal />}</SignedIn>
    </Page>
  )
}

/** Who read what is for oversight only. */
function seesReads(roles: readonly Role[]): boolean {
  return roles.some((role) => role === 'auditor' || role === 'coordinator' || role === 'committee')
}

function Journal() {
  const { t, format } = useText()
  const search = route.useSearch()
  const names = useDatasetNames()
  const entries = useInfiniteQuery(entriesQuery(search))
  return (
    <>
      <CheckpointCard />
      <WitnessSection />
      <JournalFilters search={search} />
      <QueryView query={entries} skeleton={<TableSkeleton rows={8} columns={1} />}>
        {(data) => {
          const items = data.pages.flatMap((page) => page.items)
          if (items.length === 0) return <Empty icon={IconHistory} title={t('journal.none')} />
          return (
            <>
              <JournalTimeline entries={items} names={names} />
              <More
                hasMore={entries.hasNextPage}
                loading={entries.isFetchingNextPage}
                onMore={() => void entries.fetchNextPage()}
              >
                {t('journal.shown', { count: items.length, number: format.number(items.length) })}
              </More>
            </>
          )
        }}
      </QueryView>
    </>
  )
}

function JournalFilters({ search }: { search: JournalSearch }) {
  const { t, word, named } = useText()
  const navigate = useNavigate()
  const datasets = useQuery(datasetListQuery({}, 100))
  function change(name: keyof JournalSearch, value: string | null): void {
    const rest = Object.fromEntries(Object.entries(search).filter(([each]) => each !== name))
    void navigate({ to: '/journal', search: value === null ? rest : { ...rest, [name]: value }, replace: true })
  }
  return (
    <search className={classes.filters} aria-label={t('journal.filters')}>
      <Select
        aria-label={t('journal.event')}
        placeholder={t('journal.anyEvent')}
        clearable
        searchable
        clearButtonProps={{ 'aria-label': t('action.clear') }}
        data={eventNames.map((name) => ({ value: name, label: word('eventName', name) }))}
        value={search.event ?? null}
        onChange={(value) => {
          change('event', value)
        }}
      />
      <Select
        aria-label={t('journal.dataset')}
        placeholder={t('journal.anyDataset')}
        clearable
        searchable
        clearButtonProps={{ 'aria-label': t('action.clear') }}
        data={(datasets.data?.items ?? []).map((dataset) => ({ value: dataset.code, label: named(dataset) }))}
        value={search.subject ?? null}
        onChange={(value) => {
          change('subject', value)
        }}
      />
    </search>
  )
}
