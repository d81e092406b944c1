import { principalOf } from '../../identity/index.ts'
import { preferredLanguage, route } from '../../platform/index.ts'
import type { Route } from '../../platform/index.ts'
import { accessEvents } from '../access.events.ts'
import { accessPermissions } from '../access.permissions.ts'
import type { Policies } from './policies.service.ts'
import {
  ApprovalBody,
  detailToWire,
  PolicySetDetail,
  PolicySetList,
  PolicySetParams,
  PolicySetShape,
  policySetToWire,
  PolicyStandingShape,
  ProposalBody,
  RefusalBody,
  standingToWire,
} from './policy.schema.ts'

export function policyRoutes({ policies }: { policies: Policies }): Route[] {
  return [...readingRoutes(policies), ...decidingRoutes(policies)]
}

function readingRoutes(policies: Policies): Route[] {
  return [
    route({
      method: 'GET',
      url: '/access/policies',
      operationId: 'access.getPolicies',
      summary: 'The policies in force, each with its clause and its words',
      permission: 'account',
      zone: 'dedicated',
      problems: [],
      schema: { response: { 200: PolicyStandingShape } },
      handler: async () => standingToWire(await policies.standing()),
    }),
    route({
      method: 'GET',
      url: '/access/policy-sets',
      operationId: 'access.listPolicySets',
      summary: 'Changed policies that were proposed, newest first',
      permission: 'account',
      zone: 'dedicated',
      problems: [],
      schema: { response: { 200: PolicySetList } },
      handler: async () => ({ items: (await policies.listProposals()).map(policySetToWire) }),
    }),
    route({
      method: 'GET',
      url: '/access/policy-sets/:number',
      operationId: 'access.getPolicySet',
      summary: 'One proposal with its files, and what it changes of the policies in force',
      permission: 'account',
      zone: 'dedicated',
      problems: ['access.policySetNotFound'],
      schema: { params: PolicySetParams, response: { 200: PolicySetDetail } },
      handler: async ({ params }) => {
        const set = await policies.getProposal(params.number)
        return detailToWire(set, await policies.changesOf(set.files))
      },
    }),
  ]
}

function decidingRoutes(policies: Policies): Route[] {
  return [
    route({
      method: 'POST',
      url: '/access/policy-sets',
      operationId: 'access.proposePolicySet',
      summary: 'Propose changed policies, all files of them',
      permission: accessPermissions['policy.propose'],
      stepUp: true,
      zone: 'dedicated',
      problems: ['access.policySetUnfit', 'access.policySetUnchanged'],
      schema: { body: ProposalBody, response: { 201: PolicySetShape } },
      handler: async (request, reply) => {
        const language = preferredLanguage(request.headers['accept-language'])
        const proposed = await policies.proposePolicies(principalOf(request), request.body, language)
        return reply.code(201).send(policySetToWire(proposed))
      },
    }),
    route({
      method: 'POST',
      url: '/access/policy-sets/:number/approval',
      operationId: 'access.approvePolicySet',
      summary: 'Put proposed policies into force at once, by an instrument; never one\u2019s own',
      permission: accessPermissions['policy.decide'],
      stepUp: true,
      signs: [accessEvents['policySet.approved']],
      zone: 'dedicated',
      problems: [
        ...['access.policySetNotFound', 'access.policySetDecided', 'access.policySetOwn', 'access.policySetUnfit'],
        ...['law.instrumentNotInForce', 'law.instrumentNotFound'],
      ],
      schema: { params: PolicySetParams, body: ApprovalBody, response: { 200: PolicySetShape } },
      handler: async (request) => {
        const { params, body, headers } = request
        const language = preferredLanguage(headers['accept-language'])
        return policySetToWire(
          await policies.approvePolicies(principalOf(request), params.number, body.instrument, language),
        )
      },
    }),
    route({
      method: 'POST',
      url: '/access/policy-sets/:number/refusal',
      operationId: 'access.refusePolicySet',
      summary: 'Refuse proposed policies, for a reason',
      permission: accessPermissions['policy.decide'],
      stepUp: true,
      zone: 'dedicated',
      problems: ['access.policySetNotFound', 'access.policySetDecided', 'access.policySetOwn'],
      schema: { params: PolicySetParams, body: RefusalBody, response: { 200: PolicySetShape } },
      handler: async (request) =>
        policySetToWire(
          await policies.refusePolicies(principalOf(request), request.params.number, request.body.reason),
        ),
    }),
  ]
}
