import { createPublicKey, X509Certificate } from 'node:crypto'
import type { JsonWebKey } from 'node:crypto'
import { sha256 } from '../../platform/index.ts'

/** A public key, or a certificate, that a client shows to be known by. */
export interface ClientKey {
  /** RFC 7638 of a key, SHA-256 of a certificate; base64url. */
  readonly thumbprint: string
  readonly jwk: PublicJwk
  readonly addedAt: Date
  /** Counts no more from then on; null while nothing is said about its end. */
  readonly endsAt: Date | null
}

export type PublicJwk = JsonWebKey & { readonly kid: string; readonly alg: string; readonly x5c?: readonly string[] }

/** Whether a key counts at an instant. */
export function isCounting({ endsAt }: ClientKey, at: Date): boolean {
  return endsAt === null || at < endsAt
}

/** What was sent is not a key the product takes; the message says why, for the log of whoever sent it. */
export class UnfitKeyError extends Error {
  override readonly name = 'UnfitKeyError'
}

/** Members that RFC 7638 takes into a thumbprint, in its order. */
const required: Readonly<Record<string, readonly string[]>> = {
  EC: ['crv', 'kty', 'x', 'y'],
  OKP: ['crv', 'kty', 'x'],
  RSA: ['e', 'kty', 'n'],
}
/** What a JWK must not have where its public part alone is wanted. */
export const secretMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv']
const smallestRsa = 2048

/** RFC 7638, base64url. */
export function jwkThumbprint(jwk: JsonWebKey): string {
  const members = (required[jwk.kty ?? ''] ?? []).map((name) => [name, jwk[name]])
  return sha256(JSON.stringify(Object.fromEntries(members))).toString('base64url')
}

export function certificateThumbprint(certificate: X509Certificate): string {
  return sha256(certificate.raw).toString('base64url')
}

/** The algorithm that FAPI 2.0 allows for a key; undefined for keys it has none for. */
export function signingAlgorithm({ kty, crv }: JsonWebKey): 'ES256' | 'EdDSA' | 'PS256' | undefined {
  if (kty === 'EC' && crv === 'P-256') return 'ES256'
  if (kty === 'OKP' && crv === 'Ed25519') return 'EdDSA'
  return kty === 'RSA' ? 'PS256' : undefined
}

/** A public key as it is sent: a JWK, or PEM as `openssl pkey -pubout` writes it. */
export type SentKey = string | Readonly<Record<string, unknown>>

/** Reads a public key: EC P-256, Ed25519, or RSA of 2048 bits and more. Without a `kid` it goes by its thumbprint. */
export function readPublicKey(sent: SentKey): Pick<ClientKey, 'thumbprint' | 'jwk'> {
  // Of a private key Node would make the public one without a word.
  const isPrivate = typeof sent === 'string' ? sent.includes('PRIVATE KEY') : secretMembers.some((name) => name in sent)
  if (isPrivate) throw new UnfitKeyError('the private part of a key was sent')
  const { jwk, thumbprint, alg } = openKey(() =>
    createPublicKey(typeof sent === 'string' ? sent : { key: sent, format: 'jwk' }),
  )
  const named = typeof sent === 'string' ? undefined : sent['kid']
  const kid = typeof named === 'string' && named !== '' ? named.slice(0, 200) : thumbprint
  return { thumbprint, jwk: { ...jwk, kid, alg, use: 'sig' } }
}

/** Reads a certificate in PEM; whoever made it, the client is known by this very one. */
export function readCertificate(pem: string, now: Date): Pick<ClientKey, 'thumbprint' | 'jwk'> {
  const certificate = openCertificate(pem)
  if (!isInForce(certificate, now)) throw new UnfitKeyError('the certificate is not in force')
  const { jwk, alg } = openKey(() => certificate.publicKey)
  const thumbprint = certificateThumbprint(certificate)
  const x5c = [certificate.raw.toString('base64')]
  return { thumbprint, jwk: { ...jwk, kid: thumbprint, alg, use: 'sig', x5c } }
}

export function isInForce({ validFromDate, validToDate }: X509Certificate, now: Date): boolean {
  return validFromDate <= now && now < validToDate
}

function openCertificate(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem)
  } catch (cause) {
    throw new UnfitKeyError('this is no certificate', { cause })
  }
}

function openKey(open: () => ReturnType<typeof createPublicKey>) {
  try {
    const key = open()
    const jwk = key.export({ format: 'jwk' })
    const alg = signingAlgorithm(jwk)
    const { modulusLength = smallestRsa } = key.asymmetricKeyDetails ?? {}
    if (alg === undefined || modulusLength < smallestRsa) throw new UnfitKeyError('a key of this kind is not taken')
    return { jwk, alg, thumbprint: jwkThumbprint(jwk) }
  } catch (cause) {
    throw cause instanceof UnfitKeyError ? cause : new UnfitKeyError('this is no public key', { cause })
  }
}
