import type { Journal } from '../journal/index.ts'
import type { Clock, Database, Log } from '../platform/index.ts'
import { createAccountRequests } from './account/account-request.service.ts'
import type { AccountRequests } from './account/account-request.service.ts'
import { createAccounts } from './account/account.service.ts'
import type { Accounts } from './account/account.service.ts'
import { createAuthentication } from './session/authentication.service.ts'
import type { Authentication } from './session/authentication.service.ts'
import { createOrganisations } from './organisation/organisation.service.ts'
import type { Organisations } from './organisation/organisation.service.ts'
import { createSessions } from './session/session.service.ts'
import type { Sessions } from './session/session.service.ts'
import { createTokens } from './token/token.service.ts'
import type { Tokens } from './token/token.service.ts'

export type Identity = Organisations & Accounts & AccountRequests & Tokens & Sessions & Authentication

export interface IdentityDeps {
  readonly database: Database
  readonly journal: Journal
  readonly clock: Clock
  readonly log: Log
  readonly sessionHours: number
  readonly secret: string
}

export function createIdentity({ database, journal, clock, log, sessionHours, secret }: IdentityDeps): Identity {
  const organisations = createOrganisations({ database, journal })
  const authentication = createAuthentication({ database, clock, log })
  return {
    ...organisations,
    ...createAccounts({ database, journal, clock, organisations }),
    ...createAccountRequests({ database, journal, clock, organisations }),
    ...createTokens({ database, journal }),
    ...authentication,
    ...createSessions({ database, clock, authentication, sessionHours, secret }),
  }
}
