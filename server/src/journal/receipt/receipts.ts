import { createGathering } from '../../platform/index.ts'
import type { Db } from '../../platform/index.ts'
import type { SigningIdentity } from '../certificate/trial-certificates.ts'
import type { Actor } from '../entry.ts'
import type { LogKeys } from '../log-key.ts'
import { findLogOf } from '../logs.store.ts'
import { findRead } from '../read.store.ts'
import type { LoggedRead } from '../read.store.ts'
import type { Party, Receipt } from './receipt.ts'
import { mostTogether, signReceipt, signReceipts } from './receipt-jws.ts'
import { findPlacedEntry } from './receipt.store.ts'

/** A receipt with its signature. */
export interface SignedReceipt {
  readonly receipt: Receipt
  /** Compact JWS, or SD-JWT. */
  readonly jws: string
  /** The entry of the journal it is about; a read has none of its own. */
  readonly entry: string | undefined
}

/** A file that was taken in, as the module that took it knows it. */
export interface TakenIn {
  readonly id: string
  readonly at: Date
  readonly by: Pick<Actor, 'accountId' | 'unitId' | 'unitName'>
  readonly dataset: string
  readonly action: string
  readonly structureVersion: number
  readonly bytes: number
  /** SHA-256 of the bytes, hex. */
  readonly digest: string
  /** The event that recorded it. */
  readonly event: string
}

/**
 * Makes receipts of what is recorded: asked again, the same content in every byte. Of one alone the signed form too is
 * the same, with Ed25519.
 */
export interface Receipts {
  /** Of an answer that is about to leave; those that leave together are under one signature. */
  ofAnswer(read: LoggedRead): Promise<SignedReceipt>
  /** Of a read, for the unit that read; undefined when there is no such read of it. */
  ofRead(id: string, unitId: string): Promise<SignedReceipt | undefined>
  /** Of a submission; undefined until its entry has a place in the log. */
  ofSubmission(taken: TakenIn): Promise<SignedReceipt | undefined>
}

export interface ReceiptDeps {
  readonly db: Db
  readonly keys: LogKeys
  readonly identity: SigningIdentity
}

export function createReceipts({ db, keys, identity }: ReceiptDeps): Receipts {
  /** The warehouse as a party goes by the name of the log that had signed the checkpoint the receipt names. */
  const warehouse = (origin: string | null | undefined): Party => ({ warehouse: origin ?? keys.first.name })
  const signed = (receipt: Receipt, entry?: string): SignedReceipt => ({
    ...{ receipt, entry },
    jws: signReceipt(receipt, identity),
  })
  const ofLogged = (read: LoggedRead) => receiptOfRead(read, warehouse(read.origin))
  const signTogether = createGathering(
    (receipts: readonly Receipt[]) => Promise.resolve(signReceipts(receipts, identity)),
    { most: mostTogether, lots: 1 },
  )
  return {
    ofAnswer: async (read) => {
      const receipt = ofLogged(read)
      return { receipt, entry: undefined, jws: await signTogether(receipt) }
    },
    ofRead: async (id, unitId) => {
      const read = await findRead(db, id)
      return read?.unit_id === unitId ? signed(ofLogged(read)) : undefined
    },
    ofSubmission: async (taken) => {
      const { id, event } = taken
      const placed = await findPlacedEntry(db, { event, subject: { type: 'submission', id } })
      if (!placed) return undefined
      const { size, root, index } = placed
      const journal = { size, root: root.toString('hex'), entry: { id: placed.id, index } }
      return signed(
        { ...receiptOfSubmission(taken, warehouse((await findLogOf(db, size))?.origin)), journal },
        placed.id,
      )
    },
  }
}

function receiptOfRead(read: LoggedRead, sender: Party): Receipt {
  const { checkpoint: size, root } = read
  return {
    ...{ v: 1, kind: 'read', id: read.id, at: read.at.toISOString(), sender },
    receiver: { unit: read.unit_id, unitName: read.unit_name, account: read.account_id },
    ...{ dataset: read.dataset, action: read.action, purpose: read.purpose },
    ...{ structure: read.structure_version, apply: read.apply, rows: read.row_count, bytes: null },
    digest: { 'sha-256': read.digest },
    journal: size === null || root === null ? null : { size, root: root.toString('hex') },
  }
}

function receiptOfSubmission(taken: TakenIn, receiver: Party): Omit<Receipt, 'journal'> {
  const { by, digest, structureVersion, bytes } = taken
  return {
    ...{ v: 1, kind: 'submission', id: taken.id, at: taken.at.toISOString() },
    sender: { unit: by.unitId, unitName: by.unitName, account: by.accountId },
    ...{ receiver, dataset: taken.dataset, action: taken.action, purpose: null },
    ...{ structure: structureVersion, apply: null, rows: null, bytes },
    digest: { 'sha-256': digest },
  }
}
