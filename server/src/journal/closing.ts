import type { Db } from '../platform/index.ts'
import type { Change, Tx } from './change.ts'
import type { Actor } from './entry.ts'
import { journalProblems } from './journal.errors.ts'
import { journalEvents } from './journal.events.ts'
import type { LogKeys } from './log-key.ts'
import { findOpenLog, insertLog } from './logs.store.ts'
import type { OpenedLog } from './logs.store.ts'
import { openSigner, sealEntries } from './sealing.ts'
import type { Signer } from './sealing.ts'
import { signSuccession } from './succession.ts'
import { formatVerifier } from './tlog/signed-note.ts'
import type { NoteSigner } from './tlog/signed-note.ts'
import type { WitnessPolicy } from './tlog/witness-policy.ts'
import { findHead, lockSequencer, takeUnsealed } from './tree.store.ts'

const batchSize = 5_000

export interface ClosedLog {
  readonly closed: OpenedLog
  readonly opened: OpenedLog
  /** The last checkpoint of the closed log. */
  readonly note: string
}

interface ClosingDeps {
  readonly db: Db
  readonly keys: LogKeys
  /** One that names logs must name the successor too, or the next start would refuse it and no witness cosign. */
  readonly policy: WitnessPolicy | undefined
  /** Without a limit of waiting: a log that nothing is sealed in must be closable. */
  readonly change: Change
  /** Asked before anything is signed; throws when the journal here must not be continued. */
  readonly mayContinue: () => Promise<void>
}

/**
 * Closes the log that is open and opens its successor: the last entry of the one names the other, the first of that names
 * the one back, and both keys have signed it. All of it is one change, under the lock of the sequencer: whoever seals next
 * signs with the new key, and none can sign with the old one (Điều 13.3).
 */
export function createClosing({ db, keys, policy, change, mayContinue }: ClosingDeps) {
  return async (actor: Actor, reason: string): Promise<ClosedLog> => {
    await mayContinue()
    const meant = await findOpenLog(db)
    return change(actor, async (tx) => {
      await lockSequencer(tx, true)
      const by = await openSigner(tx, keys, tx.at)
      const closed = await findOpenLog(tx)
      if (meant && closed?.number !== meant.number) throw journalProblems.logClosed({ log: meant.origin })
      const next = closed && keys.after(closed)
      if (!next) throw journalProblems.nextKeyMissing({ log: by.signer.name })
      const verifier = formatVerifier(next)
      if (!isNamed(policy, verifier)) throw journalProblems.nextKeyUnknown({ verifier })
      await sealCommitted(tx, by)
      return handOver(tx, { closed, by, next, reason })
    })
  }
}

function isNamed(policy: WitnessPolicy | undefined, verifier: string): boolean {
  const named = policy?.logs.map(formatVerifier) ?? []
  return named.length === 0 || named.includes(verifier)
}

/** What others have committed by now belongs to the log that is closed. */
async function sealCommitted(tx: Tx, by: Signer): Promise<void> {
  for (;;) {
    const taken = await takeUnsealed(tx, { limit: batchSize })
    if (taken.length === 0) return
    await sealEntries(tx, taken, { ...by, at: tx.at })
  }
}

interface HandingOver {
  readonly closed: OpenedLog
  readonly by: Signer
  readonly next: NoteSigner
  readonly reason: string
}

async function handOver(tx: Tx, { closed, by, next, reason }: HandingOver): Promise<ClosedLog> {
  const size = ((await findHead(tx))?.frontier.size ?? 0) + 1
  const succession = signSuccession(by.signer, next, size)
  const opened: OpenedLog = {
    ...{ number: closed.number + 1, origin: next.name, verifier: formatVerifier(next) },
    ...{ size, succession, openedAt: tx.at },
  }
  const sealOne = async (event: string, log: OpenedLog, signs: Signer) => {
    const subject = { type: 'log', id: String(log.number), label: log.origin }
    const id = await tx.record({ event, subject, payload: { size, reason, succession } })
    return sealEntries(tx, await takeUnsealed(tx, { limit: 1, entry: id }), { ...signs, at: tx.at })
  }
  const { note } = await sealOne(journalEvents['log.closed'], closed, by)
  await insertLog(tx, opened)
  await sealOne(journalEvents['log.opened'], opened, { signer: next, since: size, before: by.signer })
  return { closed, opened, note }
}
