import { Type } from 'typebox'
import { IdShape, InstantShape, Nullable, PageOf, PageQuery } from '../../platform/index.ts'
import { accountKinds, accountStates, suspensionCauses } from './account.ts'
import { RoleShape } from './role.schema.ts'
import { suspendsAt } from './disuse.ts'
import type { AccountFacts } from './account.ts'
import { OrgRefShape } from '../organisation/organisation.schema.ts'

/** As those see it who answer for it. */
export const AccountFactsShape = Type.Object(
  {
    id: IdShape,
    login: Type.String(),
    name: Type.String(),
    unit: OrgRefShape,
    roles: Type.Array(RoleShape),
    state: Type.Enum(accountStates),
    isDemo: Type.Boolean({ description: 'An account of the demo city: its password is public' }),
    kind: Type.Enum(accountKinds, { description: 'Whether a person signs in with it, or a system is known by it' }),
    heldRoles: Type.Array(
      Type.Object({ id: IdShape, role: RoleShape, validFrom: InstantShape, validTo: Nullable(InstantShape) }),
      { description: 'Roles in force or to come, each with its period' },
    ),
    suspendedFor: Nullable(Type.Enum(suspensionCauses)),
    issuedAt: InstantShape,
    lastUsedAt: Nullable(InstantShape),
    warnedAt: Nullable(InstantShape),
    suspendsAt: Nullable(InstantShape),
  },
  { $id: 'AccountFacts' },
)

export function accountToWire(account: AccountFacts) {
  const { heldRoles, issuedAt, lastUsedAt, warnedAt } = account
  return {
    ...account,
    heldRoles: heldRoles.map(({ validFrom, validTo, ...held }) => ({
      ...held,
      validFrom: validFrom.toISOString(),
      validTo: validTo?.toISOString() ?? null,
    })),
    issuedAt: issuedAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    warnedAt: warnedAt?.toISOString() ?? null,
    suspendsAt: warnedAt && suspendsAt(warnedAt).toISOString(),
  }
}

export const LoginShape = Type.String({ pattern: '^[A-Za-z][A-Za-z0-9._-]{2,49}$' })
export const NameShape = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' })

const finding = {
  q: Type.Optional(Type.String({ maxLength: 100, description: 'Words of login or name; accents do not matter' })),
  closed: Type.Optional(Type.Boolean({ description: 'Only those that are closed, or only those that are not' })),
}
export const OwnUnitQuery = Type.Object({ ...finding, ...PageQuery })
export const AccountQuery = Type.Object({ unit: Type.Optional(IdShape), ...finding, ...PageQuery })
export const AccountPage = PageOf(AccountFactsShape)
