import type { LogKeys } from '../../../api/types.ts'
import { fromBase64, fromHex, type Bytes, utf8 } from '../../../lib/bytes.ts'
import { commonName, fingerprintOf, parsePem } from './certificate.ts'
import { finding, Misfit, type Finding } from './finding.ts'
import { parseCheckpoint, type Checkpoint } from './log-proof.ts'
import type { Receipt } from './receipt.ts'
import { openTimeStamp } from './time-stamp.ts'
import { isConsistent } from './tree.ts'
import { findWitnesses, signerOf, type WitnessStep } from './verify-entry.ts'

export type EvidenceStep = 'anchor' | 'growth' | 'timeStamp' | 'page' | WitnessStep

/** What an archive of evidence holds beside the receipt and its entry. */
export interface EvidenceParts {
  readonly checkpoint: string
  /** How the log of the checkpoint grew out of the one the receipt names. */
  readonly consistency: string | undefined
  /** RFC 3161, on the bytes of the checkpoint. */
  readonly timeStamp: Bytes | undefined
  /** It has a page for people, which only `kho verify` holds against the other files. */
  readonly hasPage: boolean
}

export interface EvidenceVerdict {
  readonly isProven: boolean
  /** Whether a quorum of witnesses stands under the checkpoint. */
  readonly isWitnessed: boolean
  readonly stampedAt: Date | undefined
  readonly steps: readonly Finding<EvidenceStep>[]
}

export interface EvidenceGiven {
  readonly receipt: Receipt
  readonly keys: LogKeys
  /** What the warehouse published, as PEM; undefined when it publishes none. */
  readonly certificates: string | undefined
}

/** How far two honest clocks may be apart. */
const tolerance = 300_000

/** Checks what ties a receipt to the log and to a time: the checkpoint, that the log only grew, the time-stamp. */
export async function verifyEvidence(parts: EvidenceParts, given: EvidenceGiven): Promise<EvidenceVerdict> {
  let point: Checkpoint | undefined
  let stampedAt: Date | undefined
  const anchor = await finding<EvidenceStep>('anchor', async () => {
    const parsed = parseCheckpoint(parts.checkpoint)
    point = parsed
    return `${(await signerOf(parsed, given.keys)).name}, ${String(parsed.size)}`
  })
  if (point === undefined) return { isProven: false, isWitnessed: false, stampedAt, steps: [anchor] }
  const witnesses = await findWitnesses(point, given.keys)
  const growth = await checkGrowth(parts, point, given.receipt)
  const timeStamp = await checkTimeStamp(parts, given, (at) => {
    stampedAt = at
  })
  const isProven = [anchor, growth, timeStamp].every(({ state }) => state === 'holds')
  const isWitnessed = anchor.state === 'holds' && witnesses.state === 'holds'
  const page = parts.hasPage ? [{ step: 'page', state: 'open', reason: 'pageNotChecked' } as const] : []
  return { isProven, isWitnessed, stampedAt, steps: [anchor, witnesses, growth, timeStamp, ...page] }
}

async function checkGrowth(
  { consistency }: EvidenceParts,
  point: Checkpoint,
  { journal }: Receipt,
): Promise<Finding<EvidenceStep>> {
  const step = 'growth'
  if (journal === undefined) return { step, state: 'open', reason: 'noLogNamed' }
  return finding(step, async () => {
    const from = { size: journal.size, root: fromHex(journal.root) ?? new Uint8Array() }
    const proof = proofOf(consistency, { from: from.size, to: point.size })
    if (!(await isConsistent({ from, to: point, proof }))) throw new Misfit('notGrown')
    return `${String(from.size)} → ${String(point.size)}`
  })
}

function proofOf(text: string | undefined, sizes: { from: number; to: number }): Bytes[] {
  try {
    const said = JSON.parse(text ?? '') as { from?: unknown; to?: unknown; proof?: unknown }
    const lines: unknown[] = Array.isArray(said.proof) ? said.proof : ['']
    const hashes = lines.map((line) => (typeof line === 'string' ? fromBase64(line) : undefined))
    const whole = hashes.filter((hash) => hash?.length === 32)
    if (said.from === sizes.from && said.to === sizes.to && whole.length === lines.length && lines.length <= 130)
      return whole.filter((hash) => hash !== undefined)
  } catch {
    // Said below, as of what proves nothing.
  }
  throw new Misfit('notGrown')
}

async function checkTimeStamp(
  { timeStamp, checkpoint }: EvidenceParts,
  { certificates, receipt }: EvidenceGiven,
  tell: (at: Date) => void,
): Promise<Finding<EvidenceStep>> {
  const step = 'timeStamp'
  if (timeStamp === undefined) return { step, state: 'open', reason: 'noTimeStamp' }
  if (certificates === undefined) return { step, state: 'open', reason: 'noCertificates' }
  return finding(step, async () => {
    const { at, root } = await openTimeStamp(timeStamp, utf8(checkpoint), parsePem(certificates))
    if (receipt.journal?.hasEntry === true && at.getTime() + tolerance < Date.parse(receipt.at))
      throw new Misfit('stampedBefore')
    tell(at)
    return `${at.toISOString()}, ${commonName(root)}, SHA-256 ${await fingerprintOf(root)}`
  })
}
