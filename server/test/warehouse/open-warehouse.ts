import { mkdtempSync, rmSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, inject } from 'vitest'
import { createHttp, createMetrics, createModules } from '../../src/app/index.ts'
import type { Modules, World } from '../../src/app/index.ts'
import type { DatasetInput } from '../../src/catalogue/index.ts'
import { createLogKeys } from '../../src/journal/index.ts'
import { anActor, anInstrument } from '../../src/law/testing.ts'
import { createFolderBlobStore, createLog, localDay, newId } from '../../src/platform/index.ts'
import type { Clock, Database } from '../../src/platform/index.ts'
import { createTestDatabase, furnishedName, templateName } from '../database.ts'
import type { TestDatabase } from '../database.ts'
import { createCaller } from './caller.ts'
import type { Caller } from './caller.ts'
import { aDataset, codeLists, csvOf, fileFields, files, officeFields, offices } from './dataset.ts'
import type { FileRow } from './dataset.ts'
import { enrol } from './people.ts'
import type { People, Who } from './people.ts'
import type { Submission } from './wire.ts'

export const today = '2026-03-02'
/** Since when the first version of the catalogue is in force. */
const firstDay = '2026-01-01'
/** What of the world a test may set. */
type Settable = Pick<World, 'logFolder' | 'logPolicy' | 'addresses' | 'outside'> & {
  readonly logOrigin?: string
  readonly clock?: MovableClock
}
const limits = { sessionHours: 1, submissionMaxBytes: 32 << 20 }

/** A warehouse behind its real HTTP face, with two datasets in force and everybody who takes part. */
export interface OpenWarehouse extends Caller {
  readonly testing: TestDatabase
  readonly modules: Modules
  readonly clock: MovableClock
  readonly blobFolder: string
  readonly people: People
  /** Another process's worker on the same database and files. */
  readonly anotherWorker: () => Modules['warehouse']['worker']
  /** Delivers a file and waits for its end. */
  readonly deliver: (content: Content, options?: Delivery) => Promise<Submission>
  /** Delivers a file; the work on it goes on. */
  readonly submit: (content: Content, options?: Delivery) => Promise<Submission>
  /** Waits until the work on a submission has ended. */
  readonly ended: (id: string) => Promise<Submission>
  /** Promulgates a version of the catalogue that is in force from a day. */
  readonly promulgate: (effectiveFrom: string, datasets: readonly string[]) => Promise<void>
  /** Promulgates a version from the day after the one before it; where that day is to come, the clock goes on to it. */
  readonly promulgateNext: (datasets: readonly string[]) => Promise<void>
  /** Everything a load may change, as text: equal before and after whatever must change nothing. */
  readonly contents: () => Promise<string>
  /** Names of the files kept as evidence, and of those left half-written. */
  readonly blobs: () => Promise<{ kept: string[]; unfinished: string[] }>
}

export type Content = string | Buffer | readonly FileRow[]

export interface Delivery {
  readonly dataset?: string
  readonly by?: Who
  /** By somebody else, who has this token. */
  readonly with?: string
  readonly fileName?: string
  /** Other parameters of the delivery. */
  readonly query?: Readonly<Record<string, string>>
  /** How the file is to be read, as a query says it. */
  readonly profile?: object
  readonly type?: string
}

export interface MovableClock extends Clock {
  moveTo(instant: string): void
}

/** Goes on by a millisecond whenever it is looked at: instants differ, and are the same in every run. */
function tickingClock(start: string): MovableClock {
  let now = new Date(start).getTime()
  return {
    now: () => new Date((now += 1)),
    moveTo: (instant) => {
      now = new Date(instant).getTime()
    },
  }
}

/** What a warehouse in use begins with. */
export interface Furnished {
  readonly people: People
  /** The instrument that the catalogue is promulgated by. */
  readonly instrument: string
  /** When all of it was there. */
  readonly at: string
}

/** Furnishes a database once, for all test files whose warehouse begins as the others do. */
export async function furnishDatabase(database: Database, secret: string): Promise<Furnished> {
  const nowhere = '/nonexistent'
  const blobs = createFolderBlobStore(nowhere, () => '')
  const logKeys = createLogKeys({ secret, key: undefined, origin: undefined })
  const clock = tickingClock(`${firstDay}T00:00:00Z`)
  const world = { database, blobs, log: createLog('silent'), secret, uploadFolder: nowhere, logKeys, ...limits, clock }
  const modules = createModules(world)
  const furnished = await furnish(modules, clock)
  await modules.journal.sequencer.stop()
  return { ...furnished, at: clock.now().toISOString() }
}

/** Call it at the top of a test file; it is closed when the file is done. */
export async function openWarehouse(options: Partial<typeof limits & Settable> = {}): Promise<OpenWarehouse> {
  const { logOrigin: origin, ...over } = options
  // Whoever asks for another world has it from its first entry on.
  const isUsual = Object.keys(options).length === 0
  const testing = await createTestDatabase(isUsual ? furnishedName : templateName)
  const { database, secret } = testing
  const blobFolder = mkdtempSync(path.join(os.tmpdir(), 'kho-blobs-'))
  const uploadFolder = mkdtempSync(path.join(os.tmpdir(), 'kho-uploads-'))
  // Accounts are there from the first day, so that a test may go back to any day after it.
  const clock = over.clock ?? tickingClock(`${firstDay}T00:00:00Z`)
  const blobs = createFolderBlobStore(blobFolder, () => newId<'blob'>(clock.now()))
  const logKeys = createLogKeys({ secret, key: undefined, origin })
  const world = { database, blobs, log: createLog('silent'), secret, uploadFolder, logKeys, ...limits, ...over, clock }
  const modules = createModules(world)
  const portalFolder = path.join(blobFolder, 'no-portal')
  const app = await createHttp({
    ...{ modules, metrics: createMetrics(), portalFolder, isStopping: () => false },
  })
  const others: Modules[] = []
  afterAll(async () => {
    await app.close()
    for (const each of [modules, ...others]) {
      await each.warehouse.worker.stop()
      await each.journal.sequencer.stop()
    }
    for (const folder of [blobFolder, uploadFolder]) rmSync(folder, { recursive: true, force: true })
  })
  const ready = isUsual ? inject('furnished') : undefined
  if (ready) clock.moveTo(ready.at)
  const { people, instrument } = ready ?? (await furnish(modules, over.clock ? undefined : clock))
  const promulgate = promulgatesBy(modules, instrument)
  const promulgateNext = oneDayAfterTheOther(clock, promulgate)
  const caller = createCaller(app, people, modules.identity)
  return {
    ...{ testing, modules, clock, blobFolder, people, promulgate, promulgateNext },
    ...caller,
    ...deliveries(testing, caller),
    anotherWorker: () => {
      const another = createModules(world)
      others.push(another)
      return another.warehouse.worker
    },
    contents: () => contentsOf(testing),
    blobs: () => blobsIn(blobFolder),
  }
}

/** Everybody who takes part; on the day itself, unless the clock is the caller's, what they share. */
async function furnish(modules: Modules, clock?: MovableClock): Promise<Omit<Furnished, 'at'>> {
  const people = await enrol(modules)
  // What is of one day has its place in the log before the next begins: a log that goes back in time is a fault.
  await modules.journal.sequencer.seal()
  clock?.moveTo(`${today}T03:00:00Z`)
  return { people, instrument: await shareData(modules, people) }
}

/** Code lists, the two datasets and the catalogue that puts them in force; gives the instrument of the catalogue. */
async function shareData(modules: Modules, people: People): Promise<string> {
  const { law, reference, catalogue } = modules
  const actor = anActor()
  const { id: instrument } = await law.register(actor, anInstrument())
  for (const { code, csv } of codeLists) {
    await reference.registerCodeList(actor, { code, name: code, nameEn: code, description: '' })
    await reference.addVersion(actor, code, { version: '1', validFrom: '2025-07-01', instrument: null, entries: csv })
  }
  const provider = people.provider.unit.id
  const consumers = [{ unit: people.hospital.unit.id }, { group: 'wards' as const }]
  const datasets: [DatasetInput, typeof fileFields][] = [
    [aDataset({ code: offices, provider, classification: 'internal', consumers: [{ group: 'all' }] }), officeFields],
    [aDataset({ code: files, provider, consumers }), fileFields],
  ]
  for (const [dataset, fields] of datasets) {
    await catalogue.registerDataset(actor, dataset)
    await catalogue.declareStructure(actor, dataset.code, { fields, note: '' })
  }
  await promulgatesBy(modules, instrument)(firstDay, [offices, files])
  return instrument
}

function promulgatesBy({ catalogue }: Modules, instrument: string): OpenWarehouse['promulgate'] {
  return async (effectiveFrom, datasets) => {
    await catalogue.promulgate(anActor(), { instrument, effectiveFrom, datasets })
  }
}

function oneDayAfterTheOther(
  clock: MovableClock,
  promulgate: OpenWarehouse['promulgate'],
): OpenWarehouse['promulgateNext'] {
  let last = firstDay
  return async (datasets) => {
    last = new Date(Date.parse(last) + 86_400_000).toISOString().slice(0, 10)
    if (last > localDay(clock.now())) clock.moveTo(`${last}T03:00:00Z`)
    await promulgate(last, datasets)
  }
}

function deliveries(testing: TestDatabase, { call }: Caller): Pick<OpenWarehouse, 'deliver' | 'submit' | 'ended'> {
  const submit = async (
    content: Content,
    { dataset = files, by = 'provider', with: token, fileName, query, profile, type = 'text/csv' }: Delivery = {},
  ) => {
    const body = typeof content === 'string' || Buffer.isBuffer(content) ? content : csvOf(content)
    const answer = await call<Submission>(by, `/warehouse/datasets/${dataset}/submissions`, {
      ...{ method: 'POST', body },
      headers: { 'content-type': type, ...(token !== undefined && { authorization: `Bearer ${token}` }) },
      query: {
        ...(fileName === undefined ? {} : { fileName }),
        ...(profile === undefined ? {} : { profile: JSON.stringify(profile) }),
        ...query,
      },
    })
    if (answer.status !== 202) throw new Error(`The delivery was answered ${String(answer.status)} ${answer.text}`)
    return answer.body
  }
  const ended = async (id: string) => {
    while (await isOpen(testing, id)) await sleep(15)
    return (await call<Submission>('provider', `/warehouse/submissions/${id}`)).body
  }
  return { submit, ended, deliver: async (...delivery) => ended((await submit(...delivery)).id) }
}

/** Whether work on a submission is still to be done; asked of the database, for it is asked often. */
async function isOpen({ database }: TestDatabase, id: string): Promise<boolean> {
  const row = await database.application.first<{ state: string }>(
    sql`SELECT state FROM warehouse.submissions WHERE id = ${id}`,
  )
  return row?.state === 'received'
}

const governed = ['applies', 'measures', 'resolutions', 'row_leaves', 'row_tiles', 'states', 'submissions'].map(
  (name) => `warehouse.${name}`,
)

async function contentsOf(testing: TestDatabase): Promise<string> {
  const tables = await testing.asAdmin<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('data', 'history') ORDER BY 1`,
  )
  const names = [...tables.map(({ name }) => name), ...governed, 'journal.entries']
  const lines = names.map((name) => `SELECT '${name} ' || t::text AS line FROM ${name} AS t`)
  const rows = await testing.asAdmin<{ line: string }>(`${lines.join(' UNION ALL ')} ORDER BY line`)
  return rows.map(({ line }) => line).join('\n')
}

async function blobsIn(folder: string): Promise<{ kept: string[]; unfinished: string[] }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const names = entries.filter((entry) => entry.isFile())
  const isUnfinished = (parent: string) => path.basename(parent) === 'incoming'
  return {
    kept: names.filter((entry) => !isUnfinished(entry.parentPath)).map((entry) => entry.name),
    unfinished: names.filter((entry) => isUnfinished(entry.parentPath)).map((entry) => entry.name),
  }
}
