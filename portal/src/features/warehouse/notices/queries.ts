import { infiniteQueryOptions, queryOptions, useQueryClient } from '@tanstack/react-query'
import { answer, client, unattended } from '../../../api/client.ts'

/** The newest open notices, for the bell; asked again while the window is open. */
export const bellQuery = queryOptions({
  queryKey: ['warehouse', 'notices', 'bell'],
  queryFn: () =>
    answer(client.GET('/api/v1/warehouse/notices', { ...unattended, params: { query: { state: 'open', limit: 6 } } })),
  refetchInterval: 60_000,
  refetchIntervalInBackground: false,
})

export function noticesQuery(state: 'open' | 'all') {
  return infiniteQueryOptions({
    queryKey: ['warehouse', 'notices', state],
    queryFn: ({ pageParam }) =>
      answer(
        client.GET('/api/v1/warehouse/notices', {
          params: { query: { state, limit: 30, ...(pageParam === null ? {} : { cursor: pageParam }) } },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
}

/** Notes that notices were read, and has every list of them look again. */
export function useMarkRead(): (ids: readonly string[]) => Promise<void> {
  const queries = useQueryClient()
  return async (ids) => {
    for (const id of ids) {
      await answer(client.POST('/api/v1/warehouse/notices/{id}/read', { params: { path: { id } } }))
    }
    await queries.invalidateQueries({ queryKey: ['warehouse', 'notices'] })
  }
}
