import { sql } from 'kysely'
import type { Db } from '../../platform/index.ts'

/** A time-stamp as it is kept: of the checkpoint of a size. */
export interface TimeStampRow {
  readonly size: number
  /** The bytes that were stamped. */
  readonly note: string
  readonly at: Date
  readonly authority: string
  /** RFC 3161 TimeStampResp, DER. */
  readonly response: Buffer
}

export function findLastTimeStamp(db: Db): Promise<TimeStampRow | undefined> {
  return db.first<TimeStampRow>(sql`SELECT * FROM journal.timestamps ORDER BY size DESC LIMIT 1`)
}

export function findTimeStamp(db: Db, size: number): Promise<TimeStampRow | undefined> {
  return db.first<TimeStampRow>(sql`SELECT * FROM journal.timestamps WHERE size = ${size}`)
}

/** The first time-stamp on a checkpoint of at least a size: it covers all of smaller size. */
export function findTimeStampFrom(db: Db, size: number): Promise<TimeStampRow | undefined> {
  return db.first<TimeStampRow>(sql`SELECT * FROM journal.timestamps WHERE size >= ${size} ORDER BY size LIMIT 1`)
}

/** Another process may have stamped the same checkpoint meanwhile; one is enough. */
export async function insertTimeStamp(db: Db, row: TimeStampRow): Promise<void> {
  await db.execute(sql`
    INSERT INTO journal.timestamps (size, note, at, authority, response)
    VALUES (${row.size}, ${row.note}, ${row.at}, ${row.authority}, ${row.response}) ON CONFLICT (size) DO NOTHING`)
}

export interface StampedCheckpoint extends TimeStampRow {
  /** When the checkpoint says it was made, and its root. */
  readonly checkpointAt: Date
  readonly root: Buffer
}

/** Newest first, below a size. */
export function listTimeStamps(db: Db, before: number | undefined, limit: number): Promise<StampedCheckpoint[]> {
  return db.rows<StampedCheckpoint>(sql`
    SELECT t.*, c.at AS "checkpointAt", c.root FROM journal.timestamps AS t JOIN journal.checkpoints AS c USING (size)
    WHERE ${before ?? null}::bigint IS NULL OR t.size < ${before ?? null} ORDER BY t.size DESC LIMIT ${limit}`)
}

/** A time in which checkpoints waited for a time-stamp longer than they should. */
export interface Gap {
  readonly from: Date
  /** When the time-stamp came that covers it; null while it is open. */
  readonly until: Date | null
  readonly coveredBy: number | null
}

/** Newest first; a gap is open when its first checkpoint has waited so long by now. */
export function listGaps(db: Db, now: Date, longestMinutes: number): Promise<Gap[]> {
  return db.rows<Gap>(sql`
    WITH stamps AS (
      SELECT size, at, lag(size, 1, 0::bigint) OVER (ORDER BY size) AS previous FROM journal.timestamps
      UNION ALL SELECT NULL, NULL, (SELECT coalesce(max(size), 0) FROM journal.timestamps))
    SELECT c.at AS from, s.at AS until, s.size AS "coveredBy" FROM stamps AS s
    CROSS JOIN LATERAL (SELECT at FROM journal.checkpoints WHERE size > s.previous ORDER BY size LIMIT 1) AS c
    WHERE coalesce(s.at, ${now}::timestamptz) - c.at > make_interval(mins => ${longestMinutes})
    ORDER BY c.at DESC LIMIT 100`)
}

/** A checkpoint that says it was made before a smaller one was stamped: the clock of the warehouse was set back. */
export interface Backdated {
  readonly size: number
  readonly at: Date
  readonly stampedAt: Date
}

export function listBackdated(db: Db, toleranceSeconds: number): Promise<Backdated[]> {
  return db.rows<Backdated>(sql`
    SELECT c.size, c.at, t.at AS "stampedAt" FROM journal.checkpoints AS c
    CROSS JOIN LATERAL (SELECT at FROM journal.timestamps WHERE size < c.size ORDER BY size DESC LIMIT 1) AS t
    WHERE c.at < t.at - make_interval(secs => ${toleranceSeconds}) ORDER BY c.size LIMIT 100`)
}
