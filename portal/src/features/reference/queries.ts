import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answer, client } from '../../api/client.ts'
import type { CodeChangeKind } from '../../api/types.ts'

/** All lists; what is in force is said for the day, today when it is ''. */
export function codeListsQuery(at = '') {
  return queryOptions({
    queryKey: ['reference', 'code-lists', at],
    queryFn: () => answer(client.GET('/api/v1/reference/code-lists', { params: { query: at === '' ? {} : { at } } })),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  })
}

export function codeListQuery(code: string, at = '') {
  return queryOptions({
    queryKey: ['reference', 'code-list', code, at],
    queryFn: () =>
      answer(
        client.GET('/api/v1/reference/code-lists/{code}', {
          params: { path: { code }, query: at === '' ? {} : { at } },
        }),
      ),
    placeholderData: keepPreviousData,
  })
}

export interface EntrySearch {
  q: string
  at: string
  /** Only codes below this one; '' for all. */
  parent?: string
  /** Only codes on top of the list. */
  top?: boolean
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
    placeholderData: keepPreviousData,
  })
}

export function entryQuery(list: string, entry: string, at: string) {
  return queryOptions({
    queryKey: ['reference', 'entry', list, entry, at],
    queryFn: () =>
      answer(
        client.GET('/api/v1/reference/code-lists/{code}/entries/{entry}', {
          params: { path: { code: list, entry }, query: at === '' ? {} : { at } },
        }),
      ),
    retry: false,
  })
}

export function entryPlaceQuery(list: string, entry: string, at: string) {
  return queryOptions({
    queryKey: ['reference', 'place', list, entry, at],
    queryFn: () =>
      answer(
        client.GET('/api/v1/reference/code-lists/{code}/entries/{entry}/place', {
          params: { path: { code: list, entry }, query: at === '' ? {} : { at } },
        }),
      ),
    retry: false,
  })
}

export function entryLifeQuery(list: string, entry: string) {
  return queryOptions({
    queryKey: ['reference', 'life', list, entry],
    queryFn: () =>
      answer(
        client.GET('/api/v1/reference/code-lists/{code}/entries/{entry}/life', {
          params: { path: { code: list, entry } },
        }),
      ),
  })
}

export function hierarchyQuery(list: string, at: string) {
  return queryOptions({
    queryKey: ['reference', 'hierarchy', list, at],
    queryFn: () =>
      answer(
        client.GET('/api/v1/reference/code-lists/{code}/hierarchy', {
          params: { path: { code: list }, query: at === '' ? {} : { at } },
        }),
      ),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  })
}

export interface Comparison {
  from: string
  to: string
  kind: CodeChangeKind | ''
}

export function changesQuery(list: string, { from, to, kind }: Comparison) {
  return infiniteQueryOptions({
    queryKey: ['reference', 'changes', list, from, to, kind],
    queryFn: ({ pageParam }) =>
      answer(
        client.GET('/api/v1/reference/code-lists/{code}/changes', {
          params: {
            path: { code: list },
            query: { from, to, limit: 100, ...(kind === '' ? {} : { kind }), ...cursor(pageParam) },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  })
}

function given({ q, at, parent = '', top = false }: EntrySearch) {
  return {
    ...(q === '' ? {} : { q }),
    ...(at === '' ? {} : { at }),
    ...(parent === '' ? {} : { parent }),
    ...(top ? { top } : {}),
  }
}

function cursor(value: string | null): { cursor?: string } {
  return value === null ? {} : { cursor: value }
}
