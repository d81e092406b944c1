import { BasicConstraints, Certificate, ExtKeyUsage } from 'pkijs'
import { fromBase64, hexOf, sha256, type Bytes } from '../../../lib/bytes.ts'
import { Misfit } from './finding.ts'

/** Certificates (RFC 5280), as far as receipts need them. */

const commonNameId = '2.5.4.3'
const keyUsageId = '2.5.29.15'
const extendedUsageId = '2.5.29.37'
const constraintsId = '2.5.29.19'
/** Signing of documents (RFC 9336, and the older one of Microsoft), of mail, anything. */
const signingDocuments = ['1.3.6.1.5.5.7.3.36', '1.3.6.1.4.1.311.10.3.12', '1.3.6.1.5.5.7.3.4', '2.5.29.37.0']
const block = /-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g
const longestChain = 8

/** @throws Misfit */
export function openCertificate(bytes: Bytes | undefined): Certificate {
  try {
    if (bytes === undefined) throw new TypeError('not base64')
    return Certificate.fromBER(bytes)
  } catch {
    throw new Misfit('malformedCertificate')
  }
}

/** The certificates of a PEM file, in its order; text around them is read over. @throws Misfit */
export function parsePem(text: string): Certificate[] {
  return [...text.matchAll(block)].map(([, body = '']) => openCertificate(fromBase64(body.replaceAll(/\s/g, ''))))
}

export function commonName({ subject }: Certificate): string {
  return textIn(subject.typesAndValues.find(({ type }) => type === commonNameId)?.value)
}

function textIn(name: { readonly valueBlock: unknown } | undefined): string {
  const value = name?.valueBlock
  return typeof value === 'object' && value !== null && 'value' in value ? String(value.value) : ''
}

const shortNames: Readonly<Record<string, string>> = {
  ...{ '2.5.4.3': 'CN', '2.5.4.5': 'serialNumber', '2.5.4.6': 'C', '2.5.4.7': 'L', '2.5.4.8': 'ST' },
  ...{ '2.5.4.10': 'O', '2.5.4.11': 'OU', '2.5.4.97': 'organizationIdentifier' },
  ...{ '0.9.2342.19200300.100.1.1': 'UID', '1.2.840.113549.1.9.1': 'emailAddress' },
}

/** Whose it is, in full, in the order of the certificate. */
export function subjectOf({ subject }: Certificate): string {
  return subject.typesAndValues.map(({ type, value }) => `${shortNames[type] ?? type}=${textIn(value)}`).join(', ')
}

/** SHA-256 in hex with colons, as `openssl x509 -fingerprint -sha256` prints it. */
export async function fingerprintOf(certificate: Certificate): Promise<string> {
  const hex = hexOf(await sha256(derOf(certificate)))
  return (hex.toUpperCase().match(/../g) ?? []).join(':')
}

/** @throws Misfit for what was read but cannot be written, like a year that its form of time does not know */
export function derOf(certificate: Certificate): Bytes {
  try {
    return new Uint8Array(certificate.toSchema(true).toBER())
  } catch {
    throw new Misfit('malformedCertificate')
  }
}

/** The public key of a certificate, in the form that is imported (SPKI). */
export function publicKeyOf(certificate: Certificate): Bytes {
  return new Uint8Array(certificate.subjectPublicKeyInfo.toSchema().toBER())
}

const extensionOf = (certificate: Certificate, id: string): unknown =>
  certificate.extensions?.find(({ extnID }) => extnID === id)?.parsedValue

/** What a certificate says it is for; undefined when it says nothing. */
export const extendedUsageOf = (certificate: Certificate): unknown => extensionOf(certificate, extendedUsageId)

function isIssuer(certificate: Certificate): boolean {
  const constraints = extensionOf(certificate, constraintsId)
  return constraints instanceof BasicConstraints && constraints.cA
}

/** A certificate that was good for signing a receipt at an instant. @throws Misfit */
export function checkUse(certificate: Certificate): void {
  const extended = extendedUsageOf(certificate)
  const usage = certificate.extensions?.find(({ extnID }) => extnID === keyUsageId)?.extnValue.valueBlock
    .valueHexView[3]
  // digitalSignature or contentCommitment, the first two bits.
  const mayUsage = usage === undefined || (usage & 0xc0) !== 0
  const mayPurpose =
    !(extended instanceof ExtKeyUsage) || extended.keyPurposes.some((each) => signingDocuments.includes(each))
  if (isIssuer(certificate) || !mayUsage || !mayPurpose) throw new Misfit('wrongUse')
}

function checkPeriod({ notBefore, notAfter }: Certificate, at: Date): void {
  if (at < notBefore.value || at > notAfter.value) throw new Misfit('notValidThen')
}

interface Demand {
  readonly others: readonly Certificate[]
  /** What the warehouse published; trust ends at the roots among them, or at all when no root is there. */
  readonly published: readonly Certificate[]
  readonly at: Date
}

/** Follows a certificate up to one that is trusted and gives that. @throws Misfit */
export async function trustedRoot(certificate: Certificate, demand: Demand): Promise<Certificate> {
  const { others, published, at } = demand
  const anchors = await anchorsOf(published)
  let current = certificate
  for (let length = 0; length < longestChain; length += 1) {
    checkPeriod(current, at)
    const trusted = anchors.find((each) => isSame(each, current)) ?? (await issuerOf(current, anchors))
    if (trusted !== undefined) {
      checkPeriod(trusted, at)
      return trusted
    }
    const above = await issuerOf(current, [...others, ...published])
    if (above === undefined || isSame(above, current)) break
    current = above
  }
  throw new Misfit('notTrusted')
}

async function anchorsOf(published: readonly Certificate[]): Promise<readonly Certificate[]> {
  const own = await Promise.all(published.map((each) => isIssuedBy(each, each)))
  const roots = published.filter((_each, place) => own[place])
  return roots.length > 0 ? roots : published
}

async function issuerOf(certificate: Certificate, among: readonly Certificate[]): Promise<Certificate | undefined> {
  for (const each of among) if (isIssuer(each) && (await isIssuedBy(certificate, each))) return each
  return undefined
}

async function isIssuedBy(certificate: Certificate, issuer: Certificate): Promise<boolean> {
  if (!certificate.issuer.isEqual(issuer.subject)) return false
  return certificate.verify(issuer).catch(() => false)
}

export const isSame = (a: Certificate, b: Certificate) => hexOf(derOf(a)) === hexOf(derOf(b))
