import type { Clock, Database, Log } from '../platform/index.ts'
import { findLastCosigned, insertCosignature, putAnswer } from './cosignature.store.ts'
import type { LogKeys } from './log-key.ts'
import { readTile } from './tile.store.ts'
import { readTree } from './tlog/tree-reader.ts'
import type { WitnessPolicy } from './tlog/witness-policy.ts'
import { findCheckpoint } from './tree.store.ts'
import { cosignedTime } from './witness-standing.ts'
import { askWitness } from './witness-client.ts'
import type { AskedWitness, Limits } from './witness-client.ts'
import { isAlarm } from './witness-failure.ts'
import type { Failure } from './witness-failure.ts'
import { createWitnessedPast } from './witnessed-past.ts'
import type { WitnessedPast } from './witnessed-past.ts'

/** Gets the checkpoints of the log cosigned by the witnesses of its policy, beside everything else and holding up nothing. */
export interface Witnesses {
  /**
   * Holds the journal against what the witnesses have seen of it. One that cannot be reached holds up nothing, and is asked
   * again, beside everything else, until it has answered.
   * @throws WitnessedPastError once a witness has shown a checkpoint, signed by this log, that the journal here does not lead to
   */
  readonly checkPast: () => Promise<void>
  /** Asked before each change; asks nobody. @throws `journal.witnessedPast` when a witness has shown such a checkpoint */
  readonly admitChange: () => void
  /** Since when one has; undefined while none has. */
  readonly contradictedSince: () => Date | undefined
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
  const past = createWitnessedPast(deps, asked, limits)
  const callers = asked.map((witness) => createCaller({ ...deps, past }, witness, limits))
  let isRunning = false
  return {
    checkPast: past.check,
    admitChange: past.admitChange,
    contradictedSince: past.since,
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

interface CallerDeps extends WitnessesDeps {
  readonly past: WitnessedPast
}

/** One witness is asked for the newest checkpoint only, once at a time, and less often while it fails. */
function createCaller(deps: CallerDeps, witness: AskedWitness, limits: Limits) {
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

const alarm = 'journal: ALARM, not what was witnessed'

/** Asks for a cosignature of the newest checkpoint, unless there is one; keeps what came of it. */
async function attempt(deps: CallerDeps, witness: AskedWitness, limits: Limits): Promise<Failure | undefined> {
  const { log, clock, database } = deps
  const db = database.application
  const shown = await deps.past.hear(witness)
  if (shown) {
    log.error({ witness: witness.name, ...shown }, alarm)
    return shown
  }
  const before = await findLastCosigned(db, witness.verifier)
  const head = await findCheckpoint(db)
  if (typeof head?.note !== 'string') return undefined
  // A checkpoint that was replaced by another of its size is asked for once more, which shows it.
  if (before?.size === head.size && cosignedTime(before, witness.verifier) !== undefined) return undefined
  const failure = await ask(deps, witness, { limits, from: before?.size ?? 0 })
  if (limits.stopping.aborted) return failure
  await putAnswer(db, witness.verifier, { askedAt: clock.now(), size: head.size, failure })
  if (!failure) {
    deps.past.cosigned(witness)
    deps.onCosigned()
  } else if (isAlarm(failure)) log.error({ witness: witness.name, ...failure }, alarm)
  else log.warn({ witness: witness.name, ...failure }, 'journal: a witness did not cosign')
  return failure
}

async function ask(
  deps: CallerDeps,
  witness: AskedWitness,
  { limits, from: believed }: { limits: Limits; from: number },
): Promise<Failure | undefined> {
  const db = deps.database.application
  let from = believed
  for (let round = 0; round < mostConflicts; round += 1) {
    const head = await findCheckpoint(db)
    if (typeof head?.note !== 'string') return undefined
    if (from > head.size) return (await deps.past.prove(witness)) ?? aheadWithoutProof(from, head.size)
    const proof = await readTree(head.size, (tile) => readTile(db, tile)).consistency(from)
    const request = { old: from, proof, checkpoint: head.note }
    const reply = await askWitness(witness, request, { limits, now: deps.clock.now() })
    if ('cosignature' in reply) {
      await insertCosignature(db, head.size, reply.cosignature)
      return undefined
    }
    if ('failure' in reply) {
      return reply.failure.reason === 'proofRefused'
        ? ((await deps.past.prove(witness)) ?? reply.failure)
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
