import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, it } from 'vitest'
import { packs } from '../../packs/index.ts'
import { installPacks } from '../../src/app/cli/pack.ts'
import { demoCity } from '../../src/app/demo/index.ts'
import {
  addresses,
  businesses,
  businessFaults,
  csvText,
  enterpriseList,
  enterpriseListColumns,
  enterpriseListFaults,
  generate,
  households,
  people,
  peopleFaults,
  plantFaults,
  scoreReport,
  scoreTable,
} from '../../src/app/generator/index.ts'
import type { FaultKind, GeneratedRows, ReportedFault } from '../../src/app/generator/index.ts'
import { createModules } from '../../src/app/index.ts'
import { aCity } from '../../src/identity/testing.ts'
import { anActor, anInstrument } from '../../src/law/testing.ts'
import { createFolderBlobStore, createLog, fixedClock, newId } from '../../src/platform/index.ts'
import { createTestDatabase } from '../database.ts'

/** Every structure pack installed and in force, filled as far as files of people and firms point at it. */
const { database, secret } = await createTestDatabase()
const folder = mkdtempSync(path.join(os.tmpdir(), 'kho-faulty-'))
const clock = fixedClock('2026-11-02T03:00:00Z')
const blobs = createFolderBlobStore(folder, () => newId<'blob'>(clock.now()))
const modules = createModules({
  ...{
    database,
    blobs,
    clock,
    log: createLog('silent'),
    secret,
    sessionHours: 10,
    submissionMaxBytes: 1 << 26,
    uploadFolder: '/nonexistent',
  },
})
const { identity, catalogue, law, warehouse } = modules
afterAll(async () => {
  await warehouse.worker.stop()
  await modules.journal.sequencer.stop()
  rmSync(folder, { recursive: true, force: true })
})

const city = 'UBND Thành phố'
const [unit] = await identity.registerOrganisations(anActor(), [aCity({ name: city })])
const password = 'mat-khau-thu-2026'
await identity.issueAccount(anActor(), {
  login: 'nop',
  name: 'Nộp',
  unit: unit?.id ?? '',
  roles: ['provider'],
  password,
})
const { principal } = await identity.signIn({ login: 'nop', password, address: '::1', requestId: 'r' })
await installPacks(modules, packs, { provider: city, consumers: ['all'], contact: city })
const { id: instrument } = await law.register(anActor(), anInstrument())
const datasets = packs.map(({ dataset }) => dataset.code)
await catalogue.promulgate(anActor(), { instrument, effectiveFrom: '2026-11-01', datasets })

const size = { seed: 5086, asOf: '2026-10-31', people: 2_400, businesses: 1_200 }

async function deliver(dataset: string, content: Iterable<string>) {
  const { id } = await warehouse.submissions.receive(principal, {
    ...{ dataset, load: 'full', onFault: 'reject', channel: 'cli', fileName: undefined },
    content: Readable.from(Array.from(content, (piece) => Buffer.from(piece))),
  })
  for (;;) {
    const submission = await warehouse.views.get(id)
    if (submission.state !== 'received') return submission
    await sleep(20)
  }
}

async function reportOf(dataset: string, content: Iterable<string>): Promise<ReportedFault[]> {
  const submission = await deliver(dataset, content)
  if (submission.state === 'applied') return []
  const faults = await warehouse.views.faults(submission, principal, {
    after: undefined,
    limit: 10_000,
    language: 'vi',
  })
  return faults.map(({ row, field, rule }) => ({ row, field: field ?? '', rule }))
}

await deliver(
  'don-vi-hanh-chinh',
  demoCity.datasets.find(({ code }) => code === 'don-vi-hanh-chinh')?.rows(demoCity.settings) ?? [],
)
await deliver('dia-chi', generate(addresses(size), { count: size.people + size.businesses }))
await deliver('ho-gia-dinh', generate(households(size), { count: size.people }))

const fieldOf = (column: string) => enterpriseListColumns.find(({ source }) => source === column)?.field ?? column

const files: readonly (readonly [dataset: string, rows: GeneratedRows, count: number, kinds: readonly FaultKind[]])[] =
  [
    ['doanh-nghiep-dang-hoat-dong', enterpriseList(size), 3_000, enterpriseListFaults],
    ['dan-cu', people(size), size.people, peopleFaults],
    ['doanh-nghiep', businesses(size), size.businesses, businessFaults],
  ]

it.each(files)('%s: a file without planted faults has none', async (dataset, rows, count) => {
  const columns = rows.columns.map(fieldOf)
  expect(await reportOf(dataset, generate({ ...rows, columns }, { count }))).toEqual([])
})

it.each(files)(
  '%s: every planted fault is found in its cell, and none is invented (Điều 8)',
  async (dataset, rows, count, kinds) => {
    const columns = rows.columns.map(fieldOf)
    const faulty = plantFaults(
      rows,
      count,
      kinds.map((kind) => [kind, 15] as const),
    )
    const score = scoreReport(faulty.truth, await reportOf(dataset, csvText(columns, faulty.rows())), fieldOf)
    process.stdout.write(`${dataset}\n${scoreTable(score).join('\n')}\n\n`)
    expect(score.kinds.filter(({ planted, found }) => planted !== found)).toEqual([])
    expect(score.invented).toEqual([])
    expect(score.kinds).toHaveLength(kinds.length)
  },
)
