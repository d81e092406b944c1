import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { answer, client } from '../../api/client.ts'

export interface JournalSearch {
  event?: string
  subject?: string
}

export function entriesQuery(search: JournalSearch) {
  return infiniteQueryOptions({
    queryKey: ['journal', 'entries', search],
    queryFn: ({ pageParam }) =>
      answer(
        client.GET('/api/v1/journal/entries', { params: { query: { limit: 40, ...search, ...cursor(pageParam) } } }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: (previous) => previous,
  })
}

export function latestEntriesQuery(limit: number) {
  return queryOptions({
    queryKey: ['journal', 'latest', limit],
    queryFn: () => answer(client.GET('/api/v1/journal/entries', { params: { query: { limit } } })),
  })
}

export function entryQuery(id: string) {
  return queryOptions({
    queryKey: ['journal', 'entry', id],
    queryFn: () => answer(client.GET('/api/v1/journal/entries/{id}', { params: { path: { id } } })),
  })
}

export const checkpointQuery = queryOptions({
  queryKey: ['journal', 'checkpoint'],
  queryFn: () => answer(client.GET('/api/v1/journal/checkpoint')),
})

/** Who vouches for the journal; asked again while the newest entries wait for their witnesses. */
export const witnessesQuery = queryOptions({
  queryKey: ['journal', 'witnesses'],
  queryFn: () => answer(client.GET('/api/v1/journal/witnesses')),
  refetchInterval: (query) =>
    query.state.data?.state === 'unwitnessed' && query.state.data.quorumAsked ? 5_000 : false,
})

/** Of everybody, for oversight, or of the reader's own unit. */
export type ReadScope = 'everybody' | 'own'

/** Reads of one dataset or ('') of all, newest first. */
export function readsQuery(scope: ReadScope, dataset: string, limit = 50) {
  return infiniteQueryOptions({
    queryKey: ['journal', 'reads', scope, dataset, limit],
    queryFn: ({ pageParam }) => {
      const query = { limit, ...(dataset === '' ? {} : { dataset }), ...cursor(pageParam) }
      if (scope === 'own') return answer(client.GET('/api/v1/journal/reads/own', { params: { query } }))
      return answer(client.GET('/api/v1/journal/reads', { params: { query } }))
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
}

function cursor(value: string | null): { cursor?: string } {
  return value === null ? {} : { cursor: value }
}
