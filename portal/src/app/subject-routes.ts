import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { impactFileQuery, impactFilesQuery } from '../features/access/impact-file/queries.ts'
import {
  subjectRequestQuery,
  subjectRequestsQuery,
  subjectStepsQuery,
} from '../features/access/subject-request/queries.ts'
import { calendarQuery } from '../features/law/queries.ts'
import { queryClient } from '../lib/query-client.ts'
import { pick } from '../lib/search-params.ts'
import { root } from './root-route.ts'
import { warm, warmIfSignedIn } from './warm.ts'

const subjectRequests = createRoute({
  getParentRoute: () => root,
  path: '/subject-requests',
  validateSearch: (search: Record<string, unknown>) => pick(search, ['state']),
  loader: () => {
    warmIfSignedIn(() => queryClient.infiniteQuery(subjectRequestsQuery('open')))
  },
  component: lazyRouteComponent(() => import('./routes/subject-requests.tsx'), 'SubjectRequestsPage'),
})

const subjectRequest = createRoute({
  getParentRoute: () => root,
  path: '/subject-requests/$id',
  loader: ({ params }) => {
    warmIfSignedIn(() => queryClient.query(subjectRequestQuery(params.id)))
    warmIfSignedIn(() => queryClient.query(subjectStepsQuery(params.id)))
  },
  component: lazyRouteComponent(() => import('./routes/subject-request.tsx'), 'SubjectRequestPage'),
})

const impactFiles = createRoute({
  getParentRoute: () => root,
  path: '/impact-files',
  loader: () => {
    warmIfSignedIn(() => queryClient.query(impactFilesQuery))
  },
  component: lazyRouteComponent(() => import('./routes/impact-files.tsx'), 'ImpactFilesPage'),
})

const impactFile = createRoute({
  getParentRoute: () => root,
  path: '/impact-files/$code',
  loader: ({ params }) => {
    warmIfSignedIn(() => queryClient.query(impactFileQuery(params.code)))
  },
  component: lazyRouteComponent(() => import('./routes/impact-file.tsx'), 'ImpactFilePage'),
})

const calendar = createRoute({
  getParentRoute: () => root,
  path: '/law/calendar',
  validateSearch: (search: Record<string, unknown>) => pick(search, ['year']),
  loader: () => {
    warm(queryClient.query(calendarQuery))
  },
  component: lazyRouteComponent(() => import('./routes/calendar.tsx'), 'CalendarPage'),
})

export const subjectRoutes = [subjectRequests, subjectRequest, impactFiles, impactFile, calendar] as const
