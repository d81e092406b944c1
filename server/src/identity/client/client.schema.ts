import { Type } from 'typebox'
import { IdShape, InstantShape, Nullable, PageOf, PageQuery } from '../../platform/index.ts'
import { OrgRefShape } from '../organisation/organisation.schema.ts'
import type { ClientKey } from './client-key.ts'
import { clientKinds, clientMethods, clientRoles, clientStates } from './client.ts'
import type { Client } from './client.ts'

const Code = Type.String({ pattern: '^[a-z][a-z0-9-]{2,39}$', description: 'The client_id' })
const Text = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: '\\S' })
const AccountRef = Type.Object({ id: IdShape, login: Type.String() })

const KeyShape = Type.Object({
  thumbprint: Type.String(),
  algorithm: Type.String(),
  isCertificate: Type.Boolean(),
  addedAt: InstantShape,
  endsAt: Nullable(InstantShape),
})

export const ClientShape = Type.Object(
  {
    code: Type.String(),
    unit: OrgRefShape,
    kind: Type.Enum([...clientKinds]),
    name: Type.String(),
    purpose: Type.String(),
    method: Type.Enum([...clientMethods]),
    roles: Type.Array(Type.Enum([...clientRoles])),
    redirectUris: Type.Array(Type.String()),
    state: Type.Enum([...clientStates]),
    requestedBy: AccountRef,
    requestedAt: InstantShape,
    decidedBy: Nullable(AccountRef),
    decidedAt: Nullable(InstantShape),
    document: Nullable(Type.String({ description: 'What the decision rests on, or why it was refused' })),
    keys: Type.Array(KeyShape),
  },
  { $id: 'Client' },
)

export const ClientPage = PageOf(ClientShape)
export const ClientParams = Type.Object({ code: Code })
export const ClientQuery = Type.Object({
  ...PageQuery,
  state: Type.Optional(Type.Enum([...clientStates])),
  unit: Type.Optional(IdShape),
})

const sentKeys = {
  keys: Type.Optional(
    Type.Array(Type.Union([Type.Record(Type.String(), Type.Unknown()), Text(20_000)]), {
      ...{ maxItems: 5, description: 'Public keys, each as JWK or in PEM' },
    }),
  ),
  certificates: Type.Optional(Type.Array(Text(20_000), { maxItems: 5, description: 'Certificates in PEM' })),
}

export const ClientBody = Type.Object(
  {
    code: Code,
    kind: Type.Enum([...clientKinds]),
    name: Text(200),
    purpose: Text(1000),
    method: Type.Enum([...clientMethods]),
    roles: Type.Optional(Type.Array(Type.Enum([...clientRoles]), { uniqueItems: true })),
    redirectUris: Type.Optional(Type.Array(Text(500), { maxItems: 10, uniqueItems: true })),
    ...sentKeys,
  },
  { additionalProperties: false },
)

export const KeysBody = Type.Object(
  {
    ...sentKeys,
    overlapHours: Type.Optional(
      Type.Integer({
        ...{ minimum: 0, maximum: 720, default: 24 },
        description: 'How long the keys before go on counting; 0 ends them and all tokens at once',
      }),
    ),
  },
  { additionalProperties: false },
)

export const DecisionBody = Type.Object(
  { document: Text(500) },
  { additionalProperties: false, description: 'Number and day of the document the decision rests on' },
)
export const ReasonBody = Type.Object({ reason: Text(500) }, { additionalProperties: false })

export function clientToWire(client: Client) {
  const { code, unit, kind, name, purpose, method, roles, redirectUris, state } = client
  return {
    ...{ code, unit, kind, name, purpose, method, state },
    roles: [...roles],
    redirectUris: [...redirectUris],
    requestedBy: client.requestedBy,
    requestedAt: client.requestedAt.toISOString(),
    decidedBy: client.decidedBy,
    decidedAt: client.decidedAt?.toISOString() ?? null,
    document: client.document,
    keys: client.keys.map(keyToWire),
  }
}

function keyToWire({ thumbprint, jwk, addedAt, endsAt }: ClientKey) {
  return {
    ...{ thumbprint, algorithm: jwk.alg, isCertificate: jwk.x5c !== undefined },
    addedAt: addedAt.toISOString(),
    endsAt: endsAt?.toISOString() ?? null,
  }
}
