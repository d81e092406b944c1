import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { actPreviewQuery, actQuery, actsQuery } from '../features/identity/act/queries.ts'
import { treeQuery, unitHistoryQuery, unitQuery } from '../features/identity/unit/queries.ts'
import { parseTypedDay } from '../lib/day.ts'
import { queryClient } from '../lib/query-client.ts'
import { pick } from '../lib/search-params.ts'
import { root } from './root-route.ts'
import { warm, warmIfSignedIn } from './warm.ts'

/** What is no day is left out. */
function treeSearch(search: Record<string, unknown>): { q?: string; on?: string } {
  const { on, ...rest } = pick(search, ['q', 'on'])
  const day = parseTypedDay(on ?? '')
  return day === null ? rest : { ...rest, on: day }
}

const organisations = createRoute({
  getParentRoute: () => root,
  path: '/organisations',
  validateSearch: treeSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ deps }) => {
    warm(queryClient.query(treeQuery(deps.on ?? '')))
  },
  component: lazyRouteComponent(() => import('./routes/organisations.tsx'), 'OrganisationsPage'),
})

const organisation = createRoute({
  getParentRoute: () => root,
  path: '/organisations/$id',
  loader: ({ params }) => {
    warm(queryClient.query(unitQuery(params.id)))
    warm(queryClient.query(unitHistoryQuery(params.id)))
  },
  component: lazyRouteComponent(() => import('./routes/organisation.tsx'), 'OrganisationPage'),
})

const acts = createRoute({
  getParentRoute: () => root,
  path: '/acts',
  loader: () => {
    warmIfSignedIn(() => queryClient.infiniteQuery(actsQuery))
  },
  component: lazyRouteComponent(() => import('./routes/acts.tsx'), 'ActsPage'),
})

const actNew = createRoute({
  getParentRoute: () => root,
  path: '/acts/new',
  component: lazyRouteComponent(() => import('./routes/act-new.tsx'), 'ActNewPage'),
})

const act = createRoute({
  getParentRoute: () => root,
  path: '/acts/$id',
  loader: ({ params }) => {
    warmIfSignedIn(() => queryClient.query(actQuery(params.id)))
    warmIfSignedIn(() => queryClient.query(actPreviewQuery(params.id)))
  },
  component: lazyRouteComponent(() => import('./routes/act.tsx'), 'ActPage'),
})

export const organisationRoutes = [organisations, organisation, acts, actNew, act]
