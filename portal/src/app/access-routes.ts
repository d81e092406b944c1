import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { networksQuery } from '../features/access/zone/queries.ts'
import { queryClient } from '../lib/query-client.ts'
import { root } from './root-route.ts'
import { warmIfSignedIn } from './warm.ts'

const networks = createRoute({
  getParentRoute: () => root,
  path: '/networks',
  loader: () => {
    warmIfSignedIn(() => queryClient.query(networksQuery))
  },
  component: lazyRouteComponent(() => import('./routes/networks.tsx'), 'NetworksPage'),
})

export const accessRoutes = [networks] as const
