import { Type } from 'typebox'
import type { Static } from 'typebox'
import { IdShape, InstantShape } from '../../platform/index.ts'
import { OrgRefShape } from '../organisation/organisation.schema.ts'
import { askedScopes, consentWays } from './consent.ts'
import type { Consent } from './consent.ts'

const Scopes = Type.Array(Type.Enum([...askedScopes]))

export const SignInRequestParams = Type.Object({ uid: Type.String({ pattern: '^[A-Za-z0-9_-]{10,64}$' }) })

export const SignInRequestShape = Type.Object(
  {
    client: Type.Object({ code: Type.String(), name: Type.String(), unit: OrgRefShape }),
    scopes: Scopes,
    returnsTo: Type.String({ description: 'Host the person is taken back to' }),
    needsSignIn: Type.Boolean({ description: 'Nobody is signed in here, or not freshly enough' }),
  },
  { $id: 'SignInRequest' },
)

export const ContinuationShape = Type.Object({ continueTo: Type.String() })

export const UserCodeParams = Type.Object({ userCode: Type.String({ minLength: 4, maxLength: 40 }) })

export const WaitingDeviceShape = Type.Object(
  { client: Type.String(), scopes: Scopes, address: Type.String(), agent: Type.String() },
  { $id: 'WaitingDevice' },
)

const ConsentShape = Type.Object(
  {
    id: IdShape,
    client: Type.String({ description: 'Code of the client; `kho-cli` is the command line' }),
    registration: Type.Union([Type.Object({ name: Type.String(), unit: OrgRefShape }), Type.Null()]),
    scopes: Scopes,
    way: Type.Enum([...consentWays]),
    origin: Type.Union([
      Type.Object({ address: Type.String(), agent: Type.String() }, { description: 'From where a device asked' }),
      Type.Null(),
    ]),
    givenAt: InstantShape,
    until: InstantShape,
  },
  { $id: 'Consent' },
)

export const ConsentList = Type.Object({ items: Type.Array(ConsentShape) })

export function consentToWire({ scopes, givenAt, until, ...rest }: Consent): Static<typeof ConsentShape> {
  return { ...rest, scopes: [...scopes], givenAt: givenAt.toISOString(), until: until.toISOString() }
}
