import type { Db } from '../../platform/index.ts'
import { identityPermissions } from '../identity.permissions.ts'
import { can } from '../principal.ts'
import type { Principal } from '../principal.ts'
import { listReviewers } from './reviewer.store.ts'

/** Whether somebody answers for a unit, null for all of them: focal points for theirs, the coordinator for all (Điều 15.3). */
export async function answersFor(
  db: Db,
  principal: Principal,
  { unit, at }: { readonly unit: string | null; readonly at: Date },
): Promise<boolean> {
  if (can(principal, identityPermissions['review.open'])) return true
  const reviewers = unit === null ? [] : await listReviewers(db, at, unit)
  return reviewers.some(({ account }) => account === principal.accountId)
}
