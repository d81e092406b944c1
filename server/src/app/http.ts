import cookie from '@fastify/cookie'
import swagger from '@fastify/swagger'
import fastify, { LogController } from 'fastify'
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { apiPath, createCookieJar, relyingPartyAt } from '../identity/index.ts'
import type { Portal } from '../identity/index.ts'
import { newId, platformProblems, preferredLanguage } from '../platform/index.ts'
import type { Route } from '../platform/index.ts'
import { signingHooks } from './act-signing.ts'
import { answerReads } from './answer-reads.ts'
import { authenticate } from './authentication.ts'
import type { Door } from './door.ts'
import { createCertificateReader, noProxy } from './client-certificate.ts'
import type { ProxyTrust } from './client-certificate.ts'
import { handleError } from './http-problems.ts'
import { impossibleValues } from './impossible-values.ts'
import { serveLog } from './log-files.ts'
import type { Metrics } from './metrics.ts'
import type { Modules } from './modules.ts'
import { contract, operationSchema } from './openapi.ts'
import { mountOpenId } from './openid-mount.ts'
import { servePortal } from './portal.ts'
import { allRoutes } from './routes.ts'

const jsonLimit = 1 << 20
const noPage = "default-src 'none'; frame-ancestors 'none'"

export interface HttpOptions {
  readonly modules: Modules
  readonly metrics: Metrics
  /** The address people use, when a proxy stands in front (KHO_PUBLIC_URL): by https, cookies travel by https only. */
  readonly publicUrl?: string | undefined
  /** Proxies that are known by their addresses, and what they hand on. */
  readonly proxyTrust?: ProxyTrust
  /** Folder of the built portal; when it is not built, only the API is served. */
  readonly portalFolder: string
  readonly isStopping: () => boolean
}

/** The HTTP face of the product: modules' routes under `/api/v1`, health, metrics and the portal. */
export async function createHttp(options: HttpOptions): Promise<FastifyInstance> {
  const { modules, metrics } = options
  const { clock, log } = modules.world
  const loggerInstance: FastifyBaseLogger = log
  const app = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: jsonLimit,
    // Behind a proxy the caller's address is the one the proxy names last; sign-ins are throttled by it. What stands
    // before it in the header the caller may have invented.
    trustProxy: trustedHops(options),
    genReqId: () => newId<'request'>(clock.now()),
    ajv: { customOptions: { coerceTypes: 'array', removeAdditional: false, allErrors: true } },
    // A key of a thousand bytes, each of them escaped.
    routerOptions: { maxParamLength: 3000 },
    return503OnClosing: false,
  })
  app.setErrorHandler(handleError)
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))
  app.decorateRequest('principal', undefined)
  const portal = portalOf(app, options.publicUrl)
  const certificates = createCertificateReader(options.proxyTrust ?? noProxy, clock)
  const door = { identity: modules.identity, portal, certificates }
  const answering = answerReads(modules)
  await app.register(cookie)
  await app.register(swagger, contract)
  describeRequests(app, metrics)
  await app.register(
    (api, _options, done) => {
      const routes = allRoutes(modules, portal)
      const face = { door, handle: answering.handle }
      api.addHook('onSend', answering.onSend)
      for (const route of routes.filter(({ streams }) => streams === undefined)) addRoute(api, face, route)
      api.get('/openapi.json', { schema: { hide: true } }, () => app.swagger())
      for (const route of routes) if (route.streams !== undefined) addStreamedRoute(api, face, route)
      done()
    },
    { prefix: apiPath },
  )
  addOperations(app, options)
  serveLog(app, modules.world.logFolder, (permission) => (request) => authenticate(door, { permission }, request))
  mountOpenId(app, door)
  await servePortal(app, options.portalFolder)
  return app
}

/** Where no public address is set, the portal is at home on this machine, where passkeys belong to `localhost`. */
function portalOf(app: FastifyInstance, publicUrl: string | undefined): Portal {
  const ownAddress = () => {
    const address = app.server.address()
    return typeof address === 'object' && address ? `http://localhost:${String(address.port)}` : 'http://localhost'
  }
  return {
    jar: createCookieJar(publicUrl?.startsWith('https:') ?? false),
    party: () => relyingPartyAt(publicUrl ?? ownAddress()),
  }
}

/** Whose word on where a request came from counts. */
function trustedHops({ publicUrl, proxyTrust = noProxy }: HttpOptions) {
  if (proxyTrust.proxies.length > 0) return [...proxyTrust.proxies]
  return publicUrl !== undefined ? (_address: string, hop: number) => hop === 0 : false
}

/** Whoever proves possession learns what the next proof should carry (RFC 9449 §8.2). */
function tellNonce({ identity }: Door, { headers }: FastifyRequest, reply: FastifyReply): void {
  if (/^DPoP /i.test(headers.authorization ?? '')) void reply.header('dpop-nonce', identity.openid.nextNonce())
}

/** What all routes of the API share. */
interface Face extends Pick<ReturnType<typeof answerReads>, 'handle'> {
  readonly door: Door
}

function addRoute(api: FastifyInstance, { door, handle }: Face, route: Route): void {
  api.route({
    method: route.method,
    url: route.url,
    schema: operationSchema(route),
    ...(route.bodyLimit !== undefined && { bodyLimit: route.bodyLimit }),
    // Before the body: a file of gigabytes is not taken in from somebody who may not deliver it.
    onRequest: (request, reply) => {
      tellNonce(door, request, reply)
      return authenticate(door, route, request)
    },
    ...(route.signs && signingHooks(door)),
    handler: (request, reply) => {
      refuseImpossibleValues(request)
      return handle(route, request, reply)
    },
  })
}

/** A body that is handed on as it comes, whatever its type; each such route takes its own types and no other. */
function addStreamedRoute(api: FastifyInstance, face: Face, route: Route): void {
  void api.register((streaming, _options, done) => {
    streaming.removeAllContentTypeParsers()
    streaming.addContentTypeParser([...(route.streams ?? [])], (_request, payload, parsed) => {
      parsed(null, payload)
    })
    addRoute(streaming, face, route)
    done()
  })
}

function refuseImpossibleValues({ params, query, body, headers }: FastifyRequest): void {
  const parts = { params, query, body: isStream(body) ? undefined : body }
  const errors = impossibleValues(parts, () => preferredLanguage(headers['accept-language']))
  if (errors.length > 0) throw platformProblems.invalidRequest({}, { errors })
}

function isStream(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'pipe' in body
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

/** What operators and their tools ask. */
function addOperations(app: FastifyInstance, { modules, metrics, isStopping }: HttpOptions): void {
  app.get('/health/live', () => ({ status: 'ok' }))
  app.get('/health/ready', async () => {
    if (isStopping()) throw platformProblems.stopping()
    await modules.world.database.ping().catch((cause: unknown) => {
      throw platformProblems.databaseUnavailable({}, { cause })
    })
    return { status: 'ok' }
  })
  app.get('/metrics', async (_request, reply) => {
    metrics.observeUnpublished(modules.journal.sequencer.publication.failure()?.seconds ?? 0)
    return reply.header('content-type', metrics.contentType).send(await metrics.text())
  })
}
