import { Button } from '@mantine/core'
import { IconDatabaseSearch } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Empty } from '../../components/empty.tsx'
import { More } from '../../components/more.tsx'
import { Page } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { ListSkeleton } from '../../components/skeletons.tsx'
import { DatasetFilters } from '../../features/catalogue/dataset-filters.tsx'
import { DatasetList } from '../../features/catalogue/dataset-list.tsx'
import { datasetsQuery, type DatasetSearch } from '../../features/catalogue/queries.ts'
import { organisationsQuery } from '../../features/identity/queries.ts'
import { DatasetPulse } from '../../features/warehouse/freshness.tsx'
import { useText } from '../../lib/use-text.ts'

const route = getRouteApi('/datasets')

export function DatasetsPage() {
  const { t, format } = useText()
  const search = route.useSearch()
  const navigate = useNavigate()
  const datasets = useInfiniteQuery(datasetsQuery(search))
  const organisations = useQuery(organisationsQuery)
  const change = (next: DatasetSearch) => void navigate({ to: '/datasets', search: next, replace: true })
  return (
    <Page title={t('nav.datasets')} lead={t('datasets.lead')}>
      <DatasetFilters search={search} providers={organisations.data?.items ?? []} onChange={change} />
      <QueryView query={datasets} skeleton={<ListSkeleton />}>
        {(data) => {
          const items = data.pages.flatMap((page) => page.items)
          const total = data.pages[0]?.total ?? items.length
          if (items.length === 0)
            return (
              <NothingFound
                onClear={() => {
                  change({})
                }}
              />
            )
          return (
            <>
              <DatasetList datasets={items} aside={(dataset) => <DatasetPulse code={dataset.code} />} />
              <More
                hasMore={datasets.hasNextPage}
                loading={datasets.isFetchingNextPage}
                onMore={() => void datasets.fetchNextPage()}
              >
                {t('datasets.shown', { count: total, shown: format.number(items.length), total: format.number(total) })}
              </More>
            </>
          )
        }}
      </QueryView>
    </Page>
  )
}

function NothingFound({ onClear }: { onClear: () => void }) {
  const { t } = useText()
  return (
    <Empty
      icon={IconDatabaseSearch}
      title={t('datasets.none')}
      actions={
        <Button variant="default" onClick={onClear}>
          {t('datasets.clear')}
        </Button>
      }
    >
      {t('datasets.noneHelp')}
    </Empty>
  )
}
