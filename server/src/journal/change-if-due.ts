import type { Actor } from './entry.ts'
import type { Change, Tx } from './change.ts'

/** Ends a change in which nothing was left to do, as when another process was quicker. */
class NothingDueError extends Error {
  override readonly name = 'NothingDueError'
}

/** Does what is due in one change; gives to how many it was done, and leaves no trace when there were none. */
export async function changeIfDue(
  { change }: { readonly change: Change },
  actor: Actor,
  work: (tx: Tx) => Promise<number>,
): Promise<number> {
  try {
    return await change(actor, async (tx) => {
      const done = await work(tx)
      if (done === 0) throw new NothingDueError()
      return done
    })
  } catch (error) {
    if (error instanceof NothingDueError) return 0
    throw error
  }
}
