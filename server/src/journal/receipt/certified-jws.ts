import { sign } from 'node:crypto'
import type { KeyObject, X509Certificate } from 'node:crypto'
import { compactVerify, decodeProtectedHeader, errors } from 'jose'
import type { ProtectedHeaderParameters } from 'jose'
import { openCertificate } from '../certificate/certificate.ts'
import type { SigningIdentity } from '../certificate/trial-certificates.ts'
import { MalformedError } from '../tlog/signed-note.ts'

/** A compact JWS (RFC 7515) that carries the certificates of its key. */

const algorithms = ['EdDSA', 'ES256']
const mostCertificates = 8

/** The algorithm a key signs receipts with; undefined for keys that are not used for it. */
export function receiptAlgorithm({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): string | undefined {
  if (asymmetricKeyType === 'ed25519') return 'EdDSA'
  return asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'prime256v1' ? 'ES256' : undefined
}

/** The protected header of each signing identity as it is sent, by its type; it carries the certificates, and is the same each time. */
const headers = new WeakMap<SigningIdentity, Map<string, string>>()

function headerOf(identity: SigningIdentity, typ: string): string {
  const known = headers.get(identity) ?? new Map<string, string>()
  headers.set(identity, known)
  const header = known.get(typ) ?? makeHeader(identity, typ)
  known.set(typ, header)
  return header
}

function makeHeader({ key, chain }: SigningIdentity, typ: string): string {
  const alg = receiptAlgorithm(key)
  if (alg === undefined) throw new TypeError('Receipts are signed with Ed25519 or P-256')
  const header = JSON.stringify({ alg, typ, x5c: chain.map(({ raw }) => raw.toString('base64')) })
  return Buffer.from(header).toString('base64url')
}

/** Signed here and not by way of the library, which costs several times what the signature does. */
export function signJws(content: Buffer, typ: string, identity: SigningIdentity): string {
  const signed = `${headerOf(identity, typ)}.${content.toString('base64url')}`
  const { key } = identity
  const hash = key.asymmetricKeyType === 'ed25519' ? null : 'sha256'
  // ES256 is r and s side by side (RFC 7518 §3.4).
  const signature = sign(hash, Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' })
  return `${signed}.${signature.toString('base64url')}`
}

export interface OpenJws {
  readonly content: Uint8Array
  /** Whose key signed it; whether that is somebody to trust is asked of the chain. */
  readonly certificate: X509Certificate
  readonly others: readonly X509Certificate[]
}

/** What is signed, when the signature holds. @throws MalformedError saying what does not fit */
export async function openJws(jws: string, typ: string): Promise<OpenJws> {
  const parts = jws.split('.')
  if (parts.length !== 3 || !parts.every(isBase64url))
    throw new MalformedError('The receipt is not three parts of base64url, with dots between them')
  const [certificate, ...others] = certificatesOf(readHeader(jws), typ)
  if (!certificate) throw new MalformedError('The receipt carries no certificate (x5c)')
  return { content: await verified(jws, certificate), certificate, others }
}

/** One value has one form: bits that decoding drops may not be set. */
export function isBase64url(part: string): boolean {
  return part !== '' && Buffer.from(part, 'base64url').toString('base64url') === part
}

function readHeader(jws: string): ProtectedHeaderParameters {
  try {
    return decodeProtectedHeader(jws)
  } catch {
    throw new MalformedError('The header of the receipt cannot be read')
  }
}

function certificatesOf({ typ, x5c = [] }: ProtectedHeaderParameters, wanted: string): X509Certificate[] {
  if (typ !== wanted) throw new MalformedError(`The header does not say that this is a receipt (${wanted})`)
  const isList = Array.isArray(x5c) && x5c.every((each) => typeof each === 'string') && x5c.length <= mostCertificates
  if (!isList) throw new MalformedError('The certificates of the receipt (x5c) cannot be read')
  return x5c.map((each) => openCertificate(Buffer.from(each, 'base64')))
}

async function verified(jws: string, { publicKey }: X509Certificate): Promise<Uint8Array> {
  if (receiptAlgorithm(publicKey) === undefined)
    throw new MalformedError('The certificate is for a key of another kind than Ed25519 and P-256')
  try {
    return (await compactVerify(jws, publicKey, { algorithms })).payload
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed)
      throw new MalformedError('The signature is not that of the certificate over this content')
    if (error instanceof errors.JOSEError || error instanceof TypeError)
      throw new MalformedError('The signature cannot be checked with the key and the algorithm the receipt names')
    throw error
  }
}
