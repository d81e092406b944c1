import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answer, client } from '../../../api/client.ts'
import type { FileLoad, OnFault, Profile, Submission } from '../../../api/types.ts'

export function uploadQuery(id: string) {
  return queryOptions({
    queryKey: ['warehouse', 'upload', id],
    queryFn: () => answer(client.GET('/api/v1/warehouse/uploads/{id}/state', { params: { path: { id } } })),
  })
}

/** How an upload would be read; without a profile, as remembered or guessed. */
export function previewQuery(id: string, profile: Profile | null) {
  return queryOptions({
    queryKey: ['warehouse', 'preview', id, profile],
    queryFn: () =>
      answer(
        client.GET('/api/v1/warehouse/uploads/{id}/preview', {
          params: { path: { id }, query: profile === null ? {} : { profile: JSON.stringify(profile) } },
        }),
      ),
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  })
}

/** How files of a dataset are read when nothing else is said. */
export function profileQuery(code: string) {
  return queryOptions({
    queryKey: ['warehouse', 'profile', code],
    queryFn: () => answer(client.GET('/api/v1/warehouse/datasets/{code}/profile', { params: { path: { code } } })),
  })
}

export async function forgetProfile(code: string): Promise<void> {
  await answer(client.DELETE('/api/v1/warehouse/datasets/{code}/profile', { params: { path: { code } } }))
}

export interface Order {
  upload: string
  profile: Profile
  remember: boolean
  load: FileLoad
  onFault: OnFault
  continues?: string
}

export function sendOrder(code: string, order: Order): Promise<Submission> {
  return answer(
    client.POST('/api/v1/warehouse/datasets/{code}/submissions/from-upload', {
      params: { path: { code } },
      body: { ...order, channel: 'portal' },
    }),
  )
}
