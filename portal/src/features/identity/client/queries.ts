import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { answer, client } from '../../../api/client.ts'
import type { Client, ClientBody } from '../../../api/types.ts'

export type ClientState = Client['state']

export const clientsQuery = (state: ClientState | undefined) =>
  infiniteQueryOptions({
    queryKey: ['identity', 'clients', state ?? 'all'],
    queryFn: ({ pageParam: cursor }) =>
      answer(
        client.GET('/api/v1/identity/clients', {
          params: { query: { ...(state && { state }), ...(cursor !== undefined && { cursor }) } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  })

export const clientQuery = (code: string) =>
  queryOptions({
    queryKey: ['identity', 'clients', 'one', code],
    queryFn: () => answer(client.GET('/api/v1/identity/clients/{code}', { params: { path: { code } } })),
  })

export type ClientAct =
  | { readonly kind: 'register' | 'resume'; readonly document: string }
  | { readonly kind: 'refuse' | 'suspend'; readonly reason: string }
  | { readonly kind: 'changeKeys'; readonly sent: SentKeys; readonly overlapHours: number }

/** Public keys, or certificates in PEM. */
export type SentKeys = Pick<ClientBody, 'keys' | 'certificates'>

/** What is done to a client; lists and pages show it as soon as it is done. */
export function useClientAct(code: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (act: ClientAct) => run(code, act),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['identity', 'clients'] }),
  })
}

function run(code: string, act: ClientAct): Promise<Client> {
  const params = { path: { code } }
  switch (act.kind) {
    case 'register':
      return answer(
        client.POST('/api/v1/identity/clients/{code}/registration', { params, body: { document: act.document } }),
      )
    case 'resume':
      return answer(
        client.POST('/api/v1/identity/clients/{code}/resumption', { params, body: { document: act.document } }),
      )
    case 'refuse':
      return answer(client.POST('/api/v1/identity/clients/{code}/refusal', { params, body: { reason: act.reason } }))
    case 'suspend':
      return answer(client.POST('/api/v1/identity/clients/{code}/suspension', { params, body: { reason: act.reason } }))
    case 'changeKeys':
      return answer(
        client.POST('/api/v1/identity/clients/{code}/keys', {
          params,
          body: { ...act.sent, overlapHours: act.overlapHours },
        }),
      )
  }
}

export function requestClient(body: ClientBody): Promise<Client> {
  return answer(client.POST('/api/v1/identity/clients', { body }))
}
