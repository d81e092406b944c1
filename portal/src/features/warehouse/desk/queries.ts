import { queryOptions } from '@tanstack/react-query'
import { answer, client } from '../../../api/client.ts'

export const deskQuery = queryOptions({
  queryKey: ['warehouse', 'desk'],
  queryFn: () => answer(client.GET('/api/v1/warehouse/desk')),
})
