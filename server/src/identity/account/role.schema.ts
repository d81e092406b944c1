import { Type } from 'typebox'
import { roles } from './role.ts'

export const RoleShape = Type.Enum(roles)
