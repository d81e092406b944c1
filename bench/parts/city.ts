import { chmodSync, mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { createModules, demoCity, loadDemoFrame, registerDemoDataset } from '../../server/src/app/index.ts'
import type { Modules } from '../../server/src/app/index.ts'
import {
  createDatabase,
  createFolderBlobStore,
  createLog,
  ensureDatabase,
  migrate,
  newId,
  runtimeUrls,
  startEmbedded,
  systemClock,
} from '../../server/src/platform/index.ts'
import type { Database } from '../../server/src/platform/index.ts'

type FaultPolicy = 'reject' | 'quarantine'

const secret = 'bench'
const databaseName = 'bench'

/** A throw-away installation: its own server and data, the demo city's units and code lists, the worker running. */
export interface BenchCity {
  readonly modules: Modules
  readonly database: Database
  readonly folder: string
  /** Where the journal is published. */
  readonly logFolder: string
  readonly secret: string
  readonly databaseUrl: string
  /** Registers an empty copy of the people dataset under a code and puts it in force. */
  addPeopleDataset(code: string): Promise<void>
  /** Delivers a file as the provider does; resolves when it is in force. */
  deliver(code: string, file: () => Readable, onFault?: FaultPolicy): Promise<void>
  close(): Promise<void>
}

export async function openBenchCity({ poolSize = 10 } = {}): Promise<BenchCity> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'kho-bench-'))
  // Started by root, the database runs as another user; where that one cannot reach, it would be put elsewhere and stay.
  chmodSync(folder, 0o755)
  const log = createLog('error')
  const server = await startEmbedded({ dataDirectory: path.join(folder, 'postgres'), log })
  await ensureDatabase(server.adminUrl('postgres'), databaseName)
  const databaseUrl = server.adminUrl(databaseName)
  await migrate(databaseUrl, secret)
  const database = createDatabase(runtimeUrls(databaseUrl, secret), poolSize)
  const blobs = createFolderBlobStore(path.join(folder, 'blobs'), () => newId<'blob'>(systemClock.now()))
  const logFolder = path.join(folder, 'log')
  const limits = { sessionHours: 1, submissionMaxBytes: 2 ** 31, uploadFolder: path.join(folder, 'uploads') }
  const modules = createModules({ database, blobs, clock: systemClock, log, secret, logFolder, ...limits })
  modules.journal.sequencer.start()
  const frame = await loadDemoFrame(modules)
  const people = demoCity.datasets.find(({ code }) => code === 'dan-cu')
  if (!people) throw new Error('The demo city has no people')
  // The people alone: a bench has no households for them to point at.
  const fields = people.fields.map((field) => ({ ...field, references: null }))
  const codes: string[] = []
  return {
    ...{ modules, database, folder, logFolder, secret, databaseUrl },
    addPeopleDataset: async (code) => {
      await registerDemoDataset(modules, { ...people, code, fields }, frame)
      codes.push(code)
      await promulgateAll(modules, frame.laws.get(demoCity.catalogue.instrument) ?? '', codes)
    },
    deliver: (code, file, onFault = 'reject') =>
      deliver(modules, { dataset: code, onFault, content: file() }, people.deliveredBy),
    close: async () => {
      await modules.warehouse.worker.stop()
      await modules.journal.sequencer.stop()
      await database.close()
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Each version follows the one before it by a day, the last of them in force today at the latest. */
async function promulgateAll({ catalogue }: Modules, instrument: string, datasets: readonly string[]): Promise<void> {
  const effectiveFrom = `2026-01-${String(datasets.length).padStart(2, '0')}`
  const actor = {
    accountId: 'bench',
    accountName: 'bench',
    unitId: 'bench',
    unitName: 'bench',
    via: 'system' as const,
    requestId: 'bench',
  }
  await catalogue.promulgate(actor, { instrument, effectiveFrom, datasets })
}

async function deliver(
  { identity, warehouse }: Modules,
  delivery: { dataset: string; onFault: FaultPolicy; content: Readable },
  login: string,
): Promise<void> {
  const { password } = demoCity
  const { principal } = await identity.signIn({ login, password, address: '127.0.0.1', requestId: 'bench' })
  const { id } = await warehouse.submissions.receive(principal, {
    ...delivery,
    load: 'full',
    channel: 'cli',
    fileName: undefined,
  })
  for (;;) {
    const { state } = await warehouse.views.get(id)
    if (state === 'applied') return
    if (state !== 'received') throw new Error(`The delivery ended as ${state}`)
    await sleep(5)
  }
}
