import { createGathering, newId, platformProblems } from '../platform/index.ts'
import type { Clock, RolePool } from '../platform/index.ts'
import { createReadDisclosure, noteLogged } from './answer-reads.ts'
import type { ReadDisclosure } from './answer-reads.ts'
import { journalProblems } from './journal.errors.ts'
import { hasAsked, queryDigest } from './query-digest.ts'
import type { Question } from './query-digest.ts'
import type { Read } from './read.ts'
import { findRead, insertReads } from './read.store.ts'
import type { LoggedRead, ReadRow } from './read.store.ts'

/**
 * Group commit: a read waits for the batch that holds its record, and a batch leaves at once while few others are being
 * written. The log is complete without a transaction per read.
 */
export interface ReadLog extends ReadDisclosure {
  /** Resolves when the read is in the log; refuses a text that no log can hold before it joins the others. */
  record(read: Read): Promise<LoggedRead>
  /**
   * Whether a read asked exactly this, for who holds the key; undefined for reads from before their questions had a digest.
   * Throws `journal.readNotFound`.
   */
  hasAsked(id: string, asked: Question): Promise<boolean | undefined>
}

/** `most`: fewer than would take long. `lots`: of one at a time, what comes in between would wait for two writes. */
const bounds = { most: 1_000, lots: 4 }

/** @param secret keys the digests of what was asked */
export function createReadLog(pool: RolePool, clock: Clock, secret: string): ReadLog {
  const gather = createGathering(async (rows: readonly string[]) => {
    const position = await insertReads(pool, rows)
    return rows.map(() => position)
  }, bounds)
  async function record(read: Read): Promise<LoggedRead> {
    const at = clock.now()
    const id = newId<'read'>(at)
    const { dataset, action, asked } = read
    const row = toRow(id, read, at, queryDigest(secret, { id, dataset, action }, asked))
    const text = JSON.stringify(row)
    if (!isStorable(text)) throw platformProblems.invalidRequest()
    return noteLogged({ ...row, at, ...(await gather(text)) })
  }
  return {
    record,
    hasAsked: async (id, asked) => {
      const read = await findRead(pool, id)
      if (!read) throw journalProblems.readNotFound({ read: id })
      return hasAsked(secret, read, asked)
    },
    ...createReadDisclosure(record),
  }
}

const unstorable = /\\u(?:0000|d[89a-f])/

/**
 * One row that PostgreSQL cannot take as text would make the whole batch fail. JSON writes NUL and half a surrogate pair
 * as escapes, and a backslash as two: what looks like an escape is looked at again without those.
 */
function isStorable(row: string): boolean {
  return !unstorable.test(row) || !unstorable.test(row.replaceAll('\\\\', ''))
}

function toRow(id: string, read: Read, at: Date, digestOfQuery: string): ReadRow {
  const { actor } = read
  return {
    id,
    at: at.toISOString(),
    account_id: actor.accountId,
    account_name: actor.accountName,
    unit_id: actor.unitId,
    unit_name: actor.unitName,
    via: actor.via,
    request_id: actor.requestId,
    client: actor.client ?? null,
    dataset: read.dataset,
    action: read.action,
    purpose: read.purpose ?? null,
    query: read.query,
    query_digest: digestOfQuery,
    fields: read.fields,
    row_count: read.rows,
    digest: read.digest,
    reasons: read.reasons ?? [],
    grant_id: read.grant ?? null,
    structure_version: read.structureVersion ?? null,
    apply: read.apply ?? null,
  }
}
