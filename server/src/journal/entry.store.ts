import { sql } from 'kysely'
import type { Db, Json, PreparedStatement, Session } from '../platform/index.ts'
import type { Actor, ChangeId, Entry, EntryId, JournalRecord } from './entry.ts'

/**
 * Writes the change row first and names it to the transaction: governed tables look for both.
 * @param sealLimitSeconds how long an entry may wait for its place in the tree; null: as long as it likes
 * @returns whether an entry has waited longer, so that no change may be taken
 */
export async function insertChange(
  session: Session,
  { id, at, actor }: { readonly id: ChangeId; readonly at: Date; readonly actor: Actor },
  sealLimitSeconds: number | null,
): Promise<boolean> {
  const { accountId, accountName, unitId, unitName, via, requestId } = actor
  const values = [id, at, accountId, accountName, unitId, unitName, via, requestId, sealLimitSeconds]
  const [row] = await session.prepared<{ held: boolean | null }>(changeInsertion, values)
  return row?.held ?? false
}

/** Prepared, as that of an entry is: there is one of each for every change. */
const changeInsertion: PreparedStatement = {
  name: 'insert_change',
  text: `
    WITH opened AS (
      INSERT INTO journal.changes (id, at, account_id, account_name, unit_id, unit_name, via, request_id)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8))
    SELECT set_config('kho.change', $1::text, true),
           (SELECT min(since) FROM journal.unsealed) < clock_timestamp() - make_interval(secs => $9) AS held`,
}

/** @returns whether the structure was changed in this transaction, so that there is something to take along */
export async function insertEntry(
  session: Session,
  changeId: ChangeId,
  { id, event, subject, payload }: JournalRecord & { id: EntryId },
  leafHash: Buffer,
): Promise<boolean> {
  const values = [id, changeId, event, subject.type, subject.id, subject.label, JSON.stringify(payload), leafHash]
  const [row] = await session.prepared<{ structure: string | null }>(entryInsertion, values)
  return row?.structure === 'changed'
}

const entryInsertion: PreparedStatement = {
  name: 'insert_entry',
  text: `
    WITH entry AS (
      INSERT INTO journal.entries (id, change_id, event, subject_type, subject_id, subject_label, payload, leaf_hash)
      VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, $8))
    INSERT INTO journal.unsealed (entry_id) VALUES ($1)
    RETURNING current_setting('kho.structure', true) AS structure`,
}

export interface EntryRow {
  readonly id: EntryId
  readonly index: number | null
  readonly at: Date
  readonly event: string
  readonly subject_type: string
  readonly subject_id: string
  readonly subject_label: string
  readonly account_id: string
  readonly account_name: string
  readonly unit_id: string
  readonly unit_name: string
  readonly via: Actor['via']
  readonly payload: Record<string, Json>
  readonly leaf_hash: Buffer
}

const entryColumns = sql`
  e.id, l.index, c.at, e.event, e.subject_type, e.subject_id, e.subject_label,
  c.account_id, c.account_name, c.unit_id, c.unit_name, c.via, e.payload, e.leaf_hash`
const entryTables = sql`
  journal.entries AS e JOIN journal.changes AS c ON c.id = e.change_id LEFT JOIN journal.leaves AS l ON l.entry_id = e.id`

export interface EntryFilter {
  readonly event: string | undefined
  readonly subject: string | undefined
  readonly account: string | undefined
  readonly before: string | undefined
  readonly limit: number
}

/** Newest first. */
export function listEntries(db: Db, filter: EntryFilter): Promise<EntryRow[]> {
  const { event = null, subject = null, account = null, before = null } = filter
  return db.rows<EntryRow>(sql`
    SELECT ${entryColumns} FROM ${entryTables}
    WHERE (${event}::text IS NULL OR e.event = ${event} OR starts_with(e.event, ${event} || '.'))
      AND (${subject}::text IS NULL OR e.subject_id = ${subject} OR e.subject_label = ${subject})
      AND (${account}::text IS NULL OR c.account_id = ${account} OR c.account_name = ${account})
      AND (${before}::uuid IS NULL OR e.id < ${before}::uuid)
    ORDER BY e.id DESC LIMIT ${filter.limit}`)
}

export function findEntry(db: Db, id: string): Promise<EntryRow | undefined> {
  return db.first<EntryRow>(sql`SELECT ${entryColumns} FROM ${entryTables} WHERE e.id = ${id}::uuid`)
}

/** Sealed entries in tree order from an index on; for verification. */
export function listSealedEntries(db: Db, from: number, limit: number): Promise<EntryRow[]> {
  return db.rows<EntryRow>(sql`
    SELECT ${entryColumns} FROM journal.leaves AS l
    LEFT JOIN journal.entries AS e ON e.id = l.entry_id LEFT JOIN journal.changes AS c ON c.id = e.change_id
    WHERE l.index >= ${from} ORDER BY l.index LIMIT ${limit}`)
}

/** An entry row as the log committed to it. */
export function toEntry(row: EntryRow): Entry {
  return {
    id: row.id,
    at: row.at,
    event: row.event,
    subject: { type: row.subject_type, id: row.subject_id, label: row.subject_label },
    actor: {
      accountId: row.account_id,
      accountName: row.account_name,
      unitId: row.unit_id,
      unitName: row.unit_name,
      via: row.via,
    },
    payload: row.payload,
  }
}

/** What entries of an event say, oldest first, each with the id of its subject. */
export interface RecordedPayload {
  readonly subject: string
  readonly payload: Readonly<Record<string, Json>>
}

export function listPayloads(db: Db, event: string): Promise<RecordedPayload[]> {
  return db.rows<RecordedPayload>(
    sql`SELECT subject_id AS subject, payload FROM journal.entries WHERE event = ${event} ORDER BY id`,
  )
}

/** What the newest entry of an event says of each subject, by the subject's id. */
export async function listLastPayloads(
  db: Db,
  event: string,
): Promise<ReadonlyMap<string, RecordedPayload['payload']>> {
  const rows = await db.rows<RecordedPayload>(sql`
    SELECT DISTINCT ON (subject_id) subject_id AS subject, payload FROM journal.entries WHERE event = ${event}
    ORDER BY subject_id, id DESC`)
  return new Map(rows.map(({ subject, payload }) => [subject, payload]))
}

/** Subject id → Merkle root, of every entry that recorded one: what data above the journal is held against. */
export async function listRecordedRoots(db: Db): Promise<Map<string, string>> {
  const rows = await db.rows<{ subject: string; root: string }>(sql`
    SELECT subject_id AS subject, payload->>'merkleRoot' AS root FROM journal.entries
    WHERE payload->>'merkleRoot' IS NOT NULL`)
  return new Map(rows.map((row) => [row.subject, row.root]))
}
