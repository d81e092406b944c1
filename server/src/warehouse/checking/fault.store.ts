import { sql } from 'kysely'
import type { Db } from '../../platform/index.ts'
import type { Fault, Rule } from './fault.ts'

/** Starts the report of an attempt afresh. */
export async function clearFaults(db: Db, submissionId: string): Promise<void> {
  await db.execute(sql`DELETE FROM warehouse.faults WHERE submission_id = ${submissionId}`)
  await db.execute(sql`DELETE FROM warehouse.fault_counts WHERE submission_id = ${submissionId}`)
}

export async function insertFaults(
  db: Db,
  submissionId: string,
  faults: readonly Fault[],
  counts: ReadonlyMap<Rule, number>,
): Promise<void> {
  if (counts.size === 0) return
  await db.execute(sql`
    INSERT INTO warehouse.fault_counts (submission_id, rule, field, count)
    SELECT ${submissionId}::uuid, rule, '', count FROM unnest(${[...counts.keys()]}::text[], ${[...counts.values()]}::bigint[]) AS c (rule, count)`)
  await db.execute(sql`
    INSERT INTO warehouse.faults (submission_id, row, rule, field, value)
    SELECT ${submissionId}::uuid, f.row, f.rule, f.field, f.value
    FROM json_to_recordset(${JSON.stringify(faults)}::json) AS f (row bigint, rule text, field text, value text)
    ON CONFLICT DO NOTHING`)
}

export interface FaultCount {
  readonly rule: Rule
  readonly field: string
  readonly count: number
  readonly examples: readonly { row: number; value: string | null }[]
}

/** Each broken rule with its count and its first three places. */
export function listFaultCounts(db: Db, submissionId: string): Promise<FaultCount[]> {
  return db.rows<FaultCount>(sql`
    SELECT c.rule, c.field, c.count, e.examples
    FROM warehouse.fault_counts AS c CROSS JOIN LATERAL (
      SELECT coalesce(json_agg(json_build_object('row', f.row, 'value', f.value) ORDER BY f.row), '[]') AS examples
      FROM (SELECT * FROM warehouse.faults AS f WHERE f.submission_id = c.submission_id AND f.rule = c.rule AND f.field = c.field
            ORDER BY f.row LIMIT 3) AS f) AS e
    WHERE c.submission_id = ${submissionId}`)
}

export interface FaultPageOf {
  readonly after: { row: number; rule: string; field: string } | undefined
  readonly limit: number
  /** Only faults of one rule, or in one field ('' for those of whole rows). */
  readonly rule?: string | undefined
  readonly field?: string | undefined
}

/** Faults in file order, after a position. */
export function listFaults(db: Db, submissionId: string, page: FaultPageOf): Promise<Fault[]> {
  const { row = -1, rule = '', field = '' } = page.after ?? {}
  const only = { rule: page.rule ?? null, field: page.field ?? null }
  return db.rows<Fault>(sql`
    SELECT row, rule, field, value FROM warehouse.faults
    WHERE submission_id = ${submissionId} AND (row, rule, field) > (${row}, ${rule}, ${field})
      AND (${only.rule}::text IS NULL OR rule = ${only.rule}) AND (${only.field}::text IS NULL OR field = ${only.field})
    ORDER BY row, rule, field LIMIT ${page.limit}`)
}
