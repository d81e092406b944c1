import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answer, client } from '../../api/client.ts'
import type { PurposeBody } from '../../api/types.ts'

export function useRegisterPurpose() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: PurposeBody) => answer(client.POST('/api/v1/access/purposes', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['access'] }),
  })
}

export function useRetirePurpose(code: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (reason: string) =>
      answer(
        client.POST('/api/v1/access/purposes/{code}/retirement', { params: { path: { code } }, body: { reason } }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['access'] }),
  })
}
