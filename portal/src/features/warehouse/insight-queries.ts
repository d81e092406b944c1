import { queryOptions } from '@tanstack/react-query'
import { answer, client } from '../../api/client.ts'

export function qualityQuery(code: string) {
  return queryOptions({
    queryKey: ['warehouse', 'quality', code],
    queryFn: () => answer(client.GET('/api/v1/warehouse/datasets/{code}/quality', { params: { path: { code } } })),
  })
}

/** Reads by day, and by unit for those who may see it. */
export function usageQuery(code: string) {
  return queryOptions({
    queryKey: ['warehouse', 'usage', code],
    queryFn: () => answer(client.GET('/api/v1/warehouse/datasets/{code}/usage', { params: { path: { code } } })),
  })
}

/** What the reader's unit may read, why, and when it did last. */
export const readableQuery = queryOptions({
  queryKey: ['warehouse', 'readable'],
  queryFn: () => answer(client.GET('/api/v1/warehouse/desk/readable')),
})
