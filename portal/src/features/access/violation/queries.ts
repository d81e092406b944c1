import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { answer, client } from '../../../api/client.ts'
import type { Violation, ViolationReport } from '../../../api/types.ts'

export type Standing = 'standing' | 'ended' | 'all'
export type NoticeName = Violation['notices'][number]['notice']
export type Measure = NonNullable<Violation['measure']>
export type Ground = NonNullable<Violation['ground']>

const key = ['access', 'violations'] as const

export const violationsQuery = (state: Standing) =>
  infiniteQueryOptions({
    queryKey: [...key, state],
    queryFn: ({ pageParam: before }) =>
      answer(
        client.GET('/api/v1/access/violations', {
          params: { query: { state, ...(before !== undefined && { before }) } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  })

export const violationQuery = (id: string) =>
  queryOptions({
    queryKey: [...key, 'one', id],
    queryFn: () => answer(client.GET('/api/v1/access/violations/{id}', { params: { path: { id } } })),
  })

export const evidenceQuery = (id: string) =>
  queryOptions({
    queryKey: [...key, 'evidence', id],
    queryFn: () => answer(client.GET('/api/v1/access/violations/{id}/evidence', { params: { path: { id } } })),
  })

export function noticeDocument(id: string, notice: NoticeName): Promise<Blob> {
  const params = { path: { id, notice } }
  return answer(client.GET('/api/v1/access/violations/{id}/notices/{notice}', { params, parseAs: 'blob' }))
}

export function useReport() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: ViolationReport) => answer(client.POST('/api/v1/access/violations', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: key }),
  })
}

export type Order =
  | { readonly kind: 'examine' | 'release' | 'refuse'; readonly words: string }
  | { readonly kind: 'uphold'; readonly words: string; readonly measure: Measure }
  | { readonly kind: 'dismiss'; readonly words: string; readonly ground: Ground }
  | { readonly kind: 'confirm'; readonly words: string; readonly instrument: string | undefined }
  | { readonly kind: 'declare'; readonly incident: IncidentInput }
  | { readonly kind: 'sent'; readonly notice: NoticeName; readonly recipient: string; readonly reference: string }
export interface IncidentInput {
  readonly isPersonal: boolean
  readonly nature: string
  readonly reach: string
  readonly remedy: string
  readonly people?: number
}

/** What an officer orders; lists and pages show it as soon as it is done. */
export function useOrder(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (order: Order) => send(id, order),
    onSuccess: () => queries.invalidateQueries({ queryKey: key }),
  })
}

function send(id: string, order: Order): Promise<Violation> {
  const params = { path: { id } }
  switch (order.kind) {
    case 'examine':
    case 'release': {
      const body = { words: order.words }
      return order.kind === 'examine'
        ? answer(client.POST('/api/v1/access/violations/{id}/examination', { params, body }))
        : answer(client.POST('/api/v1/access/violations/{id}/release', { params, body }))
    }
    case 'uphold':
    case 'dismiss': {
      const { words } = order
      const body =
        order.kind === 'uphold'
          ? ({ outcome: 'upheld', measure: order.measure, words } as const)
          : ({ outcome: 'dismissed', ground: order.ground, words } as const)
      return answer(client.POST('/api/v1/access/violations/{id}/proposal', { params, body }))
    }
    case 'confirm':
    case 'refuse': {
      const { words, kind } = order
      const instrument = kind === 'confirm' ? order.instrument : undefined
      const body = { decision: kind, words, ...(instrument !== undefined && { instrument }) }
      return answer(client.POST('/api/v1/access/violations/{id}/decision', { params, body }))
    }
    case 'declare':
      return answer(client.POST('/api/v1/access/violations/{id}/incident', { params, body: { ...order.incident } }))
    case 'sent': {
      const { notice, recipient, reference } = order
      const path = { id, notice }
      const given = { params: { path }, body: { recipient, reference } }
      return answer(client.POST('/api/v1/access/violations/{id}/notices/{notice}', given))
    }
  }
}
