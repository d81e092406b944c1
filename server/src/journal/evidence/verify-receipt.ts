import type { X509Certificate } from 'node:crypto'
import { checkChain, fingerprintOf } from '../certificate/certificate.ts'
import type { Receipt } from '../receipt/receipt.ts'
import { openReceipt } from '../receipt/receipt-jws.ts'
import type { OpenReceipt } from '../receipt/receipt-jws.ts'
import { MalformedError } from '../tlog/signed-note.ts'
import { check, open } from './check.ts'
import type { Check } from './check.ts'
import { checkSigner, subjectOf } from './signer.ts'

/** What whoever verifies trusts and has. */
export interface Given {
  /** Where trust in certificates ends; none: the chain is followed, and its top is named to be compared. */
  readonly trusted: readonly X509Certificate[]
  /** The subject of the certificate that signs for the warehouse; undefined when nobody says. */
  readonly subject?: string | undefined
  /** SHA-256 of the bytes that were handed over, hex; undefined when they are not at hand. */
  readonly digest?: string | undefined
}

export interface ReceiptVerification {
  /** Undefined when its signature does not hold or it is no receipt. */
  readonly receipt: Receipt | undefined
  readonly checks: readonly Check[]
}

/**
 * Checks a receipt alone, offline. It names the log it was made beside, and shows nothing of it: whether anybody but the log
 * vouches for that place stays open.
 */
export async function verifyReceipt(jws: string, given: Given): Promise<ReceiptVerification> {
  const { receipt, checks } = await checkReceipt(jws, given)
  if (!receipt) return { receipt, checks }
  return { receipt, checks: [...checks, open('witnesses', standingOf(receipt))] }
}

function standingOf({ journal }: Receipt): string {
  if (journal === null) return 'UNWITNESSED: the receipt is from before receipts named the log'
  return (
    `UNWITNESSED as far as a receipt alone can tell: it names the log of ${String(journal.size)} entries, ` +
    'and whether a checkpoint that witnesses cosigned covers it, only the archive of evidence shows'
  )
}

/** Checks of a receipt its signature, certificates, and the bytes it is about. */
export async function checkReceipt(jws: string, given: Given): Promise<ReceiptVerification> {
  let opened: OpenReceipt | undefined
  const signature = await check('signature', async () => {
    opened = await openReceipt(jws.trim())
    return `of ${subjectOf(opened.certificate)}`
  })
  if (!opened) return { receipt: undefined, checks: [signature] }
  const { receipt } = opened
  const certificate = await checkCertificate(opened, given.trusted)
  const signer = await checkSigner(opened, given)
  return { receipt, checks: [signature, certificate, signer, await checkContent(receipt, given)] }
}

async function checkCertificate(
  { receipt, certificate, others }: OpenReceipt,
  trusted: Given['trusted'],
): Promise<Check> {
  const found = await check('certificate', () => {
    const root = checkChain(certificate, others, { use: 'receipt', at: new Date(receipt.at), trusted })
    return `leads to ${subjectOf(root)}, SHA-256 ${fingerprintOf(root)}`
  })
  if (trusted.length > 0 || found.state === 'fault') return found
  return open('certificate', `${found.note}; whether to trust it, say with --certificate`)
}

async function checkContent(receipt: Receipt, { digest }: Given): Promise<Check> {
  const told = receipt.digest['sha-256']
  if (digest === undefined) return open('content', `SHA-256 ${told}; give the bytes with --against`)
  return check('content', () => {
    if (digest !== told) throw new MalformedError(`The bytes have SHA-256 ${digest}, the receipt says ${told}`)
    return `SHA-256 ${told}`
  })
}
