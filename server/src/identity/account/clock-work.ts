import { changeIfDue as changeIfAny, systemActor } from '../../journal/index.ts'
import type { Actor, Journal, Tx } from '../../journal/index.ts'
import { waitForOthers } from './clock-work.store.ts'

/** Who acts when a day has come: no person, and the journal says so. */
const clockActor = systemActor('account keeper')

/** Does what is due in one change, one process at a time; gives to how many it was done. */
export function changeIfDue(
  journal: Journal,
  work: (tx: Tx) => Promise<number>,
  actor: Actor = clockActor,
): Promise<number> {
  return changeIfAny(journal, actor, async (tx) => {
    await waitForOthers(tx)
    return work(tx)
  })
}
