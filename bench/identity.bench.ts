import { rm, mkdtemp } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import {
  createDatabase,
  createLog,
  ensureDatabase,
  fixedClock,
  migrate,
  runtimeUrls,
  startEmbedded,
} from '../server/src/platform/index.ts'
import { comparePeople } from './parts/people.ts'
import { median, progress, report } from './parts/report.ts'
import { measureUnits } from './parts/units.ts'

/**
 * Sign-ins with a wrong password, half of them to logins that exist and half to logins that do not, in an order drawn by
 * lot: whether their times differ. Then passkeys of several people at once, each signed with its own challenge, by one
 * process. Then the tree of 5,000 units on a day of the past, and a merger of 10,000 accounts (`parts/units.ts`).
 */
const tries = Number(process.argv[2] ?? 10_000)
const secret = 'a secret for benches only, never in use'

const folder = await mkdtemp(path.join(os.tmpdir(), 'kho-bench-'))
const log = createLog('error')
const server = await startEmbedded({ dataDirectory: path.join(folder, 'postgres'), log })
await ensureDatabase(server.adminUrl('postgres'), 'bench')
await migrate(server.adminUrl('bench'), secret)
const database = createDatabase(runtimeUrls(server.adminUrl('bench'), secret), 4)
try {
  const clock = fixedClock('2026-03-02T03:00:00Z')
  const { welch, known, unknown, passkeysPerSecond } = await comparePeople({ database, clock, log, secret, tries })
  progress(`known ${known.toFixed(2)} ms, unknown ${unknown.toFixed(2)} ms, t ${welch.toFixed(2)}`)
  const { trees, merges } = await measureUnits({ units: 5_000, accounts: 10_000, rounds: 5 })
  const [treeMs, mergeSeconds] = [median(trees), median(merges)]
  report(
    'identity',
    {
      ...{ knownToUnknown: known / unknown, differenceInStandardErrors: Math.abs(welch), passkeysPerSecond },
      ...{ treeMs, mergeSeconds },
    },
    {
      ...{ differenceInStandardErrors: { atMost: 4.5 }, passkeysPerSecond: { atLeast: 200 } },
      ...{ treeMs: { atMost: 50 }, mergeSeconds: { atMost: 5 } },
    },
    { trees, merges, tries, medianMillisecondsKnown: known, medianMillisecondsUnknown: unknown },
  )
} finally {
  await database.close()
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}
