import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
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
