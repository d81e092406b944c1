import { localDay, startOfDay, writtenDay } from '../../platform/index.ts'
import type { Db } from '../../platform/index.ts'
import { accessProblems } from '../access.errors.ts'
import type { GrantInUse } from './grant-in-use.ts'
import { findRowsUsed, takeRows } from './grant-use.store.ts'

const dayMilliseconds = 86_400_000

export interface GrantUse {
  /**
   * Counts rows that are about to be shown under a grant against its volume of the local day; none need no word. Throws
   * `access.volumeUsedUp`, and counts nothing then.
   */
  takeRows(grant: GrantInUse, rows: number, at: Date): Promise<void>
}

export function createGrantUse(db: Db): GrantUse {
  return {
    takeRows: async ({ id, number, rowsPerDay: most }, rows, at) => {
      const day = localDay(at)
      if (rows === 0 || (await takeRows(db, { grant: id, day, rows, most }))) return
      const left = Math.max(0, most - (await findRowsUsed(db, id, day)))
      const end = new Date(startOfDay(day).getTime() + dayMilliseconds)
      const retryAfter = Math.ceil((end.getTime() - at.getTime()) / 1_000)
      throw accessProblems.volumeUsedUp({
        ...{ grant: number, most, left, rows, retryAfter },
        next: writtenDay(localDay(end)),
      })
    },
  }
}
