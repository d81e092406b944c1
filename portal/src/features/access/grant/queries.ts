import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { answer, client } from '../../../api/client.ts'
import type { GrantRequest, RefusalGround } from '../../../api/types.ts'

/** What anything done to requests and grants has looked at again: a decision may be another one, too. */
export const accessKey = ['access'] as const

export function grantRequestsQuery(which: 'open' | 'all') {
  return infiniteQueryOptions({
    queryKey: [...accessKey, 'grant-requests', 'list', which],
    queryFn: ({ pageParam }) =>
      answer(
        client.GET('/api/v1/access/grant-requests', {
          params: {
            query: {
              ...(which === 'open' ? { open: true, limit: 200 } : {}),
              ...(pageParam === null ? {} : { before: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
}

export function grantRequestQuery(id: string) {
  return queryOptions({
    queryKey: [...accessKey, 'grant-requests', 'one', id],
    queryFn: () => answer(client.GET('/api/v1/access/grant-requests/{id}', { params: { path: { id } } })),
  })
}

export function grantStepsQuery(id: string) {
  return queryOptions({
    queryKey: [...accessKey, 'grant-requests', 'steps', id],
    queryFn: () => answer(client.GET('/api/v1/access/grant-requests/{id}/steps', { params: { path: { id } } })),
  })
}

export const refusalGroundsQuery = queryOptions({
  queryKey: [...accessKey, 'refusal-grounds'],
  queryFn: () => answer(client.GET('/api/v1/access/refusal-grounds')),
  staleTime: 300_000,
})

/** A step of a request, by whom it is due. */
export type RequestStep =
  | { readonly act: 'opine' | 'check'; readonly isYes: boolean; readonly text: string }
  | { readonly act: 'withdraw'; readonly text: string }
  | { readonly act: 'consent'; readonly instrument: string }
  | { readonly act: 'refuse'; readonly ground: RefusalGround['code']; readonly text: string }

export function useRequestStep(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (step: RequestStep) => take(id, step),
    onSuccess: () => queries.invalidateQueries({ queryKey: accessKey }),
  })
}

function take(id: string, step: RequestStep): Promise<GrantRequest> {
  const params = { path: { id } }
  switch (step.act) {
    case 'opine': {
      const body = { agrees: step.isYes, text: step.text }
      return answer(client.POST('/api/v1/access/grant-requests/{id}/opinion', { params, body }))
    }
    case 'check': {
      const body = { passesOn: step.isYes, text: step.text }
      return answer(client.POST('/api/v1/access/grant-requests/{id}/check', { params, body }))
    }
    case 'withdraw':
      return answer(client.POST('/api/v1/access/grant-requests/{id}/withdrawal', { params, body: { text: step.text } }))
    case 'consent':
      return answer(
        client.POST('/api/v1/access/grant-requests/{id}/consent', { params, body: { instrument: step.instrument } }),
      )
    case 'refuse': {
      const body = { ground: step.ground, text: step.text }
      return answer(client.POST('/api/v1/access/grant-requests/{id}/refusal', { params, body }))
    }
  }
}
