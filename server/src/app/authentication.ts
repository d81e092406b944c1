import type { FastifyRequest } from 'fastify'
import { can, strangerProblem } from '../identity/index.ts'
import type { CookieJar, Identity, Principal } from '../identity/index.ts'
import { platformProblems } from '../platform/index.ts'
import type { Route } from '../platform/index.ts'

/** What of a route says who may call it. */
type Guarded = Pick<Route, 'permission' | 'checksAuthority' | 'stepUp'>

/** Who knows callers, and in which cookies browsers carry what they are known by. */
export interface Door {
  readonly identity: Identity
  readonly jar: CookieJar
}

const safeMethods = new Set(['GET', 'HEAD'])

/** Finds out who calls and refuses who may not, before the body is read. */
export async function authenticate({ identity, jar }: Door, route: Guarded, request: FastifyRequest): Promise<void> {
  const { session, bearer } = credentialsOf(jar, request)
  const kept =
    route.checksAuthority && bearer !== undefined ? identity.authenticateCached(bearer, request.id) : undefined
  request.principal = kept ?? (await identity.authenticate({ session, bearer, requestId: request.id }))
  refuseForeignPages(identity, request, session)
  refuseUnpermitted(route, request)
  if (route.stepUp && request.principal) await identity.requireProof(request.principal)
}

/** Authenticates the request with the rights of now; used when a read noticed that rights have changed. */
export async function authenticateAgain(
  { identity, jar }: Door,
  request: FastifyRequest,
): Promise<Principal | undefined> {
  request.principal = await identity.authenticate({ ...credentialsOf(jar, request), requestId: request.id })
  return request.principal
}

function credentialsOf(jar: CookieJar, request: FastifyRequest) {
  const [, bearer] = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '') ?? []
  return { session: jar.sessionOf(request), bearer }
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
