import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import {
  createWitness,
  openWitnessState,
  readPublished,
  verifyJournal,
  verifyPublished,
} from '../../src/journal/index.ts'
import type { NoteVerifier, VerificationFault } from '../../src/journal/index.ts'
import { makeSigner } from '../../src/journal/testing.ts'
import { createLog, systemClock } from '../../src/platform/index.ts'
import type { Database, Db } from '../../src/platform/index.ts'
import { seeded } from '../warehouse/random-loads.ts'
import { aLogOf } from '../witness/a-log.ts'

/** How often a log was touched, and how often that was found and its place named. */
export interface Tampering {
  readonly tried: number
  readonly found: number
  /** What was not found, to be looked at. */
  readonly missed: readonly string[]
}

function tally(attempts: readonly { readonly what: string; readonly isFound: boolean }[]): Tampering {
  const missed = attempts.filter(({ isFound }) => !isFound).map(({ what }) => what)
  return { tried: attempts.length, found: attempts.length - missed.length, missed }
}

/** Turns one bit over in the published files, again and again; each must be told with the file or the entry it is in. */
export async function flipBits(folder: string, key: NoteVerifier, count: number, seed: number): Promise<Tampering> {
  const pick = seeded(seed)
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
  const attempts = []
  for (let n = 0; n < count; n += 1) {
    const file = files[pick(files.length)] ?? ''
    const whole = readFileSync(file)
    const bit = pick(whole.length * 8)
    const bent = Buffer.from(whole)
    bent[bit >> 3] = (bent[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    writeFileSync(file, bent)
    const { faults } = await verifyPublished((name) => readPublished(folder, name), key)
    writeFileSync(file, whole)
    attempts.push({ what: `bit ${String(bit)} of ${path.relative(folder, file)}`, isFound: faults.some(namesPlace) })
  }
  return tally(attempts)
}

const namesPlace = ({ place, reason }: VerificationFault) => place !== '' && reason !== ''

/** What somebody with all rights on the database could do to one row of the journal, whatever guards it. */
const edits: readonly ((index: number) => string)[] = [
  (index) => `UPDATE journal.entries SET payload = payload || '{"x": 1}' WHERE id = ${entryAt(index)}`,
  (index) => `UPDATE journal.entries SET event = 'catalogue.dataset.revised' WHERE id = ${entryAt(index)}`,
  (index) => `UPDATE journal.entries SET subject_id = subject_id || 'x' WHERE id = ${entryAt(index)}`,
  (index) => `UPDATE journal.entries SET subject_label = 'khac' WHERE id = ${entryAt(index)}`,
  (index) => `UPDATE journal.changes SET at = at - interval '1 second' WHERE id = ${changeAt(index)}`,
  (index) => `UPDATE journal.changes SET account_name = 'ai-do' WHERE id = ${changeAt(index)}`,
  (index) => `UPDATE journal.changes SET unit_id = unit_id || 'x' WHERE id = ${changeAt(index)}`,
  (index) => `UPDATE journal.changes SET via = 'system' WHERE id = ${changeAt(index)}`,
  (index) => `DELETE FROM journal.leaves WHERE index = ${String(index)}`,
  (index) => `DELETE FROM journal.entries WHERE id = ${entryAt(index)}`,
]
const entryAt = (index: number) => `(SELECT entry_id FROM journal.leaves WHERE index = ${String(index)})`
const changeAt = (index: number) => `(SELECT change_id FROM journal.entries WHERE id = ${entryAt(index)})`

class Undone extends Error {}

/** Edits single rows of the journal as the mightiest there is; each edit is undone again. */
export async function editRows(
  intruder: Database,
  size: number,
  { count, seed }: { count: number; seed: number },
): Promise<Tampering> {
  const pick = seeded(seed)
  const statements = Array.from({ length: count }, (_none, n) => edits[n % edits.length]?.(pick(size)) ?? '')
  return harmEach(
    intruder,
    statements.map((statement) => [statement]),
  )
}

/** Where no leaf is. */
const aside = 1_000_000_000

/** Lets two entries change their places. */
export async function reorder(
  intruder: Database,
  size: number,
  { count, seed }: { count: number; seed: number },
): Promise<Tampering> {
  const pick = seeded(seed)
  const swaps = Array.from({ length: count }, () => {
    const one = pick(size)
    const other = (one + 1 + pick(size - 1)) % size
    return [
      `UPDATE journal.leaves SET index = index + ${String(aside)} WHERE index IN (${String(one)}, ${String(other)})`,
      `UPDATE journal.leaves SET index = ${String(one + other + aside)} - index WHERE index >= ${String(aside)}`,
    ]
  })
  return harmEach(intruder, swaps)
}

async function harmEach(intruder: Database, harms: readonly (readonly string[])[]): Promise<Tampering> {
  const attempts = []
  for (const harm of harms) {
    let faults: readonly VerificationFault[] = []
    await intruder.application
      .transaction(async (session) => {
        await unguard(session)
        for (const statement of harm) await session.execute(sql.raw(statement))
        faults = (await verifyJournal(session)).faults
        throw new Undone()
      })
      .catch((error: unknown) => {
        if (!(error instanceof Undone)) throw error
      })
    attempts.push({ what: harm.join('; '), isFound: faults.some(namesPlace) })
  }
  return tally(attempts)
}

async function unguard(session: Db): Promise<void> {
  for (const table of ['changes', 'entries', 'leaves'])
    await session.execute(sql.raw(`ALTER TABLE journal.${table} DISABLE TRIGGER ALL`))
}

/**
 * Rewrites the tail of a log that a witness has seen and signs it with the stolen key of the log: the same size with
 * another root, a longer one, a shorter one. The witness must cosign none of them.
 */
export async function rewriteTails(folder: string, count: number, seed: number): Promise<Tampering> {
  const pick = seeded(seed)
  const witnessKey = makeSigner('luu-tru.example.vn', 'cosignature', Buffer.alloc(32, 7))
  const attempts = []
  for (let n = 0; n < count; n += 1) {
    const name = `kho.example.vn/${String(n)}`
    const seen = 2 + pick(120)
    const fork = pick(seen)
    const asked = [seen, seen + 1 + pick(100), 1 + pick(seen - 1)][n % 3] ?? seen
    const [honest, stolen] = [aLogOf(name), aLogOf(name, fork)]
    const state = openWitnessState(path.join(folder, String(n)), witnessKey)
    const deps = { signer: witnessKey, logs: [honest.signer], state, clock: systemClock, log: createLog('silent') }
    const witness = createWitness(deps)
    const first = await witness.addCheckpoint(Buffer.from(await honest.request(0, seen)))
    const request = asked >= seen ? await stolen.request(seen, asked) : await stolen.request(asked, asked)
    const { status } = await witness.addCheckpoint(Buffer.from(request))
    const what = `seen ${String(seen)}, rewritten from ${String(fork)}, asked for ${String(asked)}: ${String(status)}`
    const isRewritten = asked > fork
    attempts.push({ what, isFound: first.status === 200 && (isRewritten ? status !== 200 : status === 409) })
  }
  return tally(attempts)
}
