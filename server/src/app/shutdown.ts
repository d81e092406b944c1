import type { Log } from '../platform/index.ts'

/** One thing to end, with the time it is given. */
export interface Phase {
  readonly name: string
  readonly seconds: number
  readonly run: () => Promise<unknown>
}

/** Runs the phases in order; one that takes too long or fails is logged and the next begins. */
export async function runPhases(phases: readonly Phase[], log: Log): Promise<void> {
  for (const { name, seconds, run } of phases) {
    const { promise: late, resolve } = Promise.withResolvers<'late'>()
    const timer = setTimeout(resolve, seconds * 1000, 'late')
    try {
      if ((await Promise.race([run(), late])) === 'late') log.warn({ phase: name }, 'a phase of stopping took too long')
    } catch (error) {
      log.warn({ err: error, phase: name }, 'a phase of stopping failed')
    } finally {
      clearTimeout(timer)
    }
  }
}

/** One Ctrl-C can arrive several times: from the terminal, from npm and from the program that started us. */
const sameSignalMilliseconds = 1_000

/** Resolves at the first SIGINT, SIGTERM or SIGHUP; another one that is not an echo of it ends the process at once. */
export function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let stoppingSince: number | undefined
    const onSignal = (signal: NodeJS.Signals) => {
      stoppingSince ??= performance.now()
      if (performance.now() - stoppingSince > sameSignalMilliseconds) process.exit(130)
      resolve(signal)
    }
    process.on('SIGINT', onSignal)
    process.on('SIGTERM', onSignal)
    process.on('SIGHUP', onSignal)
  })
}
