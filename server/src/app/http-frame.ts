import AjvCompiler from '@fastify/ajv-compiler'
import fastify, { LogController } from 'fastify'
import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { ZoneGuard } from '../access/index.ts'
import { newId, platformProblems } from '../platform/index.ts'
import type { Clock, Log, ProxyTrust, Zone } from '../platform/index.ts'
import { handleError } from './http-problems.ts'
import type { Metrics } from './metrics.ts'
import { guardZones } from './zone-hooks.ts'

const jsonLimit = 1 << 20
const noPage = "default-src 'none'; frame-ancestors 'none'"
/** Shapes of requests are the same for every face of a process: each is made a validator once. */
const buildValidator = AjvCompiler()

export interface FrameOptions {
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Metrics
  readonly proxyTrust: ProxyTrust
  readonly zones: ZoneGuard
  /** The zone of addresses at which there is nothing. */
  readonly otherwise: Zone
}

/** What every face of the product has, before it has any route: who calls, from which zone, problems, headers, figures. */
export function openFrame({ clock, log, metrics, ...zoned }: FrameOptions): FastifyInstance {
  const loggerInstance: FastifyBaseLogger = log
  const app = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: jsonLimit,
    // Who calls is told by `guardZones` alone.
    trustProxy: false,
    genReqId: () => newId<'request'>(clock.now()),
    schemaController: { compilersFactory: { buildValidator } },
    ajv: { customOptions: { coerceTypes: 'array', removeAdditional: false, allErrors: true } },
    // A key of a thousand bytes, each of them escaped.
    routerOptions: { maxParamLength: 3000 },
    return503OnClosing: false,
  })
  app.setErrorHandler(handleError)
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))
  describeRequests(app, metrics)
  guardZones(app, zoned)
  return app
}

/** Request id on every answer, one log line for what went wrong or changed something, metrics for all. */
function describeRequests(app: FastifyInstance, metrics: Metrics): void {
  app.addHook('onSend', (request, reply, _payload, done) => {
    reply
      .header('x-request-id', request.id)
      .header('x-content-type-options', 'nosniff')
      .header('x-frame-options', 'DENY')
    // Data is no page: whatever it holds, a browser runs nothing of it and shows it in no frame. Pages bring their own.
    if (!reply.hasHeader('content-security-policy')) reply.header('content-security-policy', noPage)
    done()
  })
  app.addHook('onResponse', (request, reply, done) => {
    done()
    const { method } = request
    // The pattern, never the address itself: keys of persons stand in addresses.
    const route = request.routeOptions.url ?? 'none'
    metrics.observe(method, route, reply.statusCode, reply.elapsedTime / 1000)
    if (method === 'GET' && reply.statusCode < 400) return
    const account = request.principal?.accountName
    request.log.info({ method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime), account }, 'request')
  })
}

export interface OperationsOptions {
  readonly metrics: Metrics
  readonly isStopping: () => boolean
  readonly ping: () => Promise<unknown>
  /** For how long the log could not be published. */
  readonly unpublishedSeconds: () => number
}

/** What operators and their tools ask. */
export function addOperations(
  app: FastifyInstance,
  { metrics, isStopping, ping, unpublishedSeconds }: OperationsOptions,
): void {
  const health = { config: { zone: 'health' } } as const
  app.get('/health/live', health, () => ({ status: 'ok' }))
  app.get('/health/ready', health, async () => {
    if (isStopping()) throw platformProblems.stopping()
    await ping().catch((cause: unknown) => {
      throw platformProblems.databaseUnavailable({}, { cause })
    })
    return { status: 'ok' }
  })
  app.get('/metrics', health, async (_request, reply) => {
    metrics.observeUnpublished(unpublishedSeconds())
    return reply.header('content-type', metrics.contentType).send(await metrics.text())
  })
}
