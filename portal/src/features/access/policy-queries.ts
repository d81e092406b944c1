import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { answer, client } from '../../api/client.ts'
import type { PolicyDifference, PolicyFiles, PolicySet } from '../../api/types.ts'

export const policiesQuery = queryOptions({
  queryKey: ['access', 'policies'],
  queryFn: () => answer(client.GET('/api/v1/access/policies')),
})

export const policySetsQuery = queryOptions({
  queryKey: ['access', 'policies', 'sets'],
  queryFn: () => answer(client.GET('/api/v1/access/policy-sets')),
})

export function policySetQuery(number: number) {
  return queryOptions({
    queryKey: ['access', 'policies', 'set', number],
    queryFn: () => answer(client.GET('/api/v1/access/policy-sets/{number}', { params: { path: { number } } })),
  })
}

export type PolicyDecision =
  { readonly kind: 'approve'; readonly instrument: string } | { readonly kind: 'refuse'; readonly reason: string }

export function usePolicyDecision(number: number) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (decision: PolicyDecision) => decide(number, decision),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['access'] }),
  })
}

function decide(number: number, decision: PolicyDecision): Promise<PolicySet> {
  const params = { path: { number } }
  if (decision.kind === 'approve') {
    const body = { instrument: decision.instrument }
    return answer(client.POST('/api/v1/access/policy-sets/{number}/approval', { params, body }))
  }
  const body = { reason: decision.reason }
  return answer(client.POST('/api/v1/access/policy-sets/{number}/refusal', { params, body }))
}

export function useProposePolicies() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: { files: PolicyFiles; reason: string }) =>
      answer(client.POST('/api/v1/access/policy-sets', { body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['access', 'policies'] }),
  })
}

/** How far a rehearsal has come. */
export interface Rehearsed {
  readonly decisions: number
  readonly replayed: number
  readonly differences: readonly PolicyDifference[]
}

/** A period is judged again a stretch at a time; told after each. */
export async function rehearse(
  files: PolicyFiles,
  period: { readonly from: string; readonly to: string },
  tell: (done: Rehearsed) => void,
): Promise<Rehearsed> {
  let done: Rehearsed = { decisions: 0, replayed: 0, differences: [] }
  for (let cursor: string | null | undefined; cursor !== null;) {
    const body = { files, ...period, ...(cursor !== undefined && { cursor }) }
    const step = await answer(client.POST('/api/v1/access/policy-rehearsals', { body }))
    done = {
      decisions: step.decisions,
      replayed: done.replayed + step.replayed,
      differences: [...done.differences, ...step.items],
    }
    cursor = step.next
    tell(done)
  }
  return done
}
