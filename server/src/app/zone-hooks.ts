import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import type { ZoneGuard } from '../access/index.ts'
import { createCallerReader } from '../platform/index.ts'
import type { ProblemError, ProxyTrust, Zone } from '../platform/index.ts'
import { sendProblem } from './http-problems.ts'
import { refusalPage, refusalPagePolicy } from './refusal-page.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** From where it may be reached; whatever is mounted says so. */
    zone?: Zone
  }
}

/** Something that is mounted, with its zone. */
export interface Surface {
  readonly method: string
  readonly url: string
  readonly zone: Zone
}

const surfaces = new WeakMap<FastifyInstance, readonly Surface[]>()

/** All that a face of the product has mounted; known once it is ready. */
export const surfacesOf = (app: FastifyInstance): readonly Surface[] => surfaces.get(app) ?? []

export class UnzonedRouteError extends Error {
  override readonly name = 'UnzonedRouteError'
}

interface ZoneOptions {
  readonly proxyTrust: ProxyTrust
  readonly zones: ZoneGuard
  readonly otherwise: Zone
}

/** Tells each request where it comes from, and refuses who may not come to its zone, before anything else is looked at (Điều 13.2). */
export function guardZones(app: FastifyInstance, { proxyTrust, zones, otherwise }: ZoneOptions): void {
  const callerOf = createCallerReader(proxyTrust)
  const mounted: RouteOptions[] = []
  app.decorateRequest('caller')
  app.addHook('onRoute', (route) => {
    mounted.push(route)
  })
  app.addHook('onReady', (done) => {
    const zoned = mounted.map(({ method, url, config }) => ({
      method: [method].flat().join(' '),
      ...{ url, zone: config?.zone },
    }))
    const unzoned = zoned.filter(({ zone }) => zone === undefined).map(({ method, url }) => `${method} ${url}`)
    surfaces.set(
      app,
      zoned.map(({ zone = otherwise, ...surface }) => ({ ...surface, zone })),
    )
    done(unzoned.length > 0 ? new UnzonedRouteError(`Without a zone: ${unzoned.join(', ')}`) : undefined)
  })
  app.addHook('onRequest', async (request, reply) => {
    request.caller = callerOf(request.raw)
    const { config, url = 'none' } = request.routeOptions
    const zone = (config as { zone?: Zone } | undefined)?.zone ?? otherwise
    const refusal = await zones.refusalOf(zone, request.caller, `${request.method} ${url}`)
    return refusal && sendRefusal(request, reply, refusal)
  })
}

/** A browser that asks for a page gets one that people can read. */
function sendRefusal(request: FastifyRequest, reply: FastifyReply, refusal: ProblemError): FastifyReply {
  const wantsPage = request.method === 'GET' && /(?:^|,)\s*text\/html\s*(?:[,;]|$)/i.test(request.headers.accept ?? '')
  if (!wantsPage) return sendProblem(request, reply, refusal)
  return reply
    .code(403)
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('content-security-policy', refusalPagePolicy)
    .send(refusalPage(refusal, request.id))
}
