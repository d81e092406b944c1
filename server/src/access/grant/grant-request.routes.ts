import { principalOf } from '../../identity/index.ts'
import { preferredLanguage, route } from '../../platform/index.ts'
import type { Clock, Route } from '../../platform/index.ts'
import { accessEvents } from '../access.events.ts'
import { accessPermissions } from '../access.permissions.ts'
import { groundCodes } from './grant-request.ts'
import type { GrantRequest } from './grant-request.ts'
import type { GrantRequests } from './grant-requests.ts'
import {
  AmendmentBody,
  CheckBody,
  ConsentBody,
  GrantParams,
  GrantRefusalBody,
  GrantRequestBody,
  GrantRequestPage,
  GrantRequestQuery,
  grantRequestToWire,
  GrantRequestShape,
  GrantStepList,
  grantStepToWire,
  groundToWire,
  GroundList,
  OpinionBody,
  RenewalBody,
  SaidBody,
} from './grant.schema.ts'

export interface GrantRequestRouteDeps {
  readonly grantRequests: GrantRequests
  readonly clock: Clock
}

type FromRequest = Parameters<typeof principalOf>[0] & {
  readonly headers: { readonly 'accept-language'?: string | undefined }
}

const steps = ['access.grantRequestNotFound', 'access.grantRequestMoved'] as const
const asking = [
  ...(['access.purposeNotFound', 'access.grantPeriodUnfit', 'access.grantRequestWaiting'] as const),
  ...(['access.grantRequestUnfit', 'access.grantOfNothing'] as const),
] as const

export function grantRequestRoutes(deps: GrantRequestRouteDeps): Route[] {
  const { clock } = deps
  const languageOf = (request: FromRequest) => preferredLanguage(request.headers['accept-language'])
  const wire = (request: FromRequest, made: GrantRequest) =>
    grantRequestToWire(made, { principal: principalOf(request), at: clock.now(), language: languageOf(request) })
  return [
    groundRoute(),
    ...readingRoutes(deps, wire),
    ...askingRoutes(deps, wire),
    ...stepRoutes(deps, wire),
    ...endingRoutes(deps, wire),
  ]
}

type Wire = (request: FromRequest, made: GrantRequest) => ReturnType<typeof grantRequestToWire>

function readingRoutes({ grantRequests }: GrantRequestRouteDeps, wire: Wire): Route[] {
  return [
    route({
      method: 'GET',
      url: '/access/grant-requests',
      operationId: 'access.listGrantRequests',
      summary:
        "Requests for grants: a unit's own and those about its data; newest first, open ones by what is due first",
      permission: accessPermissions['grant.read'],
      zone: 'dedicated',
      problems: [],
      schema: { querystring: GrantRequestQuery, response: { 200: GrantRequestPage } },
      handler: async (request) => {
        const { open = false, dataset, before, limit = 50 } = request.query
        const found = await grantRequests.listGrantRequests(principalOf(request), {
          ...{ open, dataset, before, limit: limit + 1 },
        })
        const items = found.slice(0, limit)
        const next = found.length > limit && !open ? (items.at(-1)?.id ?? null) : null
        return { items: items.map((each) => wire(request, each)), next }
      },
    }),
    route({
      method: 'GET',
      url: '/access/grant-requests/:id',
      operationId: 'access.getGrantRequest',
      summary: 'One request for a grant, with what it changes of the grant it is about',
      permission: accessPermissions['grant.read'],
      zone: 'dedicated',
      problems: ['access.grantRequestNotFound'],
      schema: { params: GrantParams, response: { 200: GrantRequestShape } },
      handler: async (request) =>
        wire(request, await grantRequests.getGrantRequest(principalOf(request), request.params.id)),
    }),
    route({
      method: 'GET',
      url: '/access/grant-requests/:id/steps',
      operationId: 'access.listGrantSteps',
      summary: 'What was said and done about a request for a grant, in order',
      permission: accessPermissions['grant.read'],
      zone: 'dedicated',
      problems: ['access.grantRequestNotFound'],
      schema: { params: GrantParams, response: { 200: GrantStepList } },
      handler: async (request) => ({
        items: (await grantRequests.listGrantSteps(principalOf(request), request.params.id)).map(grantStepToWire),
      }),
    }),
  ]
}

/** The same for everybody, and for every request. */
function groundRoute(): Route {
  return route({
    method: 'GET',
    url: '/access/refusal-grounds',
    operationId: 'access.listRefusalGrounds',
    summary: 'The legal grounds on which a request for a grant may be refused',
    permission: 'account',
    zone: 'dedicated',
    problems: [],
    schema: { response: { 200: GroundList } },
    handler: ({ headers }) => {
      const language = preferredLanguage(headers['accept-language'])
      return Promise.resolve({ items: groundCodes.map((code) => groundToWire(code, language)) })
    },
  })
}

function askingRoutes({ grantRequests }: GrantRequestRouteDeps, wire: Wire): Route[] {
  const instant = (text: string | null | undefined) => (text === null || text === undefined ? null : new Date(text))
  return [
    route({
      method: 'POST',
      url: '/access/grant-requests',
      operationId: 'access.askForGrant',
      summary: 'Ask the Committee to consent to a use beyond the remit, or for personal or commercial ends',
      permission: accessPermissions['grant.ask'],
      zone: 'dedicated',
      problems: [...asking, 'access.grantOfOwnData', 'access.grantExists', 'catalogue.datasetNotFound'],
      schema: { body: GrantRequestBody, response: { 201: GrantRequestShape } },
      handler: async (request, reply) => {
        const { body, headers } = request
        const input = { ...body, startsAt: instant(body.startsAt), endsAt: new Date(body.endsAt) }
        const language = preferredLanguage(headers['accept-language'])
        const made = await grantRequests.askForGrant(principalOf(request), input, language)
        return reply.code(201).send(wire(request, made))
      },
    }),
    route({
      method: 'POST',
      url: '/access/grants/:id/renewals',
      operationId: 'access.askForRenewal',
      summary: 'Ask that a grant goes on behind its end, as it is',
      permission: accessPermissions['grant.ask'],
      zone: 'dedicated',
      problems: [
        ...['access.grantNotFound', 'access.grantOver', 'access.grantPeriodUnfit', 'access.grantRequestWaiting'],
        'access.purposeNotFound',
      ],
      schema: { params: GrantParams, body: RenewalBody, response: { 201: GrantRequestShape } },
      handler: async (request, reply) => {
        const { body, params } = request
        const input = { ...body, endsAt: new Date(body.endsAt) }
        const made = await grantRequests.askForRenewal(principalOf(request), params.id, input)
        return reply.code(201).send(wire(request, made))
      },
    }),
    route({
      method: 'POST',
      url: '/access/grants/:id/amendments',
      operationId: 'access.askForAmendment',
      summary: 'Ask that a grant becomes another; the whole extent is told anew',
      permission: accessPermissions['grant.ask'],
      zone: 'dedicated',
      problems: [...asking, 'access.grantNotFound', 'access.grantOver', 'catalogue.datasetNotFound'],
      schema: { params: GrantParams, body: AmendmentBody, response: { 201: GrantRequestShape } },
      handler: async (request, reply) => {
        const { body, params, headers } = request
        const input = { ...body, startsAt: instant(body.startsAt), endsAt: new Date(body.endsAt) }
        const language = preferredLanguage(headers['accept-language'])
        const made = await grantRequests.askForAmendment(principalOf(request), params.id, input, language)
        return reply.code(201).send(wire(request, made))
      },
    }),
  ]
}

function stepRoutes({ grantRequests }: GrantRequestRouteDeps, wire: Wire): Route[] {
  return [
    route({
      method: 'POST',
      url: '/access/grant-requests/:id/opinion',
      operationId: 'access.giveOpinion',
      summary: 'Say, as the provider of the data, what you think of a request',
      permission: accessPermissions['grant.opine'],
      zone: 'dedicated',
      problems: [...steps, 'access.grantRequestForeign', 'access.grantRequestOwn'],
      schema: { params: GrantParams, body: OpinionBody, response: { 200: GrantRequestShape } },
      handler: async (request) =>
        wire(request, await grantRequests.giveOpinion(principalOf(request), request.params.id, request.body)),
    }),
    route({
      method: 'POST',
      url: '/access/grant-requests/:id/check',
      operationId: 'access.checkGrantRequest',
      summary: 'Pass a request on to the Committee, or give it back to be put together again',
      permission: accessPermissions['grant.check'],
      zone: 'dedicated',
      problems: [...steps, 'access.grantRequestOwn'],
      schema: { params: GrantParams, body: CheckBody, response: { 200: GrantRequestShape } },
      handler: async (request) =>
        wire(request, await grantRequests.checkGrantRequest(principalOf(request), request.params.id, request.body)),
    }),
    route({
      method: 'POST',
      url: '/access/grant-requests/:id/withdrawal',
      operationId: 'access.withdrawGrantRequest',
      summary: 'Withdraw a request of your unit',
      permission: accessPermissions['grant.ask'],
      zone: 'dedicated',
      problems: [...steps, 'access.grantRequestForeign'],
      schema: { params: GrantParams, body: SaidBody, response: { 200: GrantRequestShape } },
      handler: async (request) => {
        const { params, body } = request
        return wire(request, await grantRequests.withdrawGrantRequest(principalOf(request), params.id, body.text))
      },
    }),
  ]
}

function endingRoutes({ grantRequests }: GrantRequestRouteDeps, wire: Wire): Route[] {
  return [
    route({
      method: 'POST',
      url: '/access/grant-requests/:id/consent',
      operationId: 'access.consentToGrant',
      summary: 'The consent of the Committee, by its instrument: a grant of exactly what was asked for',
      permission: accessPermissions['grant.decide'],
      stepUp: true,
      signs: [accessEvents['grantRequest.granted']],
      zone: 'dedicated',
      problems: [
        ...[...steps, 'access.grantRequestOwn', 'access.consentWithoutFile', 'access.consentTooLate'],
        ...['access.grantExists', 'access.grantOver', 'law.instrumentNotFound', 'law.instrumentNotInForce'],
      ],
      schema: { params: GrantParams, body: ConsentBody, response: { 200: GrantRequestShape } },
      handler: async (request) => {
        const { params, body } = request
        return wire(request, await grantRequests.consentToGrant(principalOf(request), params.id, body.instrument))
      },
    }),
    route({
      method: 'POST',
      url: '/access/grant-requests/:id/refusal',
      operationId: 'access.refuseGrant',
      summary: 'Refuse a request, on a legal ground and with written reasons',
      permission: accessPermissions['grant.decide'],
      stepUp: true,
      zone: 'dedicated',
      problems: [...steps, 'access.grantRequestOwn'],
      schema: { params: GrantParams, body: GrantRefusalBody, response: { 200: GrantRequestShape } },
      handler: async (request) =>
        wire(request, await grantRequests.refuseGrant(principalOf(request), request.params.id, request.body)),
    }),
  ]
}
