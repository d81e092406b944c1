import { sql } from 'kysely'
import type { Db } from '../../platform/index.ts'
import type { TreeHead } from '../tlog/checkpoint.ts'

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
