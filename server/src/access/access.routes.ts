import type { Clock, CursorSeal, RolePool, Route } from '../platform/index.ts'
import { decisionRoutes } from './decision/decision.routes.ts'
import type { Access } from './decision/decision.service.ts'
import { policyRoutes } from './policy/index.ts'
import type { Policies } from './policy/index.ts'
import { rehearsalRoutes } from './rehearsal/rehearsal.routes.ts'

export interface AccessRouteDeps {
  readonly access: Access
  readonly policies: Policies
  readonly clock: Clock
  readonly cursors: CursorSeal
  readonly db: RolePool
}

export function accessRoutes({ access, policies, clock, cursors, db }: AccessRouteDeps): Route[] {
  return [...decisionRoutes({ access, clock }), ...policyRoutes({ policies }), ...rehearsalRoutes({ db, cursors })]
}
