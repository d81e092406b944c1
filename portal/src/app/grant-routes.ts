import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { grantQuery, grantsQuery } from '../features/access/grant/grant-queries.ts'
import { grantRequestQuery, grantRequestsQuery, grantStepsQuery } from '../features/access/grant/queries.ts'
import { purposesQuery } from '../features/access/purpose-queries.ts'
import { datasetQuery } from '../features/catalogue/queries.ts'
import { queryClient } from '../lib/query-client.ts'
import { pick } from '../lib/search-params.ts'
import { root } from './root-route.ts'
import { warm, warmIfSignedIn } from './warm.ts'

const grantRequests = createRoute({
  getParentRoute: () => root,
  path: '/grant-requests',
  validateSearch: (search: Record<string, unknown>) => pick(search, ['which']),
  loader: () => {
    warmIfSignedIn(() => queryClient.infiniteQuery(grantRequestsQuery('open')))
  },
  component: lazyRouteComponent(() => import('./routes/grant-requests.tsx'), 'GrantRequestsPage'),
})

const grantRequest = createRoute({
  getParentRoute: () => root,
  path: '/grant-requests/$id',
  loader: ({ params }) => {
    warmIfSignedIn(() => queryClient.query(grantRequestQuery(params.id)))
    warmIfSignedIn(() => queryClient.query(grantStepsQuery(params.id)))
  },
  component: lazyRouteComponent(() => import('./routes/grant-request.tsx'), 'GrantRequestPage'),
})

const datasetRequest = createRoute({
  getParentRoute: () => root,
  path: '/datasets/$code/request',
  validateSearch: (search: Record<string, unknown>) => pick(search, ['amends']),
  loader: ({ params }) => {
    warm(queryClient.query(datasetQuery(params.code)))
    warmIfSignedIn(() => queryClient.query(purposesQuery))
  },
  component: lazyRouteComponent(() => import('./routes/dataset-request.tsx'), 'DatasetRequestPage'),
})

const grants = createRoute({
  getParentRoute: () => root,
  path: '/grants',
  loader: () => {
    warmIfSignedIn(() => queryClient.infiniteQuery(grantsQuery))
  },
  component: lazyRouteComponent(() => import('./routes/grants.tsx'), 'GrantsPage'),
})

const grant = createRoute({
  getParentRoute: () => root,
  path: '/grants/$id',
  loader: ({ params }) => {
    warmIfSignedIn(() => queryClient.query(grantQuery(params.id)))
  },
  component: lazyRouteComponent(() => import('./routes/grant.tsx'), 'GrantPage'),
})

const purposes = createRoute({
  getParentRoute: () => root,
  path: '/purposes',
  loader: () => {
    warmIfSignedIn(() => queryClient.query(purposesQuery))
  },
  component: lazyRouteComponent(() => import('./routes/purposes.tsx'), 'PurposesPage'),
})

export const grantRoutes = [grantRequests, grantRequest, datasetRequest, grants, grant, purposes] as const
