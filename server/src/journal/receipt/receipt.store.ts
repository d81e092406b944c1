import { sql } from 'kysely'
import type { Db } from '../../platform/index.ts'
import type { StoredRead } from '../read.store.ts'
import type { TreeHead } from '../tlog/checkpoint.ts'

/** A read with the checkpoint that was the newest as it was written down, and the name of the log that had signed it. */
export interface ReadWithCheckpoint extends StoredRead {
  readonly root: Buffer | null
  readonly origin: string | null
}

/** In no order. What names no checkpoint is from before there was one: from the time of the first log. */
export function findReads(db: Db, ids: readonly string[]): Promise<ReadWithCheckpoint[]> {
  return db.rows<ReadWithCheckpoint>(sql`
    SELECT r.*, c.root, l.origin FROM journal.reads AS r LEFT JOIN journal.checkpoints AS c ON c.size = r.checkpoint
    LEFT JOIN LATERAL (SELECT origin FROM journal.logs WHERE size < coalesce(r.checkpoint, 1) ORDER BY number DESC LIMIT 1) AS l ON true
    WHERE r.id = ANY (${ids}::uuid[])`)
}

/** An entry in its place, and the first checkpoint that holds it. */
export interface PlacedEntry extends TreeHead {
  readonly id: string
  readonly index: number
}

/** The first entry of an event about a subject; undefined until it is sealed. */
export function findPlacedEntry(
  db: Db,
  { event, subject }: { readonly event: string; readonly subject: { readonly type: string; readonly id: string } },
): Promise<PlacedEntry | undefined> {
  return db.first<PlacedEntry>(sql`
    SELECT e.id, l.index, c.size, c.root FROM journal.entries AS e JOIN journal.leaves AS l ON l.entry_id = e.id
    CROSS JOIN LATERAL (SELECT size, root FROM journal.checkpoints WHERE size > l.index ORDER BY size LIMIT 1) AS c
    WHERE e.subject_type = ${subject.type} AND e.subject_id = ${subject.id} AND e.event = ${event} ORDER BY e.id LIMIT 1`)
}
