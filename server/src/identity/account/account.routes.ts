import { Type } from 'typebox'
import type { Static } from 'typebox'
import { IdShape, route } from '../../platform/index.ts'
import type { CursorSeal, Route } from '../../platform/index.ts'
import { AccountPage, AccountQuery, accountToWire, OwnUnitQuery } from './account.schema.ts'
import type { Accounts } from './account.service.ts'
import { identityPermissions } from '../identity.permissions.ts'
import { principalOf } from '../request.ts'
import { identityEvents } from '../identity.events.ts'

interface AccountRouteDeps {
  readonly identity: Accounts
  readonly cursors: CursorSeal
}

export function accountRoutes({ identity, cursors }: AccountRouteDeps): Route[] {
  return [list(identity, cursors), listOfUnit(identity, cursors), suspend(identity)]
}

function list(identity: Accounts, cursors: CursorSeal): Route {
  return route({
    method: 'GET',
    url: '/identity/accounts',
    operationId: 'identity.listAccounts',
    summary: 'Accounts of all units or of one, by login, with roles, periods and last use',
    permission: identityPermissions['account.read'],
    zone: 'administration',
    problems: ['platform.invalidCursor'],
    schema: { querystring: AccountQuery, response: { 200: AccountPage } },
    handler: ({ query }) => page(identity, cursors, query),
  })
}

function listOfUnit(identity: Accounts, cursors: CursorSeal): Route {
  return route({
    method: 'GET',
    url: '/identity/accounts/own-unit',
    operationId: 'identity.listOwnUnitAccounts',
    summary: 'Accounts of your unit, by login, with roles, periods and last use',
    permission: identityPermissions['account.readOwnUnit'],
    zone: 'dedicated',
    problems: [],
    schema: { querystring: OwnUnitQuery, response: { 200: AccountPage } },
    handler: (request) => page(identity, cursors, { ...request.query, unit: principalOf(request).unitId }),
  })
}

async function page(identity: Accounts, cursors: CursorSeal, query: Static<typeof AccountQuery>) {
  const { unit, q, closed, limit = 50, cursor } = query
  const name = JSON.stringify(['accounts', unit, q, closed])
  const after = cursor === undefined ? undefined : (cursors.open(name, cursor) as string)
  const items = await identity.listAccounts({ unit, q, closed, after, limit })
  const last = items.length === limit ? items.at(-1) : undefined
  return { items: items.map(accountToWire), next: last === undefined ? null : cursors.seal(name, last.login) }
}

function suspend(identity: Accounts): Route {
  return route({
    method: 'POST',
    url: '/identity/accounts/:id/suspension',
    operationId: 'identity.suspendAccount',
    summary: 'Suspend an account; its sessions and tokens stop at once',
    permission: identityPermissions['account.suspend'],
    stepUp: true,
    signs: [identityEvents['account.suspended']],
    zone: 'administration',
    problems: [
      'identity.accountNotFound',
      'identity.ownAccount',
      'identity.accountClosed',
      'identity.accountNotInForce',
    ],
    schema: { params: Type.Object({ id: IdShape }), response: { 204: Type.Null() } },
    handler: async (request, reply) => {
      await identity.suspendAccount(principalOf(request), request.params.id)
      return reply.code(204).send()
    },
  })
}
