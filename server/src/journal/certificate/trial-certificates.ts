import { createECDH, createPrivateKey, createPublicKey, sign, X509Certificate } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { BitString, Integer, Utf8String } from 'asn1js'
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  BasicConstraints,
  Certificate,
  Extension,
  ExtKeyUsage,
  PublicKeyInfo,
  RelativeDistinguishedNames,
  Time,
  TimeType,
} from 'pkijs'
import { keyedDigest, sha256 } from '../../platform/index.ts'
import { makeSigner } from '../tlog/signed-note.ts'

/** A key with the certificates that say whose it is. */
export interface SigningIdentity {
  readonly key: KeyObject
  /** Its own first, then those above it; the root may be among them. */
  readonly chain: readonly X509Certificate[]
}

/** What an installation signs with as long as it has no certificate of an authority. */
export interface TrialIdentities {
  readonly root: X509Certificate
  readonly receipts: SigningIdentity
  readonly timeStamps: SigningIdentity
}

/** The trial certificates as they are kept: their keys follow from the installation's secret. */
export interface TrialCertificates {
  readonly root: X509Certificate
  readonly receipts: X509Certificate
  readonly timeStamps: X509Certificate
}

const lifeInYears = 10
const ecdsaWithSha256 = '1.2.840.10045.4.3.2'
const oid = {
  commonName: '2.5.4.3',
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  extendedUsage: '2.5.29.37',
  documentSigning: '1.3.6.1.5.5.7.3.36',
  timeStamping: '1.3.6.1.5.5.7.3.8',
} as const

/** Receipts: Ed25519, so that the same receipt has the same bytes. Time-stamps: P-256, which every reader of CMS knows. */
function trialKeys(secret: string) {
  const seed = (use: string) => Buffer.from(keyedDigest(secret, use, ''), 'base64url')
  return {
    root: p256Key(seed('trial-root-key')),
    receipts: makeSigner('receipts', 'ed25519', seed('receipt-key')).privateKey,
    timeStamps: p256Key(seed('time-stamp-key')),
  }
}

function p256Key(seed: Buffer): KeyObject {
  const pair = createECDH('prime256v1')
  pair.setPrivateKey(seed)
  const point = pair.getPublicKey()
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((each) => each.toString('base64url'))
  const key = { kty: 'EC', crv: 'P-256', d: seed.toString('base64url'), ...(x && y && { x, y }) }
  return createPrivateKey({ format: 'jwk', key })
}

/** Certificates of the installation's own making: a root, and under it one for receipts and one for time-stamps. */
export function makeTrialCertificates(secret: string, origin: string, at: Date): TrialCertificates {
  const keys = trialKeys(secret)
  const until = new Date(at)
  until.setUTCFullYear(until.getUTCFullYear() + lifeInYears)
  const by = { origin, key: keys.root, from: at, until }
  return {
    root: issue(by, 'root', keys.root, [constrained(), usage(0x06, 1)]),
    receipts: issue(by, 'receipts', keys.receipts, [usage(0xc0, 6), purpose(oid.documentSigning, false)]),
    timeStamps: issue(by, 'time-stamps', keys.timeStamps, [usage(0xc0, 6), purpose(oid.timeStamping, true)]),
  }
}

/** The kept certificates with their keys; undefined when they are of another secret. */
export function trialIdentities(
  secret: string,
  { root, receipts, timeStamps }: TrialCertificates,
): TrialIdentities | undefined {
  const keys = trialKeys(secret)
  if (!root.checkPrivateKey(keys.root) || !receipts.checkPrivateKey(keys.receipts)) return undefined
  if (!timeStamps.checkPrivateKey(keys.timeStamps)) return undefined
  return {
    root,
    receipts: { key: keys.receipts, chain: [receipts] },
    timeStamps: { key: keys.timeStamps, chain: [timeStamps] },
  }
}

interface Issuer {
  readonly origin: string
  readonly key: KeyObject
  readonly from: Date
  readonly until: Date
}

function issue(by: Issuer, use: string, key: KeyObject, extensions: Extension[]): X509Certificate {
  const subjectKey = createPublicKey(key).export({ format: 'der', type: 'spki' })
  const certificate = new Certificate()
  certificate.version = 2
  certificate.serialNumber = new Integer({ valueHex: serialOf(subjectKey) })
  certificate.issuer = nameOf(by.origin, 'root')
  certificate.subject = nameOf(by.origin, use)
  certificate.notBefore = new Time({ type: TimeType.UTCTime, value: by.from })
  certificate.notAfter = new Time({ type: TimeType.UTCTime, value: by.until })
  certificate.subjectPublicKeyInfo = PublicKeyInfo.fromBER(Uint8Array.from(subjectKey))
  certificate.extensions = extensions
  certificate.signature = new AlgorithmIdentifier({ algorithmId: ecdsaWithSha256 })
  certificate.signatureAlgorithm = certificate.signature
  const signed = new Uint8Array(certificate.encodeTBS().toBER())
  certificate.tbsView = signed
  certificate.signatureValue = new BitString({ valueHex: Uint8Array.from(sign('sha256', signed, by.key)) })
  return new X509Certificate(Buffer.from(certificate.toSchema(true).toBER()))
}

/** Positive, and never the same for two keys. */
const serialOf = (subjectKey: Buffer) => Uint8Array.of(1, ...sha256(subjectKey).subarray(0, 15))

/** The common name of a certificate for a log, which has at most 64 characters. */
export const trialNameOf = (origin: string, use: string) => `${origin.slice(0, 40)} ${use} (trial)`

function nameOf(origin: string, use: string): RelativeDistinguishedNames {
  const value = new Utf8String({ value: trialNameOf(origin, use) })
  return new RelativeDistinguishedNames({
    typesAndValues: [new AttributeTypeAndValue({ type: oid.commonName, value })],
  })
}

function constrained(): Extension {
  const value = new BasicConstraints({ cA: true, pathLenConstraint: 0 })
  return new Extension({ extnID: oid.basicConstraints, critical: true, extnValue: value.toSchema().toBER() })
}

function usage(bits: number, unusedBits: number): Extension {
  const value = new BitString({ valueHex: Uint8Array.of(bits), unusedBits })
  return new Extension({ extnID: oid.keyUsage, critical: true, extnValue: value.toBER() })
}

function purpose(keyPurpose: string, critical: boolean): Extension {
  const value = new ExtKeyUsage({ keyPurposes: [keyPurpose] })
  return new Extension({ extnID: oid.extendedUsage, critical, extnValue: value.toSchema().toBER() })
}
