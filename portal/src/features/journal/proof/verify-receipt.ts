import type { Bytes } from '../../../lib/bytes.ts'
import {
  checkUse,
  commonName,
  fingerprintOf,
  openCertificate,
  parsePem,
  publicKeyOf,
  trustedRoot,
} from './certificate.ts'
import { finding, Misfit, type Finding } from './finding.ts'
import { digestOf, isSignedWith, parseReceipt, type Receipt, type SignedReceipt } from './receipt.ts'

export type ReceiptStep = 'receipt' | 'certificate' | 'content'

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
}

/** Checks a receipt: its signature, whose certificate that is, and the file it is about. */
export async function verifyReceipt(jws: string, given: ReceiptGiven): Promise<ReceiptVerdict> {
  let signed: SignedReceipt | undefined
  const signature = await finding<ReceiptStep>('receipt', async () => {
    const parsed = await parseReceipt(jws)
    const certificate = openCertificate(parsed.certificates[0])
    if (!(await isSignedWith(parsed, publicKeyOf(certificate)))) throw new Misfit('otherContent')
    signed = parsed
    return commonName(certificate)
  })
  if (signed === undefined) return { receipt: undefined, isProven: false, steps: [signature] }
  const steps = [signature, await checkCertificate(signed, given), await checkFile(signed.receipt, given)]
  const isProven = steps.every(({ step, state }) => state === 'holds' || (step === 'content' && state === 'open'))
  return { receipt: signed.receipt, isProven, steps }
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

async function checkFile({ digest }: Receipt, { file }: ReceiptGiven): Promise<Finding<ReceiptStep>> {
  const step = 'content'
  if (file === undefined) return { step, state: 'open', reason: 'noFile', found: digest }
  return finding(step, async () => {
    if ((await digestOf(file)) !== digest) throw new Misfit('otherFile')
    return digest
  })
}
