import type { Journal } from '../journal/index.ts'
import type { Law } from '../law/index.ts'
import { createKeeper } from '../platform/index.ts'
import type { Clock, Database, Keeper, Log, OutsideConfig } from '../platform/index.ts'
import { createAccountRequests } from './account/account-request.service.ts'
import type { AccountRequests } from './account/account-request.service.ts'
import { createDisuse } from './account/disuse.service.ts'
import { createReviews } from './review/review.service.ts'
import type { Reviews } from './review/review.service.ts'
import { createAccounts } from './account/account.service.ts'
import type { Accounts } from './account/account.service.ts'
import { accountSuccession } from './account/account.succession.ts'
import { createActs } from './act/act.service.ts'
import type { Acts } from './act/act.service.ts'
import type { SuccessionEffect } from './act/succession.ts'
import { createFocalPoints } from './focal-point/focal-point.service.ts'
import type { FocalPoints } from './focal-point/focal-point.service.ts'
import { focalPointSuccession } from './focal-point/focal-point.succession.ts'
import { createClients } from './client/client.service.ts'
import type { Clients } from './client/client.service.ts'
import { createSecretSeal } from './factor/authenticator.ts'
import { createCodeCheck } from './factor/code-check.ts'
import { createEnrolment } from './factor/enrolment.ts'
import { createFactors } from './factor/factor.service.ts'
import type { Factors } from './factor/factor.service.ts'
import { createPasskeys } from './factor/passkey.service.ts'
import type { Passkeys } from './factor/passkey.service.ts'
import { createPasswordCheck } from './factor/password.ts'
import { createLinks } from './link/link.service.ts'
import { createLinkReleases } from './link/release.service.ts'
import type { LinkReleases } from './link/release.service.ts'
import type { Links } from './link/link.service.ts'
import { createOpenId } from './openid/openid.ts'
import { createOutsideSignIns } from './outside/outside.service.ts'
import type { OutsideSignIns } from './outside/outside.service.ts'
import type { OpenId } from './openid/openid.ts'
import { placesAt } from './openid/places.ts'
import type { Addresses } from './openid/places.ts'
import { createPossession } from './openid/possession.ts'
import { createAuthentication } from './session/authentication.service.ts'
import type { Authentication, AuthenticationDeps } from './session/authentication.service.ts'
import { createHistory } from './session/history.service.ts'
import type { History } from './session/history.service.ts'
import { createOrganisations } from './organisation/organisation.service.ts'
import type { Organisations } from './organisation/organisation.service.ts'
import { createProofs } from './session/proof.service.ts'
import type { Proofs } from './session/proof.service.ts'
import { createSignatures } from './signature/signature.service.ts'
import type { Signatures } from './signature/signature.service.ts'
import { createSignInSeals } from './session/sign-in-seal.ts'
import type { SignInSeals } from './session/sign-in-seal.ts'
import { createSessions } from './session/session.service.ts'
import type { Sessions } from './session/session.service.ts'
import type { IdleLimits } from './session/session.ts'
import { createSignIns } from './session/sign-in.service.ts'
import type { SignIns } from './session/sign-in.service.ts'
import { createTries } from './session/tries.ts'
import { createTokens } from './token/token.service.ts'
import type { Tokens } from './token/token.service.ts'

type Factored = Passkeys & Factors & Links & LinkReleases & Signatures
type People = Sessions & History & SignInSeals & Authentication & SignIns & OutsideSignIns & Proofs & Factored
export type Identity = Organisations &
  Acts &
  FocalPoints &
  Accounts &
  AccountRequests &
  Reviews &
  Tokens &
  People &
  Clients & {
    readonly openid: OpenId
    /** Does what is due by the clock: acts on their day, reviews, accounts that nobody uses, what the OpenID provider keeps. */
    readonly keeper: Keeper
  }

export interface IdentityDeps {
  readonly database: Database
  readonly journal: Journal
  readonly clock: Clock
  readonly log: Log
  readonly law: Law
  /** What else passes on when a unit ends, of modules above; filled by `app`. */
  readonly successionEffects?: readonly SuccessionEffect[]
  readonly sessionHours: number
  /** After which minutes sessions end that nobody uses; never unless told. */
  readonly idleLimits?: IdleLimits | undefined
  readonly secret: string
  /** Who else may sign people in; nobody unless told. */
  readonly outside?: OutsideConfig | undefined
  /** Where the server is found from outside; known once it listens. */
  readonly addresses?: () => Addresses
}

export function createIdentity(deps: IdentityDeps): Identity {
  const { database, journal, clock, log, law, successionEffects = [] } = deps
  const organisations = createOrganisations({ database, journal, clock })
  const effects = [accountSuccession, focalPointSuccession, ...successionEffects]
  const acts = createActs({ database, journal, clock, log, law, effects })
  const places = () => placesAt(deps.addresses?.() ?? {})
  const possession = createPossession(clock)
  const people = createPeople({ ...deps, possession, api: () => places().api })
  const reviews = createReviews({ database, journal, clock })
  const disuse = createDisuse({ database, journal, clock })
  const openid = createOpenId({ ...deps, places, possession, authentication: people })
  const duties = [
    { name: 'acts', run: () => acts.applyDueActs() },
    { name: 'reviews that end', run: () => reviews.closeReviewIfDue() },
    { name: 'reviews that begin', run: () => reviews.openReviewIfDue() },
    { name: 'accounts to suspend', run: () => disuse.suspendUnused() },
    { name: 'accounts to warn', run: () => disuse.warnUnused() },
    { name: 'sign-ins to seal', run: () => people.sealSignIns() },
    { name: 'sign-ins to forget', run: () => people.forgetSignIns() },
    ...openid.duties,
  ]
  return {
    ...organisations,
    ...acts,
    ...createFocalPoints({ database, journal, clock, organisations }),
    ...reviews,
    ...createAccounts({ database, journal, clock, organisations, links: people }),
    ...createAccountRequests({ database, journal, clock, organisations, links: people }),
    ...createTokens({ database, journal }),
    ...createClients({ database, journal, clock }),
    openid,
    keeper: createKeeper(log, duties),
    ...people,
  }
}

/** How people sign in and stay signed in. */
function createPeople(deps: IdentityDeps & Pick<AuthenticationDeps, 'possession' | 'api'>): People {
  const { database, journal, clock, log, sessionHours, secret } = deps
  const authentication = createAuthentication({ ...deps, idleLimits: deps.idleLimits })
  const history = createHistory({ db: database.application, clock, log })
  const sessions = createSessions({ database, journal, clock, authentication, history, sessionHours, secret })
  const passkeys = createPasskeys({ database, clock })
  const seal = createSecretSeal(secret)
  const enrolment = createEnrolment({ clock, seal })
  const signInDeps = {
    ...{ database, clock, sessions, history, passkeys },
    codes: createCodeCheck({ database, journal, clock, seal }),
    checkPassword: createPasswordCheck(),
    tries: createTries({ db: database.application, clock, secret, history }),
  }
  return {
    ...authentication,
    ...sessions,
    ...history,
    ...createSignInSeals({ journal, db: database.application, clock }),
    ...passkeys,
    ...createSignIns(signInDeps),
    ...createProofs(signInDeps),
    ...createSignatures(signInDeps),
    ...createFactors({ database, journal, passkeys, enrolment }),
    ...createLinkReleases({ database, journal, clock }),
    ...createLinks({ database, journal, clock, passkeys, enrolment, sessions }),
    ...createOutsideSignIns({ database, journal, clock, history, sessions, seal, secret, outside: deps.outside }),
  }
}
