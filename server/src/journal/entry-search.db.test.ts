import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../test/database.ts'
import { firstIdAt } from '../platform/index.ts'
import { entriesStatement, listEntries } from './entry.store.ts'
import type { EntryFilter } from './entry.store.ts'

const testing = await createTestDatabase()
const db = testing.database.application

const total = 40_000
const begin = Date.parse('2026-01-01T00:00:00Z')
const minute = 60_000
/** The n-th change, one a minute, each with one entry. */
const at = (n: number) => new Date(begin + n * minute)
const id = (n: number, kind: 'change' | 'entry') =>
  `${firstIdAt(at(n)).slice(0, 24)}${kind === 'change' ? 'c' : 'e'}${'0'.repeat(11)}`

/** What is looked for lies in the oldest tenth only: whoever walks from the newest on meets nothing for a long while. */
beforeAll(async () => {
  const instant = `timestamptz '2026-01-01T00:00:00Z' + n * interval '1 minute'`
  const idOf = (letter: string) => `(lpad(to_hex(extract(epoch FROM ${instant})::bigint * 1000), 12, '0')
    || '70008000${letter}00000000000')::uuid`
  const rare = `n < ${String(total / 10)} AND n % 40 =`
  await testing.asAdmin(`
    SET session_replication_role = replica;
    INSERT INTO journal.changes (id, at, account_id, account_name, unit_id, unit_name, via, request_id)
    SELECT ${idOf('c')}, ${instant},
           CASE WHEN ${rare} 0 THEN '0198a6a0-0000-7000-8000-000000000001' ELSE '0198a6a0-0000-7000-8000-000000000002' END,
           CASE WHEN ${rare} 0 THEN 'hiem' ELSE 'thuong' END,
           CASE WHEN ${rare} 0 THEN 'rare-unit' ELSE 'unit-' || n % 7 END, 'Sở Y tế', 'session', 'request'
    FROM generate_series(0, ${String(total - 1)}) AS n;
    INSERT INTO journal.entries (id, change_id, event, subject_type, subject_id, subject_label, payload, leaf_hash)
    SELECT ${idOf('e')}, ${idOf('c')},
           CASE WHEN ${rare} 1 THEN 'rare.event.happened' ELSE 'often.event.happened' || n % 5 END,
           CASE WHEN n % 2 = 0 THEN 'dataset' ELSE 'submission' END,
           CASE WHEN ${rare} 2 THEN '0198a6a0-0000-7000-8000-000000000009' ELSE 'subject-' || n % 9 END,
           CASE WHEN ${rare} 3 THEN 'rare-dataset' ELSE 'dataset-' || n % 11 END, '{}', sha256(n::text::bytea)
    FROM generate_series(0, ${String(total - 1)}) AS n;
    INSERT INTO journal.leaves (index, entry_id)
    SELECT row_number() OVER (ORDER BY id) - 1, id FROM journal.entries;
    ANALYZE journal.changes, journal.entries, journal.leaves`)
})

const limit = 20
const find = async (filter: Partial<EntryFilter>) =>
  (await listEntries(db, { limit, ...filter })).map((row) => (row.at.getTime() - begin) / minute)
const rare = (rest: number) => Array.from({ length: limit }, (_none, n) => total / 10 - 40 + rest - 40 * n)

const filters: readonly (readonly [what: string, filter: Partial<EntryFilter>, found: readonly number[]])[] = [
  ['nothing', {}, Array.from({ length: limit }, (_none, n) => total - 1 - n)],
  ['an account by its id', { account: '0198a6a0-0000-7000-8000-000000000001' }, rare(0)],
  ['an account by its name', { account: 'hiem' }, rare(0)],
  ['a unit', { unit: 'rare-unit' }, rare(0)],
  ['an event', { event: 'rare.event.happened' }, rare(1)],
  ['the front part of an event', { event: 'rare' }, rare(1)],
  ['a subject by its id', { subject: '0198a6a0-0000-7000-8000-000000000009' }, rare(2)],
  ['a subject by its label', { subject: 'rare-dataset' }, rare(3)],
  ['a dataset', { dataset: 'rare-dataset' }, rare(3)],
  ['the time up to an instant', { to: at(300) }, Array.from({ length: limit }, (_none, n) => 299 - n)],
  ['a time', { from: at(300), to: at(303) }, [302, 301, 300]],
  ['a unit within a time', { unit: 'rare-unit', from: at(0), to: at(100) }, [80, 40, 0]],
  ['what nobody did', { account: 'nobody' }, []],
  ['an event that never was', { event: 'rare.ev' }, []],
]

interface PlanNode {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Actual Rows': number
  readonly 'Actual Loops': number
  readonly 'Rows Removed by Filter'?: number
  readonly Plans?: readonly PlanNode[]
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)]

/** How a statement was carried out, and how many rows it looked at in tables and indices. */
async function run(filter: Partial<EntryFilter>) {
  const { event } = filter
  const events = event === undefined ? undefined : [event]
  const statement = entriesStatement({ limit, ...filter }, events)
  const row = await db.first<{ 'QUERY PLAN': readonly { Plan: PlanNode }[] }>(
    sql`EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${statement}`,
  )
  const nodes = row?.['QUERY PLAN'].flatMap(({ Plan }) => nodesOf(Plan)) ?? []
  const looked = nodes
    .filter((node) => node['Node Type'].includes('Scan'))
    .map((node) => node['Actual Loops'] * (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)))
  return { kinds: nodes.map((node) => node['Node Type']), looked: looked.reduce((sum, rows) => sum + rows, 0) }
}

describe('searching the journal by', () => {
  it.each(filters)('%s finds the newest first', async (_what, filter, found) => {
    expect(await find(filter)).toEqual(found)
  })

  it.each(filters)('%s looks at no more than a page needs, however much the journal holds', async (_what, filter) => {
    const { kinds, looked } = await run(filter)
    expect(kinds).not.toContain('Seq Scan')
    expect(looked).toBeLessThanOrEqual(limit * 20)
  })

  it('pages without gap and without looking at what was on the pages before', async () => {
    const [first, second] = await Promise.all([
      listEntries(db, { limit: 3, dataset: 'rare-dataset' }),
      listEntries(db, { limit: 6, dataset: 'rare-dataset' }),
    ])
    const before = first.at(-1)?.id
    expect(await listEntries(db, { limit: 3, dataset: 'rare-dataset', before })).toEqual(second.slice(3))
    for (const filter of [{}, { unit: 'unit-3' }, { event: 'often.event.happened2' }, { dataset: 'dataset-5' }]) {
      expect((await run({ ...filter, before: id(20_000, 'entry') })).looked).toBeLessThanOrEqual(limit * 20)
    }
  })
})
