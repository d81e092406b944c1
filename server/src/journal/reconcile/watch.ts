import type { Db } from '../../platform/index.ts'
import type { VerificationFault } from '../verification-fault.ts'
import { createSlot, dropSlot, findSlot, isBefore, slotName, walLevel } from './decoding.store.ts'
import type { Position } from './decoding.store.ts'

/** Up to where the reconciler has seen everything, kept where the database's administrator does not write. */
export interface PositionKeeper {
  read(): Position | undefined
  keep(position: Position): void
}

/** The server cannot be watched as it is set up; the message says what must be set. */
export class UnwatchableError extends Error {
  override readonly name = 'UnwatchableError'
}

export interface Watch {
  readonly slot: string
  /** Everything from here on is looked at. */
  readonly from: Position
  /** What cannot be looked at any more. */
  readonly faults: readonly VerificationFault[]
}

interface WatchDeps {
  readonly db: Db
  readonly positions: PositionKeeper
}

/**
 * Finds the place in the write-ahead log where the last look ended, or begins anew. A place that was lost, or that
 * somebody else moved on, is a finding: what was written in between was seen by nobody.
 */
export async function openWatch(
  { db, positions }: WatchDeps,
  onBegun: (from: Position, because: string) => Promise<void>,
): Promise<Watch> {
  const level = await walLevel(db)
  if (level !== 'logical') {
    throw new UnwatchableError(
      `The database writes too little to be watched (wal_level is ${level}). As a superuser: ALTER SYSTEM SET wal_level = 'logical'; ALTER SYSTEM SET max_slot_wal_keep_size = '4GB'; then restart the database server.`,
    )
  }
  const name = await slotName(db)
  const [slot, kept] = [await findSlot(db, name), positions.read()]
  const begin = async (because: string, faults: readonly VerificationFault[] = []): Promise<Watch> => {
    const from = await create(db, name)
    await onBegun(from, because)
    return { slot: name, from, faults }
  }
  if (slot === undefined) {
    return kept === undefined ? begin('first') : begin('gone', [unseen(kept, 'the replication slot was dropped')])
  }
  if (slot.isLost) {
    await dropSlot(db, name)
    return begin('lost', [
      unseen(kept ?? slot.confirmed, 'the server kept too little of its log (max_slot_wal_keep_size)'),
    ])
  }
  if (kept === undefined) await onBegun(slot.confirmed, 'taken over')
  const isMoved = kept !== undefined && (await isBefore(db, kept, slot.confirmed))
  const faults = isMoved ? [unseen(kept, `somebody else moved the replication slot on to ${slot.confirmed}`)] : []
  return { slot: name, from: slot.confirmed, faults }
}

function unseen(from: Position, because: string): VerificationFault {
  return { place: `write-ahead log from ${from}`, reason: `what was written since cannot be seen: ${because}` }
}

async function create(db: Db, name: string): Promise<Position> {
  try {
    return await createSlot(db, name)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === '42501')) throw error
    throw new UnwatchableError(
      'The role kho_reconciler may not read the log of the database. As a superuser: ALTER ROLE kho_reconciler REPLICATION.',
      { cause: error },
    )
  }
}
