import { Type } from 'typebox'
import { IdShape, route } from '../../platform/index.ts'
import type { CursorSeal, Route } from '../../platform/index.ts'
import { AccountBody, AccountPage, AccountQuery, AccountShape } from './account.schema.ts'
import type { Accounts } from './account.service.ts'
import { identityPermissions } from '../identity.permissions.ts'
import { principalOf } from '../request.ts'

export function accountRoutes({ identity, cursors }: { identity: Accounts; cursors: CursorSeal }): Route[] {
  return [
    route({
      method: 'GET',
      url: '/identity/accounts',
      operationId: 'identity.listAccounts',
      summary: 'Accounts of all units, by login',
      permission: identityPermissions['account.read'],
      zone: 'city',
      problems: [],
      schema: { querystring: AccountQuery, response: { 200: AccountPage } },
      handler: async ({ query: { limit = 50, cursor } }) => {
        const after = cursor === undefined ? undefined : (cursors.open('accounts', cursor) as string)
        const items = await identity.listAccounts({ after, limit })
        const last = items.length === limit ? items.at(-1) : undefined
        return { items, next: last === undefined ? null : cursors.seal('accounts', last.login) }
      },
    }),
    route({
      method: 'POST',
      url: '/identity/accounts',
      operationId: 'identity.issueAccount',
      summary: 'Issue an account in a unit',
      permission: identityPermissions['account.issue'],
      zone: 'city',
      problems: [
        'identity.organisationNotFound',
        'identity.rolesMisplaced',
        'identity.passwordTooShort',
        'identity.loginTaken',
      ],
      schema: { body: AccountBody, response: { 201: AccountShape } },
      handler: async (request, reply) => {
        const account = await identity.issueAccount(principalOf(request), request.body)
        return reply.code(201).send(account)
      },
    }),
    route({
      method: 'POST',
      url: '/identity/accounts/:id/suspension',
      operationId: 'identity.suspendAccount',
      summary: 'Suspend an account; its sessions and tokens stop at once',
      permission: identityPermissions['account.suspend'],
      zone: 'city',
      problems: ['identity.accountNotFound', 'identity.ownAccount'],
      schema: { params: Type.Object({ id: IdShape }), response: { 204: Type.Null() } },
      handler: async (request, reply) => {
        await identity.suspendAccount(principalOf(request), request.params.id)
        return reply.code(204).send()
      },
    }),
  ]
}
