import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { renameSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, describe, expect, it } from 'vitest'
import { aDataset, officeFields } from '../../../test/warehouse/dataset.ts'
import { hold, holdDataset, loaderIsIdle, loaderWaits } from '../../../test/warehouse/hold.ts'
import { isBalanced } from '../../../test/warehouse/inspect.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import type { JournalEntry, List, Submission } from '../../../test/warehouse/wire.ts'
import { anActor } from '../../law/testing.ts'

const warehouse = await openWarehouse()
const { call, deliver, ended, modules, people, submit, testing } = warehouse
const { worker } = modules.warehouse
const workerProcess = path.resolve(import.meta.dirname, '../../../test/warehouse/worker-process.ts')

/** Each test has a dataset of its own, empty or filled. */
let dataset = ''
let table = ''
let count = 0
const datasets: string[] = []
beforeEach(async () => {
  count += 1
  dataset = `bo-${String(count)}`
  table = `bo_${String(count)}`
  datasets.push(dataset)
  const facts = aDataset({ code: dataset, provider: people.provider.unit.id })
  await modules.catalogue.registerDataset(anActor(), { ...facts, consumers: [{ group: 'all' }] })
  await modules.catalogue.declareStructure(anActor(), dataset, { fields: officeFields, note: '' })
  await warehouse.promulgate(`2026-01-${String(count + 1).padStart(2, '0')}`, datasets)
})

const rows = (from: number, to: number, name = 'Tên') =>
  `ma,ten\n${Array.from({ length: to - from + 1 }, (_, place) => `${String(from + place)},${name}\n`).join('')}`
const into = {
  get dataset() {
    return dataset
  },
}

/** Has the worker take up what was left behind, as it does every second when it runs. */
async function finish(id: string): Promise<Submission> {
  for (;;) {
    worker.kick()
    const { body } = await call<Submission>('provider', `/warehouse/submissions/${id}`)
    if (body.state !== 'received' && body.state !== 'processing') return body
    await sleep(20)
  }
}

/** What the journal says of a submission, oldest first. */
async function eventsOf(id: string): Promise<string[]> {
  const answer = await call<List<JournalEntry>>('auditor', '/journal/entries', { query: { subject: id } })
  return answer.body.items.map(({ event }) => event.replace('warehouse.submission.', '')).reverse()
}

/** Everything a load changes in this test's dataset. */
async function state() {
  const [found] = await testing.asAdmin(`
    SELECT (SELECT count(*)::int FROM data.${table}) AS rows, (SELECT count(*)::int FROM history.${table}) AS superseded,
           (SELECT count(*)::int FROM warehouse.applies AS a WHERE a.dataset_id = d.id) AS applies,
           (SELECT count(*)::int FROM warehouse.row_leaves AS l WHERE l.dataset_id = d.id) AS chunks,
           (SELECT records::int FROM warehouse.states AS s WHERE s.dataset_id = d.id) AS counted
    FROM catalogue.datasets AS d WHERE code = '${dataset}'`)
  return found
}

async function stagingTables(): Promise<number> {
  return (await testing.asAdmin(`SELECT FROM pg_tables WHERE schemaname = 'staging'`)).length
}

const terminate = (pid: number) => testing.asAdmin('SELECT pg_terminate_backend($1)', [pid])

describe('submissions at the same time', () => {
  it('two of one dataset are worked on one after the other, both balanced, as applies 1 and 2', async () => {
    const another = warehouse.anotherWorker()
    const received = await Promise.all([submit(rows(1, 50), into), submit(rows(2, 51), into)])
    another.kick()
    const [first, second] = await Promise.all(received.map(({ id }) => ended(id)))
    expect([first?.applyNumber, second?.applyNumber].sort()).toEqual([1, 2])
    const later = [first, second].find((submission) => submission?.applyNumber === 2)
    expect(later?.balance).toMatchObject({ sent: 50, inserted: 1, deleted: 1, unchanged: 49 })
    expect([first, second].every((submission) => submission?.balance && isBalanced(submission.balance))).toBe(true)
    expect(await state()).toEqual({ rows: 50, superseded: 1, applies: 2, chunks: 2, counted: 50 })
  })

  it('one is applied once when several workers take it up at the same moment', async () => {
    const workers = [worker, warehouse.anotherWorker(), warehouse.anotherWorker()]
    for (let round = 1; round <= 4; round += 1) {
      const held = await holdDataset(testing, dataset)
      const { id } = await submit(rows(round, round + 20), into)
      await held.release()
      for (const each of workers) each.kick()
      expect(await ended(id)).toMatchObject({ state: 'applied', applyNumber: round })
      expect(await eventsOf(id)).toEqual(['received', 'applied'])
    }
    expect(await state()).toMatchObject({ rows: 21, superseded: 3, applies: 4 })
  })
})

describe('a process that is killed while it applies', () => {
  /** Kills a real worker process with SIGKILL when its apply waits for a lock the test holds. */
  async function killWhileApplying(content: string, lockedTable: string): Promise<Submission> {
    const held = await holdDataset(testing, dataset)
    const submission = await submit(content, into)
    const lock = await hold(testing, `LOCK TABLE ${lockedTable} IN EXCLUSIVE MODE`)
    await held.release()
    const child = spawn(process.execPath, [workerProcess, testing.adminUrl, testing.secret, warehouse.blobFolder])
    await loaderWaits(testing)
    child.kill('SIGKILL')
    await once(child, 'exit')
    await lock.release()
    return submission
  }

  it('in a first load: nothing is applied, and the next worker applies it once', async () => {
    const submission = await killWhileApplying(rows(1, 300), 'warehouse.applies')
    await loaderIsIdle(testing)
    expect(await state()).toEqual({ rows: 0, superseded: 0, applies: 0, chunks: 0, counted: null })
    const seen = await call<Submission>('provider', `/warehouse/submissions/${submission.id}`)
    expect(seen.body).toMatchObject({ state: 'processing', balance: null, applyNumber: null })
    expect(await finish(submission.id)).toMatchObject({ state: 'applied', applyNumber: 1, balance: { inserted: 300 } })
    expect(await state()).toEqual({ rows: 300, superseded: 0, applies: 1, chunks: 2, counted: 300 })
    expect(await eventsOf(submission.id)).toEqual(['received', 'applied'])
    expect(await stagingTables()).toBe(0)
  })

  it('in a later load: what was in force stays, and the next worker applies the difference once', async () => {
    await deliver(rows(1, 300), into)
    const submission = await killWhileApplying(rows(2, 300, 'Đã sửa'), `history.${table}`)
    await loaderIsIdle(testing)
    expect(await state()).toEqual({ rows: 300, superseded: 0, applies: 1, chunks: 2, counted: 300 })
    expect(await finish(submission.id)).toMatchObject({
      ...{ state: 'applied', applyNumber: 2 },
      balance: { sent: 299, changed: 299, inserted: 0, deleted: 1 },
    })
    expect(await state()).toEqual({ rows: 299, superseded: 300, applies: 2, chunks: 4, counted: 299 })
    expect(await eventsOf(submission.id)).toEqual(['received', 'applied'])
    expect(await stagingTables()).toBe(0)
  })
})

describe('a database that goes away', () => {
  /** Cuts the connections that wait, and all others of the loader when asked. */
  async function cutOff(waiting: { pid: number }[], alsoIdle: boolean): Promise<void> {
    for (const { pid } of waiting) await terminate(pid)
    if (alsoIdle) {
      await testing.asAdmin(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                             WHERE datname = current_database() AND usename = 'kho_loader'`)
    }
  }

  it.each([
    ['the apply', false],
    ['every connection of the loader', true],
  ])('mid-apply, cutting %s: nothing is half-applied, and the work is taken up again', async (_, alsoIdle) => {
    await deliver(rows(1, 30), into)
    const before = await state()
    const lock = await hold(testing, `LOCK TABLE history.${table} IN EXCLUSIVE MODE`)
    const { id } = await submit(rows(2, 31, 'Mới'), into)
    await cutOff(await loaderWaits(testing), alsoIdle)
    await lock.release()
    await loaderIsIdle(testing)
    expect(await state()).toEqual(before)
    expect(await finish(id)).toMatchObject({ state: 'applied', applyNumber: 2, balance: { changed: 29, deleted: 1 } })
    expect(await state()).toEqual({ rows: 30, superseded: 30, applies: 2, chunks: 2, counted: 30 })
    expect(await eventsOf(id)).toEqual(['received', 'applied'])
  })

  it('while the checks run', async () => {
    const lock = await hold(testing, 'LOCK TABLE warehouse.fault_counts IN EXCLUSIVE MODE')
    const { id } = await submit(rows(1, 30), into)
    await cutOff(await loaderWaits(testing), false)
    await lock.release()
    await loaderIsIdle(testing)
    expect(await finish(id)).toMatchObject({ state: 'applied', applyNumber: 1 })
  })

  it('while the file is read into it', async () => {
    const held = await holdDataset(testing, dataset)
    const { id, digest } = await submit(rows(1, 2000), into)
    const kept = path.join(warehouse.blobFolder, digest.slice(0, 2), digest.slice(2, 4), digest)
    // A pipe in place of the file, so that the reading stands still half-way through it.
    renameSync(kept, `${kept}.aside`)
    execFileSync('mkfifo', [kept])
    await held.release()
    worker.kick()
    const pipe = await open(kept, 'w')
    await pipe.write(rows(1, 1000))
    const copying = `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'COPY staging%'
                     AND state = 'active'`
    let reading: { pid: number }[] = []
    while (reading.length === 0) reading = await testing.asAdmin<{ pid: number }>(copying)
    await cutOff(reading, false)
    await loaderIsIdle(testing)
    await pipe.write(rows(1001, 2000).slice('ma,ten\n'.length))
    await pipe.close()
    rmSync(kept)
    renameSync(`${kept}.aside`, kept)
    expect(await finish(id)).toMatchObject({ state: 'applied', applyNumber: 1, balance: { inserted: 2000 } })
    expect(await eventsOf(id)).toEqual(['received', 'applied'])
    expect(await stagingTables()).toBe(0)
  })
})

describe('work that cannot be done', () => {
  it('is given up when attempts die again and again: the file is kept, the submission says what to do', async () => {
    await deliver(rows(1, 30), into)
    const before = await state()
    const held = await holdDataset(testing, dataset)
    const { id, digest } = await submit(rows(1, 40), into)
    await testing.asAdmin(
      `INSERT INTO warehouse.progress (submission_id, attempts, stage, rows, percent) VALUES ($1, 1000, 'applying', 0, 60)`,
      [id],
    )
    await held.release()
    expect(await finish(id)).toMatchObject({ state: 'failed', balance: null, applyNumber: null })
    await expectFailed(id)
    expect(await state()).toEqual(before)
    expect((await warehouse.blobs()).kept).toContain(digest)
  })

  it('when its raw file is gone', async () => {
    const held = await holdDataset(testing, dataset)
    const { id, digest } = await submit(rows(7, 8, 'Mất'), into)
    rmSync(path.join(warehouse.blobFolder, digest.slice(0, 2), digest.slice(2, 4), digest))
    await held.release()
    await finish(id)
    await expectFailed(id)
    expect(await state()).toMatchObject({ rows: 0, applies: 0 })
  })

  async function expectFailed(id: string): Promise<void> {
    const told = async (language: 'vi' | 'en') =>
      (await call<Submission>('provider', `/warehouse/submissions/${id}`, { language })).body.problem
    const code = 'warehouse.processingFailed'
    expect(await told('vi')).toMatchObject({
      code,
      title: 'Hệ thống không xử lý được đợt nộp',
      remedy: 'Nộp lại; nếu vẫn lỗi, báo cơ quan điều phối kèm mã đợt nộp.',
    })
    expect(await told('en')).toMatchObject({ code, title: 'The submission could not be processed' })
    expect(await eventsOf(id)).toEqual(['received', 'failed'])
  }
})
