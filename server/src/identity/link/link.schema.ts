import { Type } from 'typebox'
import { InstantShape } from '../../platform/index.ts'
import { RoleShape } from '../account/role.schema.ts'
import { OrgRefShape } from '../organisation/organisation.schema.ts'
import { NameShape, PasskeyAnswerShape } from '../factor/factor.schema.ts'
import { linkAddress, linkPurposes } from './link.ts'
import type { IssuedLink, LinkFacts } from './link.ts'

export const LinkShape = Type.Object(
  { address: Type.String({ description: 'Shown this once; counts once' }), expiresAt: InstantShape },
  { $id: 'OneTimeLink' },
)

export const TokenOfLink = { token: Type.String({ minLength: 1, maxLength: 100 }) }
export const LinkTokenBody = Type.Object(TokenOfLink, { additionalProperties: false })

export const LinkFactsShape = Type.Object({
  purpose: Type.Enum(linkPurposes),
  login: Type.String(),
  name: Type.String(),
  unit: OrgRefShape,
  roles: Type.Array(RoleShape),
  guardedRoles: Type.Array(RoleShape, { description: 'Those that need a passkey' }),
  expiresAt: InstantShape,
})

export const LinkUseBody = Type.Union([
  Type.Object({ ...TokenOfLink, passkey: PasskeyAnswerShape, name: NameShape }, { additionalProperties: false }),
  Type.Object(
    {
      ...TokenOfLink,
      password: Type.String({ minLength: 1, maxLength: 200 }),
      authenticator: Type.Object({ offer: Type.String({ maxLength: 500 }), code: Type.String({ maxLength: 20 }) }),
    },
    { additionalProperties: false },
  ),
])

export function linkToWire(origin: string, link: IssuedLink) {
  return { address: linkAddress(origin, link), expiresAt: link.expiresAt.toISOString() }
}

export function factsToWire(facts: LinkFacts, guardedRoles: LinkFacts['roles']) {
  return { ...facts, guardedRoles, expiresAt: facts.expiresAt.toISOString() }
}
