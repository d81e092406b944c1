import { Type } from 'typebox'
import { IdShape, route } from '../../platform/index.ts'
import type { Route } from '../../platform/index.ts'
import { principalOf } from '../request.ts'
import {
  OpenSessionList,
  openSessionToWire,
  SessionShape,
  SignInPage,
  SignInQuery,
  signInToWire,
} from './session.schema.ts'
import { createWelcome } from './welcome.routes.ts'
import type { SessionRouteDeps } from './welcome.routes.ts'

export function sessionRoutes(deps: SessionRouteDeps): Route[] {
  return [...ownSessionRoutes(deps), ...openSessionRoutes(deps), historyRoute(deps)]
}

function ownSessionRoutes(deps: SessionRouteDeps): Route[] {
  const { identity } = deps
  const { jar } = deps.portal
  const { wire } = createWelcome(deps)
  return [
    route({
      method: 'GET',
      url: '/identity/session',
      operationId: 'identity.getSession',
      summary: 'Who is signed in, and what they may do',
      permission: 'anyone',
      zone: 'dedicated',
      problems: [],
      schema: { response: { 200: SessionShape } },
      handler: (request) => {
        const { principal } = request
        if (!principal) return Promise.resolve({ account: null })
        return Promise.resolve(wire(principal, principal.via === 'session' ? jar.sessionOf(request) : undefined))
      },
    }),
    route({
      method: 'DELETE',
      url: '/identity/session',
      operationId: 'identity.signOut',
      summary: 'Sign out',
      permission: 'anyone',
      zone: 'dedicated',
      problems: [],
      schema: { response: { 204: Type.Null() } },
      handler: async (request, reply) => {
        const session = jar.sessionOf(request)
        if (session !== undefined) await identity.signOut(session)
        return jar.clearSession(reply).code(204).send()
      },
    }),
  ]
}

/** Where the account is signed in. */
function openSessionRoutes({ identity, portal: { jar } }: SessionRouteDeps): Route[] {
  return [
    route({
      method: 'GET',
      url: '/identity/sessions',
      operationId: 'identity.listSessions',
      summary: 'Where your account is signed in',
      permission: 'account',
      zone: 'dedicated',
      problems: [],
      schema: { response: { 200: OpenSessionList } },
      handler: async (request) => {
        const { accountId, proof } = principalOf(request)
        const sessions = await identity.listSessions(accountId)
        return { items: sessions.map((session) => openSessionToWire(session, proof?.session)) }
      },
    }),
    route({
      method: 'DELETE',
      url: '/identity/sessions/:id',
      operationId: 'identity.endSession',
      summary: 'End one of your sessions',
      permission: 'account',
      zone: 'dedicated',
      problems: ['identity.sessionNotFound'],
      schema: { params: Type.Object({ id: IdShape }), response: { 204: Type.Null() } },
      handler: async (request, reply) => {
        await identity.endSession(principalOf(request), request.params.id)
        return reply.code(204).send()
      },
    }),
    route({
      method: 'DELETE',
      url: '/identity/sessions',
      operationId: 'identity.signOutEverywhere',
      summary: 'End all your sessions, this one too, and forget the browsers you signed in from',
      permission: 'account',
      zone: 'dedicated',
      problems: [],
      schema: { response: { 204: Type.Null() } },
      handler: async (request, reply) => {
        await identity.signOutEverywhere(principalOf(request))
        jar.clearDevice(jar.clearSession(reply))
        return reply.code(204).send()
      },
    }),
  ]
}

function historyRoute({ identity, cursors }: SessionRouteDeps): Route {
  return route({
    method: 'GET',
    url: '/identity/sign-ins',
    operationId: 'identity.listSignIns',
    summary: 'When and how somebody signed in to your account, or tried to',
    permission: 'account',
    zone: 'dedicated',
    problems: [],
    schema: { querystring: SignInQuery, response: { 200: SignInPage } },
    handler: async (request) => {
      const { limit = 50, cursor } = request.query
      const after = cursor === undefined ? undefined : (cursors.open('sign-ins', cursor) as string)
      const items = await identity.listSignIns(principalOf(request).accountId, { after, limit })
      const last = items.length === limit ? items.at(-1) : undefined
      return { items: items.map(signInToWire), next: last === undefined ? null : cursors.seal('sign-ins', last.id) }
    },
  })
}
