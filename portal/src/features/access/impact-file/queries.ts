import { queryOptions } from '@tanstack/react-query'
import { answer, client } from '../../../api/client.ts'
import type { ImpactBody } from '../../../api/types.ts'

export const impactKey = ['access', 'impact-files'] as const

export const impactFilesQuery = queryOptions({
  queryKey: [...impactKey, 'list'],
  queryFn: () => answer(client.GET('/api/v1/access/impact-files')),
})

export function impactFileQuery(code: string) {
  return queryOptions({
    queryKey: [...impactKey, 'one', code],
    queryFn: () => answer(client.GET('/api/v1/access/impact-files/{code}', { params: { path: { code } } })),
  })
}

export function writeImpactFile(code: string, body: ImpactBody) {
  return answer(client.POST('/api/v1/access/impact-files/{code}', { params: { path: { code } }, body }))
}

export function confirmImpactFile(code: string, version: number) {
  return answer(
    client.POST('/api/v1/access/impact-files/{code}/confirmation', { params: { path: { code } }, body: { version } }),
  )
}
