import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { MerkleTree } from '../../platform/index.ts'
import type { Db, Session } from '../../platform/index.ts'
import { commitment, dataTable, stored, storedKeyOf } from './columns.sql.ts'
import type { WrittenUnder } from './columns.sql.ts'
import { leavesPerChunk, rowLeafBytes } from './row-leaf.ts'

/** A dataset that has been filled, as far as its last apply. */
export interface FilledDataset {
  readonly id: string
  readonly code: string
  readonly apply: number
}

/** What a dataset holds, in two numbers: how many rows, and the RFC 6962 root over their commitments, ascending. */
export interface SetDigest {
  readonly rows: number
  readonly root: string
}

export function listFilled(db: Db): Promise<FilledDataset[]> {
  return db.rows<FilledDataset>(sql`
    SELECT d.id, d.code, s.apply_number AS apply FROM warehouse.states AS s JOIN catalogue.datasets AS d ON d.id = s.dataset_id
    ORDER BY d.code`)
}

/** One state of the database from here on; nothing is written. */
export async function freeze(session: Session): Promise<void> {
  await session.execute(sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY`)
}

const perChunk = sql.lit(leavesPerChunk)
const leafBytes = sql.lit(rowLeafBytes)
/** No row has it: what stands for a row that cannot be what any leaf commits to. */
const noCommitment = sql`'\\x${sql.raw('00'.repeat(32))}'::bytea`

/**
 * The rows in force as they stand, each with the commitment to its content. A row of no apply, or under a key that is not
 * that of its content, commits to nothing.
 */
function standingRows({ code }: FilledDataset, versions: readonly WrittenUnder[]): RawBuilder<unknown> {
  const branches = versions.map(({ structure, applies }) => {
    const own = commitment(structure, sql.ref('d._salt'), stored('d'))
    return sql`WHEN d._since = ANY (${applies}::bigint[]) AND d._key = ${storedKeyOf(structure, 'd')} THEN ${own}`
  })
  const committed =
    branches.length === 0 ? noCommitment : sql`CASE ${sql.join(branches, sql` `)} ELSE ${noCommitment} END`
  return sql`SELECT ${committed} AS commitment, d._key AS key, d._since AS apply, d._ordinal AS ordinal FROM ${dataTable(code)} AS d`
}

/**
 * The rows in force after an apply as the row leaves alone tell: what came with it or before, less what was superseded.
 * A chunk is fetched whole before it is cut up.
 */
function replayedRows({ id, apply }: FilledDataset): RawBuilder<unknown> {
  return sql`
    WITH chunks AS MATERIALIZED (
      SELECT l.apply, l.chunk, l.leaves || ''::bytea AS leaves FROM warehouse.row_leaves AS l
      WHERE l.dataset_id = ${id} AND l.apply <= ${apply}),
    cut AS MATERIALIZED (
      SELECT c.apply, c.chunk * ${perChunk} + i AS ordinal, substring(c.leaves FROM i * ${leafBytes} + 2 FOR 32) AS before,
             substring(c.leaves FROM i * ${leafBytes} + 34 FOR 32) AS after
      FROM chunks AS c, generate_series(0, octet_length(c.leaves) / ${leafBytes} - 1) AS i)
    SELECT came.after AS commitment, came.apply, came.ordinal FROM cut AS came
    WHERE came.after <> ${noCommitment} AND NOT EXISTS (SELECT FROM cut AS went WHERE went.before = came.after)`
}

/** The digest of the rows as they stand. */
export function digestStanding(
  session: Session,
  dataset: FilledDataset,
  versions: readonly WrittenUnder[],
): Promise<SetDigest> {
  return digestOf(session, standingRows(dataset, versions))
}

/** The digest that follows from the row leaves. */
export function digestReplayed(session: Session, dataset: FilledDataset): Promise<SetDigest> {
  return digestOf(session, replayedRows(dataset))
}

/** A commitment in hexadecimal and the end of its line. */
const lineBytes = 65

/** Sorted by the server, hashed as it comes: memory does not grow with the rows. */
async function digestOf(session: Session, rows: RawBuilder<unknown>): Promise<SetDigest> {
  const tree = new MerkleTree()
  const lines = session.copyOut(
    sql`SELECT encode(r.commitment, 'hex') FROM (${rows}) AS r ORDER BY r.commitment`,
    'FORMAT text',
  )
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of lines as AsyncIterable<Buffer>) {
    const text = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    const whole = Math.floor(text.length / lineBytes)
    const bytes = Buffer.allocUnsafe(whole * 32)
    for (let line = 0; line < whole; line += 1) {
      bytes.write(text.toString('latin1', line * lineBytes, line * lineBytes + 64), line * 32, 'hex')
    }
    if (whole > 0) tree.appendData(bytes, 32)
    rest = text.subarray(whole * lineBytes)
  }
  return { rows: tree.size, root: tree.root().toString('hex') }
}

/** A row that is not as the leaves tell: changed, added, or gone; where it is gone its key went with it. */
export interface DeviatingRow {
  readonly apply: number
  readonly ordinal: number
  readonly key: string | null
  readonly became: 'altered' | 'added' | 'removed'
}

/**
 * The rows in force that no leaf accounts for, and those a leaf tells of that are not there. A row that stands twice is
 * added once.
 */
export async function listDeviating(
  db: Db,
  dataset: FilledDataset,
  versions: readonly WrittenUnder[],
  limit: number,
): Promise<{ readonly count: number; readonly rows: readonly DeviatingRow[] }> {
  const numbered = (rows: RawBuilder<unknown>) =>
    sql`SELECT r.*, row_number() OVER (PARTITION BY r.commitment ORDER BY r.apply, r.ordinal) AS copy FROM (${rows}) AS r`
  const rows = await db.rows<DeviatingRow & { readonly count: number }>(sql`
    WITH standing AS MATERIALIZED (${numbered(standingRows(dataset, versions))}),
    replayed AS MATERIALIZED (${numbered(replayedRows(dataset))}),
    surplus AS (SELECT s.* FROM standing AS s WHERE NOT EXISTS (
      SELECT FROM replayed AS r WHERE r.commitment = s.commitment AND r.copy = s.copy)),
    missing AS (SELECT r.* FROM replayed AS r WHERE NOT EXISTS (
      SELECT FROM standing AS s WHERE s.commitment = r.commitment AND s.copy = r.copy))
    SELECT coalesce(s.apply, m.apply) AS apply, coalesce(s.ordinal, m.ordinal) AS ordinal, s.key,
           CASE WHEN s.commitment IS NULL THEN 'removed' WHEN m.commitment IS NULL THEN 'added' ELSE 'altered' END AS became,
           count(*) OVER () AS count
    FROM surplus AS s FULL JOIN missing AS m ON m.apply = s.apply AND m.ordinal = s.ordinal
    ORDER BY 1, 2, 3 LIMIT ${limit}`)
  return {
    count: rows[0]?.count ?? 0,
    rows: rows.map(({ apply, ordinal, key, became }) => ({ apply, ordinal, key, became })),
  }
}

const statesLock = 50_861_304

/** Runs the work while no other process looks at states; undefined when one does. */
export async function underStatesLock<T>(session: Session, work: () => Promise<T>): Promise<T | undefined> {
  const row = await session.first<{ locked: boolean }>(sql`SELECT pg_try_advisory_lock(${statesLock}) AS locked`)
  if (row?.locked !== true) return undefined
  try {
    return await work()
  } finally {
    await session.execute(sql`SELECT pg_advisory_unlock(${statesLock})`)
  }
}

/** When datasets were last looked at, by their ids. */
export async function listChecks(db: Db): Promise<ReadonlyMap<string, Date>> {
  const rows = await db.rows<{ id: string; at: Date }>(sql`SELECT dataset_id AS id, at FROM warehouse.state_checks`)
  return new Map(rows.map(({ id, at }) => [id, at]))
}

export async function saveCheck(db: Db, datasetId: string, at: Date): Promise<void> {
  await db.execute(sql`
    INSERT INTO warehouse.state_checks (dataset_id, at) VALUES (${datasetId}, ${at})
    ON CONFLICT (dataset_id) DO UPDATE SET at = excluded.at`)
}
