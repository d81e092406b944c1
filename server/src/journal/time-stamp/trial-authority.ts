import { randomBytes } from 'node:crypto'
import type { KeyObject, X509Certificate } from 'node:crypto'
import { ObjectIdentifier, OctetString, Sequence } from 'asn1js'
import {
  Accuracy,
  Attribute,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  PKIStatus,
  PKIStatusInfo,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
  TimeStampReq,
  TimeStampResp,
  TSTInfo,
} from 'pkijs'
import { sha256 } from '../../platform/index.ts'
import type { Clock } from '../../platform/index.ts'
import type { TrialIdentities } from '../certificate/trial-certificates.ts'
import type { TimeStampAuthority } from './authority.ts'
import { oid, positive } from './time-stamp.ts'

/** An arc made of a UUID (ITU-T X.667), so that nobody else has it: “for trial, by the warehouse's own clock”. */
const policy = '2.25.303954959127814764419374598671292508135'

/** A time-stamp authority within the installation, for trial: its word is worth no more than the clock of the machine. */
export function trialAuthority({ root, timeStamps }: TrialIdentities, clock: Clock): TimeStampAuthority {
  const [certificate] = timeStamps.chain
  if (!certificate) throw new TypeError('The trial authority has no certificate')
  return {
    name: 'trial',
    trusted: [root],
    answer: (request) => stamp(request, { key: timeStamps.key, certificate, at: clock.now() }),
  }
}

interface Stamping {
  readonly key: KeyObject
  readonly certificate: X509Certificate
  readonly at: Date
}

async function stamp(request: Buffer, { key, certificate, at }: Stamping): Promise<Buffer> {
  const { messageImprint, nonce } = TimeStampReq.fromBER(Uint8Array.from(request))
  const info = new TSTInfo({
    ...{ version: 1, policy, messageImprint, serialNumber: positive(randomBytes(15)), genTime: at },
    accuracy: new Accuracy({ seconds: 1 }),
    ...(nonce && { nonce }),
  })
  const signed = await sign(info.toSchema().toBER(), key, certificate)
  const response = new TimeStampResp({
    status: new PKIStatusInfo({ status: PKIStatus.granted }),
    timeStampToken: new ContentInfo({ contentType: oid.signedData, content: signed.toSchema(true) }),
  })
  return Buffer.from(response.toSchema().toBER())
}

async function sign(content: ArrayBuffer, key: KeyObject, certificate: X509Certificate): Promise<SignedData> {
  const own = Certificate.fromBER(Uint8Array.from(certificate.raw))
  const signer = new SignerInfo({
    version: 1,
    sid: new IssuerAndSerialNumber({ issuer: own.issuer, serialNumber: own.serialNumber }),
    signedAttrs: new SignedAndUnsignedAttributes({
      type: 0,
      attributes: [
        new Attribute({ type: oid.contentType, values: [new ObjectIdentifier({ value: oid.timeStamp })] }),
        new Attribute({ type: oid.messageDigest, values: [octets(sha256(Buffer.from(content)))] }),
        // SigningCertificateV2 (RFC 5035): certs → the only one → its SHA-256.
        new Attribute({
          type: oid.signingCertificateV2,
          values: [sequence(sequence(sequence(octets(sha256(certificate.raw)))))],
        }),
      ],
    }),
  })
  // Set afterwards: the constructor would cut it in pieces, which DER does not know.
  const wrapped = new EncapsulatedContentInfo({ eContentType: oid.timeStamp })
  wrapped.eContent = new OctetString({ valueHex: content })
  const signed = new SignedData({
    version: 3,
    encapContentInfo: wrapped,
    certificates: [own],
    signerInfos: [signer],
  })
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
  const pkcs8 = Uint8Array.from(key.export({ format: 'der', type: 'pkcs8' }))
  await signed.sign(await crypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']), 0, 'SHA-256')
  return signed
}

const octets = (bytes: Buffer) => new OctetString({ valueHex: Uint8Array.from(bytes) })
const sequence = (value: OctetString | Sequence) => new Sequence({ value: [value] })
