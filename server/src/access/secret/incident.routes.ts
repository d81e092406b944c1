import { Type } from 'typebox'
import type { Catalogue } from '../../catalogue/index.ts'
import { principalOf } from '../../identity/index.ts'
import type { Principal } from '../../identity/index.ts'
import { IdShape, route } from '../../platform/index.ts'
import type { CursorSeal, Route } from '../../platform/index.ts'
import { accessEvents } from '../access.events.ts'
import { accessPermissions } from '../access.permissions.ts'
import {
  HandlingBody,
  IncidentPage,
  IncidentQuery,
  IncidentShape,
  incidentToWire,
  listedToWire,
  ReleaseBody,
  ReleaseRequestBody,
} from './incident.schema.ts'
import type { Incidents, SeenIncident } from './incident.service.ts'

export interface IncidentRouteDeps {
  readonly incidents: Incidents
  readonly catalogue: Catalogue
  readonly cursors: CursorSeal
}

const IncidentParams = Type.Object({ id: IdShape })
const decisionProblems = [
  'access.incidentNotFound',
  'access.incidentClosed',
  'access.incidentNotSealed',
  'access.ownFile',
]

/** Files that bear marks of state secrets, and what officers decide about them (Điều 1.2). */
export function incidentRoutes(deps: IncidentRouteDeps): Route[] {
  return [listIncidents(deps), getIncident(deps), askRelease(deps), decideRelease(deps), handle(deps)]
}

const toWire = async ({ catalogue }: IncidentRouteDeps, incident: SeenIncident, reader: Principal) =>
  incidentToWire(incident, await catalogue.getDataset(incident.datasetCode), reader)

function listIncidents({ incidents, catalogue, cursors }: IncidentRouteDeps): Route {
  return route({
    method: 'GET',
    url: '/access/incidents',
    operationId: 'access.listIncidents',
    summary: 'Files stopped for a mark of state secrets, newest first: of all units for who oversees, else of your own',
    permission: accessPermissions['incident.read'],
    zone: 'dedicated',
    problems: [],
    schema: { querystring: IncidentQuery, response: { 200: IncidentPage } },
    handler: async (request) => {
      const { state, cursor, limit = 50 } = request.query
      const name = JSON.stringify(['incidents', state ?? null])
      const position = cursor === undefined ? undefined : cursors.open(name, cursor)
      const before = typeof position === 'string' ? position : undefined
      const rows = await incidents.list(principalOf(request), { state, before, limit })
      const last = rows.length === limit ? rows.at(-1) : undefined
      const named = async (code: string) => catalogue.getDataset(code)
      const items = await Promise.all(rows.map(async (row) => listedToWire(row, await named(row.datasetCode))))
      return { items, next: last === undefined ? null : cursors.seal(name, last.id) }
    },
  })
}

function getIncident(deps: IncidentRouteDeps): Route {
  return route({
    method: 'GET',
    url: '/access/incidents/:id',
    operationId: 'access.getIncident',
    summary: 'One incident with all that was done about it',
    permission: accessPermissions['incident.read'],
    zone: 'dedicated',
    problems: ['access.incidentNotFound'],
    schema: { params: IncidentParams, response: { 200: IncidentShape } },
    handler: async (request) => {
      const reader = principalOf(request)
      return toWire(deps, await deps.incidents.get(reader, request.params.id), reader)
    },
  })
}

function askRelease(deps: IncidentRouteDeps): Route {
  return route({
    method: 'POST',
    url: '/access/incidents/:id/release-request',
    operationId: 'access.askRelease',
    summary: 'Ask that a stopped file be released as a false alarm, with reasons; another person confirms it',
    permission: accessPermissions['incident.askRelease'],
    stepUp: true,
    signs: [accessEvents['incident.releaseAsked']],
    zone: 'dedicated',
    problems: [...decisionProblems, 'access.incidentNotOpen'],
    schema: { params: IncidentParams, body: ReleaseRequestBody, response: { 200: IncidentShape } },
    handler: async (request) => {
      const officer = principalOf(request)
      const { reason } = request.body
      return toWire(deps, await deps.incidents.askRelease(officer, request.params.id, reason), officer)
    },
  })
}

function decideRelease(deps: IncidentRouteDeps): Route {
  return route({
    method: 'POST',
    url: '/access/incidents/:id/release',
    operationId: 'access.decideRelease',
    summary: 'Confirm or refuse, as a second person, that a stopped file is released',
    permission: accessPermissions['incident.release'],
    stepUp: true,
    signs: [accessEvents['incident.released'], accessEvents['incident.releaseRefused']],
    zone: 'dedicated',
    problems: [...decisionProblems, 'access.releaseNotAsked', 'access.ownRelease'],
    schema: { params: IncidentParams, body: ReleaseBody, response: { 200: IncidentShape } },
    handler: async (request) => {
      const officer = principalOf(request)
      return toWire(deps, await deps.incidents.decideRelease(officer, request.params.id, request.body), officer)
    },
  })
}

function handle(deps: IncidentRouteDeps): Route {
  return route({
    method: 'POST',
    url: '/access/incidents/:id/handling',
    operationId: 'access.handleIncident',
    summary: 'Close an incident by an instrument: the file is a state secret, and nothing of it is kept here',
    permission: accessPermissions['incident.handle'],
    stepUp: true,
    signs: [accessEvents['incident.handled']],
    zone: 'dedicated',
    problems: [...decisionProblems, 'law.instrumentNotInForce', 'law.instrumentNotFound'],
    schema: { params: IncidentParams, body: HandlingBody, response: { 200: IncidentShape } },
    handler: async (request) => {
      const officer = principalOf(request)
      return toWire(deps, await deps.incidents.handle(officer, request.params.id, request.body), officer)
    },
  })
}
