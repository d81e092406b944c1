import { SegmentedControl } from '@mantine/core'
import { IconPlus, IconServer2 } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { Empty } from '../../components/empty.tsx'
import { LinkButton } from '../../components/link-button.tsx'
import { More } from '../../components/more.tsx'
import { Page } from '../../components/page.tsx'
import { QueryView } from '../../components/query-view.tsx'
import { TableSkeleton } from '../../components/skeletons.tsx'
import { ClientTable } from '../../features/identity/client/client-table.tsx'
import { clientsQuery, type ClientState } from '../../features/identity/client/queries.ts'
import { may, useMe } from '../../features/identity/queries.ts'
import { useText } from '../../lib/use-text.ts'
import { SignedIn } from '../signed-in.tsx'

const route = getRouteApi('/clients')
const shown = ['all', 'requested', 'active', 'suspended'] as const

export function ClientsPage() {
  const { t } = useText()
  const me = useMe()
  const request = may(me, 'identity.client.request') && (
    <LinkButton to="/clients/new" leftSection={<IconPlus size={17} />}>
      {t('clients.request')}
    </LinkButton>
  )
  return (
    <Page title={t('clients.title')} lead={t('clients.lead')} actions={request}>
      <SignedIn needs="identity.client.read">{() => <Clients />}</SignedIn>
    </Page>
  )
}

function Clients() {
  const { t, format } = useText()
  const { state: asked } = route.useSearch()
  const state = shown.find((each): each is ClientState & (typeof shown)[number] => each !== 'all' && each === asked)
  const navigate = useNavigate()
  const clients = useInfiniteQuery(clientsQuery(state))
  const items = clients.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      <SegmentedControl
        mb={16}
        aria-label={t('clients.state')}
        data={shown.map((value) => ({
          value,
          label: value === 'all' ? t('clients.allStates') : t(`clients.states.${value}`),
        }))}
        value={state ?? 'all'}
        onChange={(value) => {
          void navigate({ to: '/clients', search: value === 'all' ? {} : { state: value }, replace: true })
        }}
      />
      <QueryView query={clients} skeleton={<TableSkeleton rows={4} columns={5} />}>
        {() =>
          items.length === 0 ? (
            <Empty icon={IconServer2} title={t('clients.none')}>
              {t('clients.noneHelp')}
            </Empty>
          ) : (
            <>
              <ClientTable clients={items} />
              <More
                hasMore={clients.hasNextPage}
                loading={clients.isFetchingNextPage}
                onMore={() => void clients.fetchNextPage()}
              >
                {t('clients.shown', { count: items.length, number: format.number(items.length) })}
              </More>
            </>
          )
        }
      </QueryView>
    </>
  )
}
