import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { allPages } from '../../api/all-pages.ts'
import { answer, client, requestHeaders } from '../../api/client.ts'
import type { Dataset, DatasetDocument, DatasetKind, FileLoad, Kind, Structure } from '../../api/types.ts'

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

/** All datasets that fit. */
export function findDatasets(search: DatasetSearch) {
  return allPages((cursor) =>
    answer(
      client.GET('/api/v1/catalogue/datasets', {
        params: { query: { limit: 100, ...search, ...(cursor !== undefined && { cursor }) } },
      }),
    ),
  )
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

/** The code lists that fields take or took their values from. */
export function codeListsOf(versions: readonly Structure[]): string[] {
  return versions.flatMap(({ fields }) => fields.flatMap(({ codeList }) => codeList ?? []))
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

/** What each kind of data allows. */
export const kindsQuery = queryOptions({
  queryKey: ['catalogue', 'kinds'],
  queryFn: () => answer(client.GET('/api/v1/catalogue/kinds')),
  staleTime: 600_000,
})

/** The loads a dataset takes: what its kind allows, and no full load where the catalogue has changes delivered. */
export function loadsTaken(kinds: readonly Kind[], { kind, updateMethod }: Dataset): FileLoad[] {
  const loads = kinds.find((each) => each.kind === kind)?.loads ?? []
  return loads.filter((load) => updateMethod === 'full' || load !== 'full')
}

/** Whether a reader of another unit must say what for; public data is for everybody. */
export function asksPurpose(kinds: readonly Kind[], { kind, classification }: Dataset): boolean {
  const rule = kinds.find((each) => each.kind === kind)?.purpose ?? 'never'
  if (classification === 'public') return false
  return rule === 'always' || (rule === 'confidential' && classification === 'confidential')
}

/** Documents of a dataset with all their versions. */
export function documentsQuery(code: string) {
  return queryOptions({
    queryKey: ['catalogue', 'documents', code],
    queryFn: () =>
      answer(
        client.GET('/api/v1/catalogue/datasets/{code}/documents', {
          params: { path: { code }, query: { superseded: true } },
        }),
      ),
  })
}

export interface NewDocument {
  file: File
  about: Pick<DatasetDocument, 'kind' | 'language' | 'title' | 'version' | 'effectiveFrom' | 'fileName' | 'mediaType'>
  supersedes: string | null
}

/** The file is the body as it is, which the client would write as JSON. */
export function addDocument(code: string, { file, about, supersedes }: NewDocument): Promise<unknown> {
  const query = new URLSearchParams({ ...about, ...(supersedes === null ? {} : { supersedes }) })
  const send = async () => {
    const response = await fetch(
      `/api/v1/catalogue/datasets/${encodeURIComponent(code)}/documents?${query.toString()}`,
      {
        method: 'POST',
        headers: { ...requestHeaders('POST'), 'Content-Type': 'application/octet-stream' },
        body: file,
      },
    )
    const body: unknown = await response.json()
    return response.ok ? { data: body, response } : { error: body, response }
  }
  return answer(send())
}

export function retirementQuery(code: string) {
  return queryOptions({
    queryKey: ['catalogue', 'retirement', code],
    queryFn: () => answer(client.GET('/api/v1/catalogue/datasets/{code}/retirement', { params: { path: { code } } })),
  })
}
