import { Type } from 'typebox'
import { principalOf } from '../../identity/index.ts'
import { IdShape, isLoopback, route } from '../../platform/index.ts'
import type { CursorSeal, Route } from '../../platform/index.ts'
import { accessEvents } from '../access.events.ts'
import { zonePermissions } from './zone.permissions.ts'
import {
  NetworkBody,
  NetworkList,
  NetworkShape,
  networkToWire,
  RefusalPage,
  RefusalQuery,
  refusalToWire,
} from './zone.schema.ts'
import type { Zones } from './zone.service.ts'

const zone = 'administration'

export function zoneRoutes({ zones, cursors }: { zones: Zones; cursors: CursorSeal }): Route[] {
  return [listRoute(zones), addRoute(zones), removeRoute(zones), refusalsRoute(zones, cursors)]
}

function listRoute(zones: Zones): Route {
  return route({
    method: 'GET',
    url: '/access/networks',
    operationId: 'access.listNetworks',
    summary: 'The networks from which each zone is reached, and where you come from',
    permission: zonePermissions['network.read'],
    ...{ zone, problems: [] },
    schema: { response: { 200: NetworkList } },
    handler: async ({ caller: { address } }) => {
      const items = (await zones.listNetworks()).map(networkToWire)
      return { items, caller: { address, isMachine: isLoopback(address) } }
    },
  })
}

function addRoute(zones: Zones): Route {
  return route({
    method: 'POST',
    url: '/access/networks',
    operationId: 'access.addNetwork',
    summary: 'Let a network reach a zone; it counts at once',
    permission: zonePermissions['network.change'],
    stepUp: true,
    signs: [accessEvents['network.added']],
    zone,
    problems: [
      ...['access.networkInvalid', 'access.networkTaken', 'access.networkOutsideDedicated'],
      'access.networkLocksOut',
    ],
    schema: { body: NetworkBody, response: { 201: NetworkShape } },
    handler: async (request, reply) => {
      const added = await zones.addNetwork(principalOf(request), request.body, request.caller)
      return reply.code(201).send(networkToWire(added))
    },
  })
}

function removeRoute(zones: Zones): Route {
  return route({
    method: 'DELETE',
    url: '/access/networks/:id',
    operationId: 'access.removeNetwork',
    summary: 'Let a network reach a zone no more; it counts at once',
    permission: zonePermissions['network.change'],
    stepUp: true,
    signs: [accessEvents['network.removed']],
    zone,
    problems: ['access.networkNotFound', 'access.networkLocksOut'],
    schema: { params: Type.Object({ id: IdShape }), response: { 204: Type.Null() } },
    handler: async (request, reply) => {
      await zones.removeNetwork(principalOf(request), request.params.id, request.caller)
      return reply.code(204).send()
    },
  })
}

function refusalsRoute(zones: Zones, cursors: CursorSeal): Route {
  return route({
    method: 'GET',
    url: '/access/zone-refusals',
    operationId: 'access.listZoneRefusals',
    summary: 'Requests that came from elsewhere than their zone allows, counted, newest first',
    permission: zonePermissions['zoneRefusal.read'],
    ...{ zone, problems: [] },
    schema: { querystring: RefusalQuery, response: { 200: RefusalPage } },
    handler: async ({ query: { zone: of, cursor, limit = 50 } }) => {
      const name = `zone-refusals ${of ?? ''}`
      const after = cursor === undefined ? undefined : (cursors.open(name, cursor) as { at: string; id: string })
      const rows = await zones.listRefusals({ zone: of, after, limit })
      const last = rows.length === limit ? rows.at(-1) : undefined
      const next = last ? cursors.seal(name, { at: last.lastAt.toISOString(), id: last.id }) : null
      return { items: rows.map(refusalToWire), next }
    },
  })
}
