import { Type } from 'typebox'
import { IdShape } from '../../platform/index.ts'
import { RoleShape } from '../account/account.schema.ts'
import { OrgRefShape } from '../organisation/organisation.schema.ts'
import type { Principal } from '../principal.ts'

const NobodyShape = Type.Object({ account: Type.Null() })

const SignedInShape = Type.Object({
  account: Type.Object({ id: IdShape, login: Type.String(), name: Type.String() }),
  unit: OrgRefShape,
  roles: Type.Array(RoleShape),
  permissions: Type.Array(Type.String()),
  csrfToken: Type.String({ description: 'For the X-CSRF-Token header; empty for API tokens, which need none' }),
})

export const SessionShape = Type.Union([NobodyShape, SignedInShape], { $id: 'Session' })
export const OpenedSessionShape = SignedInShape

export const SignInBody = Type.Object(
  { login: Type.String({ minLength: 1, maxLength: 100 }), password: Type.String({ minLength: 1, maxLength: 200 }) },
  { additionalProperties: false },
)

export function sessionToWire(principal: Principal, permissions: readonly string[], csrfToken: string) {
  const { accountId, login, name, organisation, roles } = principal
  const unit = { id: organisation.id, name: organisation.name, nameEn: organisation.nameEn, kind: organisation.kind }
  return { account: { id: accountId, login, name }, unit, roles, permissions, csrfToken }
}
