import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { answer, client } from '../../api/client.ts'
import type { DatasetKind } from '../../api/types.ts'

export interface DatasetSearch {
  q?: string
  kind?: DatasetKind
  provider?: string
}

export function datasetsQuery(search: DatasetSearch) {
  return infiniteQueryOptions({
    queryKey: ['catalogue', 'datasets', search],
    queryFn: ({ pageParam }) =>
      answer(
        client.GET('/api/v1/catalogue/datasets', {
          params: { query: { limit: 30, ...search, ...(pageParam === null ? {} : { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: (previous) => previous,
  })
}

/** One short list, for the spotlight, the desk and choices. */
export function datasetListQuery(search: DatasetSearch, limit: number) {
  return queryOptions({
    queryKey: ['catalogue', 'dataset-list', search, limit],
    queryFn: () => answer(client.GET('/api/v1/catalogue/datasets', { params: { query: { limit, ...search } } })),
    placeholderData: (previous) => previous,
  })
}

export function datasetQuery(code: string) {
  return queryOptions({
    queryKey: ['catalogue', 'dataset', code],
    queryFn: () => answer(client.GET('/api/v1/catalogue/datasets/{code}', { params: { path: { code } } })),
  })
}

export function structuresQuery(code: string) {
  return queryOptions({
    queryKey: ['catalogue', 'structures', code],
    queryFn: () => answer(client.GET('/api/v1/catalogue/datasets/{code}/structures', { params: { path: { code } } })),
  })
}

export const versionsQuery = queryOptions({
  queryKey: ['catalogue', 'versions'],
  queryFn: () => answer(client.GET('/api/v1/catalogue/versions')),
})

export function versionQuery(number: string) {
  return queryOptions({
    queryKey: ['catalogue', 'version', number],
    queryFn: () => answer(client.GET('/api/v1/catalogue/versions/{number}', { params: { path: { number } } })),
  })
}

export function codeListUsesQuery(list: string) {
  return queryOptions({
    queryKey: ['catalogue', 'code-list-uses', list],
    queryFn: () => answer(client.GET('/api/v1/catalogue/code-lists/{code}/uses', { params: { path: { code: list } } })),
  })
}
