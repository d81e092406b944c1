import { createLog, systemClock } from '../../platform/index.ts'
import { openInstallation } from '../installation.ts'
import { createModules } from '../modules.ts'
import type { Modules } from '../modules.ts'
import type { CommandInput } from './command.ts'

/** Does something with the modules of the installation, beside a running server or alone; gives the exit code of the work. */
export async function withModules(
  { config }: CommandInput,
  act: (modules: Modules) => Promise<number>,
): Promise<number> {
  const log = createLog(config.logLevel)
  const installation = await openInstallation(config, log)
  try {
    const { sessionHours, submissionMaxBytes } = config
    const modules = createModules({ ...installation, clock: systemClock, log, sessionHours, submissionMaxBytes })
    const code = await act(modules)
    await modules.journal.sequencer.seal()
    return code
  } finally {
    await installation.close()
  }
}
