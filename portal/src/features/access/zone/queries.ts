import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { answer, client } from '../../../api/client.ts'
import type { NetworkBody, ZoneNetwork } from '../../../api/types.ts'

export type NetworkZone = ZoneNetwork['zone']
export const networkZones = ['dedicated', 'administration', 'health'] as const satisfies NetworkZone[]

export const networksQuery = queryOptions({
  queryKey: ['access', 'networks'],
  queryFn: () => answer(client.GET('/api/v1/access/networks')),
})

export const refusalsQuery = (zone: NetworkZone | undefined) =>
  infiniteQueryOptions({
    queryKey: ['access', 'zone-refusals', zone ?? 'all'],
    queryFn: ({ pageParam: cursor }) =>
      answer(
        client.GET('/api/v1/access/zone-refusals', {
          params: { query: { ...(zone && { zone }), ...(cursor !== undefined && { cursor }) } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  })

export function addNetwork(body: NetworkBody): Promise<ZoneNetwork> {
  return answer(client.POST('/api/v1/access/networks', { body }))
}

export function removeNetwork(id: string): Promise<unknown> {
  return answer(client.DELETE('/api/v1/access/networks/{id}', { params: { path: { id } } }))
}
