import { leafHash, rootFrom } from '../../platform/index.ts'
import { fingerprintOf } from '../certificate/certificate.ts'
import type { Receipt } from '../receipt/receipt.ts'
import { receiptBytes } from '../receipt/receipt.ts'
import { isSameKey } from '../log-succession.ts'
import type { Succession } from '../succession.ts'
import { openTimeStamp } from '../time-stamp/time-stamp.ts'
import { openCheckpoint, parseCheckpoint } from '../tlog/checkpoint.ts'
import type { Checkpoint } from '../tlog/checkpoint.ts'
import { MalformedError } from '../tlog/signed-note.ts'
import type { NoteVerifier } from '../tlog/signed-note.ts'
import { parseLogProof } from '../tlog/tlog-proof.ts'
import { witnessesOf } from '../tlog/witness-policy.ts'
import type { WitnessPolicy } from '../tlog/witness-policy.ts'
import type { EvidenceFile, Files } from './archive.ts'
import { unpackEvidence } from './archive.ts'
import { check, open } from './check.ts'
import type { Check } from './check.ts'
import { checkConsistency } from './consistency.ts'
import { evidencePage } from './evidence-page.ts'
import { openSuccessions } from './handed-over.ts'
import { subjectOf, warehousesOf } from './signer.ts'
import { checkReceipt } from './verify-receipt.ts'
import type { Given, ReceiptVerification } from './verify-receipt.ts'

export interface EvidenceGiven extends Given {
  /** The key of the log; undefined: what the log signed is not checked. */
  readonly log?: NoteVerifier | undefined
  /** Who must have cosigned the checkpoint; undefined: nobody is known who could vouch for it. */
  readonly policy?: WitnessPolicy | undefined
}

const pageName = 'bien-nhan.html'

/** How far two honest clocks may be apart. */
const tolerance = 300_000

/** Checks all of an evidence archive offline. @throws MalformedError when it cannot be opened or has no receipt */
export async function verifyEvidence(archive: Buffer, given: EvidenceGiven): Promise<ReceiptVerification> {
  const files = await unpackEvidence(archive)
  const { receipt, checks } = await checkReceipt(textOf(files, 'receipt.jws'), given)
  if (!receipt) return { receipt, checks }
  const evidence = { files, receipt, given }
  return {
    receipt,
    checks: [
      ...[...checks, ...(await checkLog(evidence)), ...(await checkTimeStamp(evidence))],
      ...(files.has(pageName) ? [await check('page', () => checkPage(evidence))] : []),
    ],
  }
}

interface Evidence {
  readonly files: Files
  readonly receipt: Receipt
  readonly given: EvidenceGiven
}

function textOf(files: Files, name: EvidenceFile): string {
  const bytes = files.get(name)
  if (!bytes) throw new MalformedError(`${name} is missing from the archive`)
  return bytes.toString()
}

async function checkLog(evidence: Evidence): Promise<Check[]> {
  const { files, receipt } = evidence
  const { journal } = receipt
  return [
    await checkCheckpoint(evidence),
    await checkWitnesses(evidence),
    await check('growth', () => {
      if (!files.get('receipt.json')?.equals(receiptBytes(receipt)))
        throw new MalformedError('receipt.json is not what the receipt holds')
      if (!journal) return 'the receipt is from before receipts named the log'
      const from = { size: journal.size, root: Buffer.from(journal.root, 'hex') }
      checkConsistency(textOf(files, 'consistency.json'), from, checkpointOf(files))
      return `the log of ${String(journal.size)} entries that the receipt names is in that of the checkpoint`
    }),
    ...(mustHaveEntry(receipt) || files.has('entry.json') ? [await check('entry', () => checkEntry(evidence))] : []),
  ]
}

/** A submission is recorded by its own entry, a read rests on the load it read, where there was one. */
const mustHaveEntry = ({ journal, apply }: Receipt) => journal?.entry !== undefined || apply !== null

const checkpointOf = (files: Files): Checkpoint => parseCheckpoint(textOf(files, 'checkpoint'))

async function checkCheckpoint(evidence: Evidence): Promise<Check> {
  const { files, given } = evidence
  const found = await check('checkpoint', () => {
    const { origin, size } = checkpointOf(files)
    const passed = successionsOf(evidence)
    if (given.log) openCheckpoint(textOf(files, 'checkpoint'), signerOf(passed, given.log))
    return `${origin}, ${String(size)} entries${passed.map((each) => `, successor of ${each.from.name}`).join('')}`
  })
  if (given.log || found.state === 'fault') return found
  return open('checkpoint', `${found.note}; give the key of the log with --key`)
}

/** Who has to have signed the checkpoint for whoever trusts a key: that key, or the last it led to. */
function signerOf(passed: readonly Succession[], trusted: NoteVerifier): NoteVerifier {
  const last = passed.at(-1)?.to ?? trusted
  const isLed = isSameKey(trusted, last) || passed.some(({ from }) => isSameKey(from, trusted))
  if (!isLed)
    throw new MalformedError(
      `The checkpoint is of ${last.name}, to which no key handed over that ${trusted.name} led to`,
    )
  return last
}

/** How the log that the receipt names became that of the checkpoint; empty when it is the same. */
function successionsOf({ files, receipt }: Evidence): Succession[] {
  const checkpoint = checkpointOf(files)
  const named = warehousesOf(receipt)
  if (named.includes(checkpoint.origin)) return []
  const left = files.get('successions.json')
  if (!left) throw new MalformedError(`The checkpoint is of ${checkpoint.origin}, which the receipt does not name`)
  return openSuccessions(left.toString(), named, checkpoint)
}

/** Only the log's own signature says nothing about what it showed to others. */
function checkWitnesses({ files, given: { policy } }: Evidence): Promise<Check> | Check {
  if (!policy || policy.quorum === 'none') return open('witnesses', othersUnder(files))
  return check('witnesses', () => {
    const { cosigned, isEnough } = witnessesOf(checkpointOf(files).note, policy)
    const who = `${String(cosigned.size)} of ${String(policy.witnesses.length)} cosigned: ${[...cosigned.keys()].join(', ')}`
    if (!isEnough) throw new MalformedError(`UNWITNESSED: the quorum of the policy is missing, ${who}`)
    return who
  })
}

function othersUnder(files: Files): string {
  const lines = files.get('checkpoint')?.toString().split('\n') ?? []
  const others = lines.filter((line) => line.startsWith('— ')).length - 1
  if (others < 1) return 'UNWITNESSED: only the log itself signed the checkpoint'
  return `${String(others)} more signatures stand under the checkpoint; say with --policy who should have cosigned`
}

function checkEntry({ files, receipt }: Evidence): string {
  const leaf = files.get('entry.json')
  if (!leaf) throw new MalformedError('entry.json is missing from the archive')
  const { index, path, checkpoint } = parseLogProof(textOf(files, 'entry.tlog-proof'))
  if (checkpoint !== textOf(files, 'checkpoint')) throw new MalformedError('The proof is for another checkpoint')
  const { size, root } = checkpointOf(files)
  if (rootFrom(leafHash(leaf), { index, size, path })?.equals(root) !== true)
    throw new MalformedError('The path does not lead from the entry to the checkpoint')
  checkAbout(parseEntry(leaf), receipt, index)
  return `entry ${String(index)} is in the log and is about the same ${receipt.kind === 'read' ? 'load' : 'file'}`
}

interface EntryContent {
  readonly id?: unknown
  readonly subject?: { readonly id?: unknown }
  readonly payload?: { readonly dataset?: unknown; readonly apply?: unknown; readonly digest?: unknown }
}

function parseEntry(leaf: Buffer): EntryContent {
  try {
    const content = JSON.parse(leaf.toString()) as EntryContent | null
    return content ?? {}
  } catch {
    throw new MalformedError('The entry is not JSON')
  }
}

function checkAbout({ id, subject, payload }: EntryContent, receipt: Receipt, index: number): void {
  const own = receipt.journal?.entry
  const fits = own
    ? own.id === id &&
      own.index === index &&
      subject?.id === receipt.id &&
      payload?.digest === receipt.digest['sha-256']
    : payload?.dataset === receipt.dataset && payload.apply === receipt.apply
  if (!fits) throw new MalformedError('The entry is about something else than the receipt')
}

async function checkTimeStamp({ files, receipt, given }: Evidence): Promise<Check[]> {
  const response = files.get('checkpoint.tsr')
  if (!response) return [open('time-stamp', 'the checkpoint had none yet; fetch the evidence again after an hour')]
  const found = await check('time-stamp', async () => {
    const bytes = Buffer.from(textOf(files, 'checkpoint'))
    const { at, root } = await openTimeStamp(response, { bytes, trusted: given.trusted })
    if (receipt.journal?.entry && at.getTime() + tolerance < Date.parse(receipt.at))
      throw new MalformedError(`The receipt says ${receipt.at}, but its entry was time-stamped ${at.toISOString()}`)
    return `${at.toISOString()}, leads to ${subjectOf(root)}, SHA-256 ${fingerprintOf(root)}`
  })
  if (given.trusted.length > 0 || found.state === 'fault') return [found]
  return [open('time-stamp', `${found.note}; whether to trust it, say with --certificate`)]
}

/** People read the page and nothing else: it must say what the other files say, so it is made of them once more. */
async function checkPage({ files, receipt }: Evidence): Promise<string> {
  const [checkpoint, response] = [textOf(files, 'checkpoint'), files.get('checkpoint.tsr')]
  const { size } = parseCheckpoint(checkpoint)
  const stamp = response && (await openTimeStamp(response, { bytes: Buffer.from(checkpoint), trusted: [] }))
  const page = evidencePage({ receipt, size, stampedAt: stamp?.at, names: [...files.keys()] })
  if (files.get(pageName)?.equals(Buffer.from(page)) !== true)
    throw new MalformedError(`${pageName} does not say what the other files do: do not go by it`)
  return `${pageName} says what the other files do`
}
