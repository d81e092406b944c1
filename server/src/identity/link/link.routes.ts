import { Type } from 'typebox'
import { IdShape, route } from '../../platform/index.ts'
import type { Route } from '../../platform/index.ts'
import { CreationOptionsShape, OfferedAuthenticatorShape } from '../factor/factor.schema.ts'
import { identityPermissions } from '../identity.permissions.ts'
import { guardedRoles } from '../principal.ts'
import { principalOf } from '../request.ts'
import { createWelcome } from '../session/welcome.routes.ts'
import type { SessionRouteDeps } from '../session/welcome.routes.ts'
import { OpenedSessionShape } from '../session/session.schema.ts'
import { whereOf } from '../session/where.ts'
import { factsToWire, LinkFactsShape, LinkShape, LinkTokenBody, linkToWire, LinkUseBody } from './link.schema.ts'
import type { Links } from './link.service.ts'
import { identityEvents } from '../identity.events.ts'

type LinkRouteDeps = Omit<SessionRouteDeps, 'identity' | 'cursors'> & {
  readonly identity: SessionRouteDeps['identity'] & Links
}

const linkProblems = ['identity.linkUnusable', 'identity.linkWaits', 'identity.linkCodeWrong']

/** A link's token travels in bodies alone: addresses stand in logs. */
export function linkRoutes(deps: LinkRouteDeps): Route[] {
  return [issueRoute(deps), ...offerRoutes(deps), useRoute(deps)]
}

function issueRoute({ identity, portal: { party } }: LinkRouteDeps): Route {
  return route({
    method: 'POST',
    url: '/identity/accounts/:id/links',
    operationId: 'identity.issueLink',
    summary: 'A link with which the person of an account activates it, or sets up anew how to sign in',
    permission: identityPermissions['account.invite'],
    stepUp: true,
    signs: [identityEvents['link.issued']],
    zone: 'administration',
    problems: ['identity.accountNotFound', 'identity.accountSuspended', 'identity.accountClosed', 'identity.ownLink'],
    schema: { params: Type.Object({ id: IdShape }), response: { 201: LinkShape } },
    handler: async (request, reply) => {
      const link = await identity.issueLinkFor(principalOf(request), request.params.id)
      return reply.header('cache-control', 'no-store').code(201).send(linkToWire(party().origin, link))
    },
  })
}

/** What a link is for, and what its bearer is offered. */
function offerRoutes({ identity, portal: { jar, party } }: LinkRouteDeps): Route[] {
  return [
    route({
      method: 'POST',
      url: '/identity/links/facts',
      operationId: 'identity.readLink',
      summary: 'What a one-time link is for',
      permission: 'anyone',
      zone: 'dedicated',
      problems: linkProblems,
      schema: { body: LinkTokenBody, response: { 200: LinkFactsShape } },
      handler: async ({ body }) => {
        const facts = await identity.readLink(body.token)
        return factsToWire(facts, guardedRoles(facts.roles))
      },
    }),
    route({
      method: 'POST',
      url: '/identity/links/passkey-attempts',
      operationId: 'identity.askForPasskeyByLink',
      summary: 'Begin to register a passkey with a one-time link',
      permission: 'anyone',
      zone: 'dedicated',
      problems: linkProblems,
      schema: { body: LinkTokenBody, response: { 201: CreationOptionsShape } },
      handler: async ({ body }, reply) => {
        const { attempt, options } = await identity.askForPasskeyByLink(party(), body.token)
        return jar.setAttempt(reply, attempt).code(201).send(options)
      },
    }),
    route({
      method: 'POST',
      url: '/identity/links/authenticator-offers',
      operationId: 'identity.offerAuthenticatorByLink',
      summary: 'A secret for an authenticator app, with a one-time link',
      permission: 'anyone',
      zone: 'dedicated',
      problems: linkProblems,
      schema: { body: LinkTokenBody, response: { 201: OfferedAuthenticatorShape } },
      handler: async ({ body }, reply) => {
        const offered = await identity.offerAuthenticatorByLink(body.token)
        return reply.header('cache-control', 'no-store').code(201).send(offered)
      },
    }),
  ]
}

function useRoute(deps: LinkRouteDeps): Route {
  const { identity, portal } = deps
  const { jar, party } = portal
  const { welcome, knownDevice } = createWelcome(deps)
  return route({
    method: 'POST',
    url: '/identity/links/uses',
    operationId: 'identity.useLink',
    summary: 'Use a one-time link: set up how to sign in, and be signed in',
    permission: 'anyone',
    zone: 'dedicated',
    problems: [
      ...linkProblems,
      'identity.passkeyRefused',
      'identity.attemptOver',
      'identity.passwordTooShort',
      'identity.passwordCommon',
      'identity.codeWrong',
    ],
    schema: { body: LinkUseBody, response: { 201: OpenedSessionShape } },
    handler: async (request, reply) => {
      const { token, ...use } = request.body
      const device = knownDevice(request)
      const by = { where: whereOf(request), knownDevice: device, requestId: request.id }
      const opened = await identity.useLink(party(), token, { ...use, attempt: jar.attemptOf(request), ...by })
      return welcome(request, reply, opened, device)
    },
  })
}
