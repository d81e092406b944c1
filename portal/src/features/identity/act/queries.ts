import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { answer, client } from '../../../api/client.ts'
import type { ActBody } from '../../../api/types.ts'

export const actsQuery = infiniteQueryOptions({
  queryKey: ['identity', 'acts'],
  queryFn: ({ pageParam }) =>
    answer(
      client.GET('/api/v1/identity/acts', {
        params: { query: { limit: 50, ...(pageParam === '' ? {} : { cursor: pageParam }) } },
      }),
    ),
  initialPageParam: '',
  getNextPageParam: (page) => page.next,
})

export function actQuery(id: string) {
  return queryOptions({
    queryKey: ['identity', 'act', id],
    queryFn: () => answer(client.GET('/api/v1/identity/acts/{id}', { params: { path: { id } } })),
  })
}

/** What an act would do now; asked anew whenever somebody looks. */
export function actPreviewQuery(id: string) {
  return queryOptions({
    queryKey: ['identity', 'act', id, 'effect'],
    queryFn: () => answer(client.GET('/api/v1/identity/acts/{id}/effect', { params: { path: { id } } })),
    staleTime: 0,
  })
}

export function prepareAct(body: ActBody) {
  return answer(client.POST('/api/v1/identity/acts', { body }))
}

/** Confirms the effect that was seen, by its digest. */
export function confirmAct(id: string, digest: string) {
  return answer(client.POST('/api/v1/identity/acts/{id}/confirmation', { params: { path: { id } }, body: { digest } }))
}

export function withdrawAct(id: string) {
  return answer(client.POST('/api/v1/identity/acts/{id}/withdrawal', { params: { path: { id } } }))
}
