import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answer, client } from '../../../api/client.ts'
import type { FaultChoice } from './fault-filter.tsx'

export const pageSize = 100

/** One page of the rows that wait, all or those of one group of faults; each look at them is noted, so it is kept. */
export function waitingRowsQuery(id: string, choice: FaultChoice | null, cursor: string) {
  const only = choice === null ? {} : { rule: choice.rule, ...(choice.field === null ? {} : { field: choice.field }) }
  return queryOptions({
    queryKey: ['warehouse', 'waiting-rows', id, only, cursor],
    queryFn: () =>
      answer(
        client.GET('/api/v1/warehouse/submissions/{id}/quarantine', {
          params: {
            path: { id },
            query: { state: 'open', limit: pageSize, ...only, ...(cursor === '' ? {} : { cursor }) },
          },
        }),
      ),
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  })
}

export function sendContinuation(id: string) {
  return answer(client.POST('/api/v1/warehouse/submissions/{id}/continuation', { params: { path: { id } } }))
}
