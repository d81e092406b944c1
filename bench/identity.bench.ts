import { chmod, rm, mkdtemp } from 'node:fs/promises'
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
import { measureTokens } from './parts/tokens.ts'
import { measureUnits } from './parts/units.ts'

/**
 * Sign-ins with a wrong password, half of them to logins that exist and half to logins that do not, in an order drawn by
 * lot: whether their times differ. Then passkeys of several people at once, each signed with its own challenge, by one
 * process. Then the tree of 5,000 units on a day of the past, and a merger of 10,000 accounts (`parts/units.ts`). Before
 * all of it tokens of the OpenID provider, and what it costs to know who a request comes from (`parts/tokens.ts`).
 */
const tries = Number(process.argv[2] ?? 10_000)
const secret = 'a secret for benches only, never in use'

const tokens = await measureTokens({ tokens: 600, atOnce: 8, rounds: 5, reads: 2_000 })
progress(JSON.stringify(tokens))
const { tokensPerSecond, tokenP99Ms, authenticationMs, proofOverHttpMs, ...reads } = tokens
const folder = await mkdtemp(path.join(os.tmpdir(), 'kho-bench-'))
// Started by root, the database runs as another user; where that one cannot reach, it would be put elsewhere and stay.
await chmod(folder, 0o755)
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
      ...{ treeMs, mergeSeconds, tokensPerSecond, tokenP99Ms, authenticationMs, proofOverHttpMs },
    },
    {
      ...{ differenceInStandardErrors: { atMost: 4.5 }, passkeysPerSecond: { atLeast: 200 } },
      ...{ treeMs: { atMost: 50 }, mergeSeconds: { atMost: 5 } },
      ...{ tokensPerSecond: { atLeast: 300 }, tokenP99Ms: { atMost: 50 } },
      ...{ authenticationMs: { atMost: 0.3 }, proofOverHttpMs: { atMost: 0.3 } },
    },
    { trees, merges, tries, ...reads, medianMillisecondsKnown: known, medianMillisecondsUnknown: unknown },
  )
} finally {
  await database.close()
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}
