import type { CursorSeal, Permission, Route } from '../platform/index.ts'
import { accountRequestRoutes } from './account/account-request.routes.ts'
import { accountRoutes } from './account/account.routes.ts'
import type { Identity } from './identity.ts'
import { organisationRoutes } from './organisation/organisation.routes.ts'
import { sessionRoutes } from './session/session.routes.ts'
import { tokenRoutes } from './token/token.routes.ts'

export interface IdentityRouteDeps {
  readonly identity: Identity
  readonly cursors: CursorSeal
  /** All permissions there are, of all modules; the session tells which of them its account holds. */
  readonly permissions: () => readonly Permission[]
  readonly secureCookies: boolean
}

export function identityRoutes({ identity, cursors, permissions, secureCookies }: IdentityRouteDeps): Route[] {
  return [
    ...sessionRoutes({ identity, permissions, secureCookies }),
    ...organisationRoutes({ identity, cursors }),
    ...accountRoutes({ identity, cursors }),
    ...accountRequestRoutes({ identity, cursors }),
    ...tokenRoutes({ identity }),
  ]
}
