import { LinkButton } from '../../components/link-button.tsx'
import { IconEye, IconHistory, IconShieldCheck, IconStack3 } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import type { Role } from '../../api/types.ts'
import { Empty } from '../../components/empty.tsx'
import { More } from '../../components/more.tsx'
import { Page } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { TableSkeleton } from '../../components/skeletons.tsx'
import { datasetListQuery } from '../../features/catalogue/queries.ts'
import { unitsQuery, useMe } from '../../features/identity/queries.ts'
import { CheckpointCard } from '../../features/journal/checkpoint-card.tsx'
import { HoldUp } from '../../features/journal/hold-up.tsx'
import { JournalFilters } from '../../features/journal/journal-filters.tsx'
import { JournalTimeline } from '../../features/journal/journal-timeline.tsx'
import { entriesQuery, type JournalSearch } from '../../features/journal/queries.ts'
import { WitnessSection } from '../../features/journal/witness-section.tsx'
import { useText } from '../../lib/use-text.ts'
import { SignedIn } from '../signed-in.tsx'
import { useDatasetNames } from '../use-dataset-names.ts'

const route = getRouteApi('/journal')

export function JournalPage() {
  const { t } = useText()
  const me = useMe()
  return (
    <Page
      title={t('nav.journal')}
      lead={t('journal.lead')}
      actions={
        <>
          <LinkButton to="/journal/checkpoints" variant="default" leftSection={<IconStack3 size={17} />}>
            {t('checkpoints.title')}
          </LinkButton>
          <LinkButton to="/verify" variant="default" leftSection={<IconShieldCheck size={17} />}>
            {t('verify.nav')}
          </LinkButton>
          {me && seesReads(me.roles) && (
            <LinkButton to="/journal/reads" variant="default" leftSection={<IconEye size={17} />}>
              {t('nav.reads')}
            </LinkButton>
          )}
        </>
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
      <HoldUp />
      <CheckpointCard />
      <WitnessSection />
      <Filters search={search} />
      <QueryView query={entries} skeleton={<TableSkeleton rows={8} columns={1} />}>
        {(data) => {
          const items = data.pages.flatMap((page) => page.items)
          if (items.length === 0)
            return (
              <Empty icon={IconHistory} title={t('journal.none')}>
                {t('journal.noneHelp')}
              </Empty>
            )
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

function Filters({ search }: { search: JournalSearch }) {
  const { named } = useText()
  const navigate = useNavigate()
  const datasets = useQuery(datasetListQuery({}, 100))
  const units = useQuery(unitsQuery)
  return (
    <JournalFilters
      search={search}
      datasets={(datasets.data?.items ?? []).map((dataset) => ({ value: dataset.code, label: named(dataset) }))}
      units={(units.data?.items ?? []).map((unit) => ({ value: unit.id, label: named(unit) }))}
      onChange={(next) => void navigate({ to: '/journal', search: next, replace: true, resetScroll: false })}
    />
  )
}
