import { useQueryClient } from '@tanstack/react-query'
import { answer, client } from '../../../api/client.ts'
import type { Submission } from '../../../api/types.ts'

/** What the sender says about a submission afterwards. */
export function useOrders(id: string) {
  const queries = useQueryClient()
  const params = { path: { id } }
  return {
    confirm: async (decision: 'confirm' | 'decline', statement: string): Promise<void> => {
      await answer(
        client.POST('/api/v1/warehouse/submissions/{id}/confirmation', { params, body: { decision, statement } }),
      )
      await queries.invalidateQueries({ queryKey: ['warehouse'] })
    },
    withdraw: async (statement: string): Promise<Submission> => {
      const withdrawal = await answer(
        client.POST('/api/v1/warehouse/submissions/{id}/withdrawal', { params, body: { statement } }),
      )
      await queries.invalidateQueries({ queryKey: ['warehouse'] })
      return withdrawal
    },
  }
}
