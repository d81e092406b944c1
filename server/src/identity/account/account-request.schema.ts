import { Type } from 'typebox'
import { DayShape, IdShape, InstantShape, Nullable, PageOf, PageQuery } from '../../platform/index.ts'
import { LoginShape, NameShape } from './account.schema.ts'
import { RoleShape } from './role.schema.ts'
import { roles } from './role.ts'
import { requestKinds, requestStates } from './account-request.ts'
import type { AccountRequest } from './account-request.ts'
import { LinkShape } from '../link/link.schema.ts'
import { OrgRefShape } from '../organisation/organisation.schema.ts'

const WantedRoleShape = Type.Object({
  role: RoleShape,
  validFrom: Nullable(DayShape),
  validTo: Nullable(DayShape),
})

export const AccountRequestShape = Type.Object(
  {
    id: IdShape,
    kind: Type.Enum(requestKinds),
    unit: OrgRefShape,
    account: Nullable(IdShape),
    login: Type.String(),
    name: Nullable(Type.String()),
    roles: Nullable(Type.Array(WantedRoleShape)),
    reason: Type.String(),
    requestedBy: Type.Object({ account: Type.String(), login: Type.String() }),
    requestedAt: InstantShape,
    state: Type.Enum(requestStates),
    decidedBy: Nullable(Type.String({ description: 'Login of who decided' })),
    decidedAt: Nullable(InstantShape),
    decision: Nullable(Type.String({ description: 'Reference of the decision' })),
    remark: Nullable(Type.String()),
  },
  { $id: 'AccountRequest' },
)

const Reason = Type.String({ minLength: 1, maxLength: 1000, pattern: '\\S' })
const WantedRoles = Type.Array(
  Type.Object(
    { role: RoleShape, validFrom: Type.Optional(Nullable(DayShape)), validTo: Type.Optional(Nullable(DayShape)) },
    { additionalProperties: false },
  ),
  { minItems: 1, maxItems: roles.length },
)

export const AccountRequestBody = Type.Union([
  Type.Object(
    {
      kind: Type.Literal('issue'),
      unit: IdShape,
      login: LoginShape,
      name: NameShape,
      roles: WantedRoles,
      reason: Reason,
    },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      kind: Type.Literal('change'),
      account: IdShape,
      name: Type.Optional(Nullable(NameShape)),
      roles: WantedRoles,
      reason: Reason,
    },
    { additionalProperties: false },
  ),
  Type.Object(
    { kind: Type.Enum(['resume', 'close']), account: IdShape, reason: Reason },
    { additionalProperties: false },
  ),
])

export const DecisionBody = Type.Object(
  {
    outcome: Type.Enum(['approved', 'refused']),
    decision: Type.Optional(Nullable(Type.String({ minLength: 1, maxLength: 200 }))),
    remark: Type.Optional(Nullable(Type.String({ minLength: 1, maxLength: 1000 }))),
  },
  { additionalProperties: false },
)

export const DecidedRequestShape = Type.Object({
  ...AccountRequestShape.properties,
  activation: Nullable(LinkShape),
})

export const AccountRequestQuery = Type.Object({ state: Type.Optional(Type.Enum(requestStates)), ...PageQuery })
export const AccountRequestPage = PageOf(AccountRequestShape)

export function requestToWire({ requesterLogin, deciderLogin, ...request }: AccountRequest) {
  return {
    ...request,
    requestedBy: { account: request.requestedBy, login: requesterLogin },
    requestedAt: request.requestedAt.toISOString(),
    decidedBy: deciderLogin,
    decidedAt: request.decidedAt?.toISOString() ?? null,
  }
}
