import { createHmac, generateKeyPairSync, randomUUID, sign } from 'node:crypto'
import type { JsonWebKey, KeyObject } from 'node:crypto'
import { sha256 } from '../../src/platform/index.ts'

/** A key pair of somebody who may sign what no library would let them. */
export interface Signer {
  readonly privateKey: KeyObject
  readonly jwk: JsonWebKey
}

export type Members = Readonly<Record<string, unknown>>

export function newSigner(): Signer {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { privateKey, jwk: publicKey.export({ format: 'jwk' }) }
}

export function newRsaSigner(): Signer {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { privateKey, jwk: publicKey.export({ format: 'jwk' }) }
}

const encoded = (members: Members) => Buffer.from(JSON.stringify(members)).toString('base64url')

/** Members given as undefined are left out. */
export function signJwt(header: Members, claims: Members, { privateKey }: Pick<Signer, 'privateKey'>): string {
  const input = `${encoded(header)}.${encoded(claims)}`
  return `${input}.${signatureOf(header['alg'], input, privateKey)}`
}

function signatureOf(alg: unknown, input: string, key: KeyObject): string {
  if (alg === 'none') return ''
  const how = alg === 'PS256' ? { key, padding: 6, saltLength: 32 } : { key, dsaEncoding: 'ieee-p1363' as const }
  return sign('sha256', Buffer.from(input), how).toString('base64url')
}

/** Signed with a text that anybody knows, in the hope that it is taken for a shared secret. */
export function signWithText(header: Members, claims: Members, text: string): string {
  const input = `${encoded({ ...header, alg: 'HS256' })}.${encoded(claims)}`
  return `${input}.${createHmac('sha256', text).update(input).digest('base64url')}`
}

/** The same JWT with another payload under the signature of the first. */
export function withOtherClaims(jwt: string, over: Members): string {
  const [header = '', body = '', signature = ''] = jwt.split('.')
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Members
  return [header, encoded({ ...claims, ...over }), signature].join('.')
}

export const withoutSignature = (jwt: string): string => jwt.replace(/[^.]+$/, '')

/** Parts of a JWT that differ from those of a good one. */
export interface Differences {
  readonly header?: Members
  readonly claims?: Members
  readonly by?: Signer
  /** What is done to it once it is signed. */
  readonly then?: (jwt: string) => string
}

export const epoch = (): number => Math.floor(Date.now() / 1_000)

/** What a client shows to be known by (RFC 7523), good unless something in it differs. */
export function assertionOf(
  client: { readonly code: string; readonly signer: Signer; readonly alg?: string },
  issuer: string,
  { header, claims, by = client.signer, then = (jwt) => jwt }: Differences = {},
): string {
  const own = { iss: client.code, sub: client.code, aud: issuer, jti: randomUUID(), iat: epoch(), exp: epoch() + 60 }
  return then(signJwt({ alg: client.alg ?? 'ES256', kid: 'one', ...header }, { ...own, ...claims }, by))
}

/** What a request of a method to an address must be about. */
export interface ProvenRequest {
  readonly htm: string
  readonly htu: string
  readonly token?: string
  readonly nonce?: string
}

/** A proof of possession (RFC 9449), good unless something in it differs. */
export function proofOf(
  signer: Signer,
  { htm, htu, token, nonce }: ProvenRequest,
  { header, claims, by = signer, then = (jwt) => jwt }: Differences = {},
): string {
  const ath = token === undefined ? undefined : sha256(token).toString('base64url')
  const own = { htm, htu, jti: randomUUID(), iat: epoch(), ath, nonce }
  return then(signJwt({ typ: 'dpop+jwt', alg: 'ES256', jwk: signer.jwk, ...header }, { ...own, ...claims }, by))
}
