import type { Actor } from './entry.ts'

/** Who acts where no person does, as by the clock or when an installation sets itself up; the journal says so, and for what. */
export function systemActor(task: string): Actor {
  return {
    ...{ accountId: 'system', accountName: 'system', unitId: 'system', unitName: 'khochung' },
    ...{ via: 'system', requestId: task },
  }
}
