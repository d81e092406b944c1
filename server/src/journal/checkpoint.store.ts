import { sql } from 'kysely'
import type { Db } from '../platform/index.ts'
import { listCosignaturesOf } from './cosignature.store.ts'
import { withCosignatures } from './cosigned-note.ts'
import type { NoteSignature } from './tlog/signed-note.ts'
import type { Checkpoint } from './tree.store.ts'

/** A checkpoint with what witnesses have put under it by now. */
export interface CosignedCheckpoint extends Checkpoint {
  readonly signatures: readonly NoteSignature[]
}

/** The newest first, from below a size on. */
export async function listNewestCheckpoints(
  db: Db,
  { below, limit }: { readonly below: number | undefined; readonly limit: number },
): Promise<CosignedCheckpoint[]> {
  const which = below === undefined ? sql`true` : sql`size < ${below}`
  const points = await db.rows<Checkpoint>(
    sql`SELECT size, root, at, note FROM journal.checkpoints WHERE ${which} ORDER BY size DESC LIMIT ${limit}`,
  )
  const cosignatures = await listCosignaturesOf(
    db,
    points.map(({ size }) => size),
  )
  return points.map((point) => {
    const signatures = cosignatures.get(point.size) ?? []
    return { ...point, signatures, note: point.note === null ? null : withCosignatures(point.note, signatures) }
  })
}

export interface SizeOfDay {
  readonly day: string
  readonly size: number
}

/** How large the log was at the end of each of the last days, by the clock of the city; asks the index once a day. */
export function listSizes(
  db: Db,
  { until, days }: { readonly until: Date; readonly days: number },
): Promise<SizeOfDay[]> {
  return db.rows<SizeOfDay>(sql`
    SELECT d.day::text AS day, c.size
    FROM (
      SELECT (${until}::timestamptz AT TIME ZONE 'Asia/Ho_Chi_Minh')::date - n AS day
      FROM generate_series(0, ${days}::integer - 1) AS n) AS d
    CROSS JOIN LATERAL (
      SELECT p.size FROM journal.checkpoints AS p
      WHERE p.at < (d.day + 1)::timestamp AT TIME ZONE 'Asia/Ho_Chi_Minh'
      ORDER BY p.at DESC, p.size DESC LIMIT 1) AS c
    ORDER BY d.day`)
}
