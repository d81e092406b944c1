import pg from 'pg'
import type { TestDatabase } from '../../test/database.ts'
import { fixedClock, sha256 } from '../platform/index.ts'
import type { Actor, ActorSignature, JournalRecord } from './entry.ts'
import { createLogKeys } from './log-key.ts'
import type { Receipt } from './receipt/receipt.ts'
import { trialSigning } from './signing.ts'
import { sequencerLock } from './tree.store.ts'

export { anchorsOf, checkChain, openCertificate, parsePem } from './certificate/certificate.ts'
export { insertCosignature } from './cosignature.store.ts'
export { entryLeaf } from './entry.ts'
export { checkConsistency, formatConsistency } from './evidence/consistency.ts'
export { formatSuccessions, openSuccessions } from './evidence/handed-over.ts'
export { SuccessionCheck } from './log-succession.ts'
export { parseReceipt, receiptBytes } from './receipt/receipt.ts'
export { openSuccession, signSuccession } from './succession.ts'
export { trialAuthority } from './time-stamp/trial-authority.ts'
export { openTimeStamp, timeStampRequest } from './time-stamp/time-stamp.ts'
export { packEvidence, unpackEvidence } from './evidence/archive.ts'
export type { EvidenceFile } from './evidence/archive.ts'
export { evidencePage } from './evidence/evidence-page.ts'
export { verifyEvidence } from './evidence/verify-evidence.ts'
export { makeTrialCertificates, trialIdentities } from './certificate/trial-certificates.ts'
export { certificatesAsPem } from './signing.ts'
export { openReceipt, signReceipt, signReceipts } from './receipt/receipt-jws.ts'
export { formatAddCheckpoint, parseAddCheckpoint, parseCosigned, parseSize } from './tlog/add-checkpoint.ts'
export { openCheckpoint, parseCheckpoint, signCheckpoint } from './tlog/checkpoint.ts'
export { cosign, findCosignature } from './tlog/cosignature.ts'
export {
  formatNote,
  formatSignature,
  formatVerifier,
  isNoteSigned,
  makeSigner,
  MalformedError,
  parseNote,
  parseVerifier,
  signText,
} from './tlog/signed-note.ts'
export { readTree } from './tlog/tree-reader.ts'
export { formatLogProof, openLogProof, parseLogProof } from './tlog/tlog-proof.ts'
export { decodeEntries, encodeEntries, parseTilePath, tilePath, tileWidth } from './tlog/tile.ts'
export { growTiles } from './tlog/tile-growth.ts'
export type { GrowingTile } from './tlog/tile-growth.ts'
export { parsePolicy } from './tlog/witness-policy.ts'

const origin = 'kho.example.vn/nhat-ky'

const keys = createLogKeys({ secret: 'test', key: undefined, origin })

/** A log that is signed and published nowhere. */
export const aLog = {
  ...{ keys, signer: keys.first, secret: 'test' },
  signing: trialSigning('test', origin, fixedClock('2026-01-01T00:00:00Z')),
  logFolder: undefined,
}

/** Somebody of a unit who works at the portal. */
export function anActor(over: Partial<Actor> = {}): Actor {
  return {
    accountId: '0198a6a0-0000-7000-8000-000000000001',
    accountName: 'hokhau',
    unitId: '0198a6a0-0000-7000-8000-000000000002',
    unitName: 'Công an Thành phố',
    via: 'session',
    requestId: 'request-1',
    ...over,
  }
}

/** What a passkey signed for an act; nobody's. */
export const aSignature: ActorSignature = {
  ...{ kind: 'webauthn', key: 'khoa', authenticatorData: 'YQ', clientData: 'e30', signature: 'Yg' },
  act: { nonce: 'bg', method: 'POST', path: '/api/v1/x', body: '00' },
}

/** Something that happened to a dataset. */
export function aRecord(over: Partial<JournalRecord> = {}): JournalRecord {
  return {
    event: 'catalogue.dataset.registered',
    subject: { type: 'dataset', id: '0198a6a0-0000-7000-8000-000000000003', label: 'dan-cu' },
    payload: { code: 'dan-cu', fields: 12, digest: null },
    ...over,
  }
}

/** Another process in the middle of sealing: it holds the lock of the sequencer until its end. */
export interface SealingElsewhere {
  readonly untilWaiting: (count: number) => Promise<void>
  readonly end: () => Promise<void>
}

export async function sealingElsewhere(testing: TestDatabase): Promise<SealingElsewhere> {
  const client = new pg.Client({ connectionString: testing.urls.application })
  await client.connect()
  await client.query(`BEGIN; SELECT pg_advisory_xact_lock(${String(sequencerLock)})`)
  const waiting = () =>
    testing.asAdmin(`SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`)
  return {
    untilWaiting: async (count) => {
      while ((await waiting()).length < count);
    },
    end: async () => {
      await client.query('COMMIT')
      await client.end()
    },
  }
}

/** A table and the rules of the journal it stands under. */
export interface TableRules {
  readonly name: string
  readonly governed: boolean
  readonly appendOnly: boolean
}

/** Bits of pg_trigger.tgtype; a trigger per statement has no bit for rows. */
const [before, insert, remove, update, truncate] = [2, 4, 8, 16, 32] as const

/** Whether a table has a trigger that runs before every statement of these kinds and is switched on for every session. */
const hasTrigger = (call: string, kinds: number) => `EXISTS (
  SELECT FROM pg_trigger AS t WHERE t.tgrelid = c.oid AND t.tgfoid = '${call}'::regproc AND t.tgenabled = 'A'
    AND t.tgqual IS NULL AND t.tgattr = '' AND t.tgtype = ${String(kinds)})`

/** Every table of the database, as PostgreSQL's own catalogue has it. */
export function tablesAndRules(testing: TestDatabase): Promise<TableRules[]> {
  return testing.asAdmin<TableRules>(`
    SELECT n.nspname || '.' || c.relname AS name,
           ${hasTrigger('journal.require_change', before + insert + remove + update + truncate)} AS governed,
           ${hasTrigger('journal.refuse_rewrite', before + remove + update + truncate)} AS "appendOnly"
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'f') AND n.nspname !~ '^(pg_|information_schema$)' ORDER BY 1`)
}

/** The receipt of a page of records. */
export function aReceipt(over: Partial<Receipt> = {}): Receipt {
  return {
    v: 1,
    kind: 'read',
    id: '0198a6a0-0000-7000-8000-000000000004',
    at: '2026-03-02T03:04:05.678Z',
    sender: { warehouse: origin },
    receiver: {
      unit: '0198a6a0-0000-7000-8000-000000000002',
      unitName: 'Sở Y tế',
      account: '0198a6a0-0000-7000-8000-000000000001',
    },
    dataset: 'dan-cu',
    action: 'page',
    purpose: 'đối chiếu chi trả',
    structure: 1,
    apply: 3,
    rows: 50,
    bytes: null,
    digest: { 'sha-256': sha256('answer').toString('hex') },
    journal: { size: 7, root: sha256('root').toString('hex') },
    ...over,
  }
}
