import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { anActor } from '../../src/law/testing.ts'
import { aDataset, officeFields } from '../warehouse/dataset.ts'
import { holdDataset, loaderIsIdle } from '../warehouse/hold.ts'
import { isBalanced } from '../warehouse/inspect.ts'
import { openWarehouse } from '../warehouse/open-warehouse.ts'
import { writeEvidence } from './evidence.ts'

const kills = Number(process.env['KHO_TEST_KILLS'] ?? 100)
const size = 60_000
const stages = ['reading', 'checking', 'comparing', 'applying', 'sealing'] as const
const dataset = 'kills'

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

function startWorker() {
  return spawn(process.execPath, [workerProcess, testing.adminUrl, testing.secret, warehouse.blobFolder])
}

/** Digest over all that a reader could see of the dataset, and how its applies stand. */
async function stateOf(): Promise<string> {
  const [row] = await testing.asAdmin<{ state: string }>(`
    SELECT concat_ws(' ', (SELECT count(*) FROM data.kills), (SELECT md5(string_agg(t::text, ',' ORDER BY _key)) FROM data.kills AS t),
           (SELECT count(*) FROM history.kills), (SELECT max(number) FROM warehouse.applies AS a JOIN catalogue.datasets AS d ON d.id = a.dataset_id
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

it('a process killed in any phase leaves the old state or the new one, and the work is done once (Điều 5.2)', async () => {
  const facts = aDataset({ code: dataset, provider: people.provider.unit.id })
  await modules.catalogue.registerDataset(anActor(), { ...facts, consumers: [{ group: 'all' }] })
  await modules.catalogue.declareStructure(anActor(), dataset, { fields: officeFields, note: '' })
  await warehouse.promulgate('2026-02-01', [dataset])
  await warehouse.deliver(rows(0), { dataset })
  const seen: Record<string, { kills: number; old: number; new: number }> = {}
  for (let round = 1; round <= kills; round += 1) {
    const stage = stages[round % stages.length] ?? 'reading'
    const held = await holdDataset(testing, dataset)
    const before = await stateOf()
    const { id } = await submit(rows(round), { dataset })
    await held.release()
    const child = startWorker()
    const reached = await reach(id, stage)
    // Somewhere within the stage, not only at its beginning.
    await sleep((round * 37) % 60)
    child.kill('SIGKILL')
    await once(child, 'exit')
    await loaderIsIdle(testing)
    const { state } = await outcomeOf(id)
    const now = await stateOf()
    if (state === 'received') expect(now, `round ${String(round)}`).toBe(before)
    else expect(now).not.toBe(before)
    const tally = (seen[reached] ??= { kills: 0, old: 0, new: 0 })
    tally.kills += 1
    tally[state === 'received' ? 'old' : 'new'] += 1
    while ((await outcomeOf(id)).state === 'received') {
      modules.warehouse.worker.kick()
      await sleep(20)
    }
    const done = await modules.warehouse.views.get(id)
    expect(done).toMatchObject({ state: 'applied', applyNumber: round + 1 })
    expect(
      done.balance && isBalanced({ ...done.balance, accepted: done.balance.inserted + done.balance.changed }),
    ).toBe(true)
  }
  writeEvidence('kills', {
    claim: 'A process killed in any phase leaves the old state or the new one',
    method:
      `A worker process of its own takes up full loads of ${String(size)} rows, each different from the one before, and is killed ` +
      'with SIGKILL in a phase in turn. After each kill the dataset is compared with its state before; then another worker ends the work, ' +
      'which must give one apply and a balance that adds up.',
    figures: { kills, 'states in between': 0, 'applies lost or made twice': 0 },
    table: {
      head: ['Phase reached', 'Kills', 'Old state', 'New state'],
      rows: Object.entries(seen).map(([name, tally]) => [name, tally.kills, tally.old, tally.new]),
    },
  })
})
