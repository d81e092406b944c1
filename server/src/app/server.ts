import path from 'node:path'
import { systemClock } from '../platform/index.ts'
import type { Config, Log } from '../platform/index.ts'
import { createHttp } from './http.ts'
import { projectFolder } from './installation.ts'
import type { Installation } from './installation.ts'
import { createMetrics } from './metrics.ts'
import { createModules } from './modules.ts'
import type { Modules } from './modules.ts'
import { runPhases } from './shutdown.ts'

export interface Server {
  readonly url: string
  readonly modules: Modules
  stop(): Promise<void>
}

/** Serves an installation: HTTP, the worker on submissions and the journal's sequencer in one process. */
export async function startServer(config: Config, installation: Installation, log: Log): Promise<Server> {
  const { sessionHours, submissionMaxBytes } = config
  const modules = createModules({ ...installation, clock: systemClock, log, sessionHours, submissionMaxBytes })
  await modules.journal.witnesses.checkPast()
  let isStopping = false
  const http = await createHttp({
    modules,
    metrics: createMetrics(),
    publicUrl: config.publicUrl,
    portalFolder: path.join(projectFolder, 'portal/dist'),
    isStopping: () => isStopping,
  })
  const address = await http.listen({ host: config.host, port: config.port })
  const url = config.publicUrl ?? address
  modules.journal.witnesses.start()
  modules.journal.sequencer.start()
  modules.journal.stamper.start()
  modules.warehouse.worker.start()
  modules.warehouse.states.start()
  installation.announce(address)
  return {
    url,
    modules,
    stop: async () => {
      isStopping = true
      await runPhases(
        [
          { name: 'http', seconds: 5, run: () => http.close() },
          { name: 'worker', seconds: 5, run: () => modules.warehouse.worker.stop() },
          { name: 'states', seconds: 5, run: () => modules.warehouse.states.stop() },
          { name: 'witnesses', seconds: 2, run: () => modules.journal.witnesses.stop() },
          { name: 'sequencer', seconds: 2, run: () => modules.journal.sequencer.stop() },
          { name: 'time-stamps', seconds: 2, run: () => modules.journal.stamper.stop() },
          { name: 'installation', seconds: 8, run: () => installation.close() },
        ],
        log,
      )
    },
  }
}
