import { Type } from 'typebox'
import { IdShape, InstantShape, PageOf, PageQuery } from '../../platform/index.ts'
import { RoleShape } from '../account/role.schema.ts'
import { PasskeyProofShape } from '../factor/factor.schema.ts'
import { OrgRefShape } from '../organisation/organisation.schema.ts'
import type { Principal } from '../principal.ts'
import { sessionFactors, signInMethods, signInOutcomes } from './session.ts'
import type { OpenSession } from './session.ts'
import type { ListedSignIn } from './history.service.ts'

const NobodyShape = Type.Object({ account: Type.Null() })

const SignedInShape = Type.Object({
  account: Type.Object({ id: IdShape, login: Type.String(), name: Type.String(), isDemo: Type.Boolean() }),
  unit: OrgRefShape,
  roles: Type.Array(RoleShape),
  withheldRoles: Type.Array(RoleShape, {
    description: 'Roles of the account that this sign-in does not hold, for they need a passkey',
  }),
  permissions: Type.Array(Type.String()),
  csrfToken: Type.String({ description: 'For the X-CSRF-Token header; empty for API tokens, which need none' }),
})

export const SessionShape = Type.Union([NobodyShape, SignedInShape], { $id: 'Session' })
export const OpenedSessionShape = SignedInShape

export const SignInBody = Type.Object(
  {
    login: Type.String({ minLength: 1, maxLength: 100 }),
    password: Type.String({ minLength: 1, maxLength: 200 }),
    code: Type.Optional(
      Type.String({ minLength: 1, maxLength: 40, description: 'Of the authenticator app, or a recovery code' }),
    ),
  },
  { additionalProperties: false },
)

export const PasskeyProofBody = Type.Object({ passkey: PasskeyProofShape }, { additionalProperties: false })

export const ProofBody = Type.Union([
  PasskeyProofBody,
  Type.Object({ code: Type.String({ minLength: 1, maxLength: 40 }) }, { additionalProperties: false }),
  Type.Object({ password: Type.String({ minLength: 1, maxLength: 200 }) }, { additionalProperties: false }),
])

const OpenSessionShape = Type.Object({
  id: IdShape,
  isThis: Type.Boolean({ description: 'Whether it is the one that asks' }),
  factor: Type.Enum(sessionFactors),
  openedAt: InstantShape,
  lastUsedAt: InstantShape,
  address: Type.String(),
  device: Type.String(),
})
export const OpenSessionList = Type.Object({ items: Type.Array(OpenSessionShape) })

const SignInShape = Type.Object({
  id: IdShape,
  at: InstantShape,
  outcome: Type.Enum(signInOutcomes),
  method: Type.Enum(signInMethods),
  address: Type.String(),
  device: Type.String(),
})
export const SignInQuery = Type.Object(PageQuery)
export const SignInPage = PageOf(SignInShape)

export function sessionToWire(principal: Principal, permissions: readonly string[], csrfToken: string) {
  const { accountId, login, name, isDemo, organisation, roles, withheldRoles } = principal
  const unit = { id: organisation.id, name: organisation.name, nameEn: organisation.nameEn, kind: organisation.kind }
  return { account: { id: accountId, login, name, isDemo }, unit, roles, withheldRoles, permissions, csrfToken }
}

export function openSessionToWire(session: OpenSession, own: string | undefined) {
  return {
    ...session,
    isThis: session.id === own,
    openedAt: session.openedAt.toISOString(),
    lastUsedAt: session.lastUsedAt.toISOString(),
  }
}

export function signInToWire(record: ListedSignIn) {
  return { ...record, at: record.at.toISOString() }
}
