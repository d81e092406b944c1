import { queryOptions } from '@tanstack/react-query'
import { answer, client } from '../../../api/client.ts'

/** Links to accounts with guarded roles that a second person has to release. */
export const waitingLinksQuery = queryOptions({
  queryKey: ['identity', 'links', 'waiting'],
  queryFn: () => answer(client.GET('/api/v1/identity/links/waiting')),
})

export function issueLink(account: string) {
  return answer(client.POST('/api/v1/identity/accounts/{id}/links', { params: { path: { id: account } } }))
}

export function releaseLink(id: string) {
  return answer(client.POST('/api/v1/identity/links/{id}/release', { params: { path: { id } } }))
}
