import type { Access } from '../../access/index.ts'
import type { Catalogue } from '../../catalogue/index.ts'
import type { Identity } from '../../identity/index.ts'
import type { ProblemError } from '../../platform/index.ts'
import type { Clock } from '../../platform/index.ts'
import type { Submission } from '../submission/submission.ts'
import { warehouseProblems } from '../warehouse.errors.ts'

export interface StandingDeps {
  readonly access: Access
  readonly catalogue: Catalogue
  readonly identity: Pick<Identity, 'principalNow'>
  readonly clock: Clock
}

/**
 * Work can lie hours behind the delivery, so what was asked then is asked again just before rows come into force: may
 * the account still submit (Điều 10), and is the structure the file was sent for still the current one?
 * @returns the problem the submission ends with, if it may not go on
 */
export async function lostStanding(deps: StandingDeps, submission: Submission): Promise<ProblemError | undefined> {
  const { datasetCode, datasetId, accountId, id } = submission
  const principal = await deps.identity.principalNow(accountId, id)
  const decision =
    principal && (await deps.access.decide(principal, 'submit', datasetCode, undefined, deps.clock.now()))
  if (decision?.allow !== true) return warehouseProblems.rightWithdrawn({ dataset: datasetCode })
  const structure = await deps.catalogue.currentStructure(datasetId)
  if (structure?.version === submission.structureVersion) return undefined
  return warehouseProblems.structureChanged({ dataset: datasetCode })
}
