import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { allPages } from '../../../api/all-pages.ts'
import { answer, client } from '../../../api/client.ts'
import type { operations } from '../../../api/schema.d.ts'
import type { AccountRequest, DecidedRequest } from '../../../api/types.ts'

export type RequestBody = operations['identity.requestAccount']['requestBody']['content']['application/json']

/** What anything done to accounts and requests has looked at again. */
export const accountsKey = ['identity', 'accounts'] as const

export const unitAccountsQuery = queryOptions({
  queryKey: [...accountsKey, 'own-unit'],
  queryFn: () => answer(client.GET('/api/v1/identity/accounts/own-unit', { params: { query: { limit: 1000 } } })),
})

/** Accounts of any unit, for those who look after accounts. */
export function accountsOfUnitQuery(unit: string) {
  return queryOptions({
    queryKey: [...accountsKey, 'of-unit', unit],
    queryFn: () => answer(client.GET('/api/v1/identity/accounts', { params: { query: { unit, limit: 1000 } } })),
  })
}

/** Accounts of a unit that may still be used, by words of login or name. */
export function accountsFoundQuery(unit: string, q: string) {
  return queryOptions({
    queryKey: [...accountsKey, 'found', unit, q],
    queryFn: () => askAccounts({ unit, q, limit: 50 }),
    placeholderData: (previous) => previous,
  })
}

/** All of them. */
export function findAccounts(unit: string, q: string) {
  return allPages((cursor) => askAccounts({ unit, q, limit: 1000, ...(cursor !== undefined && { cursor }) }))
}

function askAccounts(query: { unit: string; q: string; limit: number; cursor?: string }) {
  return answer(client.GET('/api/v1/identity/accounts', { params: { query: { ...query, closed: false } } }))
}

export function requestsQuery(state: AccountRequest['state'] | 'all') {
  return infiniteQueryOptions({
    queryKey: [...accountsKey, 'requests', state],
    queryFn: ({ pageParam }) =>
      answer(
        client.GET('/api/v1/identity/account-requests', {
          params: {
            query: {
              limit: 30,
              ...(state !== 'all' && { state }),
              ...(pageParam !== null && { cursor: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
}

export function requestAccount(body: RequestBody) {
  return answer(client.POST('/api/v1/identity/account-requests', { body }))
}

export function withdrawRequest(id: string) {
  return answer(client.POST('/api/v1/identity/account-requests/{id}/withdrawal', { params: { path: { id } } }))
}

export interface Decision {
  outcome: 'approved' | 'refused'
  decision: string | null
  remark: string | null
}

export async function decideRequest(id: string, body: Decision): Promise<DecidedRequest> {
  return answer(client.POST('/api/v1/identity/account-requests/{id}/decision', { params: { path: { id } }, body }))
}
