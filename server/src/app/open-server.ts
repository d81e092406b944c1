import { existsSync } from 'node:fs'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { createZoneWatch, listHealthNetworks, zoneRefusal } from '../access/index.ts'
import type { ZoneGuard } from '../access/index.ts'
import { publicDatasetRoutes } from '../catalogue/index.ts'
import { apiPath } from '../identity/index.ts'
import { ConfigError, createPool, openRole, systemClock } from '../platform/index.ts'
import type { Clock, Config, Db, Log, ProxyTrust, Route } from '../platform/index.ts'
import { addOperations, openFrame } from './http-frame.ts'
import { refuseImpossibleValues } from './impossible-values.ts'
import { stateFolder } from './running.ts'
import { serveLog } from './log-files.ts'
import { createMetrics } from './metrics.ts'
import { operationSchema } from './openapi.ts'
import { proxyTrustOf, trustBehind } from './proxy-trust.ts'

export interface OpenServer {
  readonly url: string
  stop(): Promise<void>
}

/**
 * The open zone as a process of its own (ADR 0039): the public catalogue, the published log, health; nothing else is
 * mounted, and its role in the database may ask nothing else. It holds no secret of the installation.
 */
export async function startOpenServer(config: Config, log: Log): Promise<OpenServer> {
  const { openDatabaseUrl } = config
  if (!openDatabaseUrl)
    throw new ConfigError(
      'KHO_OPEN_DATABASE_URL is needed; `kho open address` on the machine of the warehouse prints it.',
    )
  if (config.databaseUrl ?? config.secret)
    throw new ConfigError(
      'The process of the open zone must not hold KHO_DATABASE_URL or KHO_SECRET; give it KHO_OPEN_DATABASE_URL alone.',
    )
  const pool = createPool(openDatabaseUrl.reveal(), config.databasePoolSize)
  try {
    if ((await pool.role()) !== openRole)
      throw new ConfigError(`KHO_OPEN_DATABASE_URL must be of the role ${openRole}.`)
    const http = await createOpenHttp({
      ...{ log, db: pool.db, clock: systemClock },
      ping: () => pool.role(),
      logFolder: path.join(stateFolder(config), 'log'),
      proxyTrust: trustBehind(config.publicUrl, proxyTrustOf(config.tls)),
    })
    const address = await http.listen({ host: config.host, port: config.port })
    return {
      url: config.publicUrl ?? address,
      stop: async () => {
        await http.close()
        await pool.close()
      },
    }
  } catch (error) {
    await pool.close()
    throw error
  }
}

export interface OpenHttpOptions {
  readonly db: Db
  /** Throws while the database cannot be reached. */
  readonly ping: () => Promise<unknown>
  readonly clock: Clock
  readonly log: Log
  /** Where the published log lies, or a copy of it. */
  readonly logFolder: string
  readonly proxyTrust: ProxyTrust
}

export async function createOpenHttp({
  db,
  ping,
  clock,
  log,
  logFolder,
  proxyTrust,
}: OpenHttpOptions): Promise<FastifyInstance> {
  const metrics = createMetrics()
  const zones = openGuard({ db, clock, log })
  const app = openFrame({ clock, log, metrics, proxyTrust, zones, otherwise: 'open' })
  for (const route of openRoutes(db, clock)) {
    app.route({
      ...{ method: route.method, url: `${apiPath}${route.url}` },
      ...{ schema: operationSchema(route), config: { zone: route.zone } },
      handler: (request, reply) => {
        refuseImpossibleValues(request)
        return route.handler(request, reply)
      },
    })
  }
  addOperations(app, {
    ...{ metrics, isStopping: () => false, unpublishedSeconds: () => 0 },
    ping,
  })
  serveLog(app, existsSync(logFolder) ? logFolder : undefined)
  await app.ready()
  return app
}

/** The operations of the open zone; the whole server mounts the same. */
export function openRoutes(db: Db, clock: Clock): Route[] {
  return publicDatasetRoutes({ db, clock })
}

/** Its role cannot write, so refusals, which only health can meet with, go to the log of the process. */
function openGuard({ db, clock, log }: { db: Db; clock: Clock; log: Log }): ZoneGuard {
  const watch = createZoneWatch({ load: () => listHealthNetworks(db), clock, log })
  return {
    refusalOf: async (zone, caller, route) => {
      if (zone === 'open' || (await watch.rule())(zone, caller)) return undefined
      log.warn({ ...caller, zone, route }, 'refused: it came from elsewhere')
      return zoneRefusal(zone, caller)
    },
  }
}
