import type { Clock, Database, Db, Log } from '../platform/index.ts'
import { putAnswer } from './cosignature.store.ts'
import { journalProblems } from './journal.errors.ts'
import type { LogKeys } from './log-key.ts'
import { findOpenLog } from './logs.store.ts'
import { readTile } from './tile.store.ts'
import type { TreeHead } from './tlog/checkpoint.ts'
import { formatVerifier, MalformedError, parseVerifier } from './tlog/signed-note.ts'
import type { NoteVerifier } from './tlog/signed-note.ts'
import { readTree } from './tlog/tree-reader.ts'
import { findCheckpoint } from './tree.store.ts'
import { fetchSeen } from './witness-client.ts'
import type { AskedWitness, Limits } from './witness-client.ts'
import { refusalText } from './witness-failure.ts'
import type { Failure } from './witness-failure.ts'

/** The journal here is not the one that was witnessed. It must not be continued until somebody has looked. */
export class WitnessedPastError extends Error {
  override readonly name = 'WitnessedPastError'
}

interface PastDeps {
  readonly database: Database
  readonly clock: Clock
  readonly log: Log
  readonly keys: LogKeys
}

/** What the witnesses have shown of the past of this log. What was shown once stands until the next start. */
export interface WitnessedPast {
  /** Waits at the first call for all of them. @throws WitnessedPastError when one has shown a contradiction by now */
  readonly check: () => Promise<void>
  /** @throws `journal.witnessedPast` when one has shown a contradiction */
  readonly admitChange: () => void
  /** Since when a contradiction is known. */
  readonly since: () => Date | undefined
  /** Asks a witness again that has not answered so far. @returns the contradiction it shows */
  readonly hear: (witness: AskedWitness) => Promise<Failure | undefined>
  /** Asks a witness that does not go along for what it can show. @returns the contradiction it shows */
  readonly prove: (witness: AskedWitness) => Promise<Failure | undefined>
  /** A witness cosigned, so the journal here grew out of what it has seen. */
  readonly cosigned: (witness: AskedWitness) => void
}

interface Contradiction {
  readonly witness: string
  readonly failure: Failure
  readonly at: Date
}

/** Only what this log signed itself counts: whoever lies cannot stop the service. */
export function createWitnessedPast(deps: PastDeps, asked: readonly AskedWitness[], limits: Limits): WitnessedPast {
  const unheard = new Set(asked)
  let shown: Contradiction | undefined
  let first: Promise<unknown> | undefined

  const ask = async (witness: AskedWitness, logs?: readonly NoteVerifier[]): Promise<Past> => {
    const past = await pastOf(deps, witness, { logs: logs ?? (await logsAhead(deps)), limits })
    if (past.silence === undefined) unheard.delete(witness)
    if (past.failure) shown ??= { witness: witness.name, failure: past.failure, at: deps.clock.now() }
    return past
  }
  const askAll = async () => {
    const logs = await logsAhead(deps)
    for (const [place, { silence }] of (await Promise.all(asked.map((each) => ask(each, logs)))).entries()) {
      const witness = asked[place]?.name
      if (silence) deps.log.warn({ witness, ...silence }, 'journal: a witness could not be asked at the start')
    }
  }
  return {
    check: async () => {
      first ??= askAll().catch((error: unknown) => {
        first = undefined
        throw error
      })
      await first
      if (shown) throw new WitnessedPastError(refusalText(shown.witness, shown.failure))
    },
    admitChange: () => {
      if (shown) throw journalProblems.witnessedPast({ witness: shown.witness })
    },
    since: () => shown?.at,
    hear: async (witness) => (unheard.has(witness) ? (await ask(witness)).failure : undefined),
    prove: async (witness) => (await ask(witness)).failure,
    cosigned: (witness) => {
      unheard.delete(witness)
    },
  }
}

/**
 * The log that witnesses are asked about, and its successor: a state from before a closing does not know of it, and witnesses
 * are told to forget the closed log.
 */
async function logsAhead({ database, keys }: PastDeps): Promise<NoteVerifier[]> {
  const { first } = keys
  const named = { number: 1, origin: first.name, verifier: formatVerifier(first) }
  const open = (await findOpenLog(database.application)) ?? named
  const next = keys.after(open)
  return [parseVerifier(open.verifier), ...(next ? [next] : [])]
}

async function contradiction({ database }: PastDeps, seen: TreeHead): Promise<Failure | undefined> {
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

interface Asking {
  readonly logs: readonly NoteVerifier[]
  readonly limits: Limits
}

interface Past {
  /** Why it did not answer for all of the logs; that it knows one of them not is an answer. */
  readonly silence: Failure | undefined
  /** What it shows against the journal here. */
  readonly failure: Failure | undefined
}

/** What a witness shows of logs. */
async function pastOf(deps: PastDeps, witness: AskedWitness, { logs, limits }: Asking): Promise<Past> {
  let silence: Failure | undefined
  for (const seen of await Promise.all(logs.map((log) => fetchSeen(witness, log, limits)))) {
    if ('failure' in seen) {
      silence = seen.failure
      continue
    }
    const failure = seen.checkpoint && (await contradiction(deps, seen.checkpoint))
    if (!failure) continue
    const size = (await findCheckpoint(deps.database.application))?.size ?? 0
    await putAnswer(deps.database.application, witness.verifier, { askedAt: deps.clock.now(), size, failure })
    return { silence, failure }
  }
  return { silence, failure: undefined }
}
