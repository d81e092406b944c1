import { Type } from 'typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { route } from '../../platform/index.ts'
import type { Route } from '../../platform/index.ts'
import { principalOf } from '../request.ts'
import type { Exchange } from './interaction.service.ts'
import type { OpenId } from './openid.ts'
import {
  AnswerBody,
  ContinuationShape,
  SignInRequestParams,
  SignInRequestShape,
  UserCodeParams,
  WaitingDeviceShape,
} from './openid.schema.ts'

interface OpenIdRouteDeps {
  readonly openid: OpenId
}

export function openidRoutes(deps: OpenIdRouteDeps): Route[] {
  return [...signInRequestRoutes(deps), ...deviceRoutes(deps)]
}

function signInRequestRoutes({ openid }: OpenIdRouteDeps): Route[] {
  return [
    route({
      method: 'GET',
      // The provider's cookie is good for this address and those below it, in this browser only.
      url: '/identity/interactions/:uid',
      operationId: 'identity.openSignInRequest',
      summary: 'Where a sign-in that another application asked for is taken to the page that shows it',
      permission: 'anyone',
      zone: 'city',
      problems: [],
      schema: { params: SignInRequestParams, response: { 303: Type.Null() } },
      handler: (request, reply) => Promise.resolve(reply.redirect(`/authorise?request=${request.params.uid}`, 303)),
    }),
    route({
      method: 'GET',
      url: '/identity/interactions/:uid/request',
      operationId: 'identity.getSignInRequest',
      summary: 'Who asks for a sign-in, and for what',
      permission: 'anyone',
      zone: 'city',
      problems: ['identity.requestEnded'],
      schema: { params: SignInRequestParams, response: { 200: SignInRequestShape } },
      handler: (request, reply) => openid.getSignInRequest(exchangeOf(request, reply)),
    }),
    route({
      method: 'POST',
      url: '/identity/interactions/:uid/answer',
      operationId: 'identity.answerSignInRequest',
      summary: 'Let the application know who you are, or not',
      permission: 'account',
      zone: 'city',
      problems: ['identity.requestEnded', 'identity.personNeeded'],
      schema: { params: SignInRequestParams, body: AnswerBody, response: { 200: ContinuationShape } },
      handler: async (request, reply) => {
        const { isAllowed } = request.body
        return { continueTo: await openid.answerSignInRequest(exchangeOf(request, reply), isAllowed) }
      },
    }),
  ]
}

function deviceRoutes({ openid }: OpenIdRouteDeps): Route[] {
  return [
    route({
      method: 'GET',
      url: '/identity/devices/:userCode',
      operationId: 'identity.getWaitingDevice',
      summary: 'The terminal that shows this code and waits to be let in',
      permission: 'account',
      zone: 'city',
      problems: ['identity.deviceUnknown'],
      schema: { params: UserCodeParams, response: { 200: WaitingDeviceShape } },
      handler: async (request) => {
        const { client, scopes, address, agent } = await openid.getWaitingDevice(request.params.userCode)
        return { client, scopes: [...scopes], address, agent }
      },
    }),
    route({
      method: 'POST',
      url: '/identity/devices/:userCode',
      operationId: 'identity.answerWaitingDevice',
      summary: 'Let the terminal work with your rights, or send it away',
      permission: 'account',
      zone: 'city',
      problems: ['identity.deviceUnknown', 'identity.personNeeded'],
      schema: { params: UserCodeParams, body: AnswerBody, response: { 204: Type.Null() } },
      handler: async (request, reply) => {
        const { params, body } = request
        await openid.answerWaitingDevice(principalOf(request), params.userCode, body.isAllowed)
        return reply.code(204).send()
      },
    }),
  ]
}

function exchangeOf({ raw, principal }: FastifyRequest, reply: FastifyReply): Exchange {
  return { request: raw, response: reply.raw, person: principal }
}
