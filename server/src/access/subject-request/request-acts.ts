import { fulfilDays } from './subject-request.ts'
import type { RequestKind, SubjectRequest } from './subject-request.ts'

/** What can be done to a request, as its routes name it. */
export const requestActs = [
  ...(['response', 'answer', 'assignment', 'report', 'extension', 'refusal'] as const),
  ...(['reads', 'erasure'] as const),
] as const
export type RequestAct = (typeof requestActs)[number]

const readsKinds: readonly RequestKind[] = ['copy', 'reads', 'complain']

/** Whether it may be looked up for a request of that kind who read what is held of the person. */
export function asksReads(kind: RequestKind): boolean {
  return readsKinds.includes(kind)
}

/** Whether the second clock may be extended: once, after the first word and before it is over. */
export function isExtendable(
  { kind, state, fulfilBy, extendedAt }: Pick<SubjectRequest, 'kind' | 'state' | 'fulfilBy' | 'extendedAt'>,
  at: Date,
): boolean {
  if (state !== 'in-progress' || extendedAt !== null || fulfilDays[kind] === null) return false
  return fulfilBy !== null && at < fulfilBy
}

/** What somebody may do to a request now; what comes next stands first. @param by whether they are its desk, and their unit */
export function actsOf(
  request: SubjectRequest,
  by: { readonly isDesk: boolean; readonly unit: string },
  at: Date,
): RequestAct[] {
  const { kind, state, datasets, subject, endedAt } = request
  if (endedAt !== null) return by.isDesk && subject !== null ? ['erasure'] : []
  const owes = datasets.some(({ unit, reportedAt }) => unit.id === by.unit && reportedAt === null)
  const report: RequestAct[] = owes ? ['report'] : []
  if (!by.isDesk) return report
  const reads: RequestAct[] = asksReads(kind) && subject !== null ? ['reads'] : []
  if (state === 'received') return ['response', 'assignment', ...report, 'answer', 'refusal', ...reads]
  const extension: RequestAct[] = isExtendable(request, at) ? ['extension'] : []
  return ['answer', 'assignment', ...report, ...extension, 'refusal', ...reads]
}
