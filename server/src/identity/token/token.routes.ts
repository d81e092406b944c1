import { Type } from 'typebox'
import { IdShape, route } from '../../platform/index.ts'
import type { Route } from '../../platform/index.ts'
import { principalOf } from '../request.ts'
import { IssuedTokenShape, TokenBody, TokenList, tokenToWire } from './token.schema.ts'
import type { Tokens } from './token.service.ts'
import { identityEvents } from '../identity.events.ts'

export function tokenRoutes({ identity }: { identity: Tokens }): Route[] {
  return [
    route({
      method: 'GET',
      url: '/identity/tokens',
      operationId: 'identity.listTokens',
      summary: 'API tokens of your account',
      permission: 'account',
      zone: 'dedicated',
      problems: [],
      schema: { response: { 200: TokenList } },
      handler: async (request) => {
        const tokens = await identity.listTokens(principalOf(request).accountId)
        return { items: tokens.map(tokenToWire) }
      },
    }),
    route({
      method: 'POST',
      url: '/identity/tokens',
      operationId: 'identity.issueToken',
      summary: 'Issue an API token for your account; it is shown once',
      permission: 'account',
      stepUp: true,
      signs: [identityEvents['token.issued']],
      zone: 'dedicated',
      problems: ['identity.tokenNeedsSession', 'identity.networkInvalid'],
      schema: { body: TokenBody, response: { 201: IssuedTokenShape } },
      handler: async (request, reply) => {
        const { label, expiresInDays = 90, networks = [] } = request.body
        const issued = await identity.issueToken(principalOf(request), { label, expiresInDays, networks })
        return reply.code(201).send(issued)
      },
    }),
    route({
      method: 'DELETE',
      url: '/identity/tokens/:id',
      operationId: 'identity.revokeToken',
      summary: 'Revoke an API token of your account at once',
      permission: 'account',
      zone: 'dedicated',
      problems: ['identity.tokenNotFound'],
      schema: { params: Type.Object({ id: IdShape }), response: { 204: Type.Null() } },
      handler: async (request, reply) => {
        await identity.revokeToken(principalOf(request), request.params.id)
        return reply.code(204).send()
      },
    }),
  ]
}
