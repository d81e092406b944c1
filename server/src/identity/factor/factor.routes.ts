import { Type } from 'typebox'
import { IdShape, route } from '../../platform/index.ts'
import type { Route } from '../../platform/index.ts'
import { principalOf } from '../request.ts'
import type { Portal } from '../request.ts'
import {
  CreationOptionsShape,
  FactorsShape,
  factorsToWire,
  OfferedAuthenticatorShape,
  PasskeyBody,
  PasskeyNameBody,
  PasswordBody,
  RecoveryCodesShape,
} from './factor.schema.ts'
import type { Factors } from './factor.service.ts'
import { identityEvents } from '../identity.events.ts'

const nothing = { 204: Type.Null() }
const IdParams = Type.Object({ id: IdShape })

interface FactorRouteDeps {
  readonly identity: Factors
  readonly portal: Portal
}

/** What an account signs in with; every change asks the person to have shown who they are. */
export function factorRoutes(deps: FactorRouteDeps): Route[] {
  return [...newPasskeyRoutes(deps), ...passkeyRoutes(deps), ...secretRoutes(deps)]
}

function newPasskeyRoutes({ identity, portal: { jar, party } }: FactorRouteDeps): Route[] {
  return [
    route({
      method: 'POST',
      url: '/identity/passkeys/attempts',
      operationId: 'identity.askForNewPasskey',
      summary: 'Begin to add a passkey: what the authenticator is asked to make',
      permission: 'account',
      stepUp: true,
      zone: 'dedicated',
      problems: ['identity.passkeyByLinkOnly'],
      schema: { response: { 201: CreationOptionsShape } },
      handler: async (request, reply) => {
        const { attempt, options } = await identity.askForNewPasskey(party(), principalOf(request))
        return jar.setAttempt(reply, attempt).code(201).send(options)
      },
    }),
    route({
      method: 'POST',
      url: '/identity/passkeys',
      operationId: 'identity.addPasskey',
      summary: 'Add a passkey to your account',
      permission: 'account',
      stepUp: true,
      signs: [identityEvents['passkey.registered']],
      zone: 'dedicated',
      problems: ['identity.passkeyByLinkOnly', 'identity.passkeyRefused', 'identity.attemptOver'],
      schema: { body: PasskeyBody, response: nothing },
      handler: async (request, reply) => {
        const { passkey: response, name } = request.body
        await identity.addPasskey(party(), principalOf(request), { attempt: jar.attemptOf(request), response, name })
        return reply.code(204).send()
      },
    }),
  ]
}

function passkeyRoutes({ identity }: FactorRouteDeps): Route[] {
  return [
    route({
      method: 'PATCH',
      url: '/identity/passkeys/:id',
      operationId: 'identity.renamePasskey',
      summary: 'Give a passkey of yours another name',
      permission: 'account',
      zone: 'dedicated',
      problems: ['identity.passkeyNotFound'],
      schema: { params: IdParams, body: PasskeyNameBody, response: nothing },
      handler: async (request, reply) => {
        await identity.renamePasskey(principalOf(request), request.params.id, request.body.name)
        return reply.code(204).send()
      },
    }),
    route({
      method: 'DELETE',
      url: '/identity/passkeys/:id',
      operationId: 'identity.removePasskey',
      summary: 'Remove a passkey of yours; it opens nothing more from now on',
      permission: 'account',
      stepUp: true,
      signs: [identityEvents['passkey.removed']],
      zone: 'dedicated',
      problems: ['identity.passkeyNotFound', 'identity.lastFactor'],
      schema: { params: IdParams, response: nothing },
      handler: async (request, reply) => {
        await identity.removePasskey(principalOf(request), request.params.id)
        return reply.code(204).send()
      },
    }),
  ]
}

function secretRoutes({ identity }: FactorRouteDeps): Route[] {
  return [
    route({
      method: 'GET',
      url: '/identity/factors',
      operationId: 'identity.listFactors',
      summary: 'What you sign in with',
      permission: 'account',
      zone: 'dedicated',
      problems: [],
      schema: { response: { 200: FactorsShape } },
      handler: async (request) => factorsToWire(await identity.listFactors(principalOf(request))),
    }),
    route({
      method: 'POST',
      url: '/identity/authenticator-offers',
      operationId: 'identity.offerAuthenticator',
      summary: 'A secret for an authenticator app, to be confirmed with its first code',
      permission: 'account',
      stepUp: true,
      zone: 'dedicated',
      problems: [],
      schema: { response: { 201: OfferedAuthenticatorShape } },
      handler: async (request, reply) => {
        const offered = await Promise.resolve(identity.offerOwnAuthenticator(principalOf(request)))
        return reply.header('cache-control', 'no-store').code(201).send(offered)
      },
    }),
    route({
      method: 'PUT',
      url: '/identity/password',
      operationId: 'identity.setPassword',
      summary: 'Set your password; the first time together with an authenticator app',
      permission: 'account',
      stepUp: true,
      zone: 'dedicated',
      problems: ['identity.passwordTooShort', 'identity.passwordCommon', 'identity.codeWrong', 'identity.demoPassword'],
      schema: { body: PasswordBody, response: nothing },
      handler: async (request, reply) => {
        await identity.setPassword(principalOf(request), request.body)
        return reply.code(204).send()
      },
    }),
    route({
      method: 'POST',
      url: '/identity/recovery-codes',
      operationId: 'identity.makeRecoveryCodes',
      summary: 'New recovery codes in place of those before, shown this once',
      permission: 'account',
      stepUp: true,
      zone: 'dedicated',
      problems: [],
      schema: { response: { 201: RecoveryCodesShape } },
      handler: async (request, reply) => {
        const codes = await identity.makeRecoveryCodes(principalOf(request))
        return reply.header('cache-control', 'no-store').code(201).send({ codes })
      },
    }),
  ]
}
