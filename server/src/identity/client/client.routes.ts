import { preferredLanguage, route } from '../../platform/index.ts'
import type { CursorSeal, Route } from '../../platform/index.ts'
import { identityPermissions } from '../identity.permissions.ts'
import { principalOf } from '../request.ts'
import {
  ClientBody,
  ClientPage,
  ClientParams,
  ClientQuery,
  ClientShape,
  clientToWire,
  DecisionBody,
  KeysBody,
  ReasonBody,
} from './client.schema.ts'
import type { Clients } from './client.service.ts'
import { identityEvents } from '../identity.events.ts'

interface ClientRouteDeps {
  readonly identity: Clients
  readonly cursors: CursorSeal
}

export function clientRoutes(deps: ClientRouteDeps): Route[] {
  return [...askRoutes(deps), ...decisionRoutes(deps), ...lifeRoutes(deps)]
}

function askRoutes({ identity, cursors }: ClientRouteDeps): Route[] {
  return [
    route({
      method: 'GET',
      url: '/identity/clients',
      operationId: 'identity.listClients',
      summary: 'Systems and portals: those of your unit; the coordinator sees all',
      permission: identityPermissions['client.read'],
      zone: 'dedicated',
      problems: ['platform.invalidCursor'],
      schema: { querystring: ClientQuery, response: { 200: ClientPage } },
      handler: async (request) => {
        const { state, unit, cursor, limit = 50 } = request.query
        const about = `clients ${state ?? ''} ${unit ?? ''}`
        const after = cursor === undefined ? undefined : cursors.open(about, cursor)
        const filter = { state, unit, after: after as string | undefined, limit: limit + 1 }
        const found = await identity.listClients(principalOf(request), filter)
        const items = found.slice(0, limit)
        const next = found.length > limit ? cursors.seal(about, items.at(-1)?.code ?? '') : null
        return { items: items.map(clientToWire), next }
      },
    }),
    route({
      method: 'GET',
      url: '/identity/clients/:code',
      operationId: 'identity.getClient',
      summary: 'One system or portal, with its keys',
      permission: identityPermissions['client.read'],
      zone: 'dedicated',
      problems: ['identity.clientNotFound'],
      schema: { params: ClientParams, response: { 200: ClientShape } },
      handler: async (request) => clientToWire(await identity.getClient(principalOf(request), request.params.code)),
    }),
    route({
      method: 'POST',
      url: '/identity/clients',
      operationId: 'identity.requestClient',
      summary: 'Ask for a system or portal of your unit to be registered',
      permission: identityPermissions['client.request'],
      zone: 'dedicated',
      problems: [
        'identity.clientInvalid',
        'identity.clientKeyUnfit',
        'identity.clientCodeTaken',
        'identity.personNeeded',
      ],
      schema: { body: ClientBody, response: { 201: ClientShape } },
      handler: async (request, reply) => {
        const { roles = [], redirectUris = [], keys = [], certificates = [], ...rest } = request.body
        const input = { ...rest, roles, redirectUris, keys, certificates }
        const language = preferredLanguage(request.headers['accept-language'])
        const client = await identity.requestClient(principalOf(request), input, language)
        return reply.code(201).send(clientToWire(client))
      },
    }),
  ]
}

function decisionRoutes({ identity }: ClientRouteDeps): Route[] {
  return [
    route({
      method: 'POST',
      url: '/identity/clients/:code/registration',
      operationId: 'identity.registerClient',
      summary: 'Put a requested client in force, by the document that approves it',
      permission: identityPermissions['client.register'],
      stepUp: true,
      signs: [identityEvents['client.registered']],
      zone: 'administration',
      problems: [
        'identity.clientNotFound',
        'identity.clientStateChanged',
        'identity.personNeeded',
        'identity.ownClientRequest',
        'identity.clientCodeTaken',
      ],
      schema: { params: ClientParams, body: DecisionBody, response: { 200: ClientShape } },
      handler: async (request) => {
        const { params, body } = request
        return clientToWire(await identity.registerClient(principalOf(request), params.code, body.document))
      },
    }),
    route({
      method: 'POST',
      url: '/identity/clients/:code/refusal',
      operationId: 'identity.refuseClient',
      summary: 'Refuse a requested client, and say why',
      permission: identityPermissions['client.register'],
      zone: 'administration',
      problems: [
        'identity.clientNotFound',
        'identity.clientStateChanged',
        'identity.personNeeded',
        'identity.ownClientRequest',
      ],
      schema: { params: ClientParams, body: ReasonBody, response: { 200: ClientShape } },
      handler: async (request) => {
        const { params, body } = request
        return clientToWire(await identity.refuseClient(principalOf(request), params.code, body.reason))
      },
    }),
  ]
}

function lifeRoutes({ identity }: ClientRouteDeps): Route[] {
  return [
    route({
      method: 'POST',
      url: '/identity/clients/:code/keys',
      operationId: 'identity.changeClientKeys',
      summary: 'Give a client other keys or certificates; those before count for some more hours',
      permission: identityPermissions['client.request'],
      stepUp: true,
      signs: [identityEvents['client.keysChanged']],
      zone: 'dedicated',
      problems: [
        'identity.clientNotFound',
        'identity.clientStateChanged',
        'identity.personNeeded',
        'identity.clientKeyUnfit',
      ],
      schema: { params: ClientParams, body: KeysBody, response: { 200: ClientShape } },
      handler: async (request) => {
        const { keys = [], certificates = [], overlapHours = 24 } = request.body
        const change = { keys, certificates, overlapHours }
        return clientToWire(await identity.changeClientKeys(principalOf(request), request.params.code, change))
      },
    }),
    route({
      method: 'POST',
      url: '/identity/clients/:code/suspension',
      operationId: 'identity.suspendClient',
      summary: 'Suspend a client; its tokens end at once. Its own unit may do so, too',
      permission: identityPermissions['client.request'],
      stepUp: true,
      signs: [identityEvents['client.suspended']],
      zone: 'dedicated',
      problems: ['identity.clientNotFound', 'identity.clientStateChanged', 'identity.personNeeded'],
      schema: { params: ClientParams, body: ReasonBody, response: { 200: ClientShape } },
      handler: async (request) => {
        const { params, body } = request
        return clientToWire(await identity.suspendClient(principalOf(request), params.code, body.reason))
      },
    }),
    route({
      method: 'POST',
      url: '/identity/clients/:code/resumption',
      operationId: 'identity.resumeClient',
      summary: 'Put a suspended client in force again',
      permission: identityPermissions['client.register'],
      stepUp: true,
      signs: [identityEvents['client.resumed']],
      zone: 'administration',
      problems: ['identity.clientNotFound', 'identity.clientStateChanged', 'identity.personNeeded'],
      schema: { params: ClientParams, body: DecisionBody, response: { 200: ClientShape } },
      handler: async (request) => {
        const { params, body } = request
        return clientToWire(await identity.resumeClient(principalOf(request), params.code, body.document))
      },
    }),
  ]
}
