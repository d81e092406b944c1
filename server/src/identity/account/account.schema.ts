import { Type } from 'typebox'
import { IdShape, PageOf, PageQuery } from '../../platform/index.ts'
import { roles } from './account.ts'
import { OrgRefShape } from '../organisation/organisation.schema.ts'

export const RoleShape = Type.Enum(roles)

export const AccountShape = Type.Object(
  {
    id: IdShape,
    login: Type.String(),
    name: Type.String(),
    unit: OrgRefShape,
    roles: Type.Array(RoleShape),
    state: Type.Enum(['active', 'suspended']),
  },
  { $id: 'Account' },
)

export const AccountBody = Type.Object(
  {
    login: Type.String({ pattern: '^[A-Za-z][A-Za-z0-9._-]{2,49}$' }),
    name: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
    unit: IdShape,
    roles: Type.Array(RoleShape, { minItems: 1, maxItems: roles.length }),
    password: Type.String({ minLength: 1, maxLength: 200 }),
  },
  { additionalProperties: false },
)

export const AccountQuery = Type.Object(PageQuery)
export const AccountPage = PageOf(AccountShape)
