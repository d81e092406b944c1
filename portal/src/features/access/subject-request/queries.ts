import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { answer, client } from '../../../api/client.ts'
import type { SubjectRequest, SubjectRequestBody } from '../../../api/types.ts'

/** What anything done to requests has looked at again. */
export const subjectsKey = ['access', 'subject-requests'] as const

export function subjectRequestsQuery(state: 'open' | 'all') {
  return infiniteQueryOptions({
    queryKey: [...subjectsKey, 'list', state],
    queryFn: ({ pageParam }) =>
      answer(
        client.GET('/api/v1/access/subject-requests', {
          params: { query: { state, ...(pageParam !== null && { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
}

export const subjectNoticesQuery = queryOptions({
  queryKey: [...subjectsKey, 'notices'],
  queryFn: () => answer(client.GET('/api/v1/access/subject-notices')),
})

export function subjectRequestQuery(id: string) {
  return queryOptions({
    queryKey: [...subjectsKey, 'one', id],
    queryFn: () => answer(client.GET('/api/v1/access/subject-requests/{id}', { params: { path: { id } } })),
  })
}

export function subjectStepsQuery(id: string) {
  return queryOptions({
    queryKey: [...subjectsKey, 'steps', id],
    queryFn: () => answer(client.GET('/api/v1/access/subject-requests/{id}/steps', { params: { path: { id } } })),
  })
}

export function receiveRequest(body: SubjectRequestBody) {
  return answer(client.POST('/api/v1/access/subject-requests', { body }))
}

export function assignRequest(id: string, datasets: string[]) {
  return answer(
    client.POST('/api/v1/access/subject-requests/{id}/assignment', { params: { path: { id } }, body: { datasets } }),
  )
}

/** What is said in words. */
export type SpokenAct = 'response' | 'report' | 'answer'
/** What is done for a reason. */
export type ReasonedAct = 'extension' | 'erasure'

export function sayOnRequest(id: string, act: SpokenAct, text: string) {
  const params = { params: { path: { id } }, body: { text } }
  if (act === 'response') return answer(client.POST('/api/v1/access/subject-requests/{id}/response', params))
  if (act === 'report') return answer(client.POST('/api/v1/access/subject-requests/{id}/report', params))
  return answer(client.POST('/api/v1/access/subject-requests/{id}/answer', params))
}

export function doToRequest(id: string, act: ReasonedAct, reason: string) {
  const params = { params: { path: { id } }, body: { reason } }
  if (act === 'extension') return answer(client.POST('/api/v1/access/subject-requests/{id}/extension', params))
  return answer(client.POST('/api/v1/access/subject-requests/{id}/erasure', params))
}

export function refuseRequest(id: string, ground: SubjectRequest['grounds'][number]['code'], reasons: string) {
  return answer(
    client.POST('/api/v1/access/subject-requests/{id}/refusal', {
      params: { path: { id } },
      body: { ground, reasons },
    }),
  )
}

export function findReads(id: string) {
  return answer(client.POST('/api/v1/access/subject-requests/{id}/reads', { params: { path: { id } } }))
}

/** The answer to "who read my data" as a document. */
export function readsDocument(id: string): Promise<Blob> {
  return answer(
    client.POST('/api/v1/access/subject-requests/{id}/reads.docx', { params: { path: { id } }, parseAs: 'blob' }),
  )
}
