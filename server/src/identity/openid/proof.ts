import { createPublicKey, verify } from 'node:crypto'
import type { JsonWebKey, KeyObject } from 'node:crypto'
import { sha256 } from '../../platform/index.ts'
import { jwkThumbprint, signingAlgorithm } from '../client/client-key.ts'

/** What a proof of possession (DPoP, RFC 9449) must be about. */
export interface ProofSubject {
  readonly method: string
  /** Addresses the request may be known by, without question mark. */
  readonly addresses: readonly string[]
  readonly token: string
  readonly now: Date
}

export interface Proof {
  /** RFC 7638 of the key that signed. */
  readonly thumbprint: string
  readonly id: string
  readonly nonce: string | undefined
}

/** A proof that proves nothing; the message says what is wrong with it. */
export class UnfitProofError extends Error {
  override readonly name = 'UnfitProofError'
}

/** How far the clock of a client may be off. */
const toleranceSeconds = 300
const longestProof = 8_000
const secretMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k', 'priv']
const compact = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$/
const options = {
  ES256: { digest: 'sha256', dsaEncoding: 'ieee-p1363' },
  EdDSA: { digest: null },
  PS256: { digest: 'sha256', padding: 6, saltLength: 32 },
} as const

/**
 * Checks a proof and gives the key it was made with. Synchronous and on Node's own crypto: it is done for every request,
 * and keys are met again, so they are kept ready.
 */
export function createProofCheck(): (proof: string, subject: ProofSubject) => Proof {
  const keys = createKeyring(10_000)
  return (proof, subject) => {
    const { header, claims, input, signature } = parse(proof)
    const { key, thumbprint, alg } = keys(header['jwk'])
    if (header['typ'] !== 'dpop+jwt') throw new UnfitProofError('typ is not dpop+jwt')
    const named = header['alg'] === 'Ed25519' ? 'EdDSA' : header['alg']
    if (named !== alg) throw new UnfitProofError('alg does not fit the key')
    if (header['crit'] !== undefined) throw new UnfitProofError('crit is not understood')
    const { digest, ...how } = options[alg]
    if (!verify(digest, Buffer.from(input), { key, ...how }, signature)) throw new UnfitProofError('signature is wrong')
    return { thumbprint, ...checkClaims(claims, subject) }
  }
}

function checkClaims(claims: Members, { method, addresses, token, now }: ProofSubject): Omit<Proof, 'thumbprint'> {
  const { htm, htu, ath, jti, iat, nonce } = claims
  if (htm !== method) throw new UnfitProofError('htm is another method')
  if (typeof htu !== 'string' || !addresses.includes(withoutQuery(htu)))
    throw new UnfitProofError('htu is another address')
  if (ath !== sha256(token).toString('base64url')) throw new UnfitProofError('ath is of another token')
  if (typeof jti !== 'string' || jti === '' || jti.length > 200) throw new UnfitProofError('jti is missing')
  if (typeof iat !== 'number' || Math.abs(now.getTime() / 1_000 - iat) > toleranceSeconds) {
    throw new UnfitProofError('iat is not of now')
  }
  if (nonce !== undefined && typeof nonce !== 'string') throw new UnfitProofError('nonce is no text')
  return { id: jti, nonce }
}

type Members = Readonly<Record<string, unknown>>

function parse(proof: string) {
  const found = proof.length <= longestProof ? compact.exec(proof) : undefined
  const [, head = '', body = '', signature = ''] = found ?? []
  if (head === '') throw new UnfitProofError('this is no JWT')
  return {
    ...{ header: members(head), claims: members(body), input: `${head}.${body}` },
    signature: Buffer.from(signature, 'base64url'),
  }
}

function members(part: string): Members {
  try {
    const value = JSON.parse(Buffer.from(part, 'base64url').toString()) as unknown
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Members
  } catch (cause) {
    throw new UnfitProofError('this is no JWT', { cause })
  }
  throw new UnfitProofError('this is no JWT')
}

interface OpenedKey {
  readonly key: KeyObject
  readonly thumbprint: string
  readonly alg: 'ES256' | 'EdDSA' | 'PS256'
}

/** Opens keys, and keeps those met lately. */
function createKeyring(most: number): (jwk: unknown) => OpenedKey {
  const kept = new Map<string, OpenedKey>()
  return (jwk) => {
    if (typeof jwk !== 'object' || jwk === null || secretMembers.some((name) => name in jwk)) {
      throw new UnfitProofError('jwk is no public key')
    }
    const thumbprint = jwkThumbprint(jwk as JsonWebKey)
    const known = kept.get(thumbprint)
    if (known) return known
    const opened = { ...openKey(jwk as JsonWebKey), thumbprint }
    if (kept.size >= most) kept.clear()
    kept.set(thumbprint, opened)
    return opened
  }
}

function openKey(jwk: JsonWebKey): Omit<OpenedKey, 'thumbprint'> {
  try {
    const key = createPublicKey({ key: jwk, format: 'jwk' })
    const alg = signingAlgorithm(jwk)
    if (alg !== undefined && (key.asymmetricKeyDetails?.modulusLength ?? 2048) >= 2048) return { key, alg }
  } catch (cause) {
    throw new UnfitProofError('jwk is no public key', { cause })
  }
  throw new UnfitProofError('a key of this kind is not taken')
}

function withoutQuery(address: string): string {
  const url = URL.parse(address)
  if (!url) return ''
  return url.origin + url.pathname
}
