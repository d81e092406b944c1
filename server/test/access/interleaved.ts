import { sql } from 'kysely'
import { createDatabase } from '../../src/platform/index.ts'
import type { RolePool } from '../../src/platform/index.ts'
import type { Window } from '../../src/warehouse/record/window.ts'
import type { TestDatabase } from '../database.ts'
import { seeded } from '../warehouse/random-loads.ts'

/** One who reads, and the keys of all rows that are theirs. */
export interface Share {
  readonly window: Window
  readonly keys: ReadonlySet<string>
}

const kinds = ['answered', 'failed', 'timedOut', 'cancelled', 'cutOff', 'withoutContext'] as const
type Kind = (typeof kinds)[number]

export interface Interleaved {
  /** How requests were meant to end, and how many of each. */
  readonly asked: Readonly<Record<Kind, number>>
  /** How many gave another's row, too few of their own, or any without a context. */
  readonly wrong: number
}

/** Most requests are answered; what breaks off in every way goes on between them, over a few connections. */
export async function interleave(
  testing: Pick<TestDatabase, 'urls'>,
  shares: readonly Share[],
  { requests, seed, connections = 4 }: { requests: number; seed: number; connections?: number },
): Promise<Interleaved> {
  const pick = seeded(seed)
  const database = createDatabase(testing.urls, connections)
  const asked = Object.fromEntries(kinds.map((kind) => [kind, 0])) as Record<Kind, number>
  let wrong = 0
  let left = requests
  const client = async () => {
    while ((left -= 1) >= 0) {
      const share = shares[pick(shares.length)]
      if (!share) throw new Error('Nobody reads')
      const kind = kinds[pick(12)] ?? 'answered'
      asked[kind] += 1
      if (!(await endsAsItShould(database.reader, share, kind))) wrong += 1
    }
  }
  try {
    await Promise.all(Array.from({ length: connections * 4 }, client))
    return { asked, wrong }
  } finally {
    await database.close()
  }
}

async function endsAsItShould(pool: RolePool, { window, keys }: Share, kind: Kind): Promise<boolean> {
  const db = pool.under(window.context)
  const all = sql<{ key: string }>`SELECT d._key AS key FROM ${window.inForce} AS d`
  // What was cancelled or cut off for another gives nothing, which is no fault.
  if (kind === 'withoutContext') return ((await tried(pool.rows(all))) ?? []).length === 0
  if (kind === 'answered') {
    const found = await tried(db.rows(all))
    return found === undefined || (found.length === keys.size && found.every(({ key }) => keys.has(key)))
  }
  await tried(brokenOff(pool, window, kind))
  return true
}

async function tried<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch {
    return undefined
  }
}

function brokenOff(
  pool: RolePool,
  window: Window,
  kind: Exclude<Kind, 'answered' | 'withoutContext'>,
): Promise<unknown> {
  const others = sql`FROM pg_stat_activity WHERE usename = current_user AND datname = current_database() AND pid <> pg_backend_pid() AND state = 'active' LIMIT 1`
  switch (kind) {
    case 'failed':
      return pool.under(window.context).rows(sql`SELECT 1 / (d._since - d._since) FROM ${window.inForce} AS d`)
    case 'timedOut': {
      const hurried = new Map([...window.context, ['statement_timeout', '2']])
      return pool.under(hurried).rows(sql`SELECT pg_sleep(0.02) FROM ${window.inForce} AS d LIMIT 1`)
    }
    case 'cancelled':
      return pool.rows(sql`SELECT pg_cancel_backend(pid) ${others}`)
    case 'cutOff':
      return pool.rows(sql`SELECT pg_terminate_backend(pid) ${others}`)
  }
}
