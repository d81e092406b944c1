import { SegmentedControl } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Empty } from '../../components/empty.tsx'
import { More } from '../../components/more.tsx'
import { Page } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { ListSkeleton } from '../../components/skeletons.tsx'
import { IncidentList } from '../../features/access/incident/incident-list.tsx'
import { incidentsQuery, type IncidentState } from '../../features/access/incident/queries.ts'
import { useText } from '../../lib/use-text.ts'
import { SignedIn } from '../signed-in.tsx'

const route = getRouteApi('/incidents')
const shown = ['all', 'open', 'release-asked', 'released', 'handled'] as const

export function IncidentsPage() {
  const { t } = useText()
  return (
    <Page title={t('nav.incidents')} lead={t('incidents.lead')}>
      <SignedIn needs="access.incident.read">{() => <Incidents />}</SignedIn>
    </Page>
  )
}

function Incidents() {
  const { t, format } = useText()
  const { state: asked } = route.useSearch()
  const state = shown.find((each): each is IncidentState => each !== 'all' && each === asked)
  const navigate = useNavigate()
  const incidents = useInfiniteQuery(incidentsQuery(state))
  const items = incidents.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <div style={{ overflowX: 'auto', marginBottom: 16 }}>
        <SegmentedControl
          aria-label={t('incidents.state')}
          data={shown.map((value) => ({
            value,
            label: value === 'all' ? t('incidents.allStates') : t(`incidents.states.${value}`),
          }))}
          value={state ?? 'all'}
          onChange={(value) => {
            void navigate({ to: '/incidents', search: value === 'all' ? {} : { state: value }, replace: true })
          }}
        />
      </div>
      <QueryView query={incidents} skeleton={<ListSkeleton items={4} />}>
        {() =>
          items.length === 0 ? (
            <Empty icon={IconShieldCheck} title={t('incidents.none')}>
              {t('incidents.noneHelp')}
            </Empty>
          ) : (
            <>
              <IncidentList incidents={items} />
              <More
                hasMore={incidents.hasNextPage}
                loading={incidents.isFetchingNextPage}
                onMore={() => void incidents.fetchNextPage()}
              >
                {t('incidents.shown', { count: items.length, number: format.number(items.length) })}
              </More>
            </>
          )
        }
      </QueryView>
    </>
  )
}
