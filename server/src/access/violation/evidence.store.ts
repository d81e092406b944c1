import { sql } from 'kysely'
import type { Tx } from '../../journal/index.ts'
import type { Db } from '../../platform/index.ts'
import { accessEvents } from '../access.events.ts'
import type { EntryPositions, Evidence, Positions, ReadPositions } from './evidence.ts'

/** What stands in the journal under some ids now; undefined where one of them does not. */
export async function findEntryPositions(db: Db, ids: readonly string[]): Promise<EntryPositions | undefined> {
  const wanted = [...new Set(ids)].sort()
  const row = await db.first<{ count: number; digest: Buffer | null }>(sql`
    SELECT count(*) AS count, sha256(string_agg(leaf_hash::bytea, '' ORDER BY id)) AS digest
    FROM journal.entries WHERE id = ANY (${wanted}::uuid[])`)
  if (!row?.digest || row.count !== wanted.length) return undefined
  return { kind: 'entries', ids: wanted, digest: row.digest.toString('hex') }
}

export type ReadRange = Pick<ReadPositions, 'account' | 'dataset' | 'first' | 'last'>

/** What stands in the log of reads within a range now; undefined where nothing does. */
export async function findReadPositions(db: Db, range: ReadRange): Promise<ReadPositions | undefined> {
  const { account, dataset, first, last } = range
  const row = await db.first<{ count: number; digest: Buffer | null }>(sql`
    SELECT count(*) AS count, sha256(string_agg(${digestOfRead}, '' ORDER BY r.id)) AS digest
    FROM journal.reads AS r
    WHERE r.account_id = ${account} AND r.dataset = ${dataset} AND r.id BETWEEN ${first}::uuid AND ${last}::uuid`)
  if (!row?.digest) return undefined
  return { kind: 'reads', account, dataset, first, last, count: row.count, digest: row.digest.toString('hex') }
}

/** Columns by name: one that is added later changes no digest. Instants as numbers, so that no time zone does. */
const digestOfRead = sql`sha256(convert_to(json_build_array(
  r.id, extract(epoch FROM r.at), r.account_id, r.unit_id, r.via, r.dataset, r.action, r.purpose, r.query, r.query_digest, r.fields,
  r.row_count, r.digest, r.reasons)::text, 'UTF8'))`

/** Ids of the entries at places of the log, as people quote them. */
export async function findEntriesAt(db: Db, places: readonly number[]): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(sql`
    SELECT entry_id AS id FROM journal.leaves WHERE index = ANY (${places}::bigint[])`)
  return rows.map(({ id }) => id)
}

/** The range of a single read. */
export function findRead(db: Db, id: string): Promise<ReadRange | undefined> {
  return db.first<ReadRange>(sql`
    SELECT account_id AS account, dataset, id AS first, id AS last FROM journal.reads WHERE id = ${id}::uuid`)
}

export async function insertEvidence(
  tx: Tx,
  violation: string,
  { by, positions, seal }: Pick<Evidence, 'by' | 'positions' | 'seal'>,
): Promise<void> {
  await tx.execute(sql`
    INSERT INTO access.violation_evidence (violation_id, number, at, by_name, positions, seal)
    SELECT ${violation}::uuid, coalesce(max(e.number), 0) + 1, ${tx.at}::timestamptz, ${by}::text,
           ${JSON.stringify(positions)}::jsonb, ${seal}::bytea
    FROM access.violation_evidence AS e WHERE e.violation_id = ${violation}::uuid`)
}

export function listEvidence(db: Db, violation: string): Promise<Evidence[]> {
  return db.rows<Evidence>(sql`
    SELECT number, at, by_name AS by, positions, seal FROM access.violation_evidence
    WHERE violation_id = ${violation}::uuid ORDER BY number`)
}

/** The seals that the journal holds of a violation, hex. */
export async function listRecordedSeals(db: Db, violation: string): Promise<Set<string>> {
  const events = [accessEvents['violation.raised'], accessEvents['violation.evidenceAdded']]
  const rows = await db.rows<{ seal: string | null }>(sql`
    SELECT payload ->> 'seal' AS seal FROM journal.entries
    WHERE subject_id = ${violation} AND event = ANY (${events}::text[])`)
  return new Set(rows.flatMap(({ seal }) => seal ?? []))
}

/** Whether what stands there now is what was named. */
export async function stillHolds(db: Db, positions: Positions): Promise<boolean> {
  const now =
    positions.kind === 'entries' ? await findEntryPositions(db, positions.ids) : await findReadPositions(db, positions)
  return now?.digest === positions.digest
}
