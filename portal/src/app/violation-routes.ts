import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { violationQuery, violationsQuery } from '../features/access/violation/queries.ts'
import { queryClient } from '../lib/query-client.ts'
import { pick } from '../lib/search-params.ts'
import { root } from './root-route.ts'
import { warmIfSignedIn } from './warm.ts'

const violations = createRoute({
  getParentRoute: () => root,
  path: '/violations',
  validateSearch: (search: Record<string, unknown>) => pick(search, ['state']),
  loader: () => {
    warmIfSignedIn(() => queryClient.infiniteQuery(violationsQuery('standing')))
  },
  component: lazyRouteComponent(() => import('./routes/violations.tsx'), 'ViolationsPage'),
})

const report = createRoute({
  getParentRoute: () => root,
  path: '/violations/report',
  component: lazyRouteComponent(() => import('./routes/violation-report.tsx'), 'ViolationReportPage'),
})

const violation = createRoute({
  getParentRoute: () => root,
  path: '/violations/$id',
  loader: ({ params }) => {
    warmIfSignedIn(() => queryClient.query(violationQuery(params.id)))
  },
  component: lazyRouteComponent(() => import('./routes/violation.tsx'), 'ViolationPage'),
})

/** What was done against Điều 6, reported by anybody, handled by two persons (Điều 11.4, 19). */
export const violationRoutes = [violations, report, violation] as const
