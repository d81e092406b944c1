import { Type } from 'typebox'
import { IdShape, InstantShape } from '../../platform/index.ts'
import { RoleShape } from '../account/role.schema.ts'
import { OrgRefShape } from '../organisation/organisation.schema.ts'
import { NameShape, PasskeyAnswerShape } from '../factor/factor.schema.ts'
import { linkAddress, linkPurposes } from './link.ts'
import type { IssuedLink, LinkFacts } from './link.ts'
import type { ReleasedLink } from './release.service.ts'
import type { WaitingLink } from './release.store.ts'

const NeedsRelease = Type.Boolean({
  description: 'Whether it opens nothing before another person has released it and told its code',
})

export const LinkShape = Type.Object(
  {
    address: Type.String({ description: 'Shown this once; counts once' }),
    expiresAt: InstantShape,
    needsRelease: NeedsRelease,
  },
  { $id: 'OneTimeLink' },
)

export const TokenOfLink = {
  token: Type.String({
    minLength: 1,
    maxLength: 100,
    description: 'What follows the #; of a released link with its code at the end',
  }),
}
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
  return {
    address: linkAddress(origin, link),
    expiresAt: link.expiresAt.toISOString(),
    needsRelease: link.needsRelease,
  }
}

export function factsToWire(facts: LinkFacts, guardedRoles: LinkFacts['roles']) {
  return { ...facts, guardedRoles, expiresAt: facts.expiresAt.toISOString() }
}

export const WaitingLinksShape = Type.Object({
  items: Type.Array(
    Type.Object({
      id: IdShape,
      purpose: Type.Enum(linkPurposes),
      account: Type.Object({ id: IdShape, login: Type.String(), name: Type.String(), unit: OrgRefShape }),
      askedBy: Type.String({ description: 'Login of who asked for it' }),
      askedAt: InstantShape,
      expiresAt: InstantShape,
    }),
  ),
})

export const ReleasedLinkShape = Type.Object({
  code: Type.String({ description: 'Shown this once, to be told to the person of the account' }),
  expiresAt: InstantShape,
})

export function waitingToWire(link: WaitingLink) {
  return { ...link, askedAt: link.askedAt.toISOString(), expiresAt: link.expiresAt.toISOString() }
}

export function releasedToWire({ code, expiresAt }: ReleasedLink) {
  return { code, expiresAt: expiresAt.toISOString() }
}
