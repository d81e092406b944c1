import { Certificate, ExtKeyUsage, IssuerAndSerialNumber, SignedData, TimeStampResp, TSTInfo } from 'pkijs'
import { hexOf, sameBytes, sha256, type Bytes } from '../../../lib/bytes.ts'
import { derOf, extendedUsageOf, trustedRoot } from './certificate.ts'
import { Misfit } from './finding.ts'

/** Time-stamps (RFC 3161): an authority says that certain bytes existed at a time. */

const ids = {
  sha256: '2.16.840.1.101.3.4.2.1',
  timeStamp: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  timeStamping: '1.3.6.1.5.5.7.3.8',
} as const
const granted = [0, 1]
/** More than any chain has: each costs signatures to check. */
const mostCertificates = 16

/** A value of ASN.1 as the parser has it: others within it, or octets. */
interface Asn1 {
  readonly valueBlock?: { readonly value?: readonly unknown[]; readonly valueHexView?: Uint8Array }
}

interface Parsed {
  readonly token: SignedData
  readonly stamp: TSTInfo
}

export interface TimeStamp {
  readonly at: Date
  readonly root: Certificate
}

/** A time-stamp that holds: of these bytes, signed, by a certificate for it that the warehouse published. @throws Misfit */
export async function openTimeStamp(
  response: Bytes,
  bytes: Bytes,
  published: readonly Certificate[],
): Promise<TimeStamp> {
  const { token, stamp } = parse(response)
  const { hashAlgorithm, hashedMessage } = stamp.messageImprint
  const imprint = Uint8Array.from(hashedMessage.valueBlock.valueHexView)
  if (hashAlgorithm.algorithmId !== ids.sha256 || !sameBytes(imprint, await sha256(bytes)))
    throw new Misfit('stampOfOther')
  const embedded = (token.certificates ?? []).filter((each) => each instanceof Certificate)
  const certificate = signerOf(token, embedded)
  if (!(await isNamed(token, certificate)) || !(await isSigned(token, bytes, certificate)))
    throw new Misfit('stampNotSigned')
  const usage = extendedUsageOf(certificate)
  if (!(usage instanceof ExtKeyUsage) || usage.keyPurposes.join() !== ids.timeStamping)
    throw new Misfit('wrongStampUse')
  const at = stamp.genTime
  return { at, root: await trustedRoot(certificate, { others: embedded, published, at }) }
}

function parse(response: Bytes): Parsed {
  try {
    const { status, timeStampToken } = TimeStampResp.fromBER(response)
    if (!granted.includes(status.status) || timeStampToken === undefined) throw new TypeError('not granted')
    const token = new SignedData({ schema: timeStampToken.content as unknown })
    const { eContentType, eContent } = token.encapContentInfo
    if ((token.certificates ?? []).length > mostCertificates) throw new TypeError('too many')
    if (eContentType !== ids.timeStamp || !eContent || token.signerInfos.length !== 1) throw new TypeError('other')
    const stamp = TSTInfo.fromBER(eContent.getValue())
    if (Number.isNaN(stamp.genTime.getTime())) throw new TypeError('no time')
    return { token, stamp }
  } catch {
    throw new Misfit('malformedStamp')
  }
}

function signerOf({ signerInfos: [signer] }: SignedData, certificates: readonly Certificate[]): Certificate {
  const sid: unknown = signer?.sid
  const found = certificates.find(
    ({ issuer, serialNumber }) =>
      sid instanceof IssuerAndSerialNumber && sid.issuer.isEqual(issuer) && sid.serialNumber.isEqual(serialNumber),
  )
  if (found === undefined) throw new Misfit('stampNotSigned')
  return found
}

const attributeOf = ({ signerInfos: [signer] }: SignedData, id: string): unknown =>
  signer?.signedAttrs?.attributes.find(({ type }) => type === id)?.values[0]

/** The signature covers the digest of its certificate (RFC 5816), so that no other one of the same key takes its place. */
async function isNamed(token: SignedData, certificate: Certificate): Promise<boolean> {
  const named = firstOctets(attributeOf(token, ids.signingCertificateV2))
  return named !== undefined && hexOf(named) === hexOf(await sha256(derOf(certificate)))
}

/** The first octet string within nested sequences: the digest of the first certificate named, when it is a SHA-256. */
function firstOctets(value: unknown): Bytes | undefined {
  const { value: within = [], valueHexView: octets } = (value as Asn1 | undefined)?.valueBlock ?? {}
  return within.length > 0 ? firstOctets(within[0]) : octets && Uint8Array.from(octets)
}

async function isSigned(token: SignedData, bytes: Bytes, certificate: Certificate): Promise<boolean> {
  const type = attributeOf(token, ids.contentType) as { getValue?: () => string } | undefined
  // Of several certificates with the same name and number, the one that is checked.
  token.certificates = [certificate]
  const holds = await token.verify({ signer: 0, data: bytes.buffer, checkChain: false }).catch(() => false)
  return type?.getValue?.() === ids.timeStamp && holds
}
