import type { Tx } from '../../journal/index.ts'
import { recordAct } from './account.acts.ts'
import type { AccountId, SuspensionCause } from './account.ts'
import { findLastCoordinator } from './disuse.store.ts'

/**
 * Of accounts whose time is up, the one the clock must not end: without it no coordinator would be left, and nobody could
 * undo it. It is kept with an entry, so that somebody answers for it; undefined when other coordinators are in force.
 */
export async function keepLastCoordinator(
  tx: Tx,
  ending: readonly string[],
  cause: SuspensionCause,
): Promise<AccountId | undefined> {
  const last = ending.length === 0 ? undefined : await findLastCoordinator(tx, ending)
  if (last) await recordAct(tx, 'account.kept', last, { cause })
  return last?.id
}
