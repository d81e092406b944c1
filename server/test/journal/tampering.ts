import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import type { VerificationFault } from '../../src/journal/index.ts'
import { aLog, decodeEntries, formatVerifier, makeSigner, parseTilePath, tileWidth } from '../../src/journal/testing.ts'
import type { Database, Db } from '../../src/platform/index.ts'
import { seeded } from '../warehouse/random-loads.ts'
import { tally } from './tally.ts'
import type { Tampering } from './tally.ts'
import { entriesPerCheckpoint, faultsInFiles, faultsInTables, witnessName } from './touched-log.ts'

/** What must be told of a harm: these places and no other, and these words in what is said of them. */
interface Expected {
  readonly what: string
  readonly places: readonly string[]
  readonly named: readonly string[]
}

function judge({ what, places, named }: Expected, faults: readonly VerificationFault[]) {
  const told = [...new Set(faults.map(({ place }) => place))].sort()
  const expected = [...new Set(places)].sort()
  const text = faults.map(({ place, reason }) => `${place}: ${reason}`).join('\n')
  const isFound = told.join() === expected.join() && named.every((word) => text.includes(word))
  return { what: `${what}: told ${told.join()} instead of ${expected.join()} with ${named.join()}`, isFound }
}

function expectClean(faults: readonly VerificationFault[]): void {
  if (faults.length > 0) throw new Error(`Something is found before anything was touched: ${JSON.stringify(faults)}`)
}

/** Turns one bit over in the published files, again and again; each must be told with the file and the entry it is in. */
export async function flipBits(folder: string, count: number, seed: number): Promise<Tampering> {
  expectClean(await faultsInFiles(folder))
  const pick = seeded(seed)
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort()
  const attempts = []
  for (let n = 0; n < count; n += 1) {
    const name = files[pick(files.length)] ?? ''
    const file = path.join(folder, name)
    const whole = readFileSync(file)
    const bit = pick(whole.length * 8)
    const bent = Buffer.from(whole)
    bent[bit >> 3] = (bent[bit >> 3] ?? 0) ^ (1 << (bit & 7))
    writeFileSync(file, bent)
    const faults = await faultsInFiles(folder)
    writeFileSync(file, whole)
    const places = placesOf(name, whole, bit >> 3, files)
    attempts.push(judge({ what: `bit ${String(bit)} of ${name}`, places, named: [name] }, faults))
  }
  expectClean(await faultsInFiles(folder))
  return tally(attempts)
}

/** What does not fit any more when a byte of a file is another. */
function placesOf(name: string, whole: Buffer, byte: number, files: readonly string[]): string[] {
  if (name === 'checkpoint') return ['checkpoint']
  const { level, index, width } = parseTilePath(name)
  if (level === 'entries') {
    const place = entryAt(whole, byte)
    return [place === undefined ? name : `entry ${String(index * tileWidth + place)}`]
  }
  if (level > 0) return [name]
  const above = files.filter((file) => file.startsWith('tile/1/'))
  const entry = `entry ${String(index * tileWidth + (byte >> 5))}`
  return ['checkpoint', entry, ...(width === tileWidth ? above : [])]
}

/** The entry of a bundle in which a byte is; undefined for the length before it: then no entry can be told from another. */
function entryAt(bundle: Buffer, byte: number): number | undefined {
  let begin = 0
  for (const [place, entry] of decodeEntries(bundle).entries()) {
    if (byte < begin + 2) return undefined
    begin += 2 + entry.length
    if (byte < begin) return place
  }
  return undefined
}

const aSize = (index: number) => index - (index % entriesPerCheckpoint) + entriesPerCheckpoint
const checkpointsFrom = (size: number, largest: number) =>
  Array.from(
    { length: (largest - size) / entriesPerCheckpoint + 1 },
    (_none, n) => `checkpoint ${String(size + n * entriesPerCheckpoint)}`,
  )
const tileOf = (level: number, index: number) =>
  `tile/${String(level)}/${String(Math.floor(index / tileWidth)).padStart(3, '0')}`
const stampOn = (size: number) => `time-stamp on checkpoint ${String(size)}`
const cosignatureOn = (size: number) => `cosignature of ${witnessName} on checkpoint ${String(size)}`
const otherKey = formatVerifier(makeSigner(aLog.signer.name, 'ed25519', Buffer.alloc(32, 9)))

/** An index of an entry, and the size of the tree. */
type Edit = (index: number, size: number) => readonly [statement: string, places: readonly string[]]

const ofEntry =
  (change: string): Edit =>
  (index, size) => [
    `UPDATE journal.entries SET ${change} WHERE id = ${entryId(index)}`,
    [`entry ${String(index)}`, ...checkpointsFrom(aSize(index), size)],
  ]
/** All entries of the change say something else. */
const ofChange =
  (change: string): Edit =>
  (index, size) => [
    `UPDATE journal.changes SET ${change} WHERE id = (SELECT change_id FROM journal.entries WHERE id = ${entryId(index)})`,
    [
      ...Array.from(
        { length: entriesPerCheckpoint },
        (_none, n) => `entry ${String(aSize(index) - entriesPerCheckpoint + n)}`,
      ),
      ...checkpointsFrom(aSize(index), size),
    ],
  ]
const ofCheckpoint =
  (change: string, ...others: ((size: number) => string)[]): Edit =>
  (index) => {
    // Of the first there is none before it to be earlier than.
    const size = Math.max(aSize(index), 2 * entriesPerCheckpoint)
    const places = [`checkpoint ${String(size)}`, ...others.map((other) => other(size))]
    return [`UPDATE journal.checkpoints SET ${change} WHERE size = ${String(size)}`, places]
  }
const ofStamp =
  (change: string): Edit =>
  (index) => [`UPDATE journal.timestamps SET ${change} WHERE size = ${String(aSize(index))}`, [stampOn(aSize(index))]]
const inTile = (index: number) => String((index % tileWidth) * 32)
const entryId = (index: number) => `(SELECT entry_id FROM journal.leaves WHERE index = ${String(index)})`

/** What somebody with all rights on the database could do to one row of the journal, whatever guards it. */
const edits: readonly Edit[] = [
  ofEntry(`payload = payload || '{"x": 1}'`),
  ofEntry(`event = 'catalogue.dataset.revised'`),
  ofEntry(`subject_id = subject_id || 'x'`),
  ofEntry(`subject_label = 'khac'`),
  (index) => [
    `UPDATE journal.entries SET leaf_hash = sha256('x') WHERE id = ${entryId(index)}`,
    [`entry ${String(index)}`],
  ],
  (index, size) => [
    `DELETE FROM journal.entries WHERE id = ${entryId(index)}`,
    [`entry ${String(index)}`, ...checkpointsFrom(aSize(index), size)],
  ],
  ofChange(`at = at - interval '1 second'`),
  ofChange(`account_name = 'ai-do'`),
  ofChange(`unit_id = unit_id || 'x'`),
  ofChange(`via = 'system'`),
  (index, size) => [
    `DELETE FROM journal.leaves WHERE index = ${String(index)}`,
    // Cut off at the end, no other leaf shows that one is missing; the tile does.
    [index < size - 1 ? `entry ${String(index)}` : tileOf(0, index), ...checkpointsFrom(aSize(index), size), 'entries'],
  ],
  ofCheckpoint(`root = sha256('x')`, stampOn),
  ofCheckpoint(`note = replace(note, E'\\n' || size || E'\\n', E'\\n' || size + 1 || E'\\n')`, cosignatureOn),
  ofCheckpoint(`at = at - interval '3 hours'`),
  ofCheckpoint(`frontier[1] = sha256('x')`),
  (index) => [
    `UPDATE journal.tiles SET hashes = set_byte(hashes, ${inTile(index)}, get_byte(hashes, ${inTile(index)}) # 1)
     WHERE level = 0 AND index = ${String(Math.floor(index / tileWidth))}`,
    [tileOf(0, index)],
  ],
  () => [
    'UPDATE journal.tiles SET hashes = set_byte(hashes, 7, get_byte(hashes, 7) # 1) WHERE level = 1',
    [tileOf(1, 0)],
  ],
  (index) => [
    `DELETE FROM journal.tiles WHERE level = 0 AND index = ${String(Math.floor(index / tileWidth))}`,
    [tileOf(0, index)],
  ],
  (index) => [
    `UPDATE journal.cosignatures SET signature = set_byte(signature, 40, get_byte(signature, 40) # 1) WHERE size = ${String(aSize(index))}`,
    [cosignatureOn(aSize(index))],
  ],
  ofStamp(`at = at + interval '1 second'`),
  ofStamp(`note = replace(note, 'kho', 'khx')`),
  ofStamp(`response = set_byte(response, length(response) - 20, get_byte(response, length(response) - 20) # 4)`),
  () => [`UPDATE journal.logs SET origin = 'x'`, ['log 1']],
  (_index, size) => [
    `UPDATE journal.logs SET verifier = '${otherKey}'`,
    ['log 1', ...checkpointsFrom(entriesPerCheckpoint, size)],
  ],
]
/** So many edits take each kind in turn once. */
export const kindsOfEdits = edits.length

interface Harm extends Expected {
  readonly statements: readonly string[]
}

/** Edits single rows of the journal as the mightiest there is; each edit is undone again. */
export async function editRows(
  intruder: Database,
  size: number,
  { count, seed }: { count: number; seed: number },
): Promise<Tampering> {
  const pick = seeded(seed)
  const harms = Array.from({ length: count }, (_none, n): Harm => {
    const [statement = '', places = []] = edits[n % edits.length]?.(pick(size), size) ?? []
    return { what: statement, statements: [statement], places, named: [] }
  })
  return harmEach(intruder, harms)
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
  const swaps = Array.from({ length: count }, (): Harm => {
    const one = pick(size)
    const other = (one + 1 + pick(size - 1)) % size
    const [first, last] = [Math.min(one, other), Math.max(one, other)]
    // One checkpoint an hour: what is moved behind those of more than six hours is too early where it stands now.
    const isEarly = (aSize(last) - aSize(first)) / entriesPerCheckpoint - 1 > 6
    const places = [tileOf(0, first), tileOf(0, last), ...(isEarly ? [`entry ${String(last)}`] : [])]
    return {
      what: `entries ${String(one)} and ${String(other)}`,
      statements: [
        `UPDATE journal.leaves SET index = index + ${String(aside)} WHERE index IN (${String(one)}, ${String(other)})`,
        `UPDATE journal.leaves SET index = ${String(one + other + aside)} - index WHERE index >= ${String(aside)}`,
      ],
      places: [...places, ...checkpointsFrom(aSize(first), size)],
      named: [one, other].map((index) => `is not that of entry ${String(index)}`),
    }
  })
  return harmEach(intruder, swaps)
}

class Undone extends Error {}

async function harmEach(intruder: Database, harms: readonly Harm[]): Promise<Tampering> {
  expectClean(await faultsInTables(intruder.application))
  const attempts = []
  for (const harm of harms) {
    let faults: readonly VerificationFault[] = []
    await intruder.application
      .transaction(async (session) => {
        await unguard(session)
        for (const statement of harm.statements) {
          const touched = await session.execute(sql.raw(statement))
          if (touched === 0) throw new Error(`Nothing was touched by ${statement}`)
        }
        faults = await faultsInTables(session)
        throw new Undone()
      })
      .catch((error: unknown) => {
        if (!(error instanceof Undone)) throw error
      })
    attempts.push(judge(harm, faults))
  }
  expectClean(await faultsInTables(intruder.application))
  return tally(attempts)
}

const touchedTables = [
  ...['changes', 'entries', 'leaves', 'checkpoints'],
  ...['tiles', 'cosignatures', 'timestamps', 'logs'],
] as const

async function unguard(session: Db): Promise<void> {
  for (const table of touchedTables) await session.execute(sql.raw(`ALTER TABLE journal.${table} DISABLE TRIGGER ALL`))
}
