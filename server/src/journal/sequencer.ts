import { setTimeout as sleep } from 'node:timers/promises'
import { createChange, UnrecordedChangeError } from './change.ts'
import type { Change } from './change.ts'
import type { Clock, Database } from '../platform/index.ts'
import type { LogKeys } from './log-key.ts'
import { alarmSeconds } from './progress.ts'
import { createPublication, PublishingFailedError } from './publication.ts'
import type { Publication, PublicationDeps } from './publication.ts'
import { openSigner, sealEntries } from './sealing.ts'
import { structureRecord } from './structure.ts'
import { hasLeftStructure, takeLeftStructure } from './structure.store.ts'
import { systemActor } from './system-actor.ts'
import { lockSequencer, longestWait, takeUnsealed } from './tree.store.ts'
import type { UnsealedEntry } from './tree.store.ts'

const batchSize = 5_000
const pollMilliseconds = 1_000
/** Milliseconds from the beginning of one round of sealing to that of the next. */
const shortestRound = 150
/** Of a busy machine sealing takes a quarter of the time: it rests for so long after a round, in lengths of the round. */
const restAfterRound = 3
/** No rest is longer, in milliseconds. */
const longestRest = 200

/** Gives committed entries their place in the tree, soon after each change and at least once a second. */
export interface Sequencer {
  /** Says that something was committed; returns at once. */
  kick(): void
  /**
   * Seals all that is committed now, waiting for other processes that seal; resolves when it is in the tree and published.
   * @throws PublishingFailedError when it is in the tree only
   */
  seal(): Promise<void>
  /** Whether this process has sealed all there was a moment ago, so that no entry can have waited for longer. */
  readonly hasJustSealed: () => boolean
  start(): void
  stop(): Promise<void>
  readonly publication: Publication
}

export interface SequencerDeps extends PublicationDeps {
  readonly clock: Clock
  readonly keys: LogKeys
  /** Asked before anything is signed; throws when the journal here must not be continued. */
  readonly mayContinue?: () => Promise<void>
  /** Called whenever all that is committed is in the tree, at least once a second while the sequencer runs. */
  readonly onSealed?: () => void
}

export function createSequencer(deps: SequencerDeps): Sequencer {
  const { log } = deps
  let running: Promise<void> = Promise.resolve()
  let again = false
  let busy = false
  let timer: NodeJS.Timeout | undefined

  const publication = createPublication(deps)
  const { sealAll, hasJustSealed } = createSealing(deps, publication)
  const hasBeenKicked = () => again
  const tell = (error: unknown) => {
    // That is told once, and not at each round.
    if (error instanceof PublishingFailedError) return
    log.error({ err: error }, 'journal: sealing failed; it is tried again')
  }
  const work = async () => {
    do {
      again = false
      const begun = performance.now()
      await sealAll(false).catch(tell)
      // Changes that come together share a checkpoint and its synced files, and are not held up by a checkpoint each.
      const taken = performance.now() - begun
      if (hasBeenKicked()) await sleep(Math.max(shortestRound - taken, Math.min(longestRest, taken * restAfterRound)))
    } while (hasBeenKicked())
  }
  const kick = () => {
    again = true
    if (busy) return
    busy = true
    running = work().finally(() => {
      busy = false
    })
  }
  const tellOfWaiting = createAlarm(deps)
  return {
    kick,
    seal: async () => {
      await running
      await sealAll(true)
    },
    hasJustSealed,
    start: () => {
      kick()
      timer = setInterval(() => {
        kick()
        if (!hasJustSealed()) void tellOfWaiting()
      }, pollMilliseconds)
      timer.unref()
    },
    stop: () => {
      clearInterval(timer)
      return running
    },
    publication,
  }
}

function createSealing(deps: SequencerDeps, publication: Publication) {
  const change = createChange(deps.database, deps.clock, () => undefined)
  let sealedAt = -Infinity
  return {
    hasJustSealed: () => performance.now() < sealedAt + pollMilliseconds,
    sealAll: async (wait: boolean) => {
      await deps.mayContinue?.()
      await recordLeftStructure(deps.database, change)
      // What is committed faster than it is sealed does not keep what is sealed from being published.
      for (;;) {
        const begun = performance.now()
        const left = await sealAWhile(deps, wait)
        await publication.publish(wait)
        if (left === 'none') sealedAt = begun
        if (left !== 'some') break
      }
      deps.onSealed?.()
    },
  }
}

/** Tells in the log of the program, once a minute, of an entry that waits too long; a database away is told elsewhere. */
function createAlarm({ database, log }: SequencerDeps): () => Promise<void> {
  let toldAt = -Infinity
  return async () => {
    const seconds = Math.round(await longestWait(database.application).catch(() => 0))
    if (seconds < alarmSeconds || performance.now() < toldAt + alarmSeconds * 1_000) return
    toldAt = performance.now()
    log.error({ seconds }, 'journal: an entry waits for its place in the tree; something holds the sequencer back')
  }
}

const watcher = systemActor('structure')

/** What was changed of the structure outside of any change: migrations, and whatever an administrator did. */
async function recordLeftStructure({ application }: Database, change: Change): Promise<void> {
  if (!(await hasLeftStructure(application))) return
  await change(watcher, async (tx) => {
    for (const structure of await takeLeftStructure(tx)) await tx.record(structureRecord(structure))
  }).catch((error: unknown) => {
    // Another process took them in the same moment.
    if (!(error instanceof UnrecordedChangeError)) throw error
  })
}

/**
 * Seals batch after batch until it is time to publish; gives what is left, unless another process is sealing. What commits
 * meanwhile with an earlier id is found the next time, which begins from the front.
 */
async function sealAWhile(deps: SequencerDeps, wait: boolean): Promise<'some' | 'none' | 'unknown'> {
  const begun = performance.now()
  let after: string | undefined
  do {
    const taken = await sealBatch(deps, { wait, after })
    if (!taken) return 'unknown'
    if (taken.length < batchSize) return 'none'
    after = taken.at(-1)?.entry_id
  } while (performance.now() < begun + pollMilliseconds)
  return 'some'
}

/**
 * Places, tiles and the signed checkpoint come in one transaction: nobody signs a second tree of the same size.
 * @returns what was sealed; undefined when another process is sealing
 */
async function sealBatch(
  { database, clock, keys }: SequencerDeps,
  { wait, after }: { readonly wait: boolean; readonly after: string | undefined },
): Promise<readonly UnsealedEntry[] | undefined> {
  return database.application.transaction(async (session) => {
    if (!(await lockSequencer(session, wait))) return undefined
    const taken = await takeUnsealed(session, { limit: batchSize, after })
    if (taken.length === 0) return taken
    const at = clock.now()
    await sealEntries(session, taken, { ...(await openSigner(session, keys, at)), at })
    return taken
  })
}
