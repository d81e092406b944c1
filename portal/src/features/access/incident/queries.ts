import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { answer, client } from '../../../api/client.ts'
import type { Incident } from '../../../api/types.ts'

export type IncidentState = Incident['state']

const key = ['access', 'incidents'] as const

export const incidentsQuery = (state: IncidentState | undefined) =>
  infiniteQueryOptions({
    queryKey: [...key, state ?? 'all'],
    queryFn: ({ pageParam: cursor }) =>
      answer(
        client.GET('/api/v1/access/incidents', {
          params: { query: { ...(state && { state }), ...(cursor !== undefined && { cursor }) } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  })

export const incidentQuery = (id: string) =>
  queryOptions({
    queryKey: [...key, 'one', id],
    queryFn: () => answer(client.GET('/api/v1/access/incidents/{id}', { params: { path: { id } } })),
  })

export type IncidentDecision =
  | { readonly kind: 'askRelease' | 'confirm' | 'refuse'; readonly reason: string }
  | { readonly kind: 'handle'; readonly outcome: Outcome; readonly instrument: string; readonly reason: string }
export type Outcome = 'destroyed' | 'handedOver'

/** What an officer decides; lists, pages and notices show it as soon as it is done. */
export function useDecision(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (decision: IncidentDecision) => decide(id, decision),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: key }),
        queries.invalidateQueries({ queryKey: ['warehouse'] }),
      ]),
  })
}

function decide(id: string, decision: IncidentDecision): Promise<Incident> {
  const params = { path: { id } }
  switch (decision.kind) {
    case 'askRelease': {
      const { reason } = decision
      return answer(client.POST('/api/v1/access/incidents/{id}/release-request', { params, body: { reason } }))
    }
    case 'confirm':
    case 'refuse': {
      const { kind, reason } = decision
      return answer(client.POST('/api/v1/access/incidents/{id}/release', { params, body: { decision: kind, reason } }))
    }
    case 'handle': {
      const { outcome, instrument, reason } = decision
      const body = { outcome, instrument, reason }
      return answer(client.POST('/api/v1/access/incidents/{id}/handling', { params, body }))
    }
  }
}
