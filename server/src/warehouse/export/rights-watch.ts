import type { Clock, Database } from '../../platform/index.ts'
import { findEpoch } from '../record/record.store.ts'

const everyMilliseconds = 400

/** What was found when rights were asked: the authority epoch of before, and until when the answer holds. */
export interface Standing {
  readonly epoch: number | undefined
  readonly validUntil: Date | null
}

export interface RightsWatch {
  /** Looks at once, and no more afterwards; throws what speaks against going on. */
  end(): Promise<void>
  stop(): void
}

/**
 * Rights hold for one authority epoch and until their own end: whenever either is over they are asked again, and `onLost` is
 * told what speaks against going on, also when nobody can be asked; again and again until the watch ends, for what it
 * interrupts may just be between two statements.
 */
export function watchRights(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  ask: () => Promise<Pick<Standing, 'validUntil'>>,
  first: Standing,
  onLost: (reason: unknown) => void,
): RightsWatch {
  let standing = first
  let timer: NodeJS.Timeout | undefined
  let isStopped = false
  const look = async () => {
    const epoch = await findEpoch(database.reader)
    const { validUntil } = standing
    const isOver = validUntil !== null && clock.now() >= validUntil
    if (isOver || epoch !== standing.epoch) standing = { ...(await ask()), epoch }
  }
  const stop = () => {
    isStopped = true
    clearTimeout(timer)
  }
  const turn = async () => {
    try {
      await look()
    } catch (error) {
      if (!isStopped) onLost(error)
    }
    if (!isStopped) timer = setTimeout(() => void turn(), everyMilliseconds)
  }
  timer = setTimeout(() => void turn(), everyMilliseconds)
  return {
    stop,
    end: async () => {
      stop()
      await look()
    },
  }
}
