import type { Clock, Log } from '../../platform/index.ts'
import { formatSize, parseAddCheckpoint, sizeType } from '../tlog/add-checkpoint.ts'
import { parseCheckpoint } from '../tlog/checkpoint.ts'
import type { Checkpoint } from '../tlog/checkpoint.ts'
import { cosign } from '../tlog/cosignature.ts'
import {
  decodeText,
  formatNote,
  formatSignature,
  isNoteSigned,
  MalformedError,
  signaturesOf,
} from '../tlog/signed-note.ts'
import type { NoteSigner, NoteVerifier } from '../tlog/signed-note.ts'
import { judge } from './judgement.ts'
import type { Growth } from './judgement.ts'
import { originHash } from './witness-state.ts'
import type { WitnessState } from './witness-state.ts'

export interface WitnessAnswer {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422 | 500
  readonly type: string
  readonly body: string
}

/** Cosigns what logs sign, as long as each of them only grows (C2SP tlog-witness v1.0.0). */
export interface Witness {
  addCheckpoint(body: Uint8Array): Promise<WitnessAnswer>
  /** The last checkpoint cosigned of the log with that hash of its origin; undefined when there is none. */
  checkpoint(hash: string): Promise<string | undefined>
}

export interface WitnessDeps {
  readonly signer: NoteSigner
  /** The keys of the logs it witnesses. */
  readonly logs: readonly NoteVerifier[]
  /** Which log handed over to which, by name: a successor goes on where the closed one was seen (ADR 0027). */
  readonly successors?: Successors
  /** Nobody else may write there meanwhile. */
  readonly state: WitnessState
  readonly clock: Clock
  readonly log: Log
}

/** The name of a closed log → that of its successor; none leads back to itself. */
export type Successors = ReadonlyMap<string, string>

const plain = 'text/plain; charset=utf-8'
const say = (status: WitnessAnswer['status'], text: string): WitnessAnswer => ({
  ...{ status, type: plain },
  body: `${text}\n`,
})

export function createWitness(deps: WitnessDeps): Witness {
  const oneByOne = createTurns()
  return {
    addCheckpoint: async (body) => {
      const asked = read(body, deps.logs)
      if ('status' in asked) return asked
      // One at a time for each log and those it followed: what was compared is still the last when the new one is written.
      return oneByOne(firstOf(asked.checkpoint.origin, deps.successors), () => answer(deps, asked))
    },
    checkpoint: async (hash) => {
      const isKnown = deps.logs.some(({ name }) => originHash(name) === hash)
      const seen = isKnown ? await deps.state.read(hash) : undefined
      return seen && formatNote(seen.note)
    },
  }
}

interface Asked extends Growth {
  readonly checkpoint: Checkpoint
}

/** What is asked, if it is asked by a log that is known and signed it: 400, 404 and 403 otherwise. */
function read(body: Uint8Array, logs: readonly NoteVerifier[]): Asked | WitnessAnswer {
  try {
    const { old, proof, checkpoint: text } = parseAddCheckpoint(decodeText(body, 'The request'))
    const checkpoint = parseCheckpoint(text)
    const keys = logs.filter(({ name }) => name === checkpoint.origin)
    if (keys.length === 0) return say(404, 'This log is not known here')
    const signing = keys.filter((key) => signaturesOf(checkpoint.note, key).length > 0)
    if (signing.length === 0 || !signing.every((key) => isNoteSigned(checkpoint.note, key)))
      return say(403, 'The checkpoint is not signed by the key of the log')
    // What unknown keys signed is not passed on.
    const signatures = signing.flatMap((key) => signaturesOf(checkpoint.note, key))
    return { old, proof, to: checkpoint, checkpoint: { ...checkpoint, note: { ...checkpoint.note, signatures } } }
  } catch (error) {
    if (error instanceof MalformedError) return say(400, error.message)
    throw error
  }
}

async function answer(deps: WitnessDeps, asked: Asked): Promise<WitnessAnswer> {
  const { signer, state, clock, log } = deps
  const { origin, note, size } = asked.checkpoint
  const hash = originHash(origin)
  try {
    const after = await seenAfter(deps, origin)
    if (after !== undefined) {
      log.warn({ origin, size, refused: formatNote(note) }, 'a closed log signed again')
      return say(422, `This log was closed: ${after} has followed it`)
    }
    const refusal = judge(asked, await seenOf(deps, origin))
    if (refusal?.status === 409) return { status: 409, type: sizeType, body: formatSize(refusal.size) }
    if (refusal) {
      // Signed by the log and not what it signed before: whoever reads this holds the evidence.
      if (refusal.status === 422) log.warn({ origin, size, refused: formatNote(note) }, refusal.reason)
      return say(refusal.status, refusal.reason)
    }
    const cosignature = cosign(signer, note.text, Math.floor(clock.now().getTime() / 1000))
    await state.write(hash, formatNote({ ...note, signatures: [...note.signatures, cosignature] }))
    return { status: 200, type: plain, body: formatSignature(cosignature) }
  } catch (error) {
    log.error({ err: error, origin }, 'the state of the witness cannot be read or written: nothing is signed')
    return say(500, 'The witness cannot read or write its state and signs nothing')
  }
}

function predecessorOf(origin: string, successors: Successors = new Map()): string | undefined {
  return [...successors].find(([, successor]) => successor === origin)?.[0]
}

function firstOf(origin: string, successors: Successors | undefined): string {
  const before = predecessorOf(origin, successors)
  return before === undefined ? origin : firstOf(before, successors)
}

/** What was last cosigned of a log, or of the one it followed while nothing was cosigned of itself. */
async function seenOf(deps: WitnessDeps, origin: string): Promise<Checkpoint | undefined> {
  const seen = await deps.state.read(originHash(origin))
  const before = predecessorOf(origin, deps.successors)
  return seen ?? (before === undefined ? undefined : seenOf(deps, before))
}

/** The log that followed one and was cosigned already; undefined when there is none. */
async function seenAfter(deps: WitnessDeps, origin: string): Promise<string | undefined> {
  const successor = deps.successors?.get(origin)
  if (successor === undefined) return undefined
  return (await deps.state.read(originHash(successor))) ? successor : seenAfter(deps, successor)
}

/** Lets pieces of work of one name follow each other. */
function createTurns() {
  const last = new Map<string, Promise<unknown>>()
  return async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const before = last.get(name) ?? Promise.resolve()
    const mine = before.then(work, work)
    last.set(name, mine)
    return mine
  }
}
