import { hash, randomBytes } from 'node:crypto'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { SigningIdentity } from '../certificate/trial-certificates.ts'
import { MalformedError } from '../tlog/signed-note.ts'
import { isBase64url, openJws, signJws } from './certified-jws.ts'
import type { OpenJws } from './certified-jws.ts'
import { parseJson, parseReceipt, receiptBytes } from './receipt.ts'
import type { Receipt } from './receipt.ts'

/**
 * The signed forms of a receipt. One alone is a compact JWS. Of several under one signature each is an SD-JWT (RFC 9901):
 * the JWS lists the digests of all, and one receipt stands behind it with a salt, so that nothing can be told of the others.
 */

/** So many under one signature that the list of their digests is small beside what else the header of an answer carries. */
export const mostTogether = 16

const alone = 'receipt+jws'
const listed = 'receipt+sd-jwt'
const mostBytes = 64_000
const saltBytes = 16
/** What of a disclosure stands before its receipt: `["salt",`. */
const opening = /^\["[\w-]{22}",$/
const openingBytes = 26

const ListShape = Type.Object(
  {
    _sd_alg: Type.Literal('sha-256'),
    receipts: Type.Array(
      Type.Object({ '...': Type.String({ pattern: String.raw`^[\w-]{43}$` }) }, { additionalProperties: false }),
    ),
  },
  { additionalProperties: false },
)

export function signReceipt(receipt: Receipt, identity: SigningIdentity): string {
  return signJws(receiptBytes(receipt), alone, identity)
}

/** Signs once for all of them, `mostTogether` at most; gives each in its place. */
export function signReceipts(receipts: readonly Receipt[], identity: SigningIdentity): string[] {
  const [first, ...more] = receipts
  if (first && more.length === 0) return [signReceipt(first, identity)]
  const salts = randomBytes(saltBytes * receipts.length)
  const disclosures = receipts.map((receipt, place) => {
    const salt = salts.subarray(place * saltBytes, (place + 1) * saltBytes).toString('base64url')
    return Buffer.from(`["${salt}",${receiptBytes(receipt).toString()}]`).toString('base64url')
  })
  // In the order of the digests, which tells nothing of that of the answers.
  const digests = disclosures.map(digestOf).sort()
  const list = JSON.stringify({ _sd_alg: 'sha-256', receipts: digests.map((digest) => ({ '...': digest })) })
  const jws = signJws(Buffer.from(list), listed, identity)
  return disclosures.map((disclosure) => `${jws}~${disclosure}~`)
}

const digestOf = (disclosure: string) => hash('sha256', disclosure, 'base64url')

export interface OpenReceipt extends Omit<OpenJws, 'content'> {
  readonly receipt: Receipt
}

/** A receipt whose signature holds. @throws MalformedError saying what does not fit */
export async function openReceipt(signed: string): Promise<OpenReceipt> {
  if (signed.length > mostBytes) throw new MalformedError('The receipt is too large')
  if (signed.includes('~')) return openListed(signed)
  const { content, ...signer } = await openJws(signed, alone)
  return { receipt: parseReceipt(content), ...signer }
}

async function openListed(signed: string): Promise<OpenReceipt> {
  const [jws = '', disclosure = '', end, ...more] = signed.split('~')
  if (end !== '' || more.length > 0 || !isBase64url(disclosure))
    throw new MalformedError('Behind the signed list does not stand one receipt of base64url between two “~”')
  const { content, ...signer } = await openJws(jws, listed)
  const list = parseJson(Buffer.from(content).toString())
  if (!Value.Check(ListShape, list)) throw new MalformedError('The signed content is no list of receipts')
  const digests = new Set(list.receipts.map((each) => each['...']))
  // RFC 9901 §7.1: twice the same is no list of digests of several.
  if (digests.size < list.receipts.length) throw new MalformedError('The signed list names a receipt twice')
  if (!digests.has(digestOf(disclosure))) throw new MalformedError('The receipt is not among those that are signed')
  return { receipt: parseReceipt(disclosedBy(Buffer.from(disclosure, 'base64url'))), ...signer }
}

function disclosedBy(bytes: Buffer): Buffer {
  const isPair = opening.test(bytes.subarray(0, openingBytes).toString('latin1')) && bytes.at(-1) === 0x5d
  if (!isPair) throw new MalformedError('What is disclosed is not a salt with a receipt')
  return bytes.subarray(openingBytes, -1)
}
