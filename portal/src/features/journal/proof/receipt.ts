import { fromBase64, fromBase64Url, hexOf, sha256, utf8, type Bytes } from '../../../lib/bytes.ts'
import { canonicalJson } from '../../../lib/canonical-json.ts'
import { Misfit } from './finding.ts'

/**
 * A receipt of the warehouse: a compact JWS (RFC 7515) that carries the certificates of its key (x5c), or one of several
 * under one signature (SD-JWT, RFC 9901).
 */

/** What a person wants to know of it; `server/src/journal/receipt/receipt.ts` has the whole form. */
export interface Receipt {
  readonly kind: 'read' | 'submission'
  readonly id: string
  readonly at: string
  readonly sender: string
  readonly receiver: string
  readonly dataset: string
  readonly purpose: string | undefined
  readonly rows: number | undefined
  readonly bytes: number | undefined
  /** SHA-256 of what was handed over, hex. */
  readonly digest: string
  /** The log as it stood; with an entry of its own when it is a submission. */
  readonly journal: { readonly size: number; readonly root: string; readonly hasEntry: boolean } | undefined
}

export interface SignedReceipt {
  readonly algorithm: 'EdDSA' | 'ES256'
  /** Of the key that signed it first, then those above it. */
  readonly certificates: readonly Bytes[]
  readonly signed: Bytes
  readonly signature: Bytes
  readonly receipt: Receipt
}

type Json = Readonly<Record<string, unknown>>

/** Takes a receipt apart; says nothing about its signature. @throws Misfit */
export async function parseReceipt(text: string): Promise<SignedReceipt> {
  const [jws = '', ...shown] = text.trim().split('~')
  const [header = '', content = '', signature = '', ...more] = jws.split('.')
  const bytes = [header, content, signature].map((part) => (part === '' ? undefined : fromBase64Url(part)))
  const [headerBytes, contentBytes, signatureBytes] = bytes
  if (!headerBytes || !contentBytes || !signatureBytes || more.length > 0) throw new Misfit('malformedReceipt')
  const { alg, typ, x5c } = parseObject(headerBytes)
  const isAlone = shown.length === 0
  const wanted = isAlone ? 'receipt+jws' : 'receipt+sd-jwt'
  if (typ !== wanted || (alg !== 'EdDSA' && alg !== 'ES256')) throw new Misfit('malformedReceipt')
  return {
    algorithm: alg,
    certificates: certificatesOf(x5c),
    signed: utf8(`${header}.${content}`),
    signature: signatureBytes,
    receipt: receiptOf(isAlone ? contentBytes : await shownBy(contentBytes, shown)),
  }
}

/** What of a disclosure stands before its receipt: `["salt",`. */
const opening = /^\["[\w-]{22}",$/
const openingBytes = 26

/** The one receipt that stands behind the signed list of digests. */
async function shownBy(list: Bytes, [disclosure = '', end, ...more]: readonly string[]): Promise<Bytes> {
  const bytes = fromBase64Url(disclosure)
  const { _sd_alg: algorithm, receipts } = parseObject(list)
  const isList = algorithm === 'sha-256' && Array.isArray(receipts) && end === '' && more.length === 0
  const before = String.fromCharCode(...(bytes ?? []).slice(0, openingBytes))
  if (!isList || !bytes || !opening.test(before) || bytes.at(-1) !== 0x5d) throw new Misfit('malformedReceipt')
  const digests = new Set(receipts.map((each: unknown) => digestIn(each)))
  // RFC 9901 §7.1: twice the same is no list of digests of several.
  if (digests.size < receipts.length) throw new Misfit('malformedReceipt')
  if (!digests.has(hexOf(await sha256(utf8(disclosure))))) throw new Misfit('otherContent')
  return bytes.slice(openingBytes, -1)
}

/** In hex, so that one digest has one form. @throws Misfit */
function digestIn(listed: unknown): string {
  const text = isObject(listed) ? listed['...'] : undefined
  const bytes = typeof text === 'string' ? fromBase64Url(text) : undefined
  if (bytes?.length !== 32) throw new Misfit('malformedReceipt')
  return hexOf(bytes)
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null

function parseObject(bytes: Bytes): Json {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
    if (isObject(value)) return value
  } catch {
    // Said below, as of what is no object.
  }
  throw new Misfit('malformedReceipt')
}

function certificatesOf(x5c: unknown): Bytes[] {
  const list: unknown[] = Array.isArray(x5c) ? x5c : []
  const bytes = list.map((each) => (typeof each === 'string' ? fromBase64(each) : undefined))
  const whole = bytes.filter((each) => each !== undefined)
  if (whole.length === 0 || whole.length < bytes.length || whole.length > 8) throw new Misfit('malformedReceipt')
  return whole
}

function receiptOf(bytes: Bytes): Receipt {
  const content = parseObject(bytes)
  const { v, kind, id, at, dataset, purpose, rows } = content
  const digest = member(content, 'digest')['sha-256']
  const isWhole =
    v === 1 &&
    (kind === 'read' || kind === 'submission') &&
    [id, at, dataset, digest].every((each) => typeof each === 'string') &&
    !Number.isNaN(Date.parse(String(at))) &&
    canonicalJson(content) === new TextDecoder().decode(bytes)
  if (!isWhole) throw new Misfit('malformedReceipt')
  const { size, root, entry } = member(content, 'journal')
  return {
    ...{ kind, id: String(id), at: String(at), dataset: String(dataset), digest: String(digest) },
    ...{ sender: partyOf(content, 'sender'), receiver: partyOf(content, 'receiver') },
    purpose: typeof purpose === 'string' ? purpose : undefined,
    rows: typeof rows === 'number' ? rows : undefined,
    bytes: typeof content['bytes'] === 'number' ? content['bytes'] : undefined,
    journal:
      typeof size === 'number' && typeof root === 'string' ? { size, root, hasEntry: entry !== undefined } : undefined,
  }
}

function member(content: Json, name: string): Json {
  const value = content[name]
  return isObject(value) ? value : {}
}

function partyOf(content: Json, name: string): string {
  const { warehouse, unitName } = member(content, name)
  const party = warehouse ?? unitName
  if (typeof party !== 'string') throw new Misfit('malformedReceipt')
  return party
}

const keys = {
  EdDSA: { import: { name: 'Ed25519' }, verify: { name: 'Ed25519' } },
  ES256: { import: { name: 'ECDSA', namedCurve: 'P-256' }, verify: { name: 'ECDSA', hash: 'SHA-256' } },
} as const

/** Whether a key (SPKI) signed the receipt. @throws Misfit where the browser cannot tell */
export async function isSignedWith({ algorithm, signed, signature }: SignedReceipt, spki: Bytes): Promise<boolean> {
  const { import: imported, verify } = keys[algorithm]
  try {
    const key = await crypto.subtle.importKey('spki', spki, imported, false, ['verify'])
    return await crypto.subtle.verify(verify, key, signature, signed)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotSupportedError') throw new Misfit('cannotCheckSignature')
    if (error instanceof DOMException) return false
    throw error
  }
}

export async function digestOf(file: Bytes): Promise<string> {
  return hexOf(await sha256(file))
}
