import { createCipheriv, createDecipheriv, generateKeyPairSync, randomBytes } from 'node:crypto'
import type { JWK } from 'oidc-provider'
import { keyedDigest } from '../../platform/index.ts'
import { jwkThumbprint } from '../client/client-key.ts'

/** A key that signs ID tokens. */
export interface SigningKey {
  readonly kid: string
  /** The private key, sealed. */
  readonly sealed: Buffer
  readonly publishedAt: Date
  readonly signsFrom: Date
}

const day = 86_400_000
/** A key signs for this long before the next one takes over. */
export const signingDays = 90
/** The next key is published so long before it signs: whoever keeps a copy of the list has it by then. */
export const announceMilliseconds = day
/** A key that signs no more can be found for so long; what it signed has ended long before. */
export const retireMilliseconds = 7 * day

/** A fresh P-256 key, sealed with a key that follows from the installation's secret. */
export function newSigningKey(
  secret: string,
  { publishedAt, signsFrom }: { publishedAt: Date; signsFrom: Date },
): SigningKey {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwk = privateKey.export({ format: 'jwk' })
  const kid = jwkThumbprint(jwk)
  return { kid, sealed: seal(secret, kid, JSON.stringify(jwk)), publishedAt, signsFrom }
}

/** The keys as the provider takes them, the one that signs now before all others; what has been retired is left out. */
export function keysInUse(kept: readonly SigningKey[], now: Date): SigningKey[] {
  const [signing, ...earlier] = kept
    .filter(({ signsFrom }) => signsFrom <= now)
    .toSorted((a, b) => b.signsFrom.getTime() - a.signsFrom.getTime())
  const announced = kept.filter(({ publishedAt, signsFrom }) => publishedAt <= now && signsFrom > now)
  const verifying = earlier.filter((_key, place) => {
    const [successor] = place === 0 ? [signing] : [earlier[place - 1]]
    return successor !== undefined && now.getTime() - successor.signsFrom.getTime() < retireMilliseconds
  })
  return [...(signing ? [signing] : []), ...announced, ...verifying]
}

/** Whether it is time to make the key that follows. */
export function isRotationDue(kept: readonly SigningKey[], now: Date): boolean {
  const newest = Math.max(...kept.map(({ signsFrom }) => signsFrom.getTime()))
  return now.getTime() >= newest + signingDays * day - announceMilliseconds
}

/** Opens a sealed key; throws when it was sealed with another secret or changed since. */
export function openSigningKey(secret: string, { kid, sealed }: SigningKey): JWK {
  const [nonce, tag, body] = [sealed.subarray(0, 12), sealed.subarray(12, 28), sealed.subarray(28)]
  const decipher = createDecipheriv('aes-256-gcm', sealingKey(secret), nonce).setAAD(Buffer.from(kid)).setAuthTag(tag)
  const jwk = JSON.parse(Buffer.concat([decipher.update(body), decipher.final()]).toString()) as JWK
  return { ...jwk, kid, alg: 'ES256', use: 'sig' }
}

function seal(secret: string, kid: string, text: string): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', sealingKey(secret), nonce).setAAD(Buffer.from(kid))
  const body = Buffer.concat([cipher.update(text), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

const sealingKey = (secret: string) => Buffer.from(keyedDigest(secret, 'openid-signing-keys', ''), 'base64url')
