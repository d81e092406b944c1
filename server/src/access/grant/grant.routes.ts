import { Type } from 'typebox'
import { principalOf } from '../../identity/index.ts'
import { preferredLanguage, route, sendDocument } from '../../platform/index.ts'
import type { Clock, Route } from '../../platform/index.ts'
import { accessPermissions } from '../access.permissions.ts'
import { grantAnnex } from './grant-annex.ts'
import { GrantPage, GrantParams, GrantQuery, GrantReasonBody, GrantShape, grantToWire } from './grant.schema.ts'
import type { Grants } from './grant.service.ts'
import { writtenNumber } from '../written-number.ts'

export interface GrantRouteDeps {
  readonly grants: Grants
  readonly clock: Clock
}

export function grantRoutes(deps: GrantRouteDeps): Route[] {
  return [...readingRoutes(deps), ...actRoutes(deps)]
}

function readingRoutes({ grants, clock }: GrantRouteDeps): Route[] {
  return [
    route({
      method: 'GET',
      url: '/access/grants',
      operationId: 'access.listGrants',
      summary: 'Grants: those a unit uses and those over its data; newest first',
      permission: accessPermissions['grant.read'],
      zone: 'dedicated',
      problems: [],
      schema: { querystring: GrantQuery, response: { 200: GrantPage } },
      handler: async (request) => {
        const { dataset, before, limit = 50 } = request.query
        const found = await grants.listGrants(principalOf(request), { dataset, before, limit: limit + 1 })
        const items = found.slice(0, limit)
        const next = found.length > limit ? (items.at(-1)?.id ?? null) : null
        return { items: items.map((each) => grantToWire(each, clock.now())), next }
      },
    }),
    route({
      method: 'GET',
      url: '/access/grants/:id',
      operationId: 'access.getGrant',
      summary: 'One grant: fields, rows, channels, volume, period, and the consent it rests on',
      permission: accessPermissions['grant.read'],
      zone: 'dedicated',
      problems: ['access.grantNotFound'],
      schema: { params: GrantParams, response: { 200: GrantShape } },
      handler: async (request) =>
        grantToWire(await grants.getGrant(principalOf(request), request.params.id), clock.now()),
    }),
    route({
      method: 'GET',
      url: '/access/grants/:id/annex',
      operationId: 'access.getGrantAnnex',
      summary: 'The annex to the consent, as a document to be printed and filed',
      permission: accessPermissions['grant.read'],
      zone: 'dedicated',
      problems: ['access.grantNotFound'],
      schema: { params: GrantParams, response: { 200: Type.String({ description: 'DOCX' }) } },
      handler: async (request, reply) => {
        const grant = await grants.getGrant(principalOf(request), request.params.id)
        const document = await grantAnnex(grant, preferredLanguage(request.headers['accept-language']))
        return sendDocument(reply, `phu-luc-${writtenNumber(grant).replace('/', '-')}`, document)
      },
    }),
  ]
}

function actRoutes({ grants, clock }: GrantRouteDeps): Route[] {
  const act = (
    name: 'hold' | 'release' | 'revocation',
    told: Pick<Route, 'operationId' | 'summary' | 'permission' | 'problems'> & {
      readonly stepUp?: true
    },
    work: Grants['holdGrant'],
  ): Route =>
    route({
      ...told,
      method: 'POST',
      url: `/access/grants/:id/${name}`,
      zone: 'dedicated',
      schema: { params: GrantParams, body: GrantReasonBody, response: { 200: GrantShape } },
      handler: async (request) =>
        grantToWire(await work(principalOf(request), request.params.id, request.body.reason), clock.now()),
    })
  const problems = ['access.grantNotFound', 'access.grantOver'] as const
  return [
    act(
      'hold',
      {
        operationId: 'access.holdGrant',
        summary: 'Hold a grant back, as a party to it: the next request under it is refused',
        permission: accessPermissions['grant.hold'],
        problems: [...problems, 'access.grantForeign', 'access.grantHeldAlready'],
      },
      (...given) => grants.holdGrant(...given),
    ),
    act(
      'release',
      {
        operationId: 'access.letGrantGo',
        summary: 'Let a grant go that the same party held back',
        permission: accessPermissions['grant.hold'],
        problems: [...problems, 'access.grantForeign', 'access.grantNotHeld'],
      },
      (...given) => grants.letGrantGo(...given),
    ),
    act(
      'revocation',
      {
        operationId: 'access.revokeGrant',
        summary: 'Revoke a grant at once, for good',
        permission: accessPermissions['grant.decide'],
        stepUp: true,
        problems,
      },
      (...given) => grants.revokeGrant(...given),
    ),
  ]
}
