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
import { writeEvidence } from './evidence.ts'

const rounds = Number(process.env['KHO_TEST_ROUNDS'] ?? 100)
const size = 60_000
const stages = ['reading', 'checking', 'comparing', 'applying', 'sealing'] as const
const dataset = 'gian-doan'

const warehouse = await openWarehouse()
const { modules, people, submit, testing } = warehouse
const workerProcess = path.resolve(import.meta.dirname, '../warehouse/worker-process.ts')

/** Every load changes a part, adds a part and leaves a part out, so that each state differs from all others. */
function rows(version: number): string {
  const lines = Array.from({ length: size }, (_, place) => {
    const name = place % 7 === version % 7 ? `Tên ${String(version)}` : 'Tên'
    return `${String(place + version * 100)},${name}\n`
  })
  return `ma,ten\n${lines.join('')}`
}

/** Digest over all that a reader could see of the dataset, and how its applies stand. */
async function stateOf(): Promise<string> {
  const [row] = await testing.asAdmin<{ state: string }>(`
    SELECT concat_ws(' ', (SELECT count(*) FROM data.gian_doan), (SELECT md5(string_agg(t::text, ',' ORDER BY _key)) FROM data.gian_doan AS t),
           (SELECT count(*) FROM history.gian_doan), (SELECT max(number) FROM warehouse.applies AS a JOIN catalogue.datasets AS d ON d.id = a.dataset_id
            WHERE d.code = '${dataset}')) AS state`)
  return row?.state ?? ''
}

async function stageOf(id: string): Promise<string | undefined> {
  const [row] = await testing.asAdmin<{ stage: string }>(
    'SELECT stage FROM warehouse.progress WHERE submission_id = $1',
    [id],
  )
  return row?.stage
}

async function outcomeOf(id: string): Promise<{ state: string; applyNumber: number | null }> {
  const submission = await modules.warehouse.views.get(id)
  return { state: submission.state, applyNumber: submission.applyNumber }
}

/** Waits until the work reaches a stage, or has passed it. */
async function reach(id: string, stage: string): Promise<string> {
  for (;;) {
    const now = await stageOf(id)
    const wanted = stages.indexOf(stage as (typeof stages)[number])
    if (now !== undefined && stages.indexOf(now as (typeof stages)[number]) >= wanted) return now
    if ((await outcomeOf(id)).state !== 'received') return 'ended'
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

let last = 0

/** One load, interrupted somewhere in a stage: then old state or new, and after more work the new one, once. */
async function interruptIn(stage: string, interruption: Interruption, tallies: Map<string, Tally>): Promise<void> {
  last += 1
  const held = await holdDataset(testing, dataset)
  const before = await stateOf()
  const { id } = await submit(rows(last), { dataset })
  await held.release()
  const work = spawn(process.execPath, [workerProcess, testing.adminUrl, testing.secret, warehouse.blobFolder])
  const reached = await reach(id, stage)
  // Somewhere within the stage, not only at its beginning.
  await sleep((last * 37) % 60)
  await interruption(work)
  const isOld = (await outcomeOf(id)).state === 'received'
  if (isOld) expect(await stateOf(), `round ${String(last)}`).toBe(before)
  else expect(await stateOf(), `round ${String(last)}`).not.toBe(before)
  const tally = tallies.get(reached) ?? { interruptions: 0, old: 0, new: 0 }
  tally.interruptions += 1
  tally[isOld ? 'old' : 'new'] += 1
  tallies.set(reached, tally)
  while ((await outcomeOf(id)).state === 'received') {
    modules.warehouse.worker.kick()
    await sleep(20)
  }
  const { balance, ...done } = await modules.warehouse.views.get(id)
  expect(done).toMatchObject({ state: 'applied', applyNumber: last + 1 })
  expect(balance && isBalanced({ ...balance, accepted: balance.inserted + balance.changed })).toBe(true)
}

beforeAll(async () => {
  const facts = aDataset({ code: dataset, provider: people.provider.unit.id })
  await modules.catalogue.registerDataset(anActor(), { ...facts, consumers: [{ group: 'all' }] })
  await modules.catalogue.declareStructure(anActor(), dataset, { fields: officeFields, note: '' })
  await warehouse.promulgate('2026-02-01', [dataset])
  await warehouse.deliver(rows(0), { dataset })
})

it.each([
  ['kills', 'A process killed in any phase', 'is killed with SIGKILL', kill],
  ['cuts', 'A database connection lost in any phase', 'loses every connection of its role to the database', cut],
])('%s: %s leaves the old state or the new one, and the work is done once (Điều 5.2)', async (suite, what, how, by) => {
  const tallies = new Map<string, Tally>()
  for (let round = 1; round <= rounds; round += 1) {
    await interruptIn(stages[round % stages.length] ?? 'reading', by, tallies)
  }
  writeEvidence(suite, {
    claim: `${what} leaves the old state or the new one`,
    method:
      `A worker process of its own takes up full loads of ${String(size)} rows, each different from the one before, and ${how} ` +
      'in a phase in turn. After each time the dataset is compared with its state before; then another worker ends the work, ' +
      'which must give one apply and a balance that adds up.',
    figures: { interruptions: rounds, 'states in between': 0, 'applies lost or made twice': 0 },
    command: 'interruptions',
    table: {
      head: ['Phase reached', 'Interruptions', 'Old state', 'New state'],
      rows: [...tallies].map(([name, tally]) => [name, tally.interruptions, tally.old, tally.new]),
    },
  })
})
