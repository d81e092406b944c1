import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Tx } from '../../journal/index.ts'
import type { Db } from '../../platform/index.ts'
import type { Rule } from '../checking/fault.ts'

/** Cells of a row by field id; null for an empty one. */
export type Cells = Readonly<Record<string, string | null>>

/** A row that was sent, broke a rule and waits to be mended. */
export interface QuarantinedRow {
  readonly row: number
  /** Null for a record that is no row. */
  readonly cells: Cells | null
  readonly raw: string | null
  readonly reasons: readonly { readonly field: string; readonly rule: Rule }[]
  readonly settledBy: string | null
  /** What its sender typed over it. */
  readonly edited: Cells | null
  readonly discard: boolean
}

export type QuarantineState = 'open' | 'settled' | 'all'

export interface QuarantineFilter {
  readonly state: QuarantineState
  readonly rule?: string | undefined
  readonly field?: string | undefined
  /** Only rows that were typed over or discarded. */
  readonly isDrafted?: boolean | undefined
}

const columns = sql`
  q.row, q.cells, q.raw, q.reasons, q.settled_by AS "settledBy", d.cells AS edited, coalesce(d.discard, false) AS discard`
const withDrafts = sql`
  warehouse.quarantine AS q LEFT JOIN warehouse.drafts AS d ON d.submission_id = q.submission_id AND d.row = q.row`

/** Rows of a submission in the order of its file, after a row. */
export function listQuarantine(
  db: Db,
  submissionId: string,
  filter: QuarantineFilter,
  page: { after: number; limit: number },
): Promise<QuarantinedRow[]> {
  return db.rows<QuarantinedRow>(sql`
    SELECT ${columns} FROM ${withDrafts}
    WHERE q.submission_id = ${submissionId}::uuid AND q.row > ${page.after} AND ${matches(filter)}
    ORDER BY q.row LIMIT ${page.limit}`)
}

function matches({ state, rule, field, isDrafted = false }: QuarantineFilter): RawBuilder<boolean> {
  const reason = JSON.stringify([
    { ...(rule === undefined ? {} : { rule }), ...(field === undefined ? {} : { field }) },
  ])
  const isState =
    state === 'all' ? sql`true` : state === 'open' ? sql`q.settled_by IS NULL` : sql`q.settled_by IS NOT NULL`
  return sql<boolean>`(${isState} AND q.reasons @> ${reason}::jsonb AND (NOT ${isDrafted}::boolean OR d.row IS NOT NULL))`
}

/** Which of these rows wait, and which are settled; those missing in the answer were never there. */
export function findRows(
  db: Db,
  submissionId: string,
  rows: readonly number[],
): Promise<{ row: number; isOpen: boolean }[]> {
  return db.rows<{ row: number; isOpen: boolean }>(sql`
    SELECT row, settled_by IS NULL AS "isOpen" FROM warehouse.quarantine
    WHERE submission_id = ${submissionId}::uuid AND row = ANY (${rows}::bigint[]) ORDER BY row`)
}

export interface Draft {
  readonly row: number
  readonly cells: Cells
  /** Undefined leaves it as it was. */
  readonly discard: boolean | undefined
}

/** Adds what was typed to what was typed before. */
export async function saveDrafts(db: Db, submissionId: string, drafts: readonly Draft[]): Promise<void> {
  await db.execute(sql`
    INSERT INTO warehouse.drafts (submission_id, row, cells, discard)
    SELECT ${submissionId}::uuid, n.row, n.cells, coalesce(n.discard, false)
    FROM jsonb_to_recordset(${JSON.stringify(drafts)}::jsonb) AS n (row bigint, cells jsonb, discard boolean)
    ON CONFLICT (submission_id, row) DO UPDATE
    SET cells = drafts.cells || excluded.cells,
        discard = coalesce((SELECT n.discard FROM jsonb_to_recordset(${JSON.stringify(drafts)}::jsonb) AS n (row bigint, discard boolean)
                            WHERE n.row = excluded.row), drafts.discard)`)
}

/** Drops what was typed over rows that are settled by now; gives those rows. */
export async function dropStaleDrafts(db: Db, submissionId: string): Promise<number[]> {
  const rows = await db.rows<{ row: number }>(sql`
    DELETE FROM warehouse.drafts AS d USING warehouse.quarantine AS q
    WHERE d.submission_id = ${submissionId}::uuid AND q.submission_id = d.submission_id AND q.row = d.row AND q.settled_by IS NOT NULL
    RETURNING d.row`)
  return rows.map(({ row }) => row)
}

/** Settles the rows that their sender gave up; gives how many. */
export async function settleDiscarded(tx: Tx, submissionId: string, settledBy: string): Promise<number> {
  return tx.execute(sql`
    UPDATE warehouse.quarantine AS q SET settled_by = ${settledBy}::uuid FROM warehouse.drafts AS d
    WHERE q.submission_id = ${submissionId}::uuid AND d.submission_id = q.submission_id AND d.row = q.row AND d.discard
      AND q.settled_by IS NULL`)
}
