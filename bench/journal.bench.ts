import { watch } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import pg from 'pg'
import {
  anchorsOfSigning,
  logSigner,
  readPublished,
  verifyPublished,
  verifyReceipt,
} from '../server/src/journal/index.ts'
import type { Db } from '../server/src/platform/index.ts'
import { openBenchCity } from './parts/city.ts'
import { quantile } from './parts/client.ts'
import { median, progress, report, timed } from './parts/report.ts'

/**
 * What the journal costs, on a server that syncs every commit. `leavesPerSecond`: changes of one entry each that only record,
 * as fast as twenty writers make them, while the sequencer seals and publishes; such changes may share a transaction, so this
 * is the rate of the tree and not that of changes with rows, which is `changedRowsPerSecond` (the side of
 * `guardedWorkload`, each change a transaction of its own). `checkpointP99ms`: from the commit of a change to a
 * published checkpoint that holds it, tiles and all synced, at a thousand changes a second. `workload`: a transaction
 * that reads, changes two rows and adds one, in a journalled change against the same without a journal, on the same tables,
 * rounds in turn. `guardedWorkload`: likewise, on tables with the guard that asks at every statement whether there is a change.
 * `fsckSeconds`: the whole log from its files alone, in seconds for a million leaves. `verifyMs`: the check of a receipt
 * with its certificate and the digest of what was handed over, as `kho verify` does it; median.
 */
const seconds = Number(process.argv[2] ?? 60)
const leaves = Number(process.argv[3] ?? 1_000_000)
const rounds = Number(process.argv[4] ?? 5)
const writers = 20
const roundSeconds = 5
const steady = { perSecond: 1_000, seconds: Math.min(20, seconds) }
const filling = { writers: 8, entries: 1_000 }
const verifications = 1_000
/** Tables of the workload: those of the side without a journal, and those of the side with it. */
const twins = ['bench_plain', 'bench_governed'] as const

const city = await openBenchCity({ poolSize: writers })
const { journal } = city.modules
const actor = {
  ...{ accountId: 'bench', accountName: 'bench', unitId: 'bench', unitName: 'bench' },
  ...{ via: 'system' as const, requestId: 'bench' },
}
const entry = (n: number) => ({
  event: 'catalogue.dataset.registered',
  subject: { type: 'dataset', id: String(n), label: 'dan-cu' },
  payload: { code: 'dan-cu', fields: n },
})
try {
  await measure()
} finally {
  await city.close()
}

async function measure(): Promise<void> {
  const leavesPerSecond = await sustained()
  progress(`${String(Math.round(leavesPerSecond))} changes a second`)
  const latencies = await commitToCheckpoint()
  progress(`commit to checkpoint p99 ${String(Math.round(quantile(latencies, 0.99)))} ms`)
  const rates = await workloads()
  const shares = rates.map(({ plain, journalled }) => journalled / plain)
  const guardedShares = rates.map(({ plain, guarded }) => guarded / plain)
  const checks = await receiptChecks()
  progress(`a receipt checked in ${quantile(checks, 0.5).toFixed(2)} ms`)
  const { size, fsck } = await wholeLog()
  const millions = fsck / (size / 1_000_000)
  report(
    'journal',
    {
      ...{ leavesPerSecond, checkpointP99ms: quantile(latencies, 0.99), workload: median(shares) },
      ...{ guardedWorkload: median(guardedShares), fsckSeconds: millions, verifyMs: quantile(checks, 0.5) },
    },
    {
      ...{ leavesPerSecond: { atLeast: 5_000 }, checkpointP99ms: { atMost: 250 }, workload: { atLeast: 0.6 } },
      ...{ fsckSeconds: { atMost: 60 }, verifyMs: { atMost: 5 } },
    },
    {
      ...{ seconds, rounds, leaves: size, shares, guardedShares },
      changedRowsPerSecond: median(rates.map(({ guarded }) => guarded)),
      ...{ checkpointMedianMs: quantile(latencies, 0.5), verifyP99Ms: quantile(checks, 0.99) },
    },
  )
}

/** Changes of one entry by so many writers at once, until a time; gives how many there were. */
async function change(count: number, until: number): Promise<number> {
  let made = 0
  const writer = async () => {
    while (performance.now() < until) await journal.change(actor, (tx) => tx.record(entry((made += 1))))
  }
  await Promise.all(Array.from({ length: count }, writer))
  return made
}

/** What counts is what is in the tree when the time is over; what was committed and is not would be a backlog that grows. */
async function sustained(): Promise<number> {
  await change(writers, performance.now() + 2_000)
  await journal.sequencer.seal()
  const before = await publishedSize()
  const begin = performance.now()
  await change(writers, begin + seconds * 1000)
  await journal.sequencer.seal()
  return ((await publishedSize()) - before) / ((performance.now() - begin) / 1000)
}

async function publishedSize(): Promise<number> {
  const note = await readFile(path.join(city.logFolder, 'checkpoint'), 'utf8')
  return Number(note.split('\n')[1])
}

/** Milliseconds from each commit to the first published checkpoint that holds its entry. */
async function commitToCheckpoint(): Promise<number[]> {
  const published: { readonly at: number; readonly size: number }[] = []
  const watcher = watch(city.logFolder, (_event, file) => {
    if (file !== 'checkpoint') return
    const at = performance.now()
    void publishedSize().then((size) => published.push({ at, size }))
  })
  const commits = new Map<string, number>()
  const begin = performance.now()
  const pending: Promise<void>[] = []
  for (let n = 0; n < steady.perSecond * steady.seconds; n += 1) {
    const early = begin + (n * 1000) / steady.perSecond - performance.now()
    // Even the shortest sleep takes a millisecond, as long as there is between two.
    await (early > 0 ? sleep(early) : setImmediate())
    const made = journal.change(actor, (tx) => tx.record(entry(n)))
    pending.push(made.then((id) => void commits.set(id, performance.now())))
  }
  await Promise.all(pending)
  const perSecond = (1000 * pending.length) / (performance.now() - begin)
  if (perSecond < steady.perSecond * 0.98) throw new Error(`Only ${perSecond.toFixed(0)} changes a second came in`)
  await journal.sequencer.seal()
  await sleep(200)
  watcher.close()
  const indexOf = await indices([...commits.keys()])
  published.sort((left, right) => left.at - right.at)
  return [...commits].map(([id, at]) => {
    const index = indexOf.get(id) ?? Infinity
    return (published.find(({ size }) => size > index)?.at ?? Infinity) - at
  })
}

async function indices(ids: readonly string[]): Promise<Map<string, number>> {
  const client = new pg.Client({ connectionString: city.databaseUrl })
  await client.connect()
  const { rows } = await client.query<{ id: string; index: string }>(
    'SELECT entry_id AS id, index FROM journal.leaves WHERE entry_id = ANY ($1::uuid[])',
    [ids],
  )
  await client.end()
  return new Map(rows.map(({ id, index }) => [id, Number(index)]))
}

/** Changes with rows a second, of one entry each. */
interface Rates {
  readonly plain: number
  readonly journalled: number
  readonly guarded: number
}

type Twin = (typeof twins)[number]

/** The same work in turn: without a journal, in changes on the same tables, and in changes on twins that the journal governs. */
async function workloads(): Promise<Rates[]> {
  for (const twin of twins) await makeTwin(twin)
  await asOwner(`SELECT journal.govern('bench_governed.accounts'); SELECT journal.govern('bench_governed.moves')`)
  await refusesUnrecorded()
  const rates: Rates[] = []
  for (let round = 1; round <= rounds; round += 1) {
    const plain = await rateOfWork(() =>
      city.database.application.transaction((session) => work(session, 'bench_plain')),
    )
    const journalled = await rateOfChanges('bench_plain')
    const guarded = await rateOfChanges('bench_governed')
    rates.push({ plain, journalled, guarded })
    const told = `${plain.toFixed(0)}/s plain, ${journalled.toFixed(0)}/s journalled, ${guarded.toFixed(0)}/s guarded`
    progress(`workload ${String(round)}/${String(rounds)}: ${told}`)
  }
  return rates
}

/** Of changes that work on a twin; what they recorded is sealed before anything else is measured. */
async function rateOfChanges(twin: Twin): Promise<number> {
  const rate = await rateOfWork(() =>
    journal.change(actor, async (tx) => {
      await work(tx, twin)
      await tx.record(entry(0))
    }),
  )
  await journal.sequencer.seal()
  return rate
}

async function makeTwin(twin: Twin): Promise<void> {
  await asOwner(`CREATE SCHEMA ${twin}; CREATE TABLE ${twin}.accounts (id integer PRIMARY KEY, total bigint NOT NULL);
    CREATE TABLE ${twin}.moves (id bigserial PRIMARY KEY, account integer NOT NULL, amount integer NOT NULL);
    INSERT INTO ${twin}.accounts SELECT n, 0 FROM generate_series(1, 10000) AS n;
    GRANT USAGE ON SCHEMA ${twin} TO kho_application; GRANT ALL ON ALL TABLES IN SCHEMA ${twin} TO kho_application;
    GRANT ALL ON ALL SEQUENCES IN SCHEMA ${twin} TO kho_application`)
}

/** The guard is at work where its cost is measured. */
async function refusesUnrecorded(): Promise<void> {
  const refused = await city.database.application
    .transaction((session) => work(session, 'bench_governed'))
    .then(
      () => false,
      () => true,
    )
  if (!refused) throw new Error('The governed tables take changes without a record')
}

/** Reads one row, changes two, adds one. */
async function work(db: Db, twin: Twin): Promise<void> {
  const [accounts, moves] = [sql.table(`${twin}.accounts`), sql.table(`${twin}.moves`)]
  const [from, to] = [1 + Math.floor(Math.random() * 5000), 5001 + Math.floor(Math.random() * 5000)]
  await db.rows(sql`SELECT total FROM ${accounts} WHERE id = ${from}`)
  await db.execute(sql`UPDATE ${accounts} SET total = total - 1 WHERE id = ${from}`)
  await db.execute(sql`UPDATE ${accounts} SET total = total + 1 WHERE id = ${to}`)
  await db.execute(sql`INSERT INTO ${moves} (account, amount) VALUES (${from}, 1)`)
}

async function rateOfWork(once: () => Promise<unknown>): Promise<number> {
  const begin = performance.now()
  const until = begin + roundSeconds * 1000
  let done = 0
  const writer = async () => {
    for (; performance.now() < until; done += 1) await once()
  }
  await Promise.all(Array.from({ length: writers }, writer))
  return done / ((performance.now() - begin) / 1000)
}

/** Milliseconds of each check of the receipt of a read, down to the root of the certificates. */
async function receiptChecks(): Promise<number[]> {
  const digest = 'ab'.repeat(32)
  const read = { actor, dataset: 'dan-cu', purpose: 'bench', query: '', asked: {}, fields: ['ten'], rows: 1, digest }
  const receipt = await journal.receipts.ofAnswer(await journal.reads.record({ ...read, action: 'one' }))
  const given = { trusted: anchorsOfSigning(journal.signing), digest }
  const found: number[] = []
  for (let n = 0; n < verifications; n += 1) {
    const begin = performance.now()
    const { checks } = await verifyReceipt(receipt.jws, given)
    found.push(performance.now() - begin)
    // Of its witnesses a receipt alone can say nothing; all else must hold.
    const failed = checks.filter(({ name, state }) => state !== (name === 'witnesses' ? 'open' : 'holds'))
    if (failed.length > 0) throw new Error(`The receipt does not hold: ${JSON.stringify(failed)}`)
  }
  return found
}

/** Fills the log up to so many leaves, then verifies it from its files alone. */
async function wholeLog(): Promise<{ size: number; fsck: number }> {
  const fill = async () => {
    while ((await publishedSize()) < leaves) {
      await journal.change(actor, async (tx) => {
        for (let n = 0; n < filling.entries; n += 1) await tx.record(entry(n))
      })
    }
  }
  progress(`filling the log up to ${String(leaves)} leaves`)
  await Promise.all(Array.from({ length: filling.writers }, fill))
  await journal.sequencer.seal()
  const key = logSigner({ secret: city.secret, key: undefined, origin: undefined })
  let faults = 0
  const fsck = await timed(async () => {
    const verification = await verifyPublished((name) => readPublished(city.logFolder, name), key)
    faults = verification.faults.length
  })
  if (faults > 0) throw new Error(`${String(faults)} faults in the log`)
  return { size: await publishedSize(), fsck }
}

async function asOwner(text: string): Promise<void> {
  const client = new pg.Client({ connectionString: city.databaseUrl })
  await client.connect()
  await client.query(text)
  await client.end()
}
