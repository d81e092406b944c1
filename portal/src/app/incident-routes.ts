import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { incidentQuery } from '../features/access/incident/queries.ts'
import { queryClient } from '../lib/query-client.ts'
import { pick } from '../lib/search-params.ts'
import { root } from './root-route.ts'
import { warmIfSignedIn } from './warm.ts'

const incidents = createRoute({
  getParentRoute: () => root,
  path: '/incidents',
  validateSearch: (search: Record<string, unknown>) => pick(search, ['state']),
  component: lazyRouteComponent(() => import('./routes/incidents.tsx'), 'IncidentsPage'),
})

const incident = createRoute({
  getParentRoute: () => root,
  path: '/incidents/$id',
  loader: ({ params }) => {
    warmIfSignedIn(() => queryClient.query(incidentQuery(params.id)))
  },
  component: lazyRouteComponent(() => import('./routes/incident.tsx'), 'IncidentPage'),
})

/** Files that bear marks of state secrets (Điều 1.2). */
export const incidentRoutes = [incidents, incident] as const
