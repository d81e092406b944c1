import { Type } from 'typebox'
import type { Static } from 'typebox'
import { IdShape, preferredLanguage, route } from '../../platform/index.ts'
import type { CursorSeal, Route } from '../../platform/index.ts'
import {
  AccountRequestBody,
  AccountRequestPage,
  AccountRequestQuery,
  AccountRequestShape,
  DecidedRequestShape,
  DecisionBody,
  requestToWire,
} from './account-request.schema.ts'
import type { AccountRequestInput } from './account-request.ts'
import type { AccountRequests } from './account-request.service.ts'
import { identityPermissions } from '../identity.permissions.ts'
import { linkToWire } from '../link/link.schema.ts'
import { principalOf } from '../request.ts'
import { identityEvents } from '../identity.events.ts'

interface RequestRouteDeps {
  readonly identity: AccountRequests
  readonly cursors: CursorSeal
  /** Where people reach the portal. */
  readonly origin: () => string
}

export function accountRequestRoutes({ identity, cursors, origin }: RequestRouteDeps): Route[] {
  return [list(identity, cursors), ask(identity), withdraw(identity), decide(identity, origin)]
}

function list(identity: AccountRequests, cursors: CursorSeal): Route {
  return route({
    method: 'GET',
    url: '/identity/account-requests',
    operationId: 'identity.listAccountRequests',
    summary: 'What units ask for: of your unit, or of all for those who decide; newest first',
    permission: identityPermissions['account.request'],
    zone: 'dedicated',
    problems: [],
    schema: { querystring: AccountRequestQuery, response: { 200: AccountRequestPage } },
    handler: async (request) => {
      const { state, limit = 50, cursor } = request.query
      const name = JSON.stringify(['account-requests', state])
      const before = cursor === undefined ? undefined : (cursors.open(name, cursor) as string)
      const items = await identity.listRequests(principalOf(request), { state, before, limit })
      const last = items.length === limit ? items.at(-1) : undefined
      return { items: items.map(requestToWire), next: last === undefined ? null : cursors.seal(name, last.id) }
    },
  })
}

function ask(identity: AccountRequests): Route {
  return route({
    method: 'POST',
    url: '/identity/account-requests',
    operationId: 'identity.requestAccount',
    summary: 'Ask for an account of your unit: to issue, change, resume or close it',
    permission: identityPermissions['account.request'],
    zone: 'dedicated',
    problems: [
      ...['identity.foreignUnit', 'identity.organisationNotFound', 'identity.accountNotFound', 'identity.rolesInvalid'],
      ...['identity.rolesMisplaced', 'identity.accountClosed', 'identity.accountNotSuspended', 'identity.requestOpen'],
    ],
    schema: { body: AccountRequestBody, response: { 201: AccountRequestShape } },
    handler: async (request, reply) => {
      const language = preferredLanguage(request.headers['accept-language'])
      const made = await identity.requestAccount(principalOf(request), inputOf(request.body), language)
      return reply.code(201).send(requestToWire(made))
    },
  })
}

function withdraw(identity: AccountRequests): Route {
  return route({
    method: 'POST',
    url: '/identity/account-requests/:id/withdrawal',
    operationId: 'identity.withdrawAccountRequest',
    summary: 'Take back what you asked for, while it waits',
    permission: identityPermissions['account.request'],
    zone: 'dedicated',
    problems: ['identity.requestNotFound', 'identity.requestDecided'],
    schema: { params: Type.Object({ id: IdShape }), response: { 204: Type.Null() } },
    handler: async (request, reply) => {
      await identity.withdrawRequest(principalOf(request), request.params.id)
      return reply.code(204).send()
    },
  })
}

function decide(identity: AccountRequests, origin: () => string): Route {
  return route({
    method: 'POST',
    url: '/identity/account-requests/:id/decision',
    operationId: 'identity.decideAccountRequest',
    summary: 'Approve or refuse what a unit asks for; an approval does it at once',
    permission: identityPermissions['account.decide'],
    stepUp: true,
    signs: [identityEvents['accountRequest.decided']],
    zone: 'administration',
    problems: [
      ...['identity.requestNotFound', 'identity.requestDecided', 'identity.ownRequest', 'identity.decisionMissing'],
      ...['identity.rolesInvalid', 'identity.rolesMisplaced', 'identity.organisationNotFound', 'identity.loginTaken'],
      ...['identity.accountClosed', 'identity.accountNotSuspended'],
    ],
    schema: { params: Type.Object({ id: IdShape }), body: DecisionBody, response: { 200: DecidedRequestShape } },
    handler: async (request, reply) => {
      const { outcome, decision = null, remark = null } = request.body
      const language = preferredLanguage(request.headers['accept-language'])
      const input = { outcome, decision, remark }
      const decided = await identity.decideRequest(principalOf(request), request.params.id, input, language)
      const activation = decided.activation && linkToWire(origin(), decided.activation)
      return reply.header('cache-control', 'no-store').send({ ...requestToWire(decided.request), activation })
    },
  })
}

function inputOf(body: Static<typeof AccountRequestBody>): AccountRequestInput {
  if (!('roles' in body)) return body
  const roles = body.roles.map(({ role, validFrom = null, validTo = null }) => ({ role, validFrom, validTo }))
  return body.kind === 'issue' ? { ...body, roles } : { ...body, name: body.name ?? null, roles }
}
