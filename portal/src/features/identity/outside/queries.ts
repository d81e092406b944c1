import { queryOptions } from '@tanstack/react-query'
import { answer, client } from '../../../api/client.ts'
import { accountsKey } from '../accounts/queries.ts'

/** Who else signs people in here; a setting of the installation. */
export const signInWaysQuery = queryOptions({
  queryKey: ['identity', 'sign-in-ways'],
  queryFn: () => answer(client.GET('/api/v1/identity/sign-in-ways')),
  staleTime: 600_000,
})

export function outsideLinksQuery(id: string) {
  return queryOptions({
    queryKey: [...accountsKey, 'outside-links', id],
    queryFn: () => answer(client.GET('/api/v1/identity/accounts/{id}/outside-links', { params: { path: { id } } })),
  })
}

export function linkOutside(id: string, subject: string) {
  return answer(
    client.POST('/api/v1/identity/accounts/{id}/outside-links', { params: { path: { id } }, body: { subject } }),
  )
}

export function confirmOutside(id: string, link: string, subject: string) {
  return answer(
    client.POST('/api/v1/identity/accounts/{id}/outside-links/{link}/confirmation', {
      params: { path: { id, link } },
      body: { subject },
    }),
  )
}

export function unlinkOutside(id: string, link: string) {
  return answer(
    client.DELETE('/api/v1/identity/accounts/{id}/outside-links/{link}', { params: { path: { id, link } } }),
  )
}
