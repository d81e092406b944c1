import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { requestsQuery, unitAccountsQuery } from '../features/identity/accounts/queries.ts'
import { reviewsQuery } from '../features/identity/review/queries.ts'
import { queryClient } from '../lib/query-client.ts'
import { pick } from '../lib/search-params.ts'
import { root } from './root-route.ts'
import { warmIfSignedIn } from './warm.ts'

const unitAccounts = createRoute({
  getParentRoute: () => root,
  path: '/accounts',
  loader: () => {
    warmIfSignedIn(() => queryClient.query(unitAccountsQuery))
  },
  component: lazyRouteComponent(() => import('./routes/unit-accounts.tsx'), 'UnitAccountsPage'),
})

const accountRequests = createRoute({
  getParentRoute: () => root,
  path: '/account-requests',
  validateSearch: (search: Record<string, unknown>) => pick(search, ['state']),
  loader: () => {
    warmIfSignedIn(() => queryClient.infiniteQuery(requestsQuery('open')))
  },
  component: lazyRouteComponent(() => import('./routes/account-requests.tsx'), 'AccountRequestsPage'),
})

const reviews = createRoute({
  getParentRoute: () => root,
  path: '/reviews',
  loader: () => {
    warmIfSignedIn(() => queryClient.query(reviewsQuery))
  },
  component: lazyRouteComponent(() => import('./routes/reviews.tsx'), 'ReviewsPage'),
})

const review = createRoute({
  getParentRoute: () => root,
  path: '/reviews/$id',
  validateSearch: (search: Record<string, unknown>) => pick(search, ['unit']),
  loader: () => {
    warmIfSignedIn(() => queryClient.query(reviewsQuery))
  },
  component: lazyRouteComponent(() => import('./routes/review.tsx'), 'ReviewPage'),
})

export const accountRoutes = [unitAccounts, accountRequests, reviews, review] as const
