import { queryOptions } from '@tanstack/react-query'
import { answer, client } from '../../../api/client.ts'

export const deskQuery = queryOptions({
  queryKey: ['warehouse', 'desk'],
  queryFn: () => answer(client.GET('/api/v1/warehouse/desk')),
})

export function qualityQuery(code: string) {
  return queryOptions({
    queryKey: ['warehouse', 'quality', code],
    queryFn: () => answer(client.GET('/api/v1/warehouse/datasets/{code}/quality', { params: { path: { code } } })),
  })
}
