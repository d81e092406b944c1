import '@fastify/cookie'
import { Type } from 'typebox'
import { route } from '../../platform/index.ts'
import type { Permission, Route } from '../../platform/index.ts'
import { can } from '../principal.ts'
import type { Principal } from '../principal.ts'
import '../request.ts'
import { OpenedSessionShape, SessionShape, sessionToWire, SignInBody } from './session.schema.ts'
import type { Sessions } from './session.service.ts'

export const sessionCookie = 'kho_session'

interface SessionRouteDeps {
  readonly identity: Sessions
  /** All permissions there are, of all modules. */
  readonly permissions: () => readonly Permission[]
  /** Whether people reach the portal by https. */
  readonly secureCookies: boolean
}

export function sessionRoutes({ identity, permissions, secureCookies }: SessionRouteDeps): Route[] {
  const cookie = { path: '/', httpOnly: true, sameSite: 'lax', secure: secureCookies } as const
  const wire = (principal: Principal, session: string | undefined) => {
    const held = permissions().filter((permission) => typeof permission === 'object' && can(principal, permission))
    const names = held.map((permission) => (typeof permission === 'object' ? permission.name : permission))
    return sessionToWire(principal, names, session === undefined ? '' : identity.csrfToken(session))
  }
  return [
    route({
      method: 'GET',
      url: '/identity/session',
      operationId: 'identity.getSession',
      summary: 'Who is signed in, and what they may do',
      permission: 'anyone',
      zone: 'city',
      problems: [],
      schema: { response: { 200: SessionShape } },
      handler: ({ principal, cookies }) => {
        if (!principal) return Promise.resolve({ account: null })
        return Promise.resolve(wire(principal, principal.via === 'session' ? cookies[sessionCookie] : undefined))
      },
    }),
    route({
      method: 'POST',
      url: '/identity/sessions',
      operationId: 'identity.signIn',
      summary: 'Sign in with login and password',
      permission: 'anyone',
      zone: 'city',
      problems: ['identity.signInFailed', 'identity.accountSuspended', 'identity.tooManyAttempts'],
      schema: { body: SignInBody, response: { 201: OpenedSessionShape } },
      handler: async ({ body, ip, id }, reply) => {
        const { session, expiresAt, principal } = await identity.signIn({ ...body, address: ip, requestId: id })
        reply.setCookie(sessionCookie, session, { ...cookie, expires: expiresAt })
        return reply.code(201).send(wire(principal, session))
      },
    }),
    route({
      method: 'DELETE',
      url: '/identity/session',
      operationId: 'identity.signOut',
      summary: 'Sign out',
      permission: 'anyone',
      zone: 'city',
      problems: [],
      schema: { response: { 204: Type.Null() } },
      handler: async ({ cookies }, reply) => {
        const session = cookies[sessionCookie]
        if (session !== undefined) await identity.signOut(session)
        return reply.clearCookie(sessionCookie, cookie).code(204).send()
      },
    }),
  ]
}
