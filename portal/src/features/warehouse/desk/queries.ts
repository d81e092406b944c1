import { queryOptions } from '@tanstack/react-query'
import { answer, client } from '../../../api/client.ts'

export const deskQuery = queryOptions({
  queryKey: ['warehouse', 'desk'],
  queryFn: () => answer(client.GET('/api/v1/warehouse/desk')),
})

/** Submissions of a dataset with rows that wait to be mended. */
export function openSubmissionsQuery(code: string) {
  return queryOptions({
    queryKey: ['warehouse', 'dataset-submissions', code, 'open'],
    queryFn: () =>
      answer(
        client.GET('/api/v1/warehouse/datasets/{code}/submissions', {
          params: { path: { code }, query: { quarantine: 'open', limit: 20 } },
        }),
      ),
  })
}

export function settingsQuery(code: string) {
  return queryOptions({
    queryKey: ['warehouse', 'settings', code],
    queryFn: () => answer(client.GET('/api/v1/warehouse/datasets/{code}/settings', { params: { path: { code } } })),
  })
}
