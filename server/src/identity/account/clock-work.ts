import { systemActor } from '../../journal/index.ts'
import type { Actor, Journal, Tx } from '../../journal/index.ts'
import { waitForOthers } from './clock-work.store.ts'

/** Who acts when a day has come: no person, and the journal says so. */
const clockActor = systemActor('account keeper')

/** Ends a change in which nothing was left to do, as when another process was quicker. */
class NothingDueError extends Error {
  override readonly name = 'NothingDueError'
}

/** Does what is due in one change; gives to how many it was done, and leaves no trace when there were none. */
export async function changeIfDue(
  journal: Journal,
  work: (tx: Tx) => Promise<number>,
  actor: Actor = clockActor,
): Promise<number> {
  try {
    return await journal.change(actor, async (tx) => {
      await waitForOthers(tx)
      const done = await work(tx)
      if (done === 0) throw new NothingDueError()
      return done
    })
  } catch (error) {
    if (error instanceof NothingDueError) return 0
    throw error
  }
}
