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

export function readsQuery(dataset: string) {
  return infiniteQueryOptions({
    queryKey: ['journal', 'reads', dataset],
    queryFn: ({ pageParam }) =>
      answer(
        client.GET('/api/v1/journal/reads', {
          params: { query: { limit: 50, ...(dataset === '' ? {} : { dataset }), ...cursor(pageParam) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
}

/** What the reader's own unit has read, newest first; of one dataset or ('') of all. */
export function ownReadsQuery(dataset: string, limit = 50) {
  return infiniteQueryOptions({
    queryKey: ['journal', 'own-reads', dataset, limit],
    queryFn: ({ pageParam }) =>
      answer(
        client.GET('/api/v1/journal/reads/own', {
          params: { query: { limit, ...(dataset === '' ? {} : { dataset }), ...cursor(pageParam) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
}

function cursor(value: string | null): { cursor?: string } {
  return value === null ? {} : { cursor: value }
}
