import { queryOptions } from '@tanstack/react-query'
import { answer, client } from '../../api/client.ts'

export function decisionQuery(dataset: string, action: 'read' | 'submit', purpose = '') {
  return queryOptions({
    queryKey: ['access', 'decision', dataset, action, purpose],
    queryFn: () =>
      answer(
        client.GET('/api/v1/access/decision', {
          params: { query: { dataset, action, ...(purpose === '' ? {} : { purpose }) } },
        }),
      ),
  })
}
