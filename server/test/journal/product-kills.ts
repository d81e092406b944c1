import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import { createModules } from '../../src/app/index.ts'
import {
  createLogKeys,
  parseCheckpoint,
  readPublished,
  verifyJournal,
  verifyPublished,
} from '../../src/journal/index.ts'
import type { Checkpoint } from '../../src/journal/index.ts'
import {
  createDatabase,
  createFolderBlobStore,
  createLog,
  newId,
  runtimeUrls,
  systemClock,
} from '../../src/platform/index.ts'
import { asAdmin } from '../database.ts'
import { startProduct } from '../long/product.ts'
import { enrol } from '../warehouse/people.ts'
import { seeded } from '../warehouse/random-loads.ts'
import { addDamage, countForks, countingGaps, noDamage } from './kills.ts'
import type { Damage, KillOutcome } from './kills.ts'

/** What of an installation is killed with SIGKILL while changes come in by HTTP. */
const productVictims = ['the server of the product', 'the postmaster of its database'] as const

/** An installation with a database of its own, as it is set up without any setting. */
interface Installed {
  readonly state: string
  readonly secret: string
  readonly databaseUrl: () => string
}

/** Everything that somebody outside was told, by status or by checkpoint. */
interface Told {
  /** Code lists whose registration was answered with 201. */
  readonly acknowledged: Set<string>
  /** Checkpoints as they were fetched, by size and root. */
  readonly fetched: Map<string, Checkpoint>
}

/** Kills again and again; after each time nothing that was acknowledged may be missing, and nothing may be told otherwise. */
export async function killProduct({ rounds, seed }: { rounds: number; seed: number }): Promise<KillOutcome> {
  const pick = seeded(seed)
  const state = mkdtempSync(path.join(os.tmpdir(), 'kho-product-kills-'))
  chmodSync(state, 0o755)
  const start = () => startProduct(state, { isDemo: false, logLevel: 'silent' })
  let product = await start()
  try {
    const installed = installedIn(state)
    const token = await enrolCoordinator(installed)
    const told: Told = { acknowledged: new Set(), fetched: new Map() }
    const signed = new Map<number, string>()
    const kills: Record<string, number> = {}
    let damage = noDamage
    for (let round = 0; round < rounds; round += 1) {
      const victim = productVictims[round % productVictims.length] ?? productVictims[0]
      const load = startLoad(product.url, token, told)
      await load.acknowledges(5)
      await sleep(pick(400))
      if (victim === 'the server of the product') {
        await product.kill()
        await load.end()
        product = await start()
      } else {
        await killPostmaster(state)
        await load.acknowledges(5)
        await load.end()
      }
      kills[victim] = (kills[victim] ?? 0) + 1
      damage = addDamage(damage, await lookAt(installed, told, signed))
    }
    return { kills, acknowledged: told.acknowledged.size, checkpoints: signed.size, ...damage }
  } finally {
    await product.stop()
    rmSync(state, { recursive: true, force: true })
  }
}

function installedIn(state: string): Installed {
  const databaseUrl = () =>
    (JSON.parse(readFileSync(path.join(state, 'running.json'), 'utf8')) as { databaseUrl: string }).databaseUrl
  return { state, secret: readFileSync(path.join(state, 'secret'), 'utf8'), databaseUrl }
}

/** It is started again by the server, and what comes in meanwhile is refused; answers that were under way tell nothing of that. */
async function killPostmaster(state: string): Promise<void> {
  const killed = postmasterOf(state)
  process.kill(killed, 'SIGKILL')
  while ([0, killed].includes(postmasterOf(state))) await sleep(50)
}

/** Its process; 0 while there is none that has said so. */
function postmasterOf(state: string): number {
  const file = path.join(state, 'postgres/data/postmaster.pid')
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n', 1)[0]) : 0
}

/** Gives the token of somebody who may register code lists. */
async function enrolCoordinator({ state, secret, databaseUrl }: Installed): Promise<string> {
  const database = createDatabase(runtimeUrls(databaseUrl(), secret), 2)
  const modules = createModules({
    ...{ database, clock: systemClock, log: createLog('silent'), secret },
    blobs: createFolderBlobStore(path.join(state, 'blobs'), () => newId<'blob'>(systemClock.now())),
    ...{ sessionHours: 1, submissionMaxBytes: 1 << 20, uploadFolder: path.join(state, 'uploads') },
  })
  const { coordinator } = await enrol(modules)
  await modules.journal.sequencer.stop()
  await database.close()
  return coordinator.token
}

const writers = 6

/** Registers code lists, several at a time, and fetches checkpoints beside it, whether somebody answers or not. */
function startLoad(url: string, token: string, told: Told) {
  const ended = new AbortController()
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const write = async () => {
    while (!ended.signal.aborted) {
      const code = `kill-${newId<'codeList'>(systemClock.now())}`
      const body = JSON.stringify({ code, name: code, nameEn: code, description: '' })
      const address = `${url}/api/v1/reference/code-lists`
      const answer = await fetch(address, { method: 'POST', headers, body, signal: ended.signal }).catch(
        () => undefined,
      )
      if (answer?.status === 201) told.acknowledged.add(code)
      else await sleep(20)
      await answer?.arrayBuffer().catch(() => undefined)
    }
  }
  const look = async () => {
    while (!ended.signal.aborted) {
      const answer = await fetch(`${url}/log/checkpoint`, { signal: ended.signal }).catch(() => undefined)
      const text = answer?.ok === true ? await answer.text().catch(() => undefined) : undefined
      const checkpoint = text === undefined ? undefined : parseCheckpoint(text)
      if (checkpoint) told.fetched.set(`${String(checkpoint.size)} ${checkpoint.root.toString('hex')}`, checkpoint)
      await sleep(50)
    }
  }
  const running = Promise.all([...Array.from({ length: writers }, write), look()])
  return {
    /** Resolves when so many more were acknowledged. */
    acknowledges: async (count: number) => {
      const wanted = told.acknowledged.size + count
      while (told.acknowledged.size < wanted) await sleep(10)
    },
    end: async () => {
      ended.abort()
      await running
    },
  }
}

/** What was lost, left out or signed twice; whatever else is wrong, in the journal or in what is published, is an error. */
async function lookAt(installed: Installed, told: Told, signed: Map<number, string>): Promise<Damage> {
  const url = installed.databaseUrl()
  while (await hasUnsealed(url)) await sleep(50)
  const [empty] = await asAdmin<{ gaps: string }>(url, countingGaps)
  const checkpoints = await asAdmin<{ size: string; root: Buffer }>(url, 'SELECT size, root FROM journal.checkpoints')
  const forks = countForks(signed, checkpoints)
  const damage = { lost: await countLost(url, told), gaps: Number(empty?.gaps), forks }
  expect(damage).toEqual(noDamage)
  expect(checkpoints).toHaveLength(signed.size)
  const database = createDatabase(runtimeUrls(url, installed.secret), 1)
  expect(await verifyJournal(database.application)).toMatchObject({ faults: [] })
  await database.close()
  await expectPublished(installed, told, Math.max(...signed.keys()))
  return damage
}

const hasUnsealed = async (url: string) => {
  const [row] = await asAdmin<{ count: string }>(url, 'SELECT count(*) FROM journal.unsealed')
  return Number(row?.count) > 0
}

/** Code lists that were acknowledged and are not there, or whose entry is not in the tree. */
async function countLost(url: string, { acknowledged }: Told): Promise<number> {
  const [lost] = await asAdmin<{ count: string }>(
    url,
    `SELECT count(*) FROM unnest($1::text[]) AS a (code)
     WHERE NOT EXISTS (SELECT FROM reference.code_lists AS c WHERE c.code = a.code)
        OR NOT EXISTS (
          SELECT FROM journal.entries AS e JOIN journal.leaves AS l ON l.entry_id = e.id
          WHERE e.event = 'reference.codeList.registered' AND e.subject_id = a.code)`,
    [[...acknowledged]],
  )
  return Number(lost?.count)
}

/** Whoever fetched a checkpoint finds that the log has grown out of it. */
async function expectPublished({ state, secret }: Installed, { fetched }: Told, size: number): Promise<void> {
  const folder = path.join(state, 'log')
  const published = async () => parseCheckpoint(((await readPublished(folder, 'checkpoint')) ?? '').toString()).size
  while ((await published()) < size) await sleep(50)
  const { first } = createLogKeys({ secret, key: undefined, origin: undefined })
  const verified = await verifyPublished((name) => readPublished(folder, name), first, [...fetched.values()])
  expect(verified.faults).toEqual([])
  expect(verified.size).toBeGreaterThanOrEqual(size)
}
