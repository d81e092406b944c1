import { Type } from 'typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { IdShape, ProblemError, route } from '../../platform/index.ts'
import type { Route } from '../../platform/index.ts'
import { identityPermissions } from '../identity.permissions.ts'
import type { OpenId } from '../openid/openid.ts'
import { principalOf } from '../request.ts'
import { createWelcome } from '../session/welcome.routes.ts'
import type { SessionRouteDeps } from '../session/welcome.routes.ts'
import { whereOf } from '../session/where.ts'
import {
  BeginQuery,
  OutsideLinkBody,
  OutsideLinkCreated,
  OutsideLinkList,
  OutsideLinkParams,
  outsideLinkToWire,
  ReturnQuery,
  SignInWaysShape,
} from './outside.schema.ts'
import type { OutsideOutcome, OutsideSignIns } from './outside.service.ts'
import { identityEvents } from '../identity.events.ts'

type OutsideRouteDeps = Omit<SessionRouteDeps, 'identity' | 'cursors'> & {
  readonly identity: SessionRouteDeps['identity'] & OutsideSignIns & { readonly openid: Pick<OpenId, 'places'> }
}

const place = '/identity/outside-sign-ins'

export function outsideRoutes(deps: OutsideRouteDeps): Route[] {
  return [
    waysRoute(deps),
    beginRoute(deps),
    returnRoute(deps),
    listRoute(deps),
    linkRoute(deps),
    confirmRoute(deps),
    unlinkRoute(deps),
  ]
}

function waysRoute({ identity }: OutsideRouteDeps): Route {
  return route({
    method: 'GET',
    url: '/identity/sign-in-ways',
    operationId: 'identity.getSignInWays',
    summary: 'Who else signs people in here',
    permission: 'anyone',
    zone: 'dedicated',
    problems: [],
    schema: { response: { 200: SignInWaysShape } },
    handler: () => {
      const name = identity.outsideName
      return Promise.resolve({ outside: name === undefined ? null : { name } })
    },
  })
}

function beginRoute({ identity, portal: { jar } }: OutsideRouteDeps): Route {
  return route({
    method: 'GET',
    url: place,
    operationId: 'identity.beginOutside',
    summary: 'Where a browser is sent to the provider outside to sign in',
    permission: 'anyone',
    zone: 'dedicated',
    problems: ['identity.outsideAbsent', 'identity.outsideUnreachable'],
    schema: { querystring: BeginQuery, response: { 303: Type.Null() } },
    handler: (request, reply) =>
      orTold(reply, async () => {
        const { address, attempt } = await identity.beginOutside(redirectUri(identity), request.query.to ?? '/')
        return jar.setOutside(reply, attempt).redirect(address, 303)
      }),
  })
}

function returnRoute(deps: OutsideRouteDeps): Route {
  const { identity, portal } = deps
  const { jar } = portal
  const { admit, knownDevice } = createWelcome(deps)
  const finish = (request: FastifyRequest, device: string): Promise<OutsideOutcome> => {
    const [, query = ''] = request.url.split(/\?(.*)/s)
    const address = new URL(`${redirectUri(identity)}?${query}`)
    const by = { where: whereOf(request), knownDevice: device, requestId: request.id }
    return identity.signInOutside({ address, attempt: jar.outsideOf(request), ...by })
  }
  return route({
    method: 'GET',
    url: `${place}/return`,
    operationId: 'identity.returnFromOutside',
    summary: 'Where the provider outside sends a browser back to',
    permission: 'anyone',
    zone: 'dedicated',
    problems: ['identity.outsideAbsent', 'identity.outsideUnreachable'],
    schema: { querystring: ReturnQuery, response: { 303: Type.Null() } },
    handler: (request, reply) => {
      jar.clearOutside(reply)
      return orTold(reply, async () => {
        const device = knownDevice(request)
        const outcome = await finish(request, device)
        // What follows the `#` stands in no log: the person is told their own name there, to give it to a coordinator.
        const to = `to=${encodeURIComponent(outcome.to)}`
        if ('unknown' in outcome) return tell(reply, `outside=unknown&${to}#${encodeURIComponent(outcome.unknown)}`)
        await admit(request, reply, outcome.opened, device)
        return tell(reply, to)
      })
    },
  })
}

/** A browser that comes by itself is shown a page, not a problem: the sign-in page says what went wrong. */
const told: Readonly<Record<string, string>> = {
  'identity.outsideAbsent': 'absent',
  'identity.outsideUnreachable': 'unreachable',
  'identity.outsideRefused': 'refused',
  'identity.outsideAttemptOver': 'over',
  'identity.accountSuspended': 'suspended',
}

async function orTold(reply: FastifyReply, work: () => Promise<FastifyReply>): Promise<FastifyReply> {
  try {
    return await work()
  } catch (error) {
    const word = error instanceof ProblemError ? told[error.code] : undefined
    if (word === undefined) throw error
    return tell(reply, `outside=${word}`)
  }
}

function tell(reply: FastifyReply, what: string): FastifyReply {
  return reply.header('cache-control', 'no-store').redirect(`/sign-in?${what}`, 303)
}

function redirectUri({ openid }: OutsideRouteDeps['identity']): string {
  return `${openid.places().api}${place}/return`
}

const AccountParams = Type.Object({ id: IdShape })

function listRoute({ identity }: OutsideRouteDeps): Route {
  return route({
    method: 'GET',
    url: '/identity/accounts/:id/outside-links',
    operationId: 'identity.listOutsideLinks',
    summary: 'By whom of the provider outside an account is signed in',
    permission: identityPermissions['account.read'],
    zone: 'administration',
    problems: [],
    schema: { params: AccountParams, response: { 200: OutsideLinkList } },
    handler: async ({ params }) => ({ items: (await identity.listOutsideLinks(params.id)).map(outsideLinkToWire) }),
  })
}

function linkRoute({ identity }: OutsideRouteDeps): Route {
  return route({
    method: 'POST',
    url: '/identity/accounts/:id/outside-links',
    operationId: 'identity.linkOutside',
    summary: 'Say who a person of the provider outside is here',
    permission: identityPermissions['account.invite'],
    stepUp: true,
    signs: [identityEvents['outsideLink.made']],
    zone: 'administration',
    problems: [
      ...['identity.outsideAbsent', 'identity.outsideLinkTaken', 'identity.ownOutsideLink'],
      ...['identity.accountNotFound', 'identity.accountClosed'],
    ],
    schema: { params: AccountParams, body: OutsideLinkBody, response: { 201: OutsideLinkCreated } },
    handler: async (request, reply) => {
      const { params, body } = request
      const link = await identity.linkOutside(principalOf(request), params.id, body.subject)
      return reply.code(201).send(outsideLinkToWire(link))
    },
  })
}

function confirmRoute({ identity }: OutsideRouteDeps): Route {
  return route({
    method: 'POST',
    url: '/identity/accounts/:id/outside-links/:link/confirmation',
    operationId: 'identity.confirmOutsideLink',
    summary: 'Say the same of a link that somebody else made: sign-ins by it may hold guarded roles from then on',
    permission: identityPermissions['account.release'],
    stepUp: true,
    signs: [identityEvents['outsideLink.confirmed']],
    zone: 'administration',
    problems: [
      ...['identity.outsideAbsent', 'identity.outsideLinkNotFound', 'identity.ownOutsideLink'],
      ...['identity.accountNotFound', 'identity.accountClosed'],
    ],
    schema: { params: OutsideLinkParams, body: OutsideLinkBody, response: { 204: Type.Null() } },
    handler: async (request, reply) => {
      const { params, body } = request
      await identity.confirmOutside(principalOf(request), params.id, params.link, body.subject)
      return reply.code(204).send()
    },
  })
}

function unlinkRoute({ identity }: OutsideRouteDeps): Route {
  return route({
    method: 'DELETE',
    url: '/identity/accounts/:id/outside-links/:link',
    operationId: 'identity.unlinkOutside',
    summary: 'A person of the provider outside signs in as this account no more; what they opened ends',
    permission: identityPermissions['account.invite'],
    stepUp: true,
    signs: [identityEvents['outsideLink.ended']],
    zone: 'administration',
    problems: ['identity.outsideLinkNotFound', 'identity.ownOutsideLink', 'identity.accountNotFound'],
    schema: { params: OutsideLinkParams, response: { 204: Type.Null() } },
    handler: async (request, reply) => {
      await identity.unlinkOutside(principalOf(request), request.params.id, request.params.link)
      return reply.code(204).send()
    },
  })
}
