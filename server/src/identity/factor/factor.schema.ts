import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'
import { Type } from 'typebox'
import { IdShape, InstantShape, Nullable } from '../../platform/index.ts'
import type { Factors } from './factor.service.ts'

/** What browsers hand over and take (WebAuthn Level 3, JSON); what is inside is checked by signature, not by shape. */
const credential = {
  type: 'object',
  properties: {
    id: { type: 'string', maxLength: 2000 },
    rawId: { type: 'string', maxLength: 2000 },
    type: { type: 'string', enum: ['public-key'] },
    response: { type: 'object', additionalProperties: true },
    clientExtensionResults: { type: 'object', additionalProperties: true },
    authenticatorAttachment: { type: 'string' },
  },
  required: ['id', 'rawId', 'type', 'response', 'clientExtensionResults'],
}
const text = { type: 'string', maxLength: 60_000 }
const withResponse = (...names: string[]) => ({
  ...credential,
  properties: {
    ...credential.properties,
    response: {
      type: 'object',
      additionalProperties: true,
      properties: Object.fromEntries(names.map((name) => [name, text])),
      required: names,
    },
  },
})

export const PasskeyAnswerShape = Type.Unsafe<RegistrationResponseJSON>(
  withResponse('clientDataJSON', 'attestationObject'),
)
export const PasskeyProofShape = Type.Unsafe<AuthenticationResponseJSON>(
  withResponse('clientDataJSON', 'authenticatorData', 'signature'),
)
const options = { type: 'object', additionalProperties: true, description: 'For navigator.credentials' }
export const CreationOptionsShape = Type.Unsafe<PublicKeyCredentialCreationOptionsJSON>(options)
export const RequestOptionsShape = Type.Unsafe<PublicKeyCredentialRequestOptionsJSON>(options)

export const NameShape = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' })

const PasskeyShape = Type.Object({
  id: IdShape,
  name: Type.String(),
  isSynced: Type.Boolean({ description: 'Whether its maker copies it to other devices of the person' }),
  registeredAt: InstantShape,
  lastUsedAt: Nullable(InstantShape),
  lastAddress: Nullable(Type.String()),
  lastDevice: Nullable(Type.String()),
})

export const FactorsShape = Type.Object(
  {
    passkeys: Type.Array(PasskeyShape),
    hasPassword: Type.Boolean(),
    hasAuthenticator: Type.Boolean(),
    passwordSetAt: Nullable(InstantShape),
    recoveryCodesLeft: Type.Integer(),
  },
  { $id: 'Factors' },
)

export const PasskeyBody = Type.Object(
  { name: NameShape, passkey: PasskeyAnswerShape },
  { additionalProperties: false },
)
export const PasskeyNameBody = Type.Object({ name: NameShape }, { additionalProperties: false })

export const OfferedAuthenticatorShape = Type.Object({
  secret: Type.String({ description: 'In base32, for typing it in' }),
  uri: Type.String({ description: 'For scanning it as a QR code' }),
  offer: Type.String({ description: 'Goes back with the first code' }),
})

export const AuthenticatorShape = Type.Object(
  { offer: Type.String({ minLength: 1, maxLength: 500 }), code: Type.String({ minLength: 6, maxLength: 20 }) },
  { additionalProperties: false },
)

export const PasswordBody = Type.Object(
  {
    password: Type.String({ minLength: 1, maxLength: 200 }),
    authenticator: Type.Optional(AuthenticatorShape),
  },
  { additionalProperties: false },
)

export const RecoveryCodesShape = Type.Object({
  codes: Type.Array(Type.String(), { description: 'Shown this once; each counts once' }),
})

export function factorsToWire(factors: Awaited<ReturnType<Factors['listFactors']>>) {
  const { passkeys, hasPassword, hasAuthenticator, passwordSetAt, recoveryCodesLeft } = factors
  return {
    passkeys: passkeys.map((passkey) => ({
      ...passkey,
      registeredAt: passkey.registeredAt.toISOString(),
      lastUsedAt: passkey.lastUsedAt?.toISOString() ?? null,
    })),
    ...{ hasPassword, hasAuthenticator, recoveryCodesLeft },
    passwordSetAt: passwordSetAt?.toISOString() ?? null,
  }
}
