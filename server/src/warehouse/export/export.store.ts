import { sql } from 'kysely'
import type { Db } from '../../platform/index.ts'
import type { Export, ExportId } from './export.ts'

const columns = sql`
  id, dataset_id AS "datasetId", dataset_code AS "datasetCode", state, format, account_id AS "accountId", account_name AS "accountName",
  unit_id AS "unitId", unit_name AS "unitName", requested_at AS "requestedAt", finished_at AS "finishedAt", expires_at AS "expiresAt",
  purpose, question, fields, readable, row_scopes AS "rowScopes", masks, grant_used AS "grant", taken_rows AS "takenRows", structure_version AS "structureVersion", apply_number AS apply,
  is_past AS "isPast", attempts, rows, total_rows AS "totalRows", bytes, digest, problem`

export type NewExport = Omit<
  Export,
  | 'state'
  | 'takenRows'
  | 'finishedAt'
  | 'expiresAt'
  | 'attempts'
  | 'rows'
  | 'totalRows'
  | 'bytes'
  | 'digest'
  | 'problem'
>

export async function insertExport(db: Db, row: NewExport): Promise<void> {
  const { id, datasetId, datasetCode, format, accountId, accountName, unitId, unitName, requestedAt, purpose } = row
  const { question, fields, readable, rowScopes, masks, grant, structureVersion, apply, isPast } = row
  await db.execute(sql`
    INSERT INTO warehouse.exports (id, dataset_id, dataset_code, state, format, account_id, account_name, unit_id, unit_name,
      requested_at, purpose, question, fields, readable, row_scopes, masks, grant_used, structure_version, apply_number, is_past)
    VALUES (${id}, ${datasetId}, ${datasetCode}, 'waiting', ${format}, ${accountId}, ${accountName}, ${unitId}, ${unitName},
      ${requestedAt}, ${purpose}, ${JSON.stringify(question)}::jsonb, ${fields}::text[], ${readable}::text[],
      ${JSON.stringify(rowScopes)}::jsonb, ${JSON.stringify(masks)}::jsonb,
      ${grant === null ? null : JSON.stringify(grant)}::jsonb, ${structureVersion}, ${apply}, ${isPast})`)
}

export function findExport(db: Db, id: string): Promise<Export | undefined> {
  return db.first<Export>(sql`SELECT ${columns} FROM warehouse.exports WHERE id = ${id}::uuid`)
}

/** Newest first. */
export function listExports(
  db: Db,
  { unitId, before, limit }: { unitId: string; before: string | undefined; limit: number },
): Promise<Export[]> {
  return db.rows<Export>(sql`
    SELECT ${columns} FROM warehouse.exports
    WHERE unit_id = ${unitId} AND (${before ?? null}::uuid IS NULL OR id < ${before ?? null}::uuid)
    ORDER BY id DESC LIMIT ${limit}`)
}

export async function countOpenExports(db: Db, unitId: string): Promise<number> {
  const row = await db.first<{ count: number }>(sql`
    SELECT count(*) AS count FROM warehouse.exports WHERE unit_id = ${unitId} AND state IN ('waiting', 'running')`)
  return row?.count ?? 0
}

/** Oldest first: what waits, and what a process that is no more may have begun; of held datasets none. */
export async function listOpenExports(
  db: Db,
  { held, limit }: { readonly held: ReadonlySet<string>; readonly limit: number },
): Promise<ExportId[]> {
  const rows = await db.rows<{ id: ExportId }>(sql`
    SELECT id FROM warehouse.exports WHERE state IN ('waiting', 'running') AND dataset_id <> ALL (${[...held]}::uuid[])
    ORDER BY id LIMIT ${limit}`)
  return rows.map(({ id }) => id)
}

/** Begins an attempt; undefined when there is nothing more to do. */
export function startExport(db: Db, id: ExportId): Promise<Export | undefined> {
  return db.first<Export>(sql`
    UPDATE warehouse.exports SET state = 'running', attempts = attempts + 1, rows = 0, bytes = 0
    WHERE id = ${id} AND state IN ('waiting', 'running') RETURNING ${columns}`)
}

export async function saveExtent(
  db: Db,
  id: ExportId,
  extent: { apply: number | null; totalRows: number; takenRows: number },
): Promise<void> {
  await db.execute(sql`
    UPDATE warehouse.exports SET apply_number = ${extent.apply}, total_rows = ${extent.totalRows}, taken_rows = ${extent.takenRows}
    WHERE id = ${id}`)
}

export async function saveExportProgress(
  db: Db,
  id: ExportId,
  { rows, bytes }: { rows: number; bytes: number },
): Promise<void> {
  await db.execute(sql`
    UPDATE warehouse.exports SET rows = ${rows}, bytes = ${bytes} WHERE id = ${id} AND state = 'running'`)
}

export interface FinishedExport {
  readonly rows: number
  readonly bytes: number
  readonly digest: string
  readonly at: Date
  readonly expiresAt: Date
}

/** False when it was cancelled meanwhile. */
export async function finishExport(db: Db, id: ExportId, done: FinishedExport): Promise<boolean> {
  const changed = await db.execute(sql`
    UPDATE warehouse.exports SET state = 'done', rows = ${done.rows}, bytes = ${done.bytes}, digest = ${done.digest},
      finished_at = ${done.at}, expires_at = ${done.expiresAt} WHERE id = ${id} AND state = 'running'`)
  return changed === 1
}

/** Ends what has not ended, as failed with a problem or as cancelled; kept for a while so that it can be looked at. */
export async function endExport(
  db: Db,
  id: ExportId,
  end: { readonly problem: string | null; readonly at: Date; readonly expiresAt: Date },
): Promise<boolean> {
  const changed = await db.execute(sql`
    UPDATE warehouse.exports SET state = ${end.problem === null ? 'cancelled' : 'failed'}, problem = ${end.problem},
      finished_at = ${end.at}, expires_at = ${end.expiresAt} WHERE id = ${id} AND state IN ('waiting', 'running')`)
  return changed === 1
}

export async function deleteExport(db: Db, id: ExportId): Promise<void> {
  await db.execute(sql`DELETE FROM warehouse.exports WHERE id = ${id}`)
}

/** Takes away what has expired; gives the names of all that is left. */
export async function sweepExports(db: Db, now: Date): Promise<string[]> {
  await db.execute(sql`DELETE FROM warehouse.exports WHERE expires_at <= ${now}`)
  const rows = await db.rows<{ id: string }>(sql`SELECT id FROM warehouse.exports`)
  return rows.map(({ id }) => id)
}
