import type { Principal } from '../../identity/index.ts'
import { isForCoordinator } from './grant-request.ts'
import type { GrantRequest } from './grant-request.ts'

export const requestActs = ['opine', 'check', 'decide', 'withdraw'] as const
export type RequestAct = (typeof requestActs)[number]

/** What an account may do with a request at an instant; who took a step before is refused only when they try. */
export function actsOf(request: GrantRequest, { roles, unitId }: Principal, at: Date): RequestAct[] {
  const isAsker = request.unit.id === unitId
  const may: Readonly<Record<RequestAct, boolean>> = {
    opine: request.state === 'opinion' && request.dataset.provider.id === unitId && roles.includes('provider'),
    check: isForCoordinator(request, at) && roles.includes('coordinator'),
    decide: request.state === 'decision' && roles.includes('committee'),
    withdraw: request.endedAt === null && isAsker && (roles.includes('provider') || roles.includes('consumer')),
  }
  return requestActs.filter((act) => may[act])
}
