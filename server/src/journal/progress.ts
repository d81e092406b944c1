import type { Clock, Db } from '../platform/index.ts'
import type { Publication, PublishingFailureReason } from './publication.ts'
import { findCheckpoint, longestWait } from './tree.store.ts'

/** An entry that waits longer for its place in the tree, in seconds, is worth an alarm. */
export const alarmSeconds = 60

/** Whether a step of the log goes on, is late, or is late for so long that no change is taken any more. */
export const stepStates = ['running', 'late', 'stalled'] as const

export interface StepProgress {
  readonly state: (typeof stepStates)[number]
  /** Since when it has been late; undefined while it runs. */
  readonly since: Date | undefined
}

/** How far the log has come, and what holds it up. */
export interface LogProgress {
  /** Entries that are sealed. */
  readonly size: number
  /** Entries that are published here; undefined where nothing is, or cannot be read. */
  readonly published: number | undefined
  readonly sealing: StepProgress
  readonly publishing: StepProgress & { readonly reason: PublishingFailureReason | undefined }
  /** For how long a step may be late before no change is taken; undefined: for as long as it likes. */
  readonly limitSeconds: number | undefined
}

export interface ProgressDeps {
  readonly db: Db
  readonly clock: Clock
  readonly publication: Publication
  readonly sealLimitSeconds: number | undefined
  /** Since when it is known that a witness has seen another log; then nothing is sealed, however long nothing waits. */
  readonly contradictedSince: () => Date | undefined
}

export async function progressOf(deps: ProgressDeps): Promise<LogProgress> {
  const { db, clock, publication, sealLimitSeconds } = deps
  const contradicted = deps.contradictedSince()
  const waited = await longestWait(db)
  const failure = publication.failure()
  const late = (seconds: number): StepProgress => ({
    state: seconds > (sealLimitSeconds ?? Infinity) ? 'stalled' : 'late',
    since: new Date(clock.now().getTime() - seconds * 1_000),
  })
  const running: StepProgress = { state: 'running', since: undefined }
  const sealing = waited < alarmSeconds && waited <= (sealLimitSeconds ?? Infinity) ? running : late(waited)
  return {
    size: (await findCheckpoint(db))?.size ?? 0,
    published: await publication.size(),
    sealing: contradicted ? { state: 'stalled', since: contradicted } : sealing,
    publishing: { ...(failure ? late(failure.seconds) : running), reason: failure?.reason },
    limitSeconds: sealLimitSeconds,
  }
}
