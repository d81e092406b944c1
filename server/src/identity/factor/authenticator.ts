import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'

/** Time-based codes (RFC 6238) as every authenticator app makes them: SHA-1, six digits, thirty seconds. */
const form = { algorithm: 'SHA1', digits: 6, period: 30 } as const
/** A clock may be one step off. */
const window = 1

export interface AuthenticatorSecret {
  /** In base32, for typing it in. */
  readonly secret: string
  /** For scanning it as a QR code. */
  readonly uri: string
}

export function newAuthenticatorSecret(issuer: string, login: string): AuthenticatorSecret {
  const secret = new Secret({ size: 20 })
  const totp = new TOTP({ ...form, issuer, label: login, secret })
  return { secret: secret.base32, uri: totp.toString() }
}

/** The time step a code belongs to; undefined when it is none of now. Whether the step has counted is for the caller to see. */
export function stepOfCode(secret: string, code: string, at: Date): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined
  const timestamp = at.getTime()
  const delta = TOTP.validate({ ...form, secret: Secret.fromBase32(secret), token: code, timestamp, window })
  return delta === null ? undefined : Math.floor(timestamp / 1000 / form.period) + delta
}

/** Encrypts texts under the secret of the installation, each bound to what it is for (AES-256-GCM). */
export function createSecretSeal(installationSecret: string) {
  const key = createHmac('sha256', installationSecret).update('authenticator secrets').digest()
  return {
    seal(text: string, boundTo: string): Buffer {
      const iv = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(boundTo))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([iv, cipher.getAuthTag(), body])
    },
    /** The text; undefined when it was not sealed here or for this. */
    open(sealed: Buffer, boundTo: string): string | undefined {
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12), { authTagLength: 16 })
        decipher.setAAD(Buffer.from(boundTo)).setAuthTag(sealed.subarray(12, 28))
        return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8')
      } catch {
        return undefined
      }
    },
  }
}

export type SecretSeal = ReturnType<typeof createSecretSeal>
