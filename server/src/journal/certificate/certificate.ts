import { X509Certificate } from 'node:crypto'
import { BasicConstraints, Certificate, ExtKeyUsage } from 'pkijs'
import type { Extension } from 'pkijs'
import { MalformedError } from '../tlog/signed-note.ts'

/** Certificates (RFC 5280) as receipts and time-stamps need them: whether one was good for a use at an instant. */

export type CertificateUse = 'receipt' | 'time-stamp'

const extension = { keyUsage: '2.5.29.15', basicConstraints: '2.5.29.19', extendedUsage: '2.5.29.37' } as const
/** digitalSignature and contentCommitment, the first two bits of a key usage. */
const signing = 0xc0
const timeStamping = '1.3.6.1.5.5.7.3.8'
/** Signing of documents (RFC 9336, and the older one of Microsoft), of mail, anything: a signature a person relies on. */
const signingDocuments = ['1.3.6.1.5.5.7.3.36', '1.3.6.1.4.1.311.10.3.12', '1.3.6.1.5.5.7.3.4', '2.5.29.37.0']
const longestChain = 8
/** More than the authorities of the world that a system trusts. */
const mostInFile = 500
const block = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g

/** The certificates of a PEM file, in its order; text around them is read over. @throws MalformedError */
export function parsePem(text: string): X509Certificate[] {
  const blocks = text.match(block) ?? []
  if (blocks.length === 0) throw new MalformedError('There is no certificate in PEM form')
  if (blocks.length > mostInFile)
    throw new MalformedError(`There are more than ${String(mostInFile)} certificates in the file`)
  return blocks.map((each) => openCertificate(each))
}

/** A certificate from PEM or DER. @throws MalformedError */
export function openCertificate(bytes: string | Buffer): X509Certificate {
  try {
    const certificate = new X509Certificate(bytes)
    extensionsOf(certificate)
    // Parsed on first use only; where it cannot be, nothing could be checked with it.
    if (certificate.publicKey.type !== 'public') throw new TypeError('no public key')
    return certificate
  } catch {
    throw new MalformedError('A certificate cannot be read')
  }
}

/** What identifies a certificate when two people compare: SHA-256, in hex with colons, as `openssl x509 -fingerprint` prints it. */
export const fingerprintOf = (certificate: X509Certificate): string => certificate.fingerprint256

const commonName = ({ subject }: X509Certificate) => /CN=(.+)/.exec(subject)?.[1] ?? subject.replaceAll('\n', ', ')

/** Of certificates that were handed out together, those that trust ends at: the roots, or all when no root is among them. */
export function anchorsOf(certificates: readonly X509Certificate[]): readonly X509Certificate[] {
  const roots = certificates.filter((each) => isIssuedBy(each, each))
  return roots.length > 0 ? roots : certificates
}

/** What a chain must hold against. */
export interface ChainDemand {
  readonly use: CertificateUse
  /** When it was used; a certificate that ended since was good then. */
  readonly at: Date
  /** Trust ends at these; none: the chain is followed as far as it goes, and its top is for the reader to compare. */
  readonly trusted: readonly X509Certificate[]
}

/**
 * Follows a certificate up to one that is trusted and gives that. The others may come in any order.
 * @throws MalformedError that names the certificate and what is wrong with it
 */
export function checkChain(
  certificate: X509Certificate,
  others: readonly X509Certificate[],
  { use, at, trusted }: ChainDemand,
): X509Certificate {
  checkUse(certificate, use)
  let current = certificate
  for (let depth = 0; depth < longestChain; depth += 1) {
    checkPeriod(current, at)
    checkCritical(current)
    if (trusted.some((each) => each.raw.equals(current.raw))) return current
    const issuer = [...trusted, ...others].find((each) => isIssuedBy(current, each))
    if (issuer === undefined || issuer.raw.equals(current.raw)) {
      if (trusted.length === 0) return current
      throw new MalformedError(`“${commonName(current)}” does not lead to a certificate that is trusted`)
    }
    checkAuthority(issuer, depth)
    current = issuer
  }
  throw new MalformedError('The chain of certificates is too long')
}

/** Names, key identifiers and key usage fit, and the signature holds. */
function isIssuedBy(certificate: X509Certificate, issuer: X509Certificate): boolean {
  try {
    return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)
  } catch {
    return false
  }
}

function checkPeriod(certificate: X509Certificate, at: Date): void {
  const { validFromDate, validToDate } = certificate
  const when = at.toISOString()
  if (at < validFromDate)
    throw new MalformedError(
      `“${commonName(certificate)}” was not yet valid on ${when}: it begins ${validFromDate.toISOString()}`,
    )
  if (at > validToDate)
    throw new MalformedError(
      `“${commonName(certificate)}” had expired on ${when}: it ended ${validToDate.toISOString()}`,
    )
}

function checkAuthority(issuer: X509Certificate, below: number): void {
  const { pathLenConstraint } = basicConstraints(issuer)
  if (!issuer.ca) throw new MalformedError(`“${commonName(issuer)}” may not issue certificates`)
  if (typeof pathLenConstraint === 'number' && below > pathLenConstraint)
    throw new MalformedError(`“${commonName(issuer)}” may not have so many certificates under it`)
}

/** A critical extension that is not understood makes a certificate useless (RFC 5280 §4.2). */
function checkCritical(certificate: X509Certificate): void {
  const known: readonly string[] = Object.values(extension)
  const unknown = extensionsOf(certificate).find(({ critical, extnID }) => critical && !known.includes(extnID))
  if (unknown)
    throw new MalformedError(
      `“${commonName(certificate)}” holds a critical extension that is not known: ${unknown.extnID}`,
    )
}

function checkUse(certificate: X509Certificate, use: CertificateUse): void {
  const name = commonName(certificate)
  if (certificate.ca) throw new MalformedError(`“${name}” is for issuing certificates, not for signing`)
  const usage = keyUsage(certificate)
  if (usage !== undefined && (usage & signing) === 0)
    throw new MalformedError(`“${name}” is not for signing: its key usage lacks digitalSignature and contentCommitment`)
  const extended = find(certificate, extension.extendedUsage)
  const purposes = extended?.parsedValue instanceof ExtKeyUsage ? extended.parsedValue.keyPurposes : undefined
  if (use === 'time-stamp' && !(extended?.critical === true && purposes?.length === 1 && purposes[0] === timeStamping))
    throw new MalformedError(
      `“${name}” is not for time-stamps: RFC 3161 asks for timeStamping as its only, critical usage`,
    )
  if (use === 'receipt' && purposes !== undefined && !purposes.some((each) => signingDocuments.includes(each)))
    throw new MalformedError(`“${name}” is not for signing documents, but for ${purposes.join(', ')}`)
}

const parsed = new WeakMap<X509Certificate, readonly Extension[]>()

/** Parsed once for each certificate: it takes a millisecond. */
function extensionsOf(certificate: X509Certificate): readonly Extension[] {
  const known = parsed.get(certificate)
  if (known) return known
  const extensions = Certificate.fromBER(Uint8Array.from(certificate.raw)).extensions ?? []
  parsed.set(certificate, extensions)
  return extensions
}

const find = (certificate: X509Certificate, oid: string) =>
  extensionsOf(certificate).find(({ extnID }) => extnID === oid)

/** The first byte of the key usage; undefined when the certificate does not restrict it. */
function keyUsage(certificate: X509Certificate): number | undefined {
  const found = find(certificate, extension.keyUsage)
  // BIT STRING: tag, length, unused bits, bits.
  return found && (found.extnValue.valueBlock.valueHexView[3] ?? 0)
}

function basicConstraints(certificate: X509Certificate): Partial<BasicConstraints> {
  const found = find(certificate, extension.basicConstraints)
  return found?.parsedValue instanceof BasicConstraints ? found.parsedValue : {}
}
