import type { Submission } from '../../api/types.ts'

export type ApplyKind = Submission['load'] | 'restore'

type Known = ReadonlyMap<string, Pick<Submission, 'load' | 'withdraws'>>

/**
 * What an update was: taking back a withdrawal gives back what it took, taking that back again takes it away.
 * @param known submissions by id; undefined while one that it rests on is not among them
 */
export function applyKind(
  { load, withdraws }: Pick<Submission, 'load' | 'withdraws'>,
  known: Known,
): ApplyKind | undefined {
  if (load !== 'withdrawal' || withdraws === null) return load
  const undone = known.get(withdraws)
  const kind = undone && applyKind(undone, known)
  return kind === undefined ? undefined : kind === 'withdrawal' ? 'restore' : 'withdrawal'
}
