import { principalOf } from '../../identity/index.ts'
import { preferredLanguage, route } from '../../platform/index.ts'
import type { Clock, Route } from '../../platform/index.ts'
import { DecisionQuery, DecisionShape, decisionToWire } from './decision.schema.ts'
import type { Access } from './decision.service.ts'

export function decisionRoutes({ access, clock }: { access: Access; clock: Clock }): Route[] {
  return [
    route({
      method: 'GET',
      url: '/access/decision',
      operationId: 'access.getDecision',
      summary: 'What your unit may do with a dataset now, and why',
      permission: 'account',
      zone: 'dedicated',
      problems: ['catalogue.datasetNotFound'],
      schema: { querystring: DecisionQuery, response: { 200: DecisionShape } },
      handler: async (request) => {
        const { dataset, action, purpose } = request.query
        const decision = await access.decide(principalOf(request), action, dataset, purpose, clock.now())
        return decisionToWire(decision, preferredLanguage(request.headers['accept-language']))
      },
    }),
  ]
}
