import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll } from 'vitest'
import { packs } from '../packs/index.ts'
import type { DatasetDescription } from '../recipes/index.ts'
import { installDescribed, installPacks } from '../src/app/cli/pack.ts'
import { createModules } from '../src/app/index.ts'
import type { Modules } from '../src/app/index.ts'
import type { Principal } from '../src/identity/index.ts'
import { aCity } from '../src/identity/testing.ts'
import { anActor, anInstrument } from '../src/law/testing.ts'
import { createFolderBlobStore, createLog, fixedClock, newId } from '../src/platform/index.ts'
import { createTestDatabase } from './database.ts'

type Ended = Awaited<ReturnType<Modules['warehouse']['views']['get']>>

/** An installation in which every structure pack, and other datasets, are in force; one unit provides them all. */
export interface OpenPacks {
  readonly modules: Modules
  readonly principal: Principal
  /** Delivers a file and waits for its end. */
  readonly deliver: (dataset: string, content: Iterable<string>, onFault?: 'reject' | 'quarantine') => Promise<Ended>
}

/** Call it at the top of a test file; it is closed when the file is done. */
export async function openPacks(others: readonly DatasetDescription[] = []): Promise<OpenPacks> {
  const { database, secret } = await createTestDatabase()
  const folder = mkdtempSync(path.join(os.tmpdir(), 'kho-packs-'))
  const clock = fixedClock('2026-11-02T03:00:00Z')
  const blobs = createFolderBlobStore(folder, () => newId<'blob'>(clock.now()))
  const modules = createModules({
    ...{ database, blobs, clock, log: createLog('silent'), secret, sessionHours: 10 },
    ...{ submissionMaxBytes: 1 << 26, uploadFolder: '/nonexistent' },
  })
  const { warehouse } = modules
  afterAll(async () => {
    await warehouse.worker.stop()
    await modules.journal.sequencer.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  const principal = await settle(modules, others)
  const deliver: OpenPacks['deliver'] = async (dataset, content, onFault = 'reject') => {
    const { id } = await warehouse.submissions.receive(principal, {
      ...{ dataset, load: 'full', onFault, channel: 'cli', fileName: undefined },
      content: Readable.from(Array.from(content, (piece) => Buffer.from(piece))),
    })
    for (;;) {
      const submission = await warehouse.views.get(id)
      if (submission.state !== 'received') return submission
      await sleep(20)
    }
  }
  return { modules, principal, deliver }
}

/** The unit, its account, the packs, the catalogue that puts them in force. */
async function settle(modules: Modules, others: readonly DatasetDescription[]): Promise<Principal> {
  const { identity, law, catalogue } = modules
  const city = 'UBND Thành phố'
  const [unit] = await identity.registerOrganisations(anActor(), [aCity({ name: city })])
  const password = 'mat-khau-thu-2026'
  const account = { login: 'nop', name: 'Nộp', unit: unit?.id ?? '', roles: ['provider' as const] }
  await identity.issueAccount(anActor(), { ...account, demoPassword: password })
  const { principal } = await identity.signIn({ login: 'nop', password, address: '::1', requestId: 'r' })
  const stewards = { provider: city, consumers: ['all'], contact: city }
  await installPacks(modules, packs, stewards)
  for (const dataset of others) await installDescribed(modules, dataset, stewards)
  const { id: instrument } = await law.register(anActor(), anInstrument())
  const datasets = [...new Set([...packs.map(({ dataset }) => dataset.code), ...others.map(({ code }) => code)])]
  await catalogue.promulgate(anActor(), { instrument, effectiveFrom: '2026-11-01', datasets })
  return principal
}
