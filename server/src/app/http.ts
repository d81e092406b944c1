import cookie from '@fastify/cookie'
import swagger from '@fastify/swagger'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { apiPath, createCookieJar, relyingPartyAt } from '../identity/index.ts'
import type { Portal } from '../identity/index.ts'
import { noProxy } from '../platform/index.ts'
import type { ProxyTrust, Route } from '../platform/index.ts'
import { signingHooks } from './act-signing.ts'
import { answerReads } from './answer-reads.ts'
import { authenticate } from './authentication.ts'
import type { Door } from './door.ts'
import { createCertificateReader } from './client-certificate.ts'
import { addOperations, openFrame } from './http-frame.ts'
import { refuseImpossibleValues } from './impossible-values.ts'
import { serveLog, serveLogEntries } from './log-files.ts'
import type { Metrics } from './metrics.ts'
import type { Modules } from './modules.ts'
import { contract, operationSchema } from './openapi.ts'
import { mountOpenId } from './openid-mount.ts'
import { servePortal } from './portal.ts'
import { trustBehind } from './proxy-trust.ts'
import { allRoutes } from './routes.ts'

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
  const app = openFrame({
    clock,
    log,
    metrics,
    proxyTrust: trustBehind(options.publicUrl, options.proxyTrust ?? noProxy),
    zones: modules.zones,
    otherwise: 'dedicated',
  })
  app.decorateRequest('principal', undefined)
  const portal = portalOf(app, options.publicUrl)
  const certificates = createCertificateReader(options.proxyTrust ?? noProxy, clock)
  const door = { identity: modules.identity, portal, certificates }
  const answering = answerReads(modules)
  await app.register(cookie)
  await app.register(swagger, contract)
  await app.register(
    (api, _options, done) => {
      const routes = allRoutes(modules, portal)
      const face = { door, handle: answering.handle }
      api.addHook('onSend', answering.onSend)
      for (const route of routes.filter(({ streams }) => streams === undefined)) addRoute(api, face, route)
      api.get('/openapi.json', { schema: { hide: true }, config: { zone: 'dedicated' } }, () => app.swagger())
      for (const route of routes) if (route.streams !== undefined) addStreamedRoute(api, face, route)
      done()
    },
    { prefix: apiPath },
  )
  addOperations(app, {
    metrics,
    isStopping: options.isStopping,
    ping: () => modules.world.database.ping(),
    unpublishedSeconds: () => modules.journal.sequencer.publication.failure()?.seconds ?? 0,
  })
  serveLog(app, modules.world.logFolder)
  serveLogEntries(
    app,
    modules.world.logFolder,
    (permission) => (request) => authenticate(door, { permission }, request),
  )
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
    config: { zone: route.zone },
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
