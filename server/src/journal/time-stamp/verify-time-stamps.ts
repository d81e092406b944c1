import type { X509Certificate } from 'node:crypto'
import type { Db } from '../../platform/index.ts'
import { parseCheckpoint } from '../tlog/checkpoint.ts'
import { MalformedError } from '../tlog/signed-note.ts'
import type { VerificationFault } from '../verification-fault.ts'
import { openTimeStamp } from './time-stamp.ts'
import { listBackdated, listTimeStamps } from './time-stamp.store.ts'
import type { StampedCheckpoint } from './time-stamp.store.ts'

const batchSize = 500
/** How far two honest clocks may be apart. */
const toleranceSeconds = 300

export interface TimeStampVerification {
  readonly timeStamps: number
  readonly faults: readonly VerificationFault[]
}

/** Every time-stamp against its checkpoint, and what the warehouse's clock said against what the authority says. */
export async function verifyTimeStamps(db: Db, trusted: readonly X509Certificate[]): Promise<TimeStampVerification> {
  const faults: VerificationFault[] = []
  let timeStamps = 0
  let newer: StampedCheckpoint | undefined
  for (;;) {
    const rows = await listTimeStamps(db, newer?.size, batchSize)
    for (const row of rows) {
      const place = `time-stamp on checkpoint ${String(row.size)}`
      const reasons = [...(await faultsOf(row, trusted)), ...orderFaults(row, newer)]
      faults.push(...reasons.map((reason) => ({ place, reason })))
      newer = row
      timeStamps += 1
    }
    if (rows.length < batchSize) break
  }
  for (const { size, at, stampedAt } of await listBackdated(db, toleranceSeconds)) {
    faults.push({
      place: `checkpoint ${String(size)}`,
      reason: `it says ${at.toISOString()}, but one before it was time-stamped ${stampedAt.toISOString()}: the clock was set back`,
    })
  }
  return { timeStamps, faults }
}

async function faultsOf(row: StampedCheckpoint, trusted: readonly X509Certificate[]): Promise<string[]> {
  const { note, size, root, response, at, checkpointAt } = row
  try {
    const stamped = parseCheckpoint(note)
    const opened = await openTimeStamp(response, { bytes: Buffer.from(note), trusted })
    const isAhead = checkpointAt.getTime() > opened.at.getTime() + toleranceSeconds * 1000
    return [
      ...(stamped.size === size && stamped.root.equals(root)
        ? []
        : ['it is of another checkpoint than the journal has']),
      ...(opened.at.getTime() === at.getTime() ? [] : ['it is kept under another time than it says']),
      ...(isAhead
        ? [`its checkpoint says ${checkpointAt.toISOString()}, which is after the time-stamp: the clock was ahead`]
        : []),
    ]
  } catch (error) {
    if (error instanceof MalformedError) return [error.message]
    throw error
  }
}

function orderFaults({ at }: StampedCheckpoint, newer: StampedCheckpoint | undefined): string[] {
  if (!newer || newer.at.getTime() + toleranceSeconds * 1000 >= at.getTime()) return []
  return [`it is of ${at.toISOString()}, but a larger checkpoint was stamped ${newer.at.toISOString()}`]
}
