import { randomBytes } from 'node:crypto'
import { createKeeper, localDay, startOfDay } from '../../platform/index.ts'
import type { Clock, Db, Keeper, Log } from '../../platform/index.ts'
import { cosignedNote } from '../cosigned-note.ts'
import { findBestCosigned } from '../cosignature.store.ts'
import { findCheckpoint } from '../tree.store.ts'
import type { TimeStampAuthority } from './authority.ts'
import { openTimeStamp, timeStampRequest } from './time-stamp.ts'
import { findLastTimeStamp, insertTimeStamp } from './time-stamp.store.ts'

const hour = 3_600_000
/** Before midnight, so that the day's last time-stamp is of that day. */
const endOfDay = 5 * 60_000

/** Has checkpoints stamped: once an hour when there are new ones, and just before the local day ends. */
export interface Stamper extends Pick<Keeper, 'start' | 'stop'> {
  /** Stamps the newest checkpoint if it is time; gives whether it did. Fails when the authority does. */
  stampIfDue(): Promise<boolean>
}

export interface StamperDeps {
  readonly db: Db
  readonly clock: Clock
  readonly log: Log
  readonly authority: TimeStampAuthority
}

export function createStamper(deps: StamperDeps): Stamper {
  const { authority, log } = deps
  let isAway = false
  const run = async () => {
    try {
      await stampIfDue(deps)
      isAway = false
    } catch (error) {
      // Once per outage: the work of the warehouse goes on, and a later time-stamp covers what waits.
      if (!isAway)
        log.warn({ err: error, authority: authority.name }, 'journal: no time-stamp; tried again each minute')
      isAway = true
    }
  }
  return { stampIfDue: () => stampIfDue(deps), ...createKeeper(log, [{ name: 'time-stamps', run }]) }
}

/** What witnesses put under a checkpoint is stamped with it, so one they cosigned is taken before a newer one. */
async function stampIfDue({ db, clock, authority }: StamperDeps): Promise<boolean> {
  const last = await findLastTimeStamp(db)
  const head = await findCheckpoint(db, await findBestCosigned(db, last?.size ?? 0))
  if (typeof head?.note !== 'string') return false
  if (!isStampDue(last, head.size, clock.now())) return false
  const nonce = randomBytes(16)
  const note = await cosignedNote(db, { size: head.size, note: head.note })
  const bytes = Buffer.from(note)
  const response = await authority.answer(timeStampRequest(bytes, nonce))
  // Nothing is kept that would not convince an outsider.
  const { at } = await openTimeStamp(response, { bytes, nonce, trusted: authority.trusted })
  await insertTimeStamp(db, { size: head.size, note, at, authority: authority.name, response })
  return true
}

/** A clock that jumped back is in another hour too: what it does then shall be stamped, for that shows the jump. */
export function isStampDue(last: { size: number; at: Date } | undefined, size: number, now: Date): boolean {
  if (!last) return true
  if (size <= last.size) return false
  const isAnotherHour = Math.floor(now.getTime() / hour) !== Math.floor(last.at.getTime() / hour)
  const closing = new Date(startOfDay(localDay(now)).getTime() + 24 * hour - endOfDay)
  return isAnotherHour || (now >= closing && last.at < closing)
}
