import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import { readPublished, verifyJournal, verifyPublished } from '../../src/journal/index.ts'
import type { NoteVerifier, VerificationFault } from '../../src/journal/index.ts'
import type { Database, Db } from '../../src/platform/index.ts'
import { seeded } from '../warehouse/random-loads.ts'
import { tally } from './tally.ts'
import type { Tampering } from './tally.ts'

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
