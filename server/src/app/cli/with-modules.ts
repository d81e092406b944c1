import { createLog, systemClock } from '../../platform/index.ts'
import { openInstallation } from '../installation.ts'
import type { Modules } from '../modules.ts'
import type { CommandInput } from './command.ts'

/** Does something with the modules of the installation, beside a running server or alone; gives the exit code of the work. */
export async function withModules(input: CommandInput, act: (modules: Modules) => Promise<number>): Promise<number> {
  return lookAt(input, async (modules) => {
    const code = await act(modules)
    await modules.journal.sequencer.seal()
    return code
  })
}

/** The same for what changes nothing, so that nothing is sealed either. */
export async function lookAt<T>({ config }: CommandInput, act: (modules: Modules) => Promise<T>): Promise<T> {
  const log = createLog(config.logLevel)
  const installation = await openInstallation(config, log)
  try {
    // Loaded here, so that a command beside these that only reads files does not wait for them.
    const { createModules } = await import('../modules.ts')
    const { sessionHours, submissionMaxBytes } = config
    return await act(createModules({ ...installation, clock: systemClock, log, sessionHours, submissionMaxBytes }))
  } finally {
    await installation.close()
  }
}
