import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { answer, client } from '../../api/client.ts'

export const codeListsQuery = queryOptions({
  queryKey: ['reference', 'code-lists'],
  queryFn: () => answer(client.GET('/api/v1/reference/code-lists')),
  staleTime: 60_000,
})

export function codeListQuery(code: string) {
  return queryOptions({
    queryKey: ['reference', 'code-list', code],
    queryFn: () => answer(client.GET('/api/v1/reference/code-lists/{code}', { params: { path: { code } } })),
  })
}

export interface EntrySearch {
  q: string
  at: string
}

export function entriesQuery(code: string, search: EntrySearch) {
  return infiniteQueryOptions({
    queryKey: ['reference', 'entries', code, search],
    queryFn: ({ pageParam }) =>
      answer(
        client.GET('/api/v1/reference/code-lists/{code}/entries', {
          params: { path: { code }, query: { limit: 100, ...given(search), ...cursor(pageParam) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: (previous) => previous,
  })
}

function given(search: EntrySearch): Partial<EntrySearch> {
  return { ...(search.q === '' ? {} : { q: search.q }), ...(search.at === '' ? {} : { at: search.at }) }
}

function cursor(value: string | null): { cursor?: string } {
  return value === null ? {} : { cursor: value }
}
