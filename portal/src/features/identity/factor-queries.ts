import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { answer, client } from '../../api/client.ts'
import type { NewPassword } from './passkey.ts'

export const factorsQuery = queryOptions({
  queryKey: ['identity', 'factors'],
  queryFn: () => answer(client.GET('/api/v1/identity/factors')),
})

export const openSessionsQuery = queryOptions({
  queryKey: ['identity', 'sessions'],
  queryFn: () => answer(client.GET('/api/v1/identity/sessions')),
})

export const signInsQuery = infiniteQueryOptions({
  queryKey: ['identity', 'sign-ins'],
  queryFn: ({ pageParam }) =>
    answer(
      client.GET('/api/v1/identity/sign-ins', {
        params: { query: { limit: 10, ...(pageParam === null ? {} : { cursor: pageParam }) } },
      }),
    ),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
})

export function removePasskey(id: string) {
  return answer(client.DELETE('/api/v1/identity/passkeys/{id}', { params: { path: { id } } }))
}

export function offerAuthenticator() {
  return answer(client.POST('/api/v1/identity/authenticator-offers'))
}

export function setPassword(body: Omit<NewPassword, 'authenticator'> & Partial<NewPassword>) {
  return answer(client.PUT('/api/v1/identity/password', { body }))
}

export function makeRecoveryCodes() {
  return answer(client.POST('/api/v1/identity/recovery-codes'))
}

export function endSession(id: string) {
  return answer(client.DELETE('/api/v1/identity/sessions/{id}', { params: { path: { id } } }))
}

export function signOutEverywhere() {
  return answer(client.DELETE('/api/v1/identity/sessions'))
}

/** A link's token is sent in a body alone: addresses stand in logs. */
export function linkQuery(token: string) {
  return queryOptions({
    queryKey: ['identity', 'link', token],
    queryFn: () => answer(client.POST('/api/v1/identity/links/facts', { body: { token } })),
    staleTime: Infinity,
    retry: false,
  })
}

export function offerAuthenticatorByLink(token: string) {
  return answer(client.POST('/api/v1/identity/links/authenticator-offers', { body: { token } }))
}
