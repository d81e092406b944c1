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

/** Checks a receipt: its signature, whose certificate that is, and the file it is about. */
export async function verifyReceipt(jws: string, given: ReceiptGiven): Promise<ReceiptVerdict> {
  let signed: SignedReceipt | undefined
  const signature = await finding<ReceiptStep>('receipt', async () => {
    const parsed = await parseReceipt(jws)
    const certificate = openCertificate(parsed.certificates[0])
    if (!(await isSignedWith(parsed, publicKeyOf(certificate)))) throw new Misfit('otherContent')
    signed = parsed
    return subjectOf(certificate)
  })
  if (signed === undefined) return { receipt: undefined, isProven: false, steps: [signature] }
  const { receipt } = signed
  const certificate = await checkCertificate(signed, given)
  const stranger = certificate.state === 'holds' ? findStranger(signed, given) : []
  const steps = [signature, certificate, ...stranger, await checkFile(receipt, given)]
  const isProven = steps.every(({ step, state }) => state === 'holds' || (step === 'content' && state === 'open'))
  return { receipt, isProven, steps: given.isAlone ? [...steps, standingOf(receipt)] : steps }
}

/** A receipt names the log as it stood, and holds nothing by which that could be checked. */
function standingOf({ journal }: Receipt): Finding<ReceiptStep> {
  return { step: 'witnesses', state: 'open', reason: journal === undefined ? 'noLogNamed' : 'receiptAlone' }
}

async function checkCertificate(
  { certificates, receipt }: SignedReceipt,
  given: ReceiptGiven,
): Promise<Finding<ReceiptStep>> {
  const step = 'certificate'
  if (given.certificates === undefined) return { step, state: 'open', reason: 'noCertificates' }
  const published = given.certificates
  return finding(step, async () => {
    const [certificate, ...others] = certificates.map((each) => openCertificate(each))
    if (certificate === undefined) throw new Misfit('malformedCertificate')
    checkUse(certificate)
    const root = await trustedRoot(certificate, { others, published: parsePem(published), at: new Date(receipt.at) })
    return `${commonName(root)}, SHA-256 ${await fingerprintOf(root)}`
  })
}

/**
 * The authority behind a root issues certificates to anybody: unless this very one is published by the warehouse, a person
 * must say whose it is.
 */
function findStranger({ certificates: [own] }: SignedReceipt, given: ReceiptGiven): Finding<ReceiptStep>[] {
  const certificate = openCertificate(own)
  const isPublished = parsePem(given.certificates ?? '').some((each) => isSame(each, certificate))
  if (isPublished) return []
  return [{ step: 'signer', state: 'open', reason: 'otherSigner', found: subjectOf(certificate) }]
}

async function checkFile({ digest }: Receipt, { file }: ReceiptGiven): Promise<Finding<ReceiptStep>> {
  const step = 'content'
  if (file === undefined) return { step, state: 'open', reason: 'noFile', found: digest }
  return finding(step, async () => {
    if ((await digestOf(file)) !== digest) throw new Misfit('otherFile')
    return digest
  })
}
