import path from 'node:path'
import { systemClock } from '../platform/index.ts'
import type { Config, Log } from '../platform/index.ts'
import { createHttp } from './http.ts'
import { projectFolder } from './running.ts'
import type { Installation } from './installation.ts'
import { createMetrics } from './metrics.ts'
import { createModules } from './modules.ts'
import { listenWithTls } from './mutual-tls.ts'
import type { Modules } from './modules.ts'
import { proxyTrustOf } from './proxy-trust.ts'
import { runPhases } from './shutdown.ts'

export interface Server {
  readonly url: string
  readonly modules: Modules
  stop(): Promise<void>
}

/** Serves an installation: HTTP, the worker on submissions and the journal's sequencer in one process. */
export async function startServer(config: Config, installation: Installation, log: Log): Promise<Server> {
  const { sessionHours, submissionMaxBytes, tls } = config
  const addresses: { publicUrl?: string; mutualTlsUrl?: string } = {}
  const modules = createModules({
    ...{ ...installation, clock: systemClock, log, sessionHours, submissionMaxBytes },
    addresses: () => addresses,
    outside: config.outside,
  })
  await modules.journal.checkKey()
  await modules.journal.witnesses.checkPast()
  // Nobody is served by policies that this release cannot use.
  await modules.policies.current()
  await modules.policies.announceShipped()
  let isStopping = false
  const http = await createHttp({
    modules,
    metrics: createMetrics(),
    publicUrl: config.publicUrl,
    proxyTrust: proxyTrustOf(tls),
    portalFolder: path.join(projectFolder, 'portal/dist'),
    isStopping: () => isStopping,
  })
  const address = await http.listen({
    ...{ host: config.host, port: config.port },
    // No address that somebody might open: it is told once everything is there.
    listenTextResolver: (url) => `listening on ${url.replace(/^https?:\/\//, '')}`,
  })
  const url = (config.publicUrl ?? address).replace(/\/$/, '')
  addresses.publicUrl = url
  const mutual = await listenWithTls(http, config)
  const mutualTlsUrl = tls.publicUrl ?? mutual?.url
  if (mutualTlsUrl !== undefined) addresses.mutualTlsUrl = mutualTlsUrl
  startBackground(modules)
  installation.announce(address)
  return {
    url,
    modules,
    stop: async () => {
      isStopping = true
      const beforeAll = [
        { name: 'http', seconds: 5, run: () => http.close() },
        { name: 'tls', seconds: 2, run: () => mutual?.close() ?? Promise.resolve() },
      ]
      await runPhases(
        [
          ...beforeAll,
          ...backgroundPhases(modules),
          { name: 'installation', seconds: 8, run: () => installation.close() },
        ],
        log,
      )
    },
  }
}

/** What works beside the requests. */
function startBackground({ journal, warehouse, identity, subjects, grantRequests, zones, detection }: Modules): void {
  journal.witnesses.start()
  journal.sequencer.start()
  journal.stamper.start()
  warehouse.worker.start()
  warehouse.states.start()
  identity.keeper.start()
  zones.keeper.start()
  subjects.keeper.start()
  grantRequests.keeper.start()
  detection.keeper.start()
}

function backgroundPhases({ journal, warehouse, identity, subjects, grantRequests, zones, detection }: Modules) {
  return [
    { name: 'worker', seconds: 5, run: () => warehouse.worker.stop() },
    { name: 'states', seconds: 5, run: () => warehouse.states.stop() },
    { name: 'what is due by the clock', seconds: 5, run: () => identity.keeper.stop() },
    { name: 'refused requests', seconds: 2, run: () => zones.keeper.stop() },
    { name: 'clocks of subject requests', seconds: 2, run: () => subjects.keeper.stop() },
    { name: 'clocks of requests for grants', seconds: 2, run: () => grantRequests.keeper.stop() },
    { name: 'detectors of violations', seconds: 5, run: () => detection.keeper.stop() },
    { name: 'witnesses', seconds: 2, run: () => journal.witnesses.stop() },
    { name: 'sequencer', seconds: 2, run: () => journal.sequencer.stop() },
    { name: 'time-stamps', seconds: 2, run: () => journal.stamper.stop() },
  ]
}
