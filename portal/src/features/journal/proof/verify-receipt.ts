import type { Certificate } from 'pkijs'
import type { Bytes } from '../../../lib/bytes.ts'
import {
  checkUse,
  commonName,
  fingerprintOf,
  isSame,
  openCertificate,
  parsePem,
  publicKeyOf,
  subjectOf,
  trustedRoot,
} from './certificate.ts'
import { finding, Misfit, type Finding } from './finding.ts'
import { digestOf, isSignedWith, parseReceipt, type Receipt, type SignedReceipt } from './receipt.ts'
import type { WitnessStep } from './verify-entry.ts'

export type ReceiptStep = 'receipt' | 'certificate' | 'signer' | 'content' | WitnessStep

export interface ReceiptVerdict {
  /** What it says, once its signature holds. */
  readonly receipt: Receipt | undefined
  readonly isProven: boolean
  readonly steps: readonly Finding<ReceiptStep>[]
}

export interface ReceiptGiven {
  /** What the warehouse published, as PEM; undefined when it publishes none. */
  readonly certificates: string | undefined
  /** The file that was handed over, when it is at hand. */
  readonly file: Bytes | undefined
  /** Nothing of the log came with it: whether anybody vouches for the place it names stays open, and is said. */
  readonly isAlone: boolean
}

/** A receipt whose signature holds, and the certificate of the key that signed it. */
interface OpenedReceipt extends SignedReceipt {
  readonly certificate: Certificate
}

/** Checks a receipt: its signature, whose certificate that is, and the file it is about. */
export async function verifyReceipt(jws: string, given: ReceiptGiven): Promise<ReceiptVerdict> {
  let opened: OpenedReceipt | undefined
  const signature = await finding<ReceiptStep>('receipt', async () => {
    const signed = await parseReceipt(jws)
    const certificate = openCertificate(signed.certificates[0])
    if (!(await isSignedWith(signed, publicKeyOf(certificate)))) throw new Misfit('otherContent')
    opened = { ...signed, certificate }
    return subjectOf(certificate)
  })
  if (opened === undefined) return { receipt: undefined, isProven: false, steps: [signature] }
  const { receipt } = opened
  const steps = [signature, ...(await checkCertificate(opened, given)), await checkFile(receipt, given)]
  const isProven = steps.every(({ step, state }) => state === 'holds' || (step === 'content' && state === 'open'))
  return { receipt, isProven, steps: given.isAlone ? [...steps, standingOf(receipt)] : steps }
}

/** A receipt names the log as it stood, and holds nothing by which that could be checked. */
function standingOf({ journal }: Receipt): Finding<ReceiptStep> {
  return { step: 'witnesses', state: 'open', reason: journal === undefined ? 'noLogNamed' : 'receiptAlone' }
}

/** That the certificate is good for signing a receipt, and, once it is, whose it is. */
async function checkCertificate(opened: OpenedReceipt, given: ReceiptGiven): Promise<Finding<ReceiptStep>[]> {
  const step = 'certificate'
  if (given.certificates === undefined) return [{ step, state: 'open', reason: 'noCertificates' }]
  const { certificate, certificates, receipt } = opened
  const pem = given.certificates
  let published: readonly Certificate[] = []
  const trust = await finding<ReceiptStep>(step, async () => {
    const others = certificates.slice(1).map((each) => openCertificate(each))
    checkUse(certificate)
    published = parsePem(pem)
    const root = await trustedRoot(certificate, { others, published, at: new Date(receipt.at) })
    return `${commonName(root)}, SHA-256 ${await fingerprintOf(root)}`
  })
  return trust.state === 'holds' ? [trust, await checkSigner(certificate, published)] : [trust]
}

/**
 * The authority behind a root issues certificates to anybody: unless this very one is published by the warehouse, a person
 * must say whose it is.
 */
function checkSigner(certificate: Certificate, published: readonly Certificate[]): Promise<Finding<ReceiptStep>> {
  return finding<ReceiptStep>('signer', () => {
    const subject = subjectOf(certificate)
    if (!published.some((each) => isSame(each, certificate))) throw new Misfit('otherSigner', subject)
    return subject
  })
}

async function checkFile({ digest }: Receipt, { file }: ReceiptGiven): Promise<Finding<ReceiptStep>> {
  const step = 'content'
  if (file === undefined) return { step, state: 'open', reason: 'noFile', found: digest }
  return finding(step, async () => {
    if ((await digestOf(file)) !== digest) throw new Misfit('otherFile')
    return digest
  })
}
