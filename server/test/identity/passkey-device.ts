import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'

/** What may be wrong with what an authenticator answers. */
export interface Flaw {
  readonly origin?: string
  readonly rpId?: string
  readonly challenge?: string
  readonly type?: string
  readonly userVerified?: boolean
  readonly counter?: number
  readonly userHandle?: string
  /** Another key than the registered one signs. */
  readonly foreignKey?: boolean
  /** What is signed is changed afterwards. */
  readonly tampered?: boolean
}

interface Asked {
  readonly challenge: string
}

/** An authenticator in software (WebAuthn, ES256): registers one passkey and signs with it as it is told, rightly or wrongly. */
export class PasskeyDevice {
  readonly credentialId = randomBytes(32).toString('base64url')
  readonly #keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  readonly #rpId: string
  readonly #origin: string
  #counter = 0
  #userHandle = ''

  constructor(origin: string) {
    this.#origin = origin
    this.#rpId = new URL(origin).hostname
  }

  /** As its registration gives it (COSE). */
  get publicKey(): Buffer {
    return coseKey(this.#keys.publicKey)
  }

  register(asked: Asked & { readonly user: { readonly id: string } }, flaw: Flaw = {}): RegistrationResponseJSON {
    this.#userHandle = asked.user.id
    const credential = Buffer.from(this.credentialId, 'base64url')
    const attested = Buffer.concat([Buffer.alloc(16), uint16(credential.length), credential, this.publicKey])
    const authData = Buffer.concat([this.#authenticatorData(flaw, 0x40), attested])
    const attestationObject = Buffer.concat([
      ...[Buffer.from([0xa3]), cborText('fmt'), cborText('none'), cborText('attStmt'), Buffer.from([0xa0])],
      ...[cborText('authData'), Buffer.from([0x59]), uint16(authData.length), authData],
    ])
    const clientDataJSON = this.#clientData(asked, 'webauthn.create', flaw).toString('base64url')
    return {
      ...{ id: this.credentialId, rawId: this.credentialId, type: 'public-key', clientExtensionResults: {} },
      response: {
        clientDataJSON,
        attestationObject: attestationObject.toString('base64url'),
        transports: ['internal'],
      },
    }
  }

  answer(asked: Asked, flaw: Flaw = {}): AuthenticationResponseJSON {
    this.#counter += 1
    const authenticatorData = this.#authenticatorData(flaw, 0)
    const clientData = this.#clientData(asked, 'webauthn.get', flaw)
    const signed = Buffer.concat([authenticatorData, createHash('sha256').update(clientData).digest()])
    const key = flaw.foreignKey ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey : this.#keys.privateKey
    const signature = sign('sha256', signed, key)
    if (flaw.tampered) authenticatorData.writeUInt8(authenticatorData.readUInt8(36) ^ 1, 36)
    return {
      ...{ id: this.credentialId, rawId: this.credentialId, type: 'public-key', clientExtensionResults: {} },
      response: {
        clientDataJSON: clientData.toString('base64url'),
        authenticatorData: authenticatorData.toString('base64url'),
        signature: signature.toString('base64url'),
        userHandle: flaw.userHandle ?? this.#userHandle,
      },
    }
  }

  #clientData({ challenge }: Asked, type: string, flaw: Flaw): Buffer {
    const { origin = this.#origin } = flaw
    return Buffer.from(JSON.stringify({ type: flaw.type ?? type, challenge: flaw.challenge ?? challenge, origin }))
  }

  #authenticatorData(flaw: Flaw, more: number): Buffer {
    const flags = 0x01 | (flaw.userVerified === false ? 0 : 0x04) | more
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(flaw.counter ?? this.#counter)
    return Buffer.concat([
      createHash('sha256')
        .update(flaw.rpId ?? this.#rpId)
        .digest(),
      Buffer.from([flags]),
      counter,
    ])
  }
}

function uint16(number: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16BE(number)
  return bytes
}

function cborText(text: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + text.length]), Buffer.from(text)])
}

/** {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y} (RFC 9052). */
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' })
  const coordinate = (name: number, value: string) =>
    Buffer.concat([Buffer.from([name, 0x58, 0x20]), Buffer.from(value, 'base64url')])
  const head = Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01])
  return Buffer.concat([head, coordinate(0x21, x), coordinate(0x22, y)])
}
