import { Type } from 'typebox'
import { OrgRefShape } from '../organisation/organisation.schema.ts'
import { askedScopes } from './consent.ts'

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

export const AnswerBody = Type.Object({ isAllowed: Type.Boolean() }, { additionalProperties: false })
export const ContinuationShape = Type.Object({ continueTo: Type.String() })

export const UserCodeParams = Type.Object({ userCode: Type.String({ minLength: 4, maxLength: 40 }) })

export const WaitingDeviceShape = Type.Object(
  { client: Type.String(), scopes: Scopes, address: Type.String(), agent: Type.String() },
  { $id: 'WaitingDevice' },
)
