import type { CursorSeal, Permission, Route } from '../platform/index.ts'
import { accountRequestRoutes } from './account/account-request.routes.ts'
import { actRoutes } from './act/act.routes.ts'
import { clientRoutes } from './client/client.routes.ts'
import { outsideRoutes } from './outside/outside.routes.ts'
import { openidRoutes } from './openid/openid.routes.ts'
import { accountRoutes } from './account/account.routes.ts'
import { factorRoutes } from './factor/factor.routes.ts'
import { focalPointRoutes } from './focal-point/focal-point.routes.ts'
import type { Identity } from './identity.ts'
import { linkRoutes } from './link/link.routes.ts'
import { releaseRoutes } from './link/release.routes.ts'
import { reviewRoutes } from './review/review.routes.ts'
import { organisationRoutes } from './organisation/organisation.routes.ts'
import type { Portal } from './request.ts'
import { sessionRoutes } from './session/session.routes.ts'
import { signInRoutes } from './session/sign-in.routes.ts'
import { signatureRoutes } from './signature/signature.routes.ts'
import { tokenRoutes } from './token/token.routes.ts'

export interface IdentityRouteDeps {
  readonly identity: Identity
  readonly cursors: CursorSeal
  /** All permissions there are, of all modules; the session tells which of them its account holds. */
  readonly permissions: () => readonly Permission[]
  /** All routes there are. */
  readonly routes: () => readonly Route[]
  readonly portal: Portal
}

export function identityRoutes(deps: IdentityRouteDeps): Route[] {
  const { identity, cursors, portal } = deps
  return [
    ...sessionRoutes(deps),
    ...signInRoutes(deps),
    ...signatureRoutes(deps),
    ...factorRoutes({ identity, portal }),
    ...linkRoutes(deps),
    ...releaseRoutes({ identity }),
    ...outsideRoutes(deps),
    ...organisationRoutes({ identity, cursors }),
    ...actRoutes({ identity, cursors }),
    ...focalPointRoutes({ identity }),
    ...accountRoutes({ identity, cursors }),
    ...accountRequestRoutes({ identity, cursors, origin: () => portal.party().origin }),
    ...reviewRoutes({ identity }),
    ...tokenRoutes({ identity }),
    ...clientRoutes({ identity, cursors }),
    ...openidRoutes({ openid: identity.openid }),
  ]
}
