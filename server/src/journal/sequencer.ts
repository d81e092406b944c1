import { emptyFrontier, MerkleTree } from '../platform/index.ts'
import type { Clock, Database, Log } from '../platform/index.ts'
import { findFrontier, insertCheckpoint, insertLeaves, lockSequencer, takeUnsealed } from './tree.store.ts'

const batchSize = 5_000
const pollMilliseconds = 1_000

/** Gives committed entries their place in the tree, soon after each change and at least once a second. */
export interface Sequencer {
  /** Says that something was committed; returns at once. */
  kick(): void
  /** Seals all that is committed now, waiting for other processes that seal; resolves when it is in the tree. */
  seal(): Promise<void>
  start(): void
  stop(): Promise<void>
}

export function createSequencer(database: Database, clock: Clock, log: Log): Sequencer {
  let running: Promise<void> = Promise.resolve()
  let again = false
  let busy = false
  let timer: NodeJS.Timeout | undefined

  const sealAll = async (wait: boolean) => {
    while ((await sealBatch(database, clock, wait)) === batchSize) {
      // a full batch means there may be more
    }
  }
  const work = async () => {
    do {
      again = false
      await sealAll(false)
    } while (hasBeenKicked())
  }
  const hasBeenKicked = () => again
  const kick = () => {
    again = true
    if (busy) return
    busy = true
    running = work()
      .catch((error: unknown) => {
        log.error({ err: error }, 'journal: sealing failed; it is tried again')
      })
      .finally(() => {
        busy = false
      })
  }
  return {
    kick,
    seal: async () => {
      await running
      await sealAll(true)
    },
    start: () => {
      timer = setInterval(kick, pollMilliseconds)
      timer.unref()
    },
    stop: async () => {
      clearInterval(timer)
      await running
    },
  }
}

async function sealBatch(database: Database, clock: Clock, wait: boolean): Promise<number> {
  return database.application.transaction(async (session) => {
    if (!(await lockSequencer(session, wait))) return 0
    const taken = await takeUnsealed(session, batchSize)
    if (taken.length === 0) return 0
    const tree = new MerkleTree((await findFrontier(session)) ?? emptyFrontier)
    await insertLeaves(
      session,
      tree.size,
      taken.map((entry) => entry.entry_id),
    )
    for (const entry of taken) tree.append(entry.leaf_hash)
    await insertCheckpoint(session, tree, clock.now())
    return taken.length
  })
}
