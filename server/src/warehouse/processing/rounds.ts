/** Takes up work that comes in, and what a dead process left behind. */
export interface Worker {
  /** Says that there is something to do; returns at once. */
  kick(): void
  /** Looks by itself as well, from now on. */
  start(): void
  /** Takes up nothing more; resolves when the work under way has ended. */
  stop(): Promise<void>
}

export interface RoundsDeps {
  readonly everyMilliseconds: number
  /** Done once at the start, before any round; must not fail. */
  readonly first?: () => Promise<void>
  /** Takes up all there is; leaves the rest when the signal says so. */
  readonly round: (stopping: AbortSignal) => Promise<void>
  readonly onInterrupted: (error: unknown) => void
}

/** Works in rounds, one at a time: what comes in during a round has another. */
export function createRounds({ everyMilliseconds, first, round, onInterrupted }: RoundsDeps): Worker {
  const stopping = new AbortController()
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | undefined
  let again = false

  const isWanted = () => again && !stopping.signal.aborted
  const workThrough = async () => {
    do {
      again = false
      await round(stopping.signal)
    } while (isWanted())
  }
  const kick = () => {
    again = true
    if (stopping.signal.aborted || running) return
    running = workThrough()
      .catch(onInterrupted)
      .finally(() => {
        running = undefined
      })
  }
  return {
    kick,
    start: () => {
      timer = setInterval(kick, everyMilliseconds)
      if (!first) return
      running = first().finally(() => {
        running = undefined
        kick()
      })
    },
    stop: async () => {
      stopping.abort()
      clearInterval(timer)
      await running
    },
  }
}
