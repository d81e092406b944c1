import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { TestDatabase } from '../database.ts'

/** A superuser's open transaction, in which a lock makes others wait. */
export interface Hold {
  readonly release: () => Promise<void>
}

/** Runs a statement in a transaction that stays open until it is released. */
export async function hold(testing: TestDatabase, statement: string, values: unknown[] = []): Promise<Hold> {
  const client = new pg.Client({ connectionString: testing.adminUrl })
  await client.connect()
  await client.query('BEGIN')
  await client.query(statement, values)
  return {
    release: async () => {
      await client.query('ROLLBACK')
      await client.end()
    },
  }
}

/** Keeps every worker from a dataset, as another process at work on it would. */
export async function holdDataset(testing: TestDatabase, dataset: string): Promise<Hold> {
  const [{ id } = { id: '' }] = await testing.asAdmin<{ id: string }>(
    'SELECT id FROM catalogue.datasets WHERE code = $1',
    [dataset],
  )
  return hold(testing, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [id])
}

export interface Waiting {
  readonly pid: number
  readonly query: string
}

/** Resolves when a loader of this database waits for a lock; gives the connections that wait. */
export async function loaderWaits(testing: TestDatabase): Promise<Waiting[]> {
  for (;;) {
    const waiting = await testing.asAdmin<Waiting>(`
      SELECT pid, query FROM pg_stat_activity
      WHERE datname = current_database() AND usename = 'kho_loader' AND wait_event_type = 'Lock'`)
    if (waiting.length > 0) return waiting
    await sleep(10)
  }
}

/** Resolves when no connection of the loader is left in a transaction. */
export async function loaderIsIdle(testing: TestDatabase): Promise<void> {
  for (;;) {
    const busy = await testing.asAdmin(`
      SELECT FROM pg_stat_activity
      WHERE datname = current_database() AND usename = 'kho_loader' AND state <> 'idle'`)
    if (busy.length === 0) return
    await sleep(10)
  }
}
