import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { answer, client } from '../../../api/client.ts'
import { accessKey } from './queries.ts'

export const grantsQuery = infiniteQueryOptions({
  queryKey: [...accessKey, 'grants', 'list'],
  queryFn: ({ pageParam }) =>
    answer(client.GET('/api/v1/access/grants', { params: { query: pageParam === null ? {} : { before: pageParam } } })),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
})

export function grantQuery(id: string) {
  return queryOptions({
    queryKey: [...accessKey, 'grants', 'one', id],
    queryFn: () => answer(client.GET('/api/v1/access/grants/{id}', { params: { path: { id } } })),
  })
}

/** The annex to the consent, as a document. */
export function grantAnnex(id: string): Promise<Blob> {
  return answer(client.GET('/api/v1/access/grants/{id}/annex', { params: { path: { id } }, parseAs: 'blob' }))
}

export type GrantAct = 'hold' | 'release' | 'revocation'

export function useGrantAct(id: string, act: GrantAct) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (reason: string) => {
      const given = { params: { path: { id } }, body: { reason } }
      if (act === 'hold') return answer(client.POST('/api/v1/access/grants/{id}/hold', given))
      if (act === 'release') return answer(client.POST('/api/v1/access/grants/{id}/release', given))
      return answer(client.POST('/api/v1/access/grants/{id}/revocation', given))
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: accessKey }),
  })
}
