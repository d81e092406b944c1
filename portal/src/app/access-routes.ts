import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { networksQuery } from '../features/access/zone/queries.ts'
import { policiesQuery, policySetQuery, policySetsQuery } from '../features/access/policy-queries.ts'
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

const policies = createRoute({
  getParentRoute: () => root,
  path: '/policies',
  loader: () => {
    warmIfSignedIn(() => queryClient.query(policiesQuery))
    warmIfSignedIn(() => queryClient.query(policySetsQuery))
  },
  component: lazyRouteComponent(() => import('./routes/policies.tsx'), 'PoliciesPage'),
})

const policySet = createRoute({
  getParentRoute: () => root,
  path: '/policies/$number',
  loader: ({ params }) => {
    warmIfSignedIn(() => queryClient.query(policySetQuery(Number(params.number))))
  },
  component: lazyRouteComponent(() => import('./routes/policy-set.tsx'), 'PolicySetPage'),
})

export const accessRoutes = [networks, policies, policySet] as const
