export type { Account, AccountId } from './account/account.ts'
export { roles } from './account/role.ts'
export type { Role } from './account/role.ts'
export type { AccountInput } from './account/account.service.ts'
export type { Credentials } from './session/authentication.service.ts'
export { createCookieJar } from './session/cookie.routes.ts'
export type { CookieJar } from './session/cookie.routes.ts'
export type { IdleLimits } from './session/session.ts'
export { relyingPartyAt } from './factor/passkey.ts'
export { linkAddress } from './link/link.ts'
export { identityProblems } from './identity.errors.ts'
export { identityEvents } from './identity.events.ts'
export { identityPermissions } from './identity.permissions.ts'
export { identityRoutes } from './identity.routes.ts'
export { createIdentity } from './identity.ts'
export type { Identity } from './identity.ts'
export { organisationKinds } from './organisation/organisation.ts'
export type {
  Organisation,
  OrganisationId,
  OrganisationInput,
  OrganisationKind,
  OrgRef,
} from './organisation/organisation.ts'
export { OrgRefShape } from './organisation/organisation.schema.ts'
export { can } from './principal.ts'
export type { Principal } from './principal.ts'
export { principalOf, strangerProblem } from './request.ts'
export type { Portal } from './request.ts'
