import { route } from '../../platform/index.ts'
import type { Route } from '../../platform/index.ts'
import { RequestOptionsShape } from '../factor/factor.schema.ts'
import { principalOf } from '../request.ts'
import { OpenedSessionShape, PasskeyProofBody, ProofBody, SignInBody } from './session.schema.ts'
import { createWelcome } from './welcome.routes.ts'
import type { SessionRouteDeps } from './welcome.routes.ts'
import { whereOf } from './where.ts'

/** Signing in, and showing again who one is. */
export function signInRoutes(deps: SessionRouteDeps): Route[] {
  return [signInRoute(deps), ...passkeyRoutes(deps), ...proofRoutes(deps)]
}

function signInRoute(deps: SessionRouteDeps): Route {
  const { identity } = deps
  const { welcome, knownDevice } = createWelcome(deps)
  return route({
    method: 'POST',
    url: '/identity/sessions',
    operationId: 'identity.signIn',
    summary: 'Sign in with login and password, and a code',
    permission: 'anyone',
    zone: 'dedicated',
    problems: [
      'identity.signInFailed',
      'identity.codeRequired',
      'identity.secondFactorMissing',
      'identity.accountSuspended',
      'identity.tooManyAttempts',
    ],
    schema: { body: SignInBody, response: { 201: OpenedSessionShape } },
    handler: async (request, reply) => {
      const device = knownDevice(request)
      const by = { ...whereOf(request), knownDevice: device, requestId: request.id }
      return welcome(request, reply, await identity.signIn({ ...request.body, ...by }), device)
    },
  })
}

function passkeyRoutes(deps: SessionRouteDeps): Route[] {
  const { identity, portal } = deps
  const { jar, party } = portal
  const { welcome, knownDevice } = createWelcome(deps)
  return [
    route({
      method: 'POST',
      url: '/identity/passkey-attempts',
      operationId: 'identity.askForPasskey',
      summary: 'Begin to sign in with a passkey: what the authenticator is asked to sign',
      permission: 'anyone',
      zone: 'dedicated',
      problems: [],
      schema: { response: { 201: RequestOptionsShape } },
      handler: async (_request, reply) => {
        const { attempt, options } = await identity.askForSignIn(party())
        return jar.setAttempt(reply, attempt).code(201).send(options)
      },
    }),
    route({
      method: 'POST',
      url: '/identity/passkey-sessions',
      operationId: 'identity.signInByPasskey',
      summary: 'Sign in with what the authenticator signed',
      permission: 'anyone',
      zone: 'dedicated',
      problems: ['identity.passkeyRefused', 'identity.attemptOver', 'identity.accountSuspended'],
      schema: { body: PasskeyProofBody, response: { 201: OpenedSessionShape } },
      handler: async (request, reply) => {
        const device = knownDevice(request)
        const answer = { attempt: jar.attemptOf(request), response: request.body.passkey }
        const by = { where: whereOf(request), knownDevice: device, requestId: request.id }
        return welcome(request, reply, await identity.signInByPasskey(party(), answer, by), device)
      },
    }),
  ]
}

/** Step-up: the person of a session shows again who they are. */
function proofRoutes(deps: SessionRouteDeps): Route[] {
  const { identity, portal } = deps
  const { jar, party } = portal
  const { welcome } = createWelcome(deps)
  return [
    route({
      method: 'POST',
      url: '/identity/session/proof-attempts',
      operationId: 'identity.askForProof',
      summary: 'Begin to show with a passkey that it is you',
      permission: 'account',
      zone: 'dedicated',
      problems: [],
      schema: { response: { 201: RequestOptionsShape } },
      handler: async (request, reply) => {
        const { attempt, options } = await identity.askForProof(party(), principalOf(request).accountId)
        return jar.setAttempt(reply, attempt).code(201).send(options)
      },
    }),
    route({
      method: 'POST',
      url: '/identity/session/proofs',
      operationId: 'identity.prove',
      summary: 'Show that it is you: for five minutes this session may do what is dangerous',
      permission: 'account',
      zone: 'dedicated',
      problems: [
        'identity.signInFailed',
        'identity.passkeyRefused',
        'identity.attemptOver',
        'identity.proofUnfit',
        'identity.tooManyAttempts',
      ],
      schema: { body: ProofBody, response: { 201: OpenedSessionShape } },
      handler: async (request, reply) => {
        const input = { ...request.body, attempt: jar.attemptOf(request), where: whereOf(request) }
        return welcome(request, reply, await identity.prove(party(), principalOf(request), input))
      },
    }),
  ]
}
