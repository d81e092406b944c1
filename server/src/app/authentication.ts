import type { FastifyRequest } from 'fastify'
import { can, strangerProblem } from '../identity/index.ts'
import type { Identity, Principal, Shown } from '../identity/index.ts'
import { platformProblems } from '../platform/index.ts'
import type { Route } from '../platform/index.ts'
import { asksForSignature } from './act-signing.ts'
import type { Door } from './door.ts'

/** What of a route says who may call it. */
type Guarded = Pick<Route, 'permission' | 'checksAuthority' | 'stepUp' | 'signs'>

const safeMethods = new Set(['GET', 'HEAD'])

/** Finds out who calls and refuses who may not, before the body is read. */
export async function authenticate(door: Door, route: Guarded, request: FastifyRequest): Promise<void> {
  const { identity } = door
  const credentials = credentialsOf(request, door)
  const { session, shown } = credentials
  const kept = route.checksAuthority && shown ? identity.authenticateCached(shown, request.id) : undefined
  request.principal = kept ?? (await identity.authenticate({ ...credentials, requestId: request.id }))
  refuseForeignPages(identity, request, session)
  refuseUnpermitted(route, request)
  await refuseUnproven(door, route, request)
}

/** Dangerous things ask for a fresh proof, or for a signature under the request itself, which is checked when its body is read. */
async function refuseUnproven(door: Door, route: Guarded, request: FastifyRequest): Promise<void> {
  const { principal } = request
  if (!route.stepUp || !principal || (await asksForSignature(door, route, request, principal))) return
  await door.identity.requireProof(principal)
}

/** Authenticates the request with the rights of now; used when a read noticed that rights have changed. */
export async function authenticateAgain(identity: Identity, request: FastifyRequest): Promise<Principal | undefined> {
  const credentials = presented.get(request)
  request.principal = credentials && (await identity.authenticate({ ...credentials, requestId: request.id }))
  return request.principal
}

interface Presented {
  readonly session: string | undefined
  readonly shown: Shown | undefined
  readonly isUnattended: boolean
}

/** What a request presents, read once: a proof of possession counts once for each request. */
const presented = new WeakMap<FastifyRequest, Presented>()

function credentialsOf(request: FastifyRequest, door: Door): Presented {
  const isUnattended = request.headers['x-unattended'] !== undefined
  const credentials = { session: door.portal.jar.sessionOf(request), shown: shownBy(request, door), isUnattended }
  presented.set(request, credentials)
  return credentials
}

function shownBy(request: FastifyRequest, { identity, certificates }: Door): Shown | undefined {
  const { authorization = '', dpop } = request.headers
  const [, scheme, token] = /^(Bearer|DPoP) (\S+)$/i.exec(authorization) ?? []
  if (scheme === undefined || token === undefined) return undefined
  const [path = ''] = request.url.split('?')
  const { api, mutualTls } = identity.openid.places()
  const origins = [api, ...(mutualTls === undefined ? [] : [mutualTls])].map((place) => new URL(place).origin)
  return {
    ...{ scheme: scheme.toLowerCase() === 'dpop' ? 'DPoP' : 'Bearer', token, method: request.method },
    proof: typeof dpop === 'string' ? dpop : undefined,
    addresses: origins.map((origin) => new URL(path, origin).href),
    address: request.caller.address,
    certificate: () => certificates.thumbprintOf(request.raw),
  }
}

/**
 * A browser sends the cookie by itself, so a change made with it must also carry the session's own token. Where there is no
 * session yet, as at sign-in, the browser's own word on which page asks is taken.
 */
function refuseForeignPages(identity: Identity, request: FastifyRequest, session: string | undefined): void {
  if (safeMethods.has(request.method) || request.principal?.via === 'token') return
  const site = request.headers['sec-fetch-site']
  if (site === 'cross-site' || site === 'same-site') throw platformProblems.csrfMismatch()
  if (request.principal === undefined || session === undefined) return
  const header = request.headers['x-csrf-token']
  identity.checkCsrf(session, typeof header === 'string' ? header : undefined)
}

function refuseUnpermitted({ permission }: Guarded, request: FastifyRequest): void {
  const { principal } = request
  if (permission === 'anyone') return
  if (!principal) throw strangerProblem(request)
  if (!can(principal, permission)) {
    throw platformProblems.permissionMissing({
      permission: typeof permission === 'string' ? permission : permission.name,
    })
  }
}
