import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, expect, it } from 'vitest'
import { anActor } from '../../src/law/testing.ts'
import { aDataset, officeFields } from '../warehouse/dataset.ts'
import { holdDataset, loaderIsIdle } from '../warehouse/hold.ts'
import { isBalanced } from '../warehouse/inspect.ts'
import { openWarehouse } from '../warehouse/open-warehouse.ts'
import type { Submission } from '../warehouse/wire.ts'
import { writeEvidence } from './evidence.ts'

const rounds = Number(process.env['KHO_TEST_ROUNDS'] ?? 100)
const size = 60_000
const stages = ['reading', 'checking', 'comparing', 'applying', 'sealing'] as const
const datasets = ['gian-doan', 'gian-doan-cho'] as const

const warehouse = await openWarehouse()
const { modules, people, submit, testing } = warehouse
const workerProcess = path.resolve(import.meta.dirname, '../warehouse/worker-process.ts')

/** A submission to interrupt, and what must have become of it in the end. */
interface Load {
  readonly dataset: (typeof datasets)[number]
  readonly content: string
  readonly query: Readonly<Record<string, string>>
  readonly balance: Partial<NonNullable<Submission['balance']>>
  /** Rows that wait afterwards. */
  readonly waiting: number
}

/** Every load changes a part, adds a part and leaves a part out, so that each state differs from all others. */
const cells = (version: number, place: number) =>
  `${String(place + version * 100)},${place % 7 === version % 7 ? `Tên ${String(version)}` : 'Tên'}`
const fileOf = (rows: readonly string[], header = 'ma,ten') => `${header}\n${rows.map((row) => `${row}\n`).join('')}`
const places = Array.from({ length: size }, (_none, place) => place)

let versions = 0
function fullLoad(): Load {
  versions += 1
  const content = fileOf(places.map((place) => cells(versions, place)))
  return { dataset: 'gian-doan', content, query: {}, balance: { sent: size, rejected: 0 }, waiting: 0 }
}

/** In every second round a full load of which one row in three has to wait, in the others the file that mends them all. */
let mends: { readonly submission: string; readonly version: number } | undefined
const isFaulty = (place: number) => place % 3 === 0
function quarantinedLoad(): Load {
  const faulty = places.filter(isFaulty)
  if (mends) {
    const { submission, version } = mends
    const rows = faulty.map((place) => `${String(place + 2)},${cells(version, place)} đã sửa`)
    return {
      ...{ dataset: 'gian-doan-cho', content: fileOf(rows, '_row,ma,ten') },
      query: { continues: submission },
      ...{ balance: { sent: faulty.length, rejected: 0 }, waiting: 0 },
    }
  }
  versions += 1
  const rows = places.map((place) => (isFaulty(place) ? `${String(place + versions * 100)},` : cells(versions, place)))
  return {
    ...{ dataset: 'gian-doan-cho', content: fileOf(rows), query: { onFault: 'quarantine' } },
    ...{ balance: { sent: size, rejected: faulty.length }, waiting: faulty.length },
  }
}

/** Digest over all that a reader could see of the dataset, of the rows that wait, and how its applies stand. */
async function stateOf(dataset: string): Promise<string> {
  const table = dataset.replaceAll('-', '_')
  const id = `(SELECT id FROM catalogue.datasets WHERE code = '${dataset}')`
  const [row] = await testing.asAdmin<{ state: string }>(`
    SELECT concat_ws(' ', (SELECT count(*) FROM data.${table}), (SELECT md5(string_agg(t::text, ',' ORDER BY _key)) FROM data.${table} AS t),
           (SELECT count(*) FROM history.${table}), (SELECT max(number) FROM warehouse.applies WHERE dataset_id = ${id}),
           (SELECT md5(string_agg(concat_ws(' ', submission_id, row, settled_by), ',' ORDER BY submission_id, row))
            FROM warehouse.quarantine WHERE dataset_id = ${id})) AS state`)
  return row?.state ?? ''
}

async function stageOf(id: string): Promise<string | undefined> {
  const [row] = await testing.asAdmin<{ stage: string }>(
    'SELECT stage FROM warehouse.progress WHERE submission_id = $1',
    [id],
  )
  return row?.stage
}

const isOpen = async (id: string) => (await modules.warehouse.views.get(id)).state === 'received'

/** Waits until the work reaches a stage, or has passed it. */
async function reach(id: string, stage: string): Promise<string> {
  for (;;) {
    const now = await stageOf(id)
    const wanted = stages.indexOf(stage as (typeof stages)[number])
    if (now !== undefined && stages.indexOf(now as (typeof stages)[number]) >= wanted) return now
    if (!(await isOpen(id))) return 'ended'
    await sleep(1)
  }
}

/** Ends the work on a submission from outside; resolves when nothing of it runs any more. */
type Interruption = (work: ChildProcess) => Promise<void>

const kill: Interruption = async (work) => {
  work.kill('SIGKILL')
  await once(work, 'exit')
  await loaderIsIdle(testing)
}

/** Cuts all connections of the loader, first of all the one that works; the process lives and starts again by itself. */
const cut: Interruption = async (work) => {
  await testing.asAdmin(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                         WHERE datname = current_database() AND usename = 'kho_loader'`)
  await loaderIsIdle(testing)
  work.kill('SIGKILL')
  await once(work, 'exit')
}

interface Tally {
  interruptions: number
  old: number
  new: number
}

const applies = new Map<string, number>()

/** One load, interrupted somewhere in a stage: then old state or new, and after more work the new one, once. */
async function interruptIn(round: number, interruption: Interruption, load: Load): Promise<[string, boolean, string]> {
  const { dataset, content, query } = load
  const held = await holdDataset(testing, dataset)
  const before = await stateOf(dataset)
  const { id } = await submit(content, { dataset, query })
  await held.release()
  const work = spawn(process.execPath, [workerProcess, testing.adminUrl, testing.secret, warehouse.blobFolder])
  const reached = await reach(id, stages[round % stages.length] ?? 'reading')
  // Somewhere within the stage, not only at its beginning.
  await sleep((round * 37) % 60)
  await interruption(work)
  const isOld = await isOpen(id)
  if (isOld) expect(await stateOf(dataset), `round ${String(round)}`).toBe(before)
  else expect(await stateOf(dataset), `round ${String(round)}`).not.toBe(before)
  while (await isOpen(id)) {
    modules.warehouse.worker.kick()
    await sleep(20)
  }
  await expectDone(id, load)
  return [reached, isOld, id]
}

async function expectDone(id: string, { dataset, balance: expected, waiting }: Load): Promise<void> {
  const applyNumber = (applies.get(dataset) ?? 0) + 1
  applies.set(dataset, applyNumber)
  const { balance, ...done } = await modules.warehouse.views.get(id)
  expect(done).toMatchObject({ state: 'applied', applyNumber })
  expect(balance).toMatchObject(expected)
  expect(balance && isBalanced({ ...balance, accepted: balance.inserted + balance.changed })).toBe(true)
  const [open] = await testing.asAdmin<{ count: number }>(
    `SELECT count(*)::integer AS count FROM warehouse.quarantine AS q JOIN catalogue.datasets AS d ON d.id = q.dataset_id
     WHERE d.code = $1 AND settled_by IS NULL`,
    [dataset],
  )
  expect(open?.count).toBe(waiting)
}

beforeAll(async () => {
  for (const code of datasets) {
    const facts = aDataset({ code, provider: people.provider.unit.id })
    await modules.catalogue.registerDataset(anActor(), { ...facts, consumers: [{ group: 'all' }] })
    await modules.catalogue.declareStructure(anActor(), code, { fields: officeFields, note: '' })
  }
  await warehouse.promulgate('2026-02-01', datasets)
  for (const dataset of datasets) {
    expect((await warehouse.deliver(fullLoad().content, { dataset })).applyNumber).toBe(1)
    applies.set(dataset, 1)
  }
})

const suites = [
  {
    ...{ suite: 'kills', what: 'A process killed in any phase', how: 'is killed with SIGKILL', by: kill },
    loads: `full loads of ${String(size)} rows, each different from the one before,`,
    next: fullLoad,
  },
  {
    ...{ suite: 'cuts', what: 'A database connection lost in any phase', by: cut },
    how: 'loses every connection of its role to the database',
    loads: `full loads of ${String(size)} rows, each different from the one before,`,
    next: fullLoad,
  },
  {
    suite: 'quarantine-kills',
    what: 'A process killed in any phase of a load whose faulty rows wait, or of the file that mends them,',
    ...{ how: 'is killed with SIGKILL', by: kill },
    loads: `in turn full loads of ${String(size)} rows of which one in three has to wait and the files that mend those rows`,
    next: quarantinedLoad,
  },
]

it.each(suites)(
  '$suite: $what leaves the old state or the new one, and the work is done once (Điều 5.2)',
  async (each) => {
    const tallies = new Map<string, Tally>()
    for (let round = 1; round <= rounds; round += 1) {
      const load = each.next()
      const [reached, isOld, id] = await interruptIn(round, each.by, load)
      mends = load.waiting > 0 ? { submission: id, version: versions } : undefined
      const tally = tallies.get(reached) ?? { interruptions: 0, old: 0, new: 0 }
      tally.interruptions += 1
      tally[isOld ? 'old' : 'new'] += 1
      tallies.set(reached, tally)
    }
    writeEvidence(each.suite, {
      claim: `${each.what} leaves the old state or the new one`,
      method:
        `A worker process of its own takes up ${each.loads} and ${each.how} ` +
        'in a phase in turn. After each time the dataset, and the rows of it that wait, are compared with their state before; then ' +
        'another worker ends the work, which must give one apply, a balance that adds up and exactly the rows that have to wait.',
      figures: { interruptions: rounds, 'states in between': 0, 'applies lost or made twice': 0 },
      command: 'interruptions',
      table: {
        head: ['Phase reached', 'Interruptions', 'Old state', 'New state'],
        rows: [...tallies].map(([name, tally]) => [name, tally.interruptions, tally.old, tally.new]),
      },
    })
  },
)
