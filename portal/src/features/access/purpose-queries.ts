import { queryOptions, useQuery } from '@tanstack/react-query'
import { answer, client } from '../../api/client.ts'
import type { Purpose } from '../../api/types.ts'

/** The register of purposes, those that were retired too. */
export const purposesQuery = queryOptions({
  queryKey: ['access', 'purposes'],
  queryFn: () => answer(client.GET('/api/v1/access/purposes')),
  staleTime: 300_000,
})

/** Purposes that can be named, those of the duties of agencies first; undefined until they are known. */
export function usePurposes(): Purpose[] | undefined {
  const { data } = useQuery(purposesQuery)
  const inUse = data?.items.filter(({ retiredAt }) => retiredAt === null)
  return inUse?.toSorted((left, right) => Number(right.nature === 'official') - Number(left.nature === 'official'))
}
