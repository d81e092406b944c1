import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { pick } from '../lib/search-params.ts'
import { root } from './root-route.ts'

const clients = createRoute({
  getParentRoute: () => root,
  path: '/clients',
  validateSearch: (search: Record<string, unknown>) => pick(search, ['state']),
  component: lazyRouteComponent(() => import('./routes/clients.tsx'), 'ClientsPage'),
})

const clientRequest = createRoute({
  getParentRoute: () => root,
  path: '/clients/new',
  component: lazyRouteComponent(() => import('./routes/client-request.tsx'), 'ClientRequestPage'),
})

const client = createRoute({
  getParentRoute: () => root,
  path: '/clients/$code',
  component: lazyRouteComponent(() => import('./routes/client.tsx'), 'ClientPage'),
})

const authorise = createRoute({
  getParentRoute: () => root,
  path: '/authorise',
  validateSearch: (search: Record<string, unknown>) => pick(search, ['request', 'error']),
  component: lazyRouteComponent(() => import('./routes/authorise.tsx'), 'AuthorisePage'),
})

const device = createRoute({
  getParentRoute: () => root,
  path: '/device',
  validateSearch: (search: Record<string, unknown>) => pick(search, ['user_code']),
  component: lazyRouteComponent(() => import('./routes/device.tsx'), 'DevicePage'),
})

/** Systems and portals, and what they ask of a person. */
export const clientRoutes = [clients, clientRequest, client, authorise, device] as const
