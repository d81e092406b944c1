import { sign } from 'node:crypto'
import type { KeyObject, X509Certificate } from 'node:crypto'
import { compactVerify, decodeProtectedHeader, errors } from 'jose'
import type { ProtectedHeaderParameters } from 'jose'
import { openCertificate } from '../certificate/certificate.ts'
import type { SigningIdentity } from '../certificate/trial-certificates.ts'
import { MalformedError } from '../tlog/signed-note.ts'
import { parseReceipt, receiptBytes } from './receipt.ts'
import type { Receipt } from './receipt.ts'

/** The signed form of a receipt: a compact JWS (RFC 7515) that carries the certificates of its key. */

const type = 'receipt+jws'
const algorithms = ['EdDSA', 'ES256']
const mostBytes = 64_000
const mostCertificates = 8

/** The algorithm a key signs receipts with; undefined for keys that are not used for it. */
export function receiptAlgorithm({ asymmetricKeyType, asymmetricKeyDetails }: KeyObject): string | undefined {
  if (asymmetricKeyType === 'ed25519') return 'EdDSA'
  return asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'prime256v1' ? 'ES256' : undefined
}

/** The protected header of each signing identity as it is sent; it carries the certificates, and is the same each time. */
const headers = new WeakMap<SigningIdentity, string>()

function headerFor(identity: SigningIdentity): string {
  const { key, chain } = identity
  const alg = receiptAlgorithm(key)
  if (alg === undefined) throw new TypeError('Receipts are signed with Ed25519 or P-256')
  const header = JSON.stringify({ alg, typ: type, x5c: chain.map(({ raw }) => raw.toString('base64')) })
  return Buffer.from(header).toString('base64url')
}

/** Signed here and not by way of the library, which costs several times what the signature does. */
export function signReceipt(receipt: Receipt, identity: SigningIdentity): string {
  const header = headers.get(identity) ?? headerFor(identity)
  headers.set(identity, header)
  const signed = `${header}.${Buffer.from(receiptBytes(receipt)).toString('base64url')}`
  const { key } = identity
  const hash = key.asymmetricKeyType === 'ed25519' ? null : 'sha256'
  // ES256 is r and s side by side (RFC 7518 §3.4).
  const signature = sign(hash, Buffer.from(signed), { key, dsaEncoding: 'ieee-p1363' })
  return `${signed}.${signature.toString('base64url')}`
}

export interface OpenReceipt {
  readonly receipt: Receipt
  /** Whose key signed it; whether that is somebody to trust is asked of the chain. */
  readonly certificate: X509Certificate
  readonly others: readonly X509Certificate[]
}

/** A receipt whose signature holds. @throws MalformedError saying what does not fit */
export async function openReceipt(jws: string): Promise<OpenReceipt> {
  if (jws.length > mostBytes) throw new MalformedError('The receipt is too large')
  if (!isCanonical(jws)) throw new MalformedError('The receipt is not three parts of base64url, with dots between them')
  const [certificate, ...others] = certificatesOf(headerOf(jws))
  if (!certificate) throw new MalformedError('The receipt carries no certificate (x5c)')
  return { receipt: parseReceipt(await verified(jws, certificate)), certificate, others }
}

/** One value has one form: bits that decoding drops may not be set. */
function isCanonical(jws: string): boolean {
  const parts = jws.split('.')
  const isPart = (part: string) => part !== '' && Buffer.from(part, 'base64url').toString('base64url') === part
  return parts.length === 3 && parts.every(isPart)
}

function headerOf(jws: string): ProtectedHeaderParameters {
  try {
    return decodeProtectedHeader(jws)
  } catch {
    throw new MalformedError('The header of the receipt cannot be read')
  }
}

function certificatesOf({ typ, x5c = [] }: ProtectedHeaderParameters): X509Certificate[] {
  if (typ !== type) throw new MalformedError(`The header does not say that this is a receipt (${type})`)
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
