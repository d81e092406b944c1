import type { Db } from '../../platform/index.ts'
import { entryLeaf } from '../entry.ts'
import { findEntry, toEntry } from '../entry.store.ts'
import { listLogs } from '../logs.store.ts'
import { receiptBytes } from '../receipt/receipt.ts'
import type { SignedReceipt } from '../receipt/receipts.ts'
import { certificatesAsPem } from '../signing.ts'
import type { Signing } from '../signing.ts'
import { readTile } from '../tile.store.ts'
import { findTimeStampFrom } from '../time-stamp/time-stamp.store.ts'
import { formatLogProof } from '../tlog/tlog-proof.ts'
import { readTree } from '../tlog/tree-reader.ts'
import { cosignedNote } from '../cosigned-note.ts'
import { findBestCosigned } from '../cosignature.store.ts'
import { findCheckpoint } from '../tree.store.ts'
import { packEvidence } from './archive.ts'
import type { EvidenceFile } from './archive.ts'
import { formatConsistency } from './consistency.ts'
import { formatSuccessions } from './handed-over.ts'
import { evidencePage } from './evidence-page.ts'

/** All that proves a receipt without the warehouse, as one archive. */
export interface EvidenceMaker {
  /**
   * With the entry that recorded what the receipt is about: its own, or that of the load that was read. Undefined while
   * no signed checkpoint holds it.
   */
  of(signed: SignedReceipt, entryId?: string): Promise<Buffer | undefined>
}

export function createEvidenceMaker({ db, signing }: { db: Db; signing: Signing }): EvidenceMaker {
  return {
    of: async (signed, entryId = signed.entry) => {
      const { receipt, jws } = signed
      const entry = entryId === undefined ? undefined : await findEntry(db, entryId)
      if (entry?.index === null) return undefined
      const since = receipt.journal?.size ?? 0
      const anchor = await findAnchor(db, Math.max(since, entry === undefined ? 0 : entry.index + 1))
      if (!anchor) return undefined
      const { size, note, response } = anchor
      const tree = readTree(size, (tile) => readTile(db, tile))
      const files = new Map<EvidenceFile, Buffer>([
        ['receipt.jws', Buffer.from(jws)],
        ['receipt.json', receiptBytes(receipt)],
        ['checkpoint', Buffer.from(note)],
        ['certificates.pem', Buffer.from(certificatesAsPem(signing))],
      ])
      if (since > 0) files.set('consistency.json', formatConsistency(since, size, await tree.consistency(since)))
      if (response) files.set('checkpoint.tsr', response)
      const passed = await listSuccessions(db, { from: since, to: size })
      if (passed.length > 0) files.set('successions.json', formatSuccessions(passed))
      if (entry) {
        const proof = { index: entry.index, path: await tree.inclusion(entry.index), checkpoint: note }
        files.set('entry.json', entryLeaf(toEntry(entry))).set('entry.tlog-proof', Buffer.from(formatLogProof(proof)))
      }
      const stampedAt = anchor.at
      files.set(
        'bien-nhan.html',
        Buffer.from(evidencePage({ receipt, size, stampedAt, names: ['bien-nhan.html', ...files.keys()] })),
      )
      return packEvidence(files)
    },
  }
}

/** What logs left that were closed between two sizes of the tree. */
async function listSuccessions(db: Db, { from, to }: { from: number; to: number }): Promise<string[]> {
  const opened = (await listLogs(db)).filter(({ size }) => from <= size && size < to)
  return opened.flatMap(({ succession }) => succession ?? [])
}

interface Anchor {
  readonly size: number
  readonly note: string
  readonly at: Date | undefined
  readonly response: Buffer | undefined
}

/** The first checkpoint of at least a size that was time-stamped; while there is none, one that witnesses cosigned, or the newest. */
async function findAnchor(db: Db, size: number): Promise<Anchor | undefined> {
  const stamped = await findTimeStampFrom(db, Math.max(size, 1))
  if (stamped) return stamped
  const point = await findCheckpoint(db, await findBestCosigned(db, Math.max(size - 1, 0)))
  if (!point || point.size < size || point.note === null) return undefined
  const note = await cosignedNote(db, { size: point.size, note: point.note })
  return { size: point.size, note, at: undefined, response: undefined }
}
