import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import {
  createJournal,
  createLogKeys,
  logSigner,
  readPublished,
  trialSigning,
  verifyJournal,
  verifyPublished,
} from '../../src/journal/index.ts'
import { createLog, systemClock } from '../../src/platform/index.ts'
import type { TestDatabase } from '../database.ts'
import { seeded } from '../warehouse/random-loads.ts'

const writerProcess = path.join(import.meta.dirname, 'writer-process.ts')
const origin = 'kho.example.vn/nhat-ky'

/** What is killed with SIGKILL while two processes change, seal and publish at once. */
export type Victim = 'one of two processes' | 'both processes' | 'a session of the database, and with it all others'

export interface KillOutcome {
  readonly kills: Readonly<Record<string, number>>
  readonly acknowledged: number
  readonly checkpoints: number
  /** What was acknowledged and stood nowhere afterwards, after any of the kills. */
  readonly lost: number
  /** Places of the tree that were empty. */
  readonly gaps: number
  /** Sizes that were signed with two roots. */
  readonly forks: number
}

/** What is wrong with a log, in numbers; all of them must be 0. */
export type Damage = Pick<KillOutcome, 'lost' | 'gaps' | 'forks'>

/** The numbers of several looks at it together. */
export function addDamage(one: Damage, other: Damage): Damage {
  return { lost: one.lost + other.lost, gaps: one.gaps + other.gaps, forks: one.forks + other.forks }
}

export const noDamage: Damage = { lost: 0, gaps: 0, forks: 0 }

/** Empty places below the last of the tree. */
export const countingGaps = 'SELECT coalesce(max(index) + 1, 0) - count(*) AS gaps FROM journal.leaves'

/** Sizes that have another root now than when they were seen signed before; what is new is taken down. */
export function countForks(
  signed: Map<number, string>,
  checkpoints: readonly { readonly size: string; readonly root: Buffer }[],
): number {
  let forks = 0
  for (const { size, root } of checkpoints) {
    const before = signed.get(Number(size))
    if (before !== undefined && before !== root.toString('hex')) forks += 1
    signed.set(Number(size), root.toString('hex'))
  }
  return forks
}

interface Writer {
  readonly process: ChildProcess
  readonly acknowledged: string[]
}

/** Kills again and again; after each time nothing that was acknowledged may be missing, and nothing may be told otherwise. */
export async function killAgainAndAgain(
  testing: TestDatabase,
  logFolder: string,
  { rounds, victims, seed }: { rounds: number; victims: readonly Victim[]; seed: number },
): Promise<KillOutcome> {
  const pick = seeded(seed)
  // As the server of an installation does; those of tests answer before a commit is written.
  await testing.asAdmin(`ALTER DATABASE ${testing.name} SET synchronous_commit = on`)
  const kills: Record<string, number> = {}
  const acknowledged = new Set<string>()
  const signed = new Map<number, string>()
  let damage = noDamage
  for (let round = 0; round < rounds; round += 1) {
    const victim = victims[round % victims.length] ?? 'both processes'
    const writers = [startWriter(testing, logFolder), startWriter(testing, logFolder)]
    for (const writer of writers) await firstOf(writer)
    await sleep(pick(400))
    await kill(testing, writers, victim)
    kills[victim] = (kills[victim] ?? 0) + 1
    for (const writer of writers) for (const id of await endOf(writer)) acknowledged.add(id)
    damage = addDamage(damage, await lookAt(testing, acknowledged, signed))
  }
  await expectPublished(testing, logFolder)
  return { kills, acknowledged: acknowledged.size, checkpoints: signed.size, ...damage }
}

function startWriter({ adminUrl, secret }: TestDatabase, logFolder: string): Writer {
  const args = [writerProcess, adminUrl, secret, logFolder, origin]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const acknowledged: string[] = []
  createInterface(child.stdout).on('line', (line) => acknowledged.push(line))
  return { process: child, acknowledged }
}

async function firstOf({ process: child, acknowledged }: Writer): Promise<void> {
  while (acknowledged.length === 0) {
    if (child.exitCode !== null) throw new Error('the writer ended by itself')
    await sleep(20)
  }
}

/** @throws when there is nobody left to be killed: a kill that was not made is none */
async function kill(testing: TestDatabase, [first, second]: readonly Writer[], victim: Victim): Promise<void> {
  if (victim === 'a session of the database, and with it all others') {
    const [session] = await testing.asAdmin<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND usename = 'kho_application' LIMIT 1`,
    )
    if (!session) throw new Error('no writer has a session of the database')
    process.kill(session.pid, 'SIGKILL')
    await sleep(200)
    return
  }
  const victims = victim === 'both processes' ? [first, second] : [first]
  for (const each of victims) if (each?.process.kill('SIGKILL') !== true) throw new Error('the writer ended by itself')
  if (victim !== 'both processes') await sleep(200)
}

/** Ends a writer for good; what it printed last may have been cut in the middle of a line. */
async function endOf({ process: child, acknowledged }: Writer): Promise<string[]> {
  child.kill('SIGKILL')
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  return acknowledged.filter((id) => /^[0-9a-f-]{36}$/.test(id))
}

/** What was lost, left out or signed twice; whatever else is wrong with the journal is an error. */
async function lookAt(
  testing: TestDatabase,
  acknowledged: ReadonlySet<string>,
  signed: Map<number, string>,
): Promise<Damage> {
  await databaseIsBack(testing)
  const { sequencer } = journalOf(testing, undefined)
  await sequencer.seal()
  const [lost] = await testing.asAdmin<{ count: string }>(
    `SELECT count(*) FROM unnest($1::uuid[]) AS a (id) WHERE NOT EXISTS (SELECT FROM journal.leaves AS l WHERE l.entry_id = a.id)`,
    [[...acknowledged]],
  )
  const [empty] = await testing.asAdmin<{ gaps: string }>(countingGaps)
  const checkpoints = await testing.asAdmin<{ size: string; root: Buffer }>(
    'SELECT size, root FROM journal.checkpoints',
  )
  const forks = countForks(signed, checkpoints)
  const damage = { lost: Number(lost?.count), gaps: Number(empty?.gaps), forks }
  expect(damage).toEqual(noDamage)
  expect(checkpoints).toHaveLength(signed.size)
  expect(await verifyJournal(testing.database.application)).toMatchObject({ unsealed: 0, faults: [] })
  return damage
}

async function databaseIsBack(testing: TestDatabase): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const isBack = await testing.database.ping().then(
      () => true,
      () => false,
    )
    if (isBack) return
    await sleep(50)
  }
  throw new Error('the database did not come back')
}

const journalOf = ({ database, secret }: TestDatabase, logFolder: string | undefined) =>
  createJournal({
    ...{ database, clock: systemClock, log: createLog('silent'), logFolder, secret },
    keys: createLogKeys({ secret, key: undefined, origin }),
    signing: trialSigning(secret, origin, systemClock),
  })

async function expectPublished(testing: TestDatabase, logFolder: string): Promise<void> {
  await journalOf(testing, logFolder).sequencer.seal()
  const key = logSigner({ secret: testing.secret, key: undefined, origin })
  const { size, faults } = await verifyPublished((name) => readPublished(logFolder, name), key)
  expect(faults).toEqual([])
  const [leaves] = await testing.asAdmin<{ count: string }>('SELECT count(*) FROM journal.leaves')
  expect(size).toBe(Number(leaves?.count))
}
