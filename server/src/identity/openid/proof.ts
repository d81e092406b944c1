import { createPublicKey, verify } from 'node:crypto'
import type { JsonWebKey, KeyObject } from 'node:crypto'
import { sha256 } from '../../platform/index.ts'
import { jwkThumbprint, secretMembers, signingAlgorithm } from '../client/client-key.ts'
import { derSignature } from './ecdsa-signature.ts'

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
const compact = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)$/

type SignatureCheck = (data: Buffer, signature: Buffer) => boolean

const checks: Readonly<Record<'ES256' | 'EdDSA' | 'PS256', (key: KeyObject) => SignatureCheck>> = {
  ES256: (key) => (data, signature) => {
    const der = derSignature(signature)
    return der !== undefined && verify('sha256', data, key, der)
  },
  EdDSA: (key) => (data, signature) => verify(null, data, key, signature),
  PS256: (key) => (data, signature) => verify('sha256', data, { key, padding: 6, saltLength: 32 }, signature),
}

/**
 * Checks a proof and gives the key it was made with. Synchronous and on Node's own crypto: it is done for every request,
 * and the same header is met again, so its key is kept ready.
 */
export function createProofCheck(): (proof: string, subject: ProofSubject) => Proof {
  const keyOf = createKeyring(2_000)
  return (proof, subject) => {
    const [head, body, signature] = partsOf(proof)
    const { isSignedBy, thumbprint } = keyOf(head)
    const claims = members(body)
    if (!isSignedBy(Buffer.from(`${head}.${body}`), Buffer.from(signature, 'base64url'))) {
      throw new UnfitProofError('signature is wrong')
    }
    return { thumbprint, ...checkClaims(claims, subject) }
  }
}

function checkClaims(claims: Members, { method, addresses, token, now }: ProofSubject): Omit<Proof, 'thumbprint'> {
  const { htm, htu, ath, jti, iat, nonce } = claims
  if (htm !== method) throw new UnfitProofError('htm is another method')
  // Mostly it is written as the server writes it; only otherwise it is taken apart.
  if (typeof htu !== 'string' || !(addresses.includes(htu) || addresses.includes(withoutQuery(htu))))
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

function partsOf(proof: string): [head: string, body: string, signature: string] {
  const found = proof.length <= longestProof ? compact.exec(proof) : undefined
  const [, head = '', body = '', signature = ''] = found ?? []
  if (head === '') throw new UnfitProofError('this is no JWT')
  return [head, body, signature]
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
  readonly isSignedBy: SignatureCheck
  readonly thumbprint: string
}

/** Opens the keys of headers, and keeps those met lately: what a header says follows from its text alone. */
function createKeyring(most: number): (head: string) => OpenedKey {
  const kept = new Map<string, OpenedKey>()
  return (head) => {
    const known = kept.get(head)
    if (known) return known
    const opened = openHeader(members(head))
    if (kept.size >= most) kept.clear()
    kept.set(head, opened)
    return opened
  }
}

function openHeader({ jwk, typ, alg: stated, crit }: Members): OpenedKey {
  if (typeof jwk !== 'object' || jwk === null || secretMembers.some((name) => name in jwk)) {
    throw new UnfitProofError('jwk is no public key')
  }
  const { key, alg } = openKey(jwk as JsonWebKey)
  if (typ !== 'dpop+jwt') throw new UnfitProofError('typ is not dpop+jwt')
  if ((stated === 'Ed25519' ? 'EdDSA' : stated) !== alg) throw new UnfitProofError('alg does not fit the key')
  if (crit !== undefined) throw new UnfitProofError('crit is not understood')
  return { isSignedBy: checks[alg](key), thumbprint: jwkThumbprint(jwk as JsonWebKey) }
}

interface PublicKey {
  readonly key: KeyObject
  readonly alg: keyof typeof checks
}

function openKey(jwk: JsonWebKey): PublicKey {
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
