import type { Journal, Tx } from '../../journal/index.ts'
import type { Clock, Database } from '../../platform/index.ts'
import { recordAct, suspendAll } from './account.acts.ts'
import { changeIfDue } from './clock-work.ts'
import { suspendsAt, unusedSince, warnedBefore } from './disuse.ts'
import { keepLastCoordinator } from './last-coordinator.ts'
import { listUnused, listUnwarned, saveWarnings } from './disuse.store.ts'

/** What becomes of accounts nobody uses: after a while they are warned of, then suspended. */
export interface Disuse {
  /** Gives how many accounts were warned of. */
  warnUnused(): Promise<number>
  /** Gives how many accounts were suspended, or warned again because no other coordinator is left. */
  suspendUnused(): Promise<number>
}

interface Deps {
  readonly database: Database
  readonly journal: Journal
  readonly clock: Clock
}

export function createDisuse({ database, journal, clock }: Deps): Disuse {
  const db = database.application
  return {
    warnUnused: async () => {
      if ((await listUnwarned(db, unusedSince(clock.now()))).length === 0) return 0
      return changeIfDue(journal, async (tx) => {
        const warned = await saveWarnings(tx, await listUnwarned(tx, unusedSince(tx.at)))
        for (const account of warned) {
          await recordAct(tx, 'account.warned', account, { suspendsAt: suspendsAt(tx.at).toISOString() })
        }
        return warned.length
      })
    },
    suspendUnused: async () => {
      if ((await listUnused(db, warnedBefore(clock.now()))).length === 0) return 0
      return changeIfDue(journal, suspendThem)
    },
  }
}

/** The only coordinator is warned again instead. */
async function suspendThem(tx: Tx): Promise<number> {
  const unused = await listUnused(tx, warnedBefore(tx.at))
  const kept = await keepLastCoordinator(tx, unused, 'unused')
  if (kept) await saveWarnings(tx, [kept])
  const suspended = unused.filter((id) => id !== kept)
  return (await suspendAll(tx, suspended, 'unused')) + (kept ? 1 : 0)
}
