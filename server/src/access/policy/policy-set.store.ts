import { sql } from 'kysely'
import type { Tx } from '../../journal/index.ts'
import type { InstrumentId } from '../../law/index.ts'
import type { Db } from '../../platform/index.ts'
import type { ProposedSet } from './policy-set.ts'
import type { PolicyFiles } from './policy.ts'

export interface ProposedSetRecord extends Omit<ProposedSet, 'instrument' | 'proposer'> {
  readonly proposedBy: string
  readonly proposerName: string
  readonly instrument: InstrumentId | null
}

const columns = sql`
  s.number, s.digest, s.files, s.reason, s.state, s.proposed_at AS "proposedAt", s.proposed_by AS "proposedBy",
  s.proposer_name AS "proposerName", s.decided_at AS "decidedAt", s.instrument_id AS instrument, s.refusal`

/** The digest of the changed set in force; none while the release's own is. */
export async function findDigestInForce(db: Db): Promise<string | undefined> {
  const row = await db.first<{ digest: string }>(sql`SELECT digest FROM access.policy_sets WHERE state = 'inForce'`)
  return row?.digest
}

export function findInForce(db: Db): Promise<ProposedSetRecord | undefined> {
  return db.first<ProposedSetRecord>(sql`SELECT ${columns} FROM access.policy_sets AS s WHERE s.state = 'inForce'`)
}

export function findSet(db: Db, number: number): Promise<ProposedSetRecord | undefined> {
  return db.first<ProposedSetRecord>(sql`SELECT ${columns} FROM access.policy_sets AS s WHERE s.number = ${number}`)
}

/** Newest first. */
export function listSets(db: Db): Promise<ProposedSetRecord[]> {
  return db.rows<ProposedSetRecord>(
    sql`SELECT ${columns} FROM access.policy_sets AS s ORDER BY s.number DESC LIMIT 200`,
  )
}

/** One change of the sets at a time: each sees what the one before it left. */
export async function lockSets(tx: Tx): Promise<void> {
  await tx.execute(sql`LOCK TABLE access.policy_sets IN SHARE ROW EXCLUSIVE MODE`)
}

/** Proposals follow each other: they are numbered without gaps. */
export async function insertSet(
  tx: Tx,
  set: { digest: string; files: PolicyFiles; reason: string; proposedBy: string; proposerName: string },
): Promise<number> {
  await lockSets(tx)
  const row = await tx.first<{ number: number }>(sql`
    INSERT INTO access.policy_sets (number, digest, files, reason, state, proposed_at, proposed_by, proposer_name)
    SELECT coalesce(max(s.number), 0) + 1, ${set.digest}, ${JSON.stringify(set.files)}::jsonb, ${set.reason}, 'proposed',
           ${tx.at}::timestamptz, ${set.proposedBy}, ${set.proposerName}
    FROM access.policy_sets AS s RETURNING number`)
  if (!row) throw new Error('No policy set was inserted')
  return row.number
}

/** Puts a set into force in place of the one that is. */
export async function saveApproval(tx: Tx, number: number, by: string, instrument: InstrumentId): Promise<void> {
  await tx.execute(sql`UPDATE access.policy_sets SET state = 'replaced' WHERE state = 'inForce'`)
  await tx.execute(sql`
    UPDATE access.policy_sets SET state = 'inForce', decided_at = ${tx.at}, decided_by = ${by}, instrument_id = ${instrument}
    WHERE number = ${number}`)
}

export async function saveRefusal(tx: Tx, number: number, by: string, reason: string): Promise<void> {
  await tx.execute(sql`
    UPDATE access.policy_sets SET state = 'refused', decided_at = ${tx.at}, decided_by = ${by}, refusal = ${reason}
    WHERE number = ${number}`)
}

/** Gives false when these policies were shipped before. */
export async function insertShipped(tx: Tx, digest: string): Promise<boolean> {
  const inserted = await tx.execute(sql`
    INSERT INTO access.shipped_policies VALUES (${digest}, ${tx.at}) ON CONFLICT DO NOTHING`)
  return inserted === 1
}

export async function wasShipped(db: Db, digest: string): Promise<boolean> {
  return (await db.first(sql`SELECT FROM access.shipped_policies WHERE digest = ${digest}`)) !== undefined
}
