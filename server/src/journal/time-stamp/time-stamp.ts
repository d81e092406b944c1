import { createHash } from 'node:crypto'
import type { X509Certificate } from 'node:crypto'
import { fromBER, Integer, OctetString, Sequence } from 'asn1js'
import {
  AlgorithmIdentifier,
  Certificate,
  IssuerAndSerialNumber,
  MessageImprint,
  SignedData,
  TimeStampReq,
  TimeStampResp,
  TSTInfo,
} from 'pkijs'
import { sha256 } from '../../platform/index.ts'
import { checkChain, openCertificate } from '../certificate/certificate.ts'
import { MalformedError } from '../tlog/signed-note.ts'

/** Time-stamps (RFC 3161): an authority says that certain bytes existed at a time. */

export const oid = {
  sha256: '2.16.840.1.101.3.4.2.1',
  signedData: '1.2.840.113549.1.7.2',
  timeStamp: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificate: '1.2.840.113549.1.9.16.2.12',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
} as const

const mostBytes = 100_000
/** More than any chain has: each costs signatures to check. */
const mostCertificates = 16
const granted = [0, 1]

/** The request for a time-stamp on bytes; the answer must repeat the nonce. */
export function timeStampRequest(bytes: Buffer, nonce: Buffer): Buffer {
  const request = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: oid.sha256 }),
      hashedMessage: new OctetString({ valueHex: Uint8Array.from(sha256(bytes)) }),
    }),
    nonce: positive(nonce),
    certReq: true,
  })
  return Buffer.from(request.toSchema().toBER())
}

/** A number of ASN.1 that is positive whatever its bytes are. */
export const positive = (bytes: Uint8Array) => new Integer({ valueHex: Uint8Array.of(1, ...bytes) })

export interface TimeStampDemand {
  /** What was stamped. */
  readonly bytes: Buffer
  /** What the request held; undefined when the request is not known any more. */
  readonly nonce?: Buffer
  readonly trusted: readonly X509Certificate[]
}

export interface OpenTimeStamp {
  readonly at: Date
  readonly certificate: X509Certificate
  /** Where the chain ends: one that is trusted, or the top of what there is. */
  readonly root: X509Certificate
}

/** A time-stamp that holds: of these bytes, signed, by a certificate good for it. @throws MalformedError saying what does not fit */
export async function openTimeStamp(
  response: Buffer,
  { bytes, nonce, trusted }: TimeStampDemand,
): Promise<OpenTimeStamp> {
  const { token, stamp } = parseTimeStamp(response)
  checkImprint(stamp, bytes)
  if (nonce && stamp.nonce?.isEqual(positive(nonce)) !== true)
    throw new MalformedError('The time-stamp answers another request: its nonce is not ours')
  const embedded = certificatesIn(token)
  const certificate = signerOf(token, [...embedded, ...trusted])
  checkNamed(token, certificate)
  await checkSignature(token, bytes, certificate)
  const at = stamp.genTime
  const root = checkChain(certificate, embedded, { use: 'time-stamp', at, trusted })
  return { at, certificate, root }
}

function parseTimeStamp(response: Buffer): { token: SignedData; stamp: TSTInfo } {
  if (response.length > mostBytes) throw new MalformedError('The time-stamp is too large')
  const parsed = readOrRefuse(() => TimeStampResp.fromBER(whole(response)), 'The answer is no time-stamp (RFC 3161)')
  const { status, timeStampToken } = parsed
  if (!granted.includes(status.status))
    throw new MalformedError(`The authority refused to stamp: status ${String(status.status)}`)
  const token = readOrRefuse(() => {
    if (timeStampToken?.contentType !== oid.signedData) throw new TypeError('no signed data')
    return new SignedData({ schema: timeStampToken.content as unknown })
  }, 'The time-stamp holds no signed data')
  const stamp = readOrRefuse(() => {
    const { eContentType, eContent } = token.encapContentInfo
    if (eContentType !== oid.timeStamp || !eContent) throw new TypeError('other content')
    return TSTInfo.fromBER(whole(Buffer.from(eContent.getValue())))
  }, 'What was signed is no time-stamp')
  if (token.signerInfos.length !== 1) throw new MalformedError('The time-stamp has not exactly one signature')
  if (Number.isNaN(stamp.genTime.getTime())) throw new MalformedError('The time-stamp names no time')
  return { token, stamp }
}

/** The bytes, if they are one value of ASN.1 in its own form and nothing behind it: the parser is lenient with lengths. */
function whole(bytes: Buffer): Uint8Array<ArrayBuffer> {
  const copy = Uint8Array.from(bytes)
  if (!bytes.equals(Buffer.from(fromBER(copy).result.toBER()))) throw new TypeError('more or less than one value')
  return copy
}

function readOrRefuse<Value>(read: () => Value, reason: string): Value {
  try {
    return read()
  } catch {
    throw new MalformedError(reason)
  }
}

function checkImprint({ messageImprint }: TSTInfo, bytes: Buffer): void {
  const { hashAlgorithm, hashedMessage } = messageImprint
  if (hashAlgorithm.algorithmId !== oid.sha256) throw new MalformedError('The time-stamp is not over a SHA-256')
  if (!sha256(bytes).equals(Buffer.from(hashedMessage.valueBlock.valueHexView)))
    throw new MalformedError('The time-stamp is of other bytes than these')
}

function certificatesIn({ certificates = [] }: SignedData): X509Certificate[] {
  if (certificates.length > mostCertificates) throw new MalformedError('The time-stamp has too many certificates')
  return certificates.flatMap((each) =>
    each instanceof Certificate ? [openCertificate(Buffer.from(each.toSchema().toBER()))] : [],
  )
}

function signerOf({ signerInfos: [signer] }: SignedData, certificates: readonly X509Certificate[]): X509Certificate {
  const sid: unknown = signer?.sid
  const found = certificates.find((each) => {
    const { issuer, serialNumber } = Certificate.fromBER(Uint8Array.from(each.raw))
    return sid instanceof IssuerAndSerialNumber && sid.issuer.isEqual(issuer) && sid.serialNumber.isEqual(serialNumber)
  })
  if (!found) throw new MalformedError('The certificate of the time-stamp is not there')
  return found
}

/** The signature covers the digest of its certificate (RFC 5816), so that no other one of the same key takes its place. */
function checkNamed({ signerInfos: [signer] }: SignedData, certificate: X509Certificate): void {
  const attributes = signer?.signedAttrs?.attributes ?? []
  const named = [
    [oid.signingCertificateV2, 'sha256'],
    [oid.signingCertificate, 'sha1'],
  ].some(([type, hash = '']) => {
    const value: unknown = attributes.find((each) => each.type === type)?.values[0]
    const digest = firstOctets(value)
    return digest?.equals(createHash(hash).update(certificate.raw).digest()) === true
  })
  if (!named) throw new MalformedError('The time-stamp does not name the certificate it is signed with')
}

/** The first octet string within nested sequences: the digest of the first certificate named. */
function firstOctets(value: unknown): Buffer | undefined {
  if (value instanceof OctetString) return Buffer.from(value.valueBlock.valueHexView)
  if (!(value instanceof Sequence)) return undefined
  // An algorithm other than SHA-256 may stand before the digest; that is no octet string and none we know.
  return firstOctets(value.valueBlock.value[0])
}

async function checkSignature(token: SignedData, bytes: Buffer, certificate: X509Certificate): Promise<void> {
  const [signer] = token.signerInfos
  const type: unknown = signer?.signedAttrs?.attributes.find((each) => each.type === oid.contentType)?.values[0]
  const announced = token.digestAlgorithms.some((each) => each.algorithmId === signer?.digestAlgorithm.algorithmId)
  const isTimeStamp = (type as { getValue?: () => string } | undefined)?.getValue?.() === oid.timeStamp
  // Of several certificates with the same name and number, the one that was checked.
  token.certificates = [Certificate.fromBER(Uint8Array.from(certificate.raw))]
  const holds = await token
    .verify({ signer: 0, data: Uint8Array.from(bytes).buffer, checkChain: false })
    .catch(() => false)
  if (!announced || !isTimeStamp || !holds) throw new MalformedError('The signature of the time-stamp does not hold')
}
