import { Type } from 'typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { IdShape, route } from '../../platform/index.ts'
import type { Route } from '../../platform/index.ts'
import { principalOf } from '../request.ts'
import type { Exchange } from './interaction.service.ts'
import type { OpenId } from './openid.ts'
import {
  ConsentList,
  consentToWire,
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
  return [...signInRequestRoutes(deps), ...signInAnswerRoutes(deps), ...deviceRoutes(deps), ...consentRoutes(deps)]
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
      zone: 'dedicated',
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
      zone: 'dedicated',
      problems: ['identity.requestEnded'],
      schema: { params: SignInRequestParams, response: { 200: SignInRequestShape } },
      handler: (request, reply) => openid.getSignInRequest(exchangeOf(request, reply)),
    }),
  ]
}

function signInAnswerRoutes({ openid }: OpenIdRouteDeps): Route[] {
  return [
    route({
      method: 'POST',
      url: '/identity/interactions/:uid/consent',
      operationId: 'identity.allowSignIn',
      summary: 'Let the application in: it knows who you are, and may do what it asked for',
      permission: 'account',
      stepUp: true,
      zone: 'dedicated',
      problems: ['identity.requestEnded', 'identity.personNeeded'],
      schema: { params: SignInRequestParams, response: { 200: ContinuationShape } },
      handler: async (request, reply) => ({ continueTo: await openid.allowSignIn(exchangeOf(request, reply)) }),
    }),
    route({
      method: 'POST',
      url: '/identity/interactions/:uid/refusal',
      operationId: 'identity.refuseSignIn',
      summary: 'Send the application away',
      permission: 'account',
      zone: 'dedicated',
      problems: ['identity.requestEnded', 'identity.personNeeded'],
      schema: { params: SignInRequestParams, response: { 200: ContinuationShape } },
      handler: async (request, reply) => ({ continueTo: await openid.refuseSignIn(exchangeOf(request, reply)) }),
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
      zone: 'dedicated',
      problems: ['identity.deviceUnknown'],
      schema: { params: UserCodeParams, response: { 200: WaitingDeviceShape } },
      handler: async (request) => {
        const { client, scopes, origin } = await openid.getWaitingDevice(request.params.userCode)
        return { client, scopes: [...scopes], ...origin }
      },
    }),
    route({
      method: 'POST',
      url: '/identity/devices/:userCode/consent',
      operationId: 'identity.allowDevice',
      summary: 'Let the terminal work with your rights',
      permission: 'account',
      stepUp: true,
      zone: 'dedicated',
      problems: ['identity.deviceUnknown', 'identity.personNeeded'],
      schema: { params: UserCodeParams, response: { 204: Type.Null() } },
      handler: async (request, reply) => {
        await openid.allowDevice(principalOf(request), request.params.userCode)
        return reply.code(204).send()
      },
    }),
    route({
      method: 'POST',
      url: '/identity/devices/:userCode/refusal',
      operationId: 'identity.refuseDevice',
      summary: 'Send the terminal away',
      permission: 'account',
      zone: 'dedicated',
      problems: ['identity.deviceUnknown', 'identity.personNeeded'],
      schema: { params: UserCodeParams, response: { 204: Type.Null() } },
      handler: async (request, reply) => {
        await openid.refuseDevice(principalOf(request), request.params.userCode)
        return reply.code(204).send()
      },
    }),
  ]
}

function consentRoutes({ openid }: OpenIdRouteDeps): Route[] {
  return [
    route({
      method: 'GET',
      url: '/identity/consents',
      operationId: 'identity.listConsents',
      summary: 'Programs you have let in, and until when',
      permission: 'account',
      zone: 'dedicated',
      problems: [],
      schema: { response: { 200: ConsentList } },
      handler: async (request) => ({ items: (await openid.listConsents(principalOf(request))).map(consentToWire) }),
    }),
    route({
      method: 'DELETE',
      url: '/identity/consents/:id',
      operationId: 'identity.endConsent',
      summary: 'Let a program in no longer; its tokens end at once',
      permission: 'account',
      zone: 'dedicated',
      problems: ['identity.consentNotFound'],
      schema: { params: Type.Object({ id: IdShape }), response: { 204: Type.Null() } },
      handler: async (request, reply) => {
        await openid.endConsent(principalOf(request), request.params.id)
        return reply.code(204).send()
      },
    }),
  ]
}

function exchangeOf({ raw, principal }: FastifyRequest, reply: FastifyReply): Exchange {
  return { request: raw, response: reply.raw, person: principal }
}
