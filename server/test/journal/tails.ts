import path from 'node:path'
import {
  createWitness,
  openWitnessState,
  originHash,
  parseCheckpoint,
  verifyPublished,
} from '../../src/journal/index.ts'
import type { NoteSigner } from '../../src/journal/index.ts'
import {
  encodeEntries,
  formatAddCheckpoint,
  growTiles,
  makeSigner,
  readTree,
  signCheckpoint,
  tilePath,
  tileWidth,
} from '../../src/journal/testing.ts'
import { createLog, leafHash, MerkleTree, systemClock } from '../../src/platform/index.ts'
import { seeded } from '../warehouse/random-loads.ts'
import { tally } from './tally.ts'
import type { Tampering } from './tally.ts'

/** A log as a stranger has it: its files by their paths, all of them fitting, under one key. */
interface FiledLog {
  readonly entries: readonly Buffer[]
  readonly checkpoint: string
  readonly files: ReadonlyMap<string, Buffer>
}

function fileLog(signer: NoteSigner, entries: readonly Buffer[]): FiledLog {
  const leaves = entries.map((entry) => leafHash(entry))
  const tree = new MerkleTree()
  for (const leaf of leaves) tree.append(leaf)
  const checkpoint = signCheckpoint(signer, { size: tree.size, root: tree.root() })
  const files = new Map<string, Buffer>([['checkpoint', Buffer.from(checkpoint)]])
  for (const { level, index, hashes } of growTiles(0, [], leaves))
    files.set(tilePath({ level, index, width: hashes.length / 32 }), hashes)
  for (let index = 0; index * tileWidth < entries.length; index += 1) {
    const bundle = entries.slice(index * tileWidth, (index + 1) * tileWidth)
    files.set(tilePath({ level: 'entries', index, width: bundle.length }), encodeEntries(bundle))
  }
  return { entries, checkpoint, files }
}

interface LogEntry {
  readonly id: string
  readonly at: string
}
const instant = (minute: number) => new Date(Date.UTC(2026, 2, 1) + minute * 60_000).toISOString()
const toBytes = (entry: LogEntry) => Buffer.from(JSON.stringify(entry))
const entriesOf = (what: string, from: number, count: number) =>
  Array.from({ length: count }, (_none, n) => toBytes({ id: `${what} ${String(from + n)}`, at: instant(from + n) }))
const retimed = (bytes: Buffer) => {
  const { id, at } = JSON.parse(bytes.toString()) as LogEntry
  return toBytes({ id, at: new Date(Date.parse(at) - 3_600_000).toISOString() })
}

/** Makes another tail of what was seen, from an index on; what is drawn is below a number. */
type Rewriting = (seen: readonly Buffer[], at: number, pick: (below: number) => number) => Buffer[]

/** At least two entries were seen, and the index is one of theirs, but not of the first. */
const rewritings: readonly (readonly [string, Rewriting])[] = [
  ['an entry changed', (seen, at) => seen.with(at, Buffer.from('{"id":"changed"}'))],
  ['an entry removed', (seen, at) => seen.toSpliced(at, 1)],
  ['an entry added', (seen, at) => seen.toSpliced(at, 0, Buffer.from('{"id":"added"}'))],
  [
    'two entries swapped',
    (seen, at, pick) => {
      const other = (at + 1 + pick(seen.length - 1)) % seen.length
      return seen.with(at, seen[other] ?? Buffer.alloc(0)).with(other, seen[at] ?? Buffer.alloc(0))
    },
  ],
  ['shorter', (seen, at) => seen.slice(0, at)],
  [
    'shorter, and then longer than before',
    (seen, at, pick) => [...seen.slice(0, at), ...entriesOf('other', at, seen.length - at + 1 + pick(60))],
  ],
  ['other times', (seen, at) => seen.map((entry, index) => (index < at ? entry : retimed(entry)))],
]
const staysShorter = 'shorter'

/**
 * Rewrites the tail of a log that a witness has seen and of which checkpoints were kept, and signs it with the stolen key of
 * the log. Its own files fit. Held against the checkpoints it must be found, in the place where it was rewritten; and the
 * witness must refuse it, each time with the status that the protocol has for it, and cosign the true log afterwards.
 */
export async function rewriteTails(folder: string, count: number, seed: number): Promise<Tampering> {
  const pick = seeded(seed)
  const attempts = []
  for (let n = 0; n < count; n += 1) {
    const [kind, rewrite] = rewritings[n % rewritings.length] ?? ['', () => []]
    const signer = makeSigner(`kho.example.vn/${String(n)}`, 'ed25519', Buffer.alloc(32, n))
    const size = 2 + pick(300)
    const seen = entriesOf('true', 0, size)
    const at = 1 + pick(size - 1)
    const later = kind === staysShorter ? 0 : pick(3) * pick(40)
    const rewritten = fileLog(signer, [...rewrite(seen, at, pick), ...entriesOf('later', size, later)])
    const found = await findPlaces(signer, { seen, rewritten }, pick)
    const refused = await refuseAll(path.join(folder, String(n)), { signer, seen, rewritten }, pick)
    const what = `${kind} at ${String(at)} of ${String(size)}, ${String(rewritten.entries.length)} now: ${found ?? refused ?? ''}`
    attempts.push({ what, isFound: found === undefined && refused === undefined })
  }
  return tally(attempts)
}

interface Rewritten {
  readonly seen: readonly Buffer[]
  readonly rewritten: FiledLog
}

/** What is told of it: nothing without what was kept, and with it each checkpoint that it does not lead to, and no other. */
async function findPlaces(
  signer: NoteSigner,
  { seen, rewritten: { entries, files } }: Rewritten,
  pick: (below: number) => number,
): Promise<string | undefined> {
  const read = (name: string) => Promise.resolve(files.get(name))
  const alone = await verifyPublished(read, signer)
  if (alone.faults.length > 0) return 'its own files do not fit'
  const sizes = [...drawSizes(seen.length, pick), seen.length]
  const kept = sizes.map((size) => parseCheckpoint(fileLog(signer, seen.slice(0, size)).checkpoint))
  const { faults } = await verifyPublished(read, signer, kept)
  const differs = seen.findIndex((entry, index) => entries[index]?.equals(entry) !== true)
  const expected = [
    ...sizes
      .filter((size) => size > differs && size <= entries.length)
      .map((size) => `the first ${String(size)} entries`),
    ...sizes.filter((size) => size > entries.length).map(() => 'checkpoint'),
  ]
  const told = faults.map(({ place }) => place)
  const isAsExpected = expected.length > 0 && told.join() === expected.join()
  return isAsExpected ? undefined : `told ${told.join()} instead of ${expected.join()}`
}

/** Sizes at which checkpoints were signed, in order, as a sequencer signs one every few entries. */
function drawSizes(below: number, pick: (below: number) => number): number[] {
  const sizes: number[] = []
  for (let size = 1 + pick(9); size < below; size += 1 + pick(9)) sizes.push(size)
  return sizes
}

async function refuseAll(
  folder: string,
  { signer, seen, rewritten }: Rewritten & { readonly signer: NoteSigner },
  pick: (below: number) => number,
): Promise<string | undefined> {
  const witnessKey = makeSigner('luu-tru.example.vn', 'cosignature', Buffer.alloc(32, 7))
  const state = openWitnessState(folder, witnessKey)
  const deps = { signer: witnessKey, logs: [signer], state, clock: systemClock, log: createLog('silent') }
  const witness = createWitness(deps)
  const ask = async ({ checkpoint }: FiledLog, old: number, proof: readonly Buffer[] = []) =>
    (await witness.addCheckpoint(Buffer.from(formatAddCheckpoint({ old, proof, checkpoint })))).status
  const [trueLog, size] = [fileLog(signer, seen), rewritten.entries.length]
  const begun = fileLog(signer, rewritten.entries.slice(0, 1 + pick(Math.min(size, seen.length))))
  const grown = fileLog(signer, [...seen, ...entriesOf('true', seen.length, 5)])

  const answers: [string, number, number][] = [['the true log', await ask(trueLog, 0), 200]]
  if (begun.entries.length < seen.length)
    answers.push(['its beginning, by its own size', await ask(begun, begun.entries.length), 409])
  if (size < seen.length) answers.push(['by the size that was seen', await ask(rewritten, seen.length), 400])
  else
    answers.push([
      'by the size that was seen',
      await ask(rewritten, seen.length, await growth(rewritten, seen.length)),
      422,
    ])
  if (size > seen.length) answers.push(['without a proof', await ask(rewritten, seen.length), 422])
  if (size !== seen.length) answers.push(['by its own size', await ask(rewritten, size), 409])
  const kept = await witness.checkpoint(originHash(signer.name))
  if (kept === undefined || !parseCheckpoint(kept).root.equals(parseCheckpoint(trueLog.checkpoint).root))
    return 'the witness forgot the true log'
  answers.push(['the true log, grown', await ask(grown, seen.length, await growth(grown, seen.length)), 200])
  const wrong = answers.filter(([, status, wanted]) => status !== wanted)
  return wrong.length === 0 ? undefined : wrong.map(([what, status]) => `${what}: ${String(status)}`).join()
}

const growth = ({ entries, files }: FiledLog, from: number) =>
  readTree(entries.length, (tile) => Promise.resolve(files.get(tilePath(tile)) ?? Buffer.alloc(0))).consistency(from)
