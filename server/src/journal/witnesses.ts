import type { Clock, Database, Db, Log } from '../platform/index.ts'
import { findLastCosigned, insertCosignature, putAnswer } from './cosignature.store.ts'
import type { LogKeys } from './log-key.ts'
import { findOpenLog } from './logs.store.ts'
import { readTile } from './tile.store.ts'
import type { TreeHead } from './tlog/checkpoint.ts'
import { formatVerifier, MalformedError, parseVerifier } from './tlog/signed-note.ts'
import type { NoteVerifier } from './tlog/signed-note.ts'
import { readTree } from './tlog/tree-reader.ts'
import type { WitnessPolicy } from './tlog/witness-policy.ts'
import { findCheckpoint } from './tree.store.ts'
import { cosignedTime } from './witness-standing.ts'
import { askWitness, fetchSeen } from './witness-client.ts'
import type { AskedWitness, Limits } from './witness-client.ts'
import { isAlarm, refusalText } from './witness-failure.ts'
import type { Failure } from './witness-failure.ts'

/** The journal here is not the one that was witnessed. It must not be continued until somebody has looked. */
export class WitnessedPastError extends Error {
  override readonly name = 'WitnessedPastError'
}

/** Gets the checkpoints of the log cosigned by the witnesses of its policy, beside everything else and holding up nothing. */
export interface Witnesses {
  /**
   * Holds the journal, once, against what the witnesses have seen of it. One that cannot be reached holds up nothing.
   * @throws WitnessedPastError when a witness shows a checkpoint, signed by this log, that the journal here does not lead to
   */
  readonly checkPast: () => Promise<void>
  /** Says that there may be a new checkpoint; returns at once. */
  kick(): void
  start(): void
  stop(): Promise<void>
}

export interface WitnessesDeps {
  readonly database: Database
  readonly clock: Clock
  readonly log: Log
  readonly keys: LogKeys
  /** Undefined where nobody outside is asked. */
  readonly policy: WitnessPolicy | undefined
  /** A cosignature came in. */
  readonly onCosigned: () => void
  /** Longest wait for one answer, in milliseconds. */
  readonly patience?: number
  /** Pause after a first failure, in milliseconds; it doubles up to a minute. */
  readonly pause?: number
}

const longestPause = 60_000
/** Between two answers another process may have asked the same witness for a newer checkpoint. */
const mostConflicts = 3

export function createWitnesses(deps: WitnessesDeps): Witnesses {
  const stopping = new AbortController()
  const asked = deps.policy?.witnesses.filter((witness): witness is AskedWitness => witness.url !== undefined) ?? []
  const limits: Limits = { milliseconds: deps.patience ?? 5_000, stopping: stopping.signal }
  const callers = asked.map((witness) => createCaller(deps, witness, limits))
  let isRunning = false
  let checked: Promise<void> | undefined
  const check = async () => {
    const refusals = await Promise.all(asked.map((witness) => pastOf(deps, witness, limits)))
    const found = refusals.find((refusal) => refusal !== undefined)
    if (found !== undefined) throw new WitnessedPastError(found)
  }
  return {
    checkPast: () => {
      checked ??= check().catch((error: unknown) => {
        checked = undefined
        throw error
      })
      return checked
    },
    kick: () => {
      if (isRunning) for (const caller of callers) caller.kick()
    },
    start: () => {
      isRunning = true
    },
    stop: async () => {
      isRunning = false
      stopping.abort()
      await Promise.all(callers.map(({ settled }) => settled()))
    },
  }
}

/** One witness is asked for the newest checkpoint only, once at a time, and less often while it fails. */
function createCaller(deps: WitnessesDeps, witness: AskedWitness, limits: Limits) {
  const firstPause = deps.pause ?? 2_000
  let running: Promise<void> | undefined
  let again = false
  let pause = 0
  let notBefore = 0

  const work = async () => {
    do {
      again = false
      const failure = await attempt(deps, witness, limits)
      pause = failure ? Math.min(longestPause, Math.max(firstPause, pause * 2)) : 0
      notBefore = performance.now() + pause
    } while (isWanted())
  }
  const isWanted = () => again && pause === 0
  return {
    kick: () => {
      again = true
      if (running || performance.now() < notBefore || limits.stopping.aborted) return
      running = work()
        .catch((error: unknown) => {
          deps.log.error({ err: error, witness: witness.name }, 'journal: asking a witness failed; it is tried again')
        })
        .finally(() => {
          running = undefined
        })
    },
    settled: async () => running,
  }
}

/** Asks for a cosignature of the newest checkpoint, unless there is one; keeps what came of it. */
async function attempt(deps: WitnessesDeps, witness: AskedWitness, limits: Limits): Promise<Failure | undefined> {
  const { log, clock, database } = deps
  const db = database.application
  const before = await findLastCosigned(db, witness.verifier)
  const head = await findCheckpoint(db)
  if (typeof head?.note !== 'string') return undefined
  // A checkpoint that was replaced by another of its size is asked for once more, which shows it.
  if (before?.size === head.size && cosignedTime(before, witness.verifier) !== undefined) return undefined
  const failure = await ask(deps, witness, { limits, from: before?.size ?? 0 })
  if (limits.stopping.aborted) return failure
  await putAnswer(db, witness.verifier, { askedAt: clock.now(), size: head.size, failure })
  if (!failure) deps.onCosigned()
  else if (isAlarm(failure)) log.error({ witness: witness.name, ...failure }, 'journal: ALARM, not what was witnessed')
  else log.warn({ witness: witness.name, ...failure }, 'journal: a witness did not cosign')
  return failure
}

async function ask(
  deps: WitnessesDeps,
  witness: AskedWitness,
  { limits, from: believed }: { limits: Limits; from: number },
): Promise<Failure | undefined> {
  const db = deps.database.application
  let from = believed
  for (let round = 0; round < mostConflicts; round += 1) {
    const head = await findCheckpoint(db)
    if (typeof head?.note !== 'string') return undefined
    if (from > head.size) return (await evidence(deps, witness, limits)) ?? aheadWithoutProof(from, head.size)
    const proof = await readTree(head.size, (tile) => readTile(db, tile)).consistency(from)
    const request = { old: from, proof, checkpoint: head.note }
    const reply = await askWitness(witness, request, { limits, now: deps.clock.now() })
    if ('cosignature' in reply) {
      await insertCosignature(db, head.size, reply.cosignature)
      return undefined
    }
    if ('failure' in reply) {
      return reply.failure.reason === 'proofRefused'
        ? ((await evidence(deps, witness, limits)) ?? reply.failure)
        : reply.failure
    }
    from = reply.seen
  }
  return { reason: 'movedOn', detail: 'It told another size each time it was asked' }
}

function aheadWithoutProof(told: number, size: number): Failure {
  const detail = `It says it has seen ${String(told)} entries, the journal here holds ${String(size)}; it shows no checkpoint for that`
  return { reason: 'ahead', detail }
}

/** The log a witness is asked about. */
async function ownLog({ database, keys }: WitnessesDeps): Promise<NoteVerifier> {
  const open = await findOpenLog(database.application)
  return open ? parseVerifier(open.verifier) : keys.first
}

/**
 * The log a witness is asked about at the start, and its successor: a state from before a closing does not know of it, and
 * witnesses are told to forget the closed log.
 */
async function logsAhead({ database, keys }: WitnessesDeps): Promise<NoteVerifier[]> {
  const { first } = keys
  const named = { number: 1, origin: first.name, verifier: formatVerifier(first) }
  const open = (await findOpenLog(database.application)) ?? named
  const next = keys.after(open)
  return [parseVerifier(open.verifier), ...(next ? [next] : [])]
}

/** What a witness can prove against the journal here: a checkpoint that this log signed and does not lead to. */
async function evidence(deps: WitnessesDeps, witness: AskedWitness, limits: Limits): Promise<Failure | undefined> {
  const seen = await fetchSeen(witness, await ownLog(deps), limits)
  return 'failure' in seen || !seen.checkpoint ? undefined : contradiction(deps, seen.checkpoint)
}

async function contradiction({ database }: WitnessesDeps, seen: TreeHead): Promise<Failure | undefined> {
  const db = database.application
  const size = (await findCheckpoint(db))?.size ?? 0
  if (seen.size > size) {
    const detail = `It has seen ${String(seen.size)} entries under a checkpoint that this log signed; the journal here holds ${String(size)}`
    return { reason: 'ahead', detail }
  }
  if ((await rootOver(db, seen.size))?.equals(seen.root) === true) return undefined
  const detail = `It has seen another root over the first ${String(seen.size)} entries, under a checkpoint that this log signed`
  return { reason: 'forked', detail }
}

/** The root over the first entries; undefined when the tiles do not hold them. */
async function rootOver(db: Db, size: number): Promise<Buffer | undefined> {
  try {
    return await readTree(size, (tile) => readTile(db, tile)).root()
  } catch (error) {
    if (error instanceof MalformedError) return undefined
    throw error
  }
}

/** What a witness shows against the journal at the start, as a sentence for who starts it. */
async function pastOf(deps: WitnessesDeps, witness: AskedWitness, limits: Limits): Promise<string | undefined> {
  const logs = await logsAhead(deps)
  for (const seen of await Promise.all(logs.map((log) => fetchSeen(witness, log, limits)))) {
    if ('failure' in seen) {
      deps.log.warn({ witness: witness.name, ...seen.failure }, 'journal: a witness could not be asked at the start')
      continue
    }
    const failure = seen.checkpoint && (await contradiction(deps, seen.checkpoint))
    if (!failure) continue
    const size = (await findCheckpoint(deps.database.application))?.size ?? 0
    await putAnswer(deps.database.application, witness.verifier, { askedAt: deps.clock.now(), size, failure })
    return refusalText(witness.name, failure)
  }
  return undefined
}
