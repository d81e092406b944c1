import { queryOptions } from '@tanstack/react-query'
import { answer, client } from '../../../api/client.ts'
import type { FocalPointBody } from '../../../api/types.ts'

/** All units of a day, each with its parent; today's for ''. */
export function treeQuery(on: string) {
  return queryOptions({
    queryKey: ['identity', 'organisations', 'tree', on],
    queryFn: () =>
      answer(client.GET('/api/v1/identity/organisations/tree', { params: { query: on === '' ? {} : { on } } })),
    placeholderData: (previous) => previous,
    staleTime: 60_000,
  })
}

export function unitQuery(id: string) {
  return queryOptions({
    queryKey: ['identity', 'organisation', id],
    queryFn: () => answer(client.GET('/api/v1/identity/organisations/{id}', { params: { path: { id } } })),
  })
}

export function unitHistoryQuery(id: string) {
  return queryOptions({
    queryKey: ['identity', 'organisation', id, 'history'],
    queryFn: () => answer(client.GET('/api/v1/identity/organisations/{id}/history', { params: { path: { id } } })),
  })
}

export function focalPointsQuery(id: string) {
  return queryOptions({
    queryKey: ['identity', 'organisation', id, 'focal-points'],
    queryFn: () => answer(client.GET('/api/v1/identity/organisations/{id}/focal-points', { params: { path: { id } } })),
  })
}

export const gapsKey = ['identity', 'focal-points', 'gaps'] as const

/** Units without a focal point they need: all, or one. */
export function gapsQuery(unit: string) {
  return queryOptions({
    queryKey: [...gapsKey, unit],
    queryFn: () =>
      answer(client.GET('/api/v1/identity/focal-points/gaps', { params: { query: unit === '' ? {} : { unit } } })),
  })
}

export function assignFocalPoint(unit: string, body: FocalPointBody) {
  return answer(
    client.POST('/api/v1/identity/organisations/{id}/focal-points', { params: { path: { id: unit } }, body }),
  )
}
