import { sql } from 'kysely'
import { expect } from 'vitest'
import { verifyJournal } from '../../src/journal/index.ts'
import type { Journal, Tx } from '../../src/journal/index.ts'
import { anActor } from '../../src/law/testing.ts'
import type { Db } from '../../src/platform/index.ts'
import type { TestDatabase } from '../database.ts'
import { seeded } from '../warehouse/random-loads.ts'

/**
 * Changes of every shape into two governed tables of the test's own, by many connections at once: single rows, COPY,
 * cascades, savepoints that are rolled back, and changes that end in an error. What was committed must be in the tree,
 * entry by entry, and nothing else.
 */
export interface RandomChanges {
  readonly changes: number
  readonly writers: number
  readonly seed: number
}

export interface RandomOutcome {
  readonly committed: number
  readonly rolledBack: number
  /** Leaves that there must be. */
  readonly entries: number
  /** Of them, those that are not there. */
  readonly missing: number
  /** Leaves that there must not be. */
  readonly extra: number
}

class Rollback extends Error {}

export async function makeGovernedTables(testing: TestDatabase): Promise<void> {
  await testing.asAdmin(`
    CREATE SCHEMA trial AUTHORIZATION kho_owner;
    SET ROLE kho_owner;
    CREATE TABLE trial.parents (id bigint PRIMARY KEY, change uuid NOT NULL);
    CREATE TABLE trial.children (id bigint PRIMARY KEY, parent bigint NOT NULL REFERENCES trial.parents ON DELETE CASCADE);
    SELECT journal.govern('trial.parents'); SELECT journal.govern('trial.children');
    GRANT USAGE ON SCHEMA trial TO kho_application; GRANT ALL ON ALL TABLES IN SCHEMA trial TO kho_application`)
}

export async function runRandomChanges(
  testing: TestDatabase,
  journal: Journal,
  { changes, writers, seed }: RandomChanges,
): Promise<RandomOutcome> {
  const pick = seeded(seed)
  // The making of the tables is in the journal, too.
  await journal.sequencer.seal()
  const before = (await placedEntries(testing)).length
  const expected: string[] = []
  let [next, committed, rolledBack] = [0, 0, 0]
  const writer = async () => {
    while (next < changes) {
      next += 1
      const order = { first: next * 1000, shape: pick(shapes.length), ends: pick(4) === 0, entries: 1 + pick(3) }
      const entries = await attempt(journal, order)
      if (entries === undefined) rolledBack += 1
      else committed += 1
      expected.push(...(entries ?? []))
    }
  }
  await Promise.all(Array.from({ length: writers }, writer))
  await journal.sequencer.seal()
  const placed = await placedEntries(testing)
  expect(placed.map(({ index }) => index)).toEqual(placed.map((_leaf, at) => at))
  const found = new Set(placed.slice(before).map(({ id }) => id))
  const missing = expected.filter((id) => !found.has(id)).length
  const extra = found.size - (expected.length - missing)
  expect({ missing, extra }).toEqual({ missing: 0, extra: 0 })
  const verified = await verifyJournal(testing.database.application)
  expect(verified).toMatchObject({ entries: placed.length, unsealed: 0, faults: [] })
  const [strays] = await testing.asAdmin<{ count: string }>(
    `SELECT count(*) FROM trial.parents WHERE change NOT IN (SELECT id FROM journal.changes)`,
  )
  expect(Number(strays?.count)).toBe(0)
  return { committed, rolledBack, entries: expected.length, missing, extra }
}

async function placedEntries(testing: TestDatabase): Promise<{ id: string; index: number }[]> {
  const rows = await testing.asAdmin<{ id: string; index: string }>(
    `SELECT entry_id AS id, index FROM journal.leaves ORDER BY index`,
  )
  return rows.map(({ id, index }) => ({ id, index: Number(index) }))
}

interface Order {
  /** Ids from here on are this change's own. */
  readonly first: number
  readonly shape: number
  /** Whether it ends in an error after all its work. */
  readonly ends: boolean
  readonly entries: number
}

/** The entries of a change that was committed; undefined when it was rolled back. */
async function attempt(journal: Journal, order: Order): Promise<string[] | undefined> {
  try {
    return await journal.change(anActor(), async (tx) => {
      const lost = await shapes[order.shape]?.(tx, order.first)
      const kept: string[] = []
      for (let n = 0; n < order.entries; n += 1) kept.push(await tx.record(aRecord(order.first + n)))
      if (order.ends) throw new Rollback('the work is given up')
      return kept.filter((id) => id !== lost)
    })
  } catch (error) {
    if (error instanceof Rollback) return undefined
    throw error
  }
}

const aRecord = (number: number) => ({
  event: 'catalogue.dataset.registered',
  subject: { type: 'dataset', id: String(number), label: 'thu' },
  payload: { number },
})

const insertParent = (tx: Tx, id: number) =>
  tx.execute(sql`INSERT INTO trial.parents (id, change) VALUES (${id}, ${tx.changeId})`)
const insertChildren = (db: Db, parent: number) =>
  db.execute(sql`INSERT INTO trial.children SELECT ${parent} + n, ${parent} FROM generate_series(1, 5) AS n`)

/** What a change does besides its entries; gives the entry that a savepoint took back. */
const shapes: readonly ((tx: Tx, first: number) => Promise<string | undefined>)[] = [
  async (tx, first) => {
    await insertParent(tx, first)
    return undefined
  },
  async (tx, first) => {
    await insertParent(tx, first)
    await insertChildren(tx, first)
    // The children go by the cascade.
    await tx.execute(sql`DELETE FROM trial.parents WHERE id = ${first}`)
    return undefined
  },
  async (tx, first) => {
    const copy = tx.copyIn('COPY trial.parents (id, change) FROM STDIN')
    const done = new Promise<void>((resolve, reject) => copy.on('finish', resolve).on('error', reject))
    for (let n = 0; n < 20; n += 1) copy.write(`${String(first + n)}\t${tx.changeId}\n`)
    copy.end()
    await done
    return undefined
  },
  async (tx, first) => {
    await insertParent(tx, first)
    await tx.execute(sql`SAVEPOINT within`)
    await insertChildren(tx, first)
    const lost = await tx.record(aRecord(first + 500))
    await tx.execute(sql`ROLLBACK TO SAVEPOINT within`)
    return lost
  },
  async (tx, first) => {
    await insertParent(tx, first)
    await tx.execute(sql`SAVEPOINT within`)
    await tx.execute(sql`INSERT INTO trial.children VALUES (${first}, -1)`).catch(() => undefined)
    await tx.execute(sql`ROLLBACK TO SAVEPOINT within`)
    await tx.execute(sql`UPDATE trial.parents SET id = id + 1 WHERE id = ${first}`)
    return undefined
  },
]
