import type { Database, Log } from '../platform/index.ts'
import { journalProblems } from './journal.errors.ts'
import { createPublisher, LogRewoundError, publishedSize } from './published-log.ts'
import { lockSequencer, longestUnpublished } from './tree.store.ts'

/** Why the log could not be published, as far as whoever reads it needs to know. */
export const publishingFailures = ['diskFull', 'notWritable', 'noFolder', 'rewound', 'other'] as const
export type PublishingFailureReason = (typeof publishingFailures)[number]

const reasonOfCode: Readonly<Record<string, PublishingFailureReason>> = {
  ...{ ENOSPC: 'diskFull', EDQUOT: 'diskFull' },
  ...{ EACCES: 'notWritable', EPERM: 'notWritable', EROFS: 'notWritable' },
  ...{ ENOENT: 'noFolder', ENOTDIR: 'noFolder', EEXIST: 'noFolder', EISDIR: 'noFolder' },
}

/** What is sealed is in the tree, and its files are not where everybody can fetch them. */
export class PublishingFailedError extends Error {
  override readonly name = 'PublishingFailedError'
  readonly reason: PublishingFailureReason

  constructor(folder: string, cause: unknown) {
    const what = cause instanceof Error ? cause.message : String(cause)
    super(
      `The log could not be published in ${folder}: ${what}. What was recorded is kept, and published once it can be.`,
      { cause },
    )
    this.reason = reasonOf(cause)
  }
}

function reasonOf(cause: unknown): PublishingFailureReason {
  if (cause instanceof LogRewoundError) return 'rewound'
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return reasonOfCode[code] ?? 'other'
}

/** Since when the log could not be published here. */
export interface PublishingFailure {
  readonly seconds: number
  readonly reason: PublishingFailureReason
}

/** Brings the log on disk up to the newest checkpoint: one that nobody can fetch is no better than none (Điều 13.3). */
export interface Publication {
  /**
   * Publishes what is sealed now.
   * @param wait for a process that seals; otherwise nothing is done while there is one
   * @throws PublishingFailedError
   */
  readonly publish: (wait: boolean) => Promise<void>
  /** Undefined while it succeeds, and as long as it was not tried. */
  readonly failure: () => PublishingFailure | undefined
  /** Asked before each change. @throws `journal.publishingStalled` when it has failed for longer than the limit */
  readonly admitChange: () => Promise<void>
  /** Entries under the checkpoint that lies there; undefined when none can be read. */
  readonly size: () => Promise<number | undefined>
}

export interface PublicationDeps {
  readonly database: Database
  readonly log: Log
  /** Where the log is published as files; undefined where nobody reads them. */
  readonly logFolder: string | undefined
  /** How long it may fail before no change is taken any more; as long as it likes when absent. */
  readonly sealLimitSeconds?: number | undefined
}

const nowhere: Publication = {
  publish: () => Promise.resolve(),
  failure: () => undefined,
  admitChange: () => Promise.resolve(),
  size: () => Promise.resolve(undefined),
}

export function createPublication(deps: PublicationDeps): Publication {
  const { database, logFolder: folder, sealLimitSeconds: limit } = deps
  if (folder === undefined) return nowhere
  const publishTo = createPublisher(folder)
  const record = createRecord(deps, folder)
  let underWay = 0
  let first: Promise<void> | undefined

  const publish = async (wait: boolean) => {
    underWay += 1
    try {
      // Under the lock: a slower process must not put an older checkpoint over a newer one.
      const size = await database.application.transaction(async (session) =>
        (await lockSequencer(session, wait)) ? publishTo(session) : undefined,
      )
      if (size !== undefined) record.succeeded(size)
    } catch (cause) {
      const error = new PublishingFailedError(folder, cause)
      await record.failed(error)
      throw error
    } finally {
      underWay -= 1
    }
  }
  return {
    publish,
    failure: record.failure,
    admitChange: async () => {
      if (limit === undefined) return
      // A process that has not tried yet, as a command that makes one change, does not know. A server's first round is under way.
      if (!record.isKnown()) await (first ??= underWay > 0 ? undefined : publish(true).catch(() => undefined))
      if ((record.failure()?.seconds ?? 0) > limit) throw journalProblems.publishingStalled({ seconds: limit })
    },
    size: () => publishedSize(folder).catch(() => undefined),
  }
}

/** Told in the log of the program when it begins, and then no more often, in milliseconds. */
const toldEvery = 60_000

/** How publishing went, round by round; time is counted without the clock, which may be set back. */
function createRecord({ database, log }: PublicationDeps, folder: string) {
  let failing: { readonly began: number; readonly reason: PublishingFailureReason } | undefined
  let published: number | undefined
  let isKnown = false
  let toldAt = -Infinity

  const failure = (): PublishingFailure | undefined =>
    failing && { seconds: (performance.now() - failing.began) / 1_000, reason: failing.reason }
  return {
    failure,
    isKnown: () => isKnown,
    succeeded: (size: number) => {
      if (failing) log.info({ size }, 'journal: the log is published again')
      ;[failing, published, isKnown, toldAt] = [undefined, size, true, -Infinity]
    },
    failed: async (error: PublishingFailedError) => {
      const now = performance.now()
      const { reason } = error
      // After a start it is not known when it began; but what was signed, and since when it is not there.
      const there = reason === 'rewound' ? 0 : (published ?? (await publishedSize(folder).catch(() => 0)))
      const waited = await longestUnpublished(database.application, there).catch(() => 0)
      failing = { began: Math.min(failing?.began ?? now, now - waited * 1_000), reason }
      isKnown = true
      if (now < toldAt + toldEvery) return
      toldAt = now
      const seconds = Math.round(failure()?.seconds ?? 0)
      log.error({ err: error, seconds }, 'journal: the log cannot be published; it is tried again every second')
    },
  }
}
