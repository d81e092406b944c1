import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answer, client } from '../../../api/client.ts'
import type { GrantRequest } from '../../../api/types.ts'
import { dayAfter, startOfDay } from '../../../lib/day.ts'
import { extentOf, type Draft } from './draft.ts'
import { accessKey } from './queries.ts'

/** Sends a draft: for a dataset, or as the amendment of a grant. */
export function useAsk(about: { readonly dataset: string; readonly amends: string | undefined }) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (draft: Draft) => ask(about, draft),
    onSuccess: () => queries.invalidateQueries({ queryKey: accessKey }),
  })
}

function ask({ dataset, amends }: Parameters<typeof useAsk>[0], draft: Draft): Promise<GrantRequest> {
  const asked = {
    extent: extentOf(draft),
    endsAt: endOf(draft.lastDay),
    ...{ legalBasis: draft.legalBasis.trim(), reasons: draft.reasons.trim() },
  }
  if (amends === undefined) {
    return answer(client.POST('/api/v1/access/grant-requests', { body: { dataset, purpose: draft.purpose, ...asked } }))
  }
  return answer(client.POST('/api/v1/access/grants/{id}/amendments', { params: { path: { id: amends } }, body: asked }))
}

export interface Renewal {
  readonly lastDay: string
  readonly legalBasis: string
  readonly reasons: string
}

/** Asks that a grant goes on as it is. */
export function useAskForRenewal(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ lastDay, legalBasis, reasons }: Renewal) =>
      answer(
        client.POST('/api/v1/access/grants/{id}/renewals', {
          params: { path: { id } },
          body: { endsAt: endOf(lastDay), legalBasis: legalBasis.trim(), reasons: reasons.trim() },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: accessKey }),
  })
}

/** The instant at which the last day of a use is over. */
const endOf = (lastDay: string) => startOfDay(dayAfter(lastDay))
