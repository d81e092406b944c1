import { principalOf } from '../../identity/index.ts'
import { route } from '../../platform/index.ts'
import type { Route } from '../../platform/index.ts'
import { accessPermissions } from '../access.permissions.ts'
import {
  PurposeBody,
  PurposeList,
  PurposeParams,
  PurposeRetirementBody,
  PurposeShape,
  purposeToWire,
} from './purpose.schema.ts'
import type { Purposes } from './purpose.service.ts'

export function purposeRoutes({ purposes }: { purposes: Purposes }): Route[] {
  return [
    route({
      method: 'GET',
      url: '/access/purposes',
      operationId: 'access.listPurposes',
      summary: 'The register of purposes that data may be used for',
      permission: 'account',
      zone: 'dedicated',
      problems: [],
      schema: { response: { 200: PurposeList } },
      handler: async () => ({ items: (await purposes.listPurposes()).map(purposeToWire) }),
    }),
    route({
      method: 'POST',
      url: '/access/purposes',
      operationId: 'access.registerPurpose',
      summary: 'Register a purpose, with its legal basis and the functions of units that it serves',
      permission: accessPermissions['purpose.register'],
      stepUp: true,
      zone: 'dedicated',
      problems: ['access.purposeExists', 'access.purposeFunctionUnknown', 'access.purposeNotOfficial'],
      schema: { body: PurposeBody, response: { 201: PurposeShape } },
      handler: async (request, reply) =>
        reply.code(201).send(purposeToWire(await purposes.registerPurpose(principalOf(request), request.body))),
    }),
    route({
      method: 'POST',
      url: '/access/purposes/:code/retirement',
      operationId: 'access.retirePurpose',
      summary: 'Retire a purpose: it can be named no more',
      permission: accessPermissions['purpose.register'],
      stepUp: true,
      zone: 'dedicated',
      problems: ['access.purposeNotFound', 'access.purposeRetired'],
      schema: { params: PurposeParams, body: PurposeRetirementBody, response: { 200: PurposeShape } },
      handler: async (request) => {
        const { code } = request.params
        return purposeToWire(await purposes.retirePurpose(principalOf(request), code, request.body.reason))
      },
    }),
  ]
}
