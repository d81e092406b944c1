import { Type } from 'typebox'
import { IdShape, route } from '../../platform/index.ts'
import type { Route } from '../../platform/index.ts'
import { identityPermissions } from '../identity.permissions.ts'
import { principalOf } from '../request.ts'
import {
  FocalPointBody,
  FocalPointEndBody,
  FocalPointGapList,
  FocalPointList,
  FocalPointShape,
} from './focal-point.schema.ts'
import type { FocalPoints } from './focal-point.service.ts'

const Params = Type.Object({ id: IdShape })

export function focalPointRoutes({ identity }: { identity: FocalPoints }): Route[] {
  return [
    route({
      method: 'GET',
      url: '/identity/organisations/:id/focal-points',
      operationId: 'identity.listFocalPoints',
      summary: 'Who answers for a unit, now, before and later, newest first',
      permission: 'account',
      zone: 'dedicated',
      problems: [],
      schema: { params: Params, response: { 200: FocalPointList } },
      handler: async ({ params }) => ({ items: await identity.listFocalPoints(params.id) }),
    }),
    route({
      method: 'POST',
      url: '/identity/organisations/:id/focal-points',
      operationId: 'identity.assignFocalPoint',
      summary: 'Name the focal point of a unit from a day on; the one before ends there',
      permission: identityPermissions['focalPoint.assign'],
      stepUp: true,
      zone: 'dedicated',
      problems: [
        ...['identity.organisationNotFound', 'identity.organisationEnded', 'identity.focalPointTaken'],
        ...['identity.focalPointStranger', 'identity.focalPointPeriod'],
      ],
      schema: { params: Params, body: FocalPointBody, response: { 201: FocalPointShape } },
      handler: async (request, reply) => {
        const { validTo = null, ...input } = request.body
        const assigned = { ...input, validTo, unit: request.params.id }
        return reply.code(201).send(await identity.assignFocalPoint(principalOf(request), assigned))
      },
    }),
    route({
      method: 'POST',
      url: '/identity/focal-points/:id/end',
      operationId: 'identity.endFocalPoint',
      summary: 'End a focal point with nobody to follow',
      permission: identityPermissions['focalPoint.assign'],
      stepUp: true,
      zone: 'dedicated',
      problems: ['identity.focalPointNotFound', 'identity.focalPointPeriod'],
      schema: { params: Params, body: FocalPointEndBody, response: { 200: FocalPointShape } },
      handler: (request) => identity.endFocalPoint(principalOf(request), request.params.id, request.body.on),
    }),
    route({
      method: 'GET',
      url: '/identity/focal-points/gaps',
      operationId: 'identity.listFocalPointGaps',
      summary: 'Units without a focal point they need, now or within thirty days',
      permission: 'account',
      zone: 'dedicated',
      problems: [],
      schema: {
        querystring: Type.Object({ unit: Type.Optional(IdShape) }),
        response: { 200: FocalPointGapList },
      },
      handler: async ({ query }) => ({ items: await identity.listFocalPointGaps(query.unit) }),
    }),
  ]
}
