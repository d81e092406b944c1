import { Readable } from 'node:stream'
import type { Access } from '../../access/index.ts'
import { kindRules } from '../../catalogue/index.ts'
import type { Catalogue } from '../../catalogue/index.ts'
import type { Principal } from '../../identity/index.ts'
import { canonicalJson } from '../../platform/index.ts'
import type { BlobStore, Clock, Db } from '../../platform/index.ts'
import type { SubmissionService } from './submission.service.ts'
import { findSubmission, findWithdrawalOf } from './submission.store.ts'
import type { Channel, Submission } from './submission.ts'
import { warehouseProblems } from '../warehouse.errors.ts'

export interface Withdrawals {
  /** Has a submission undone: a submission of its own, worked on in turn. Its raw bytes are the order itself. */
  withdraw(principal: Principal, id: string, order: { statement: string; channel: Channel }): Promise<Submission>
}

export interface WithdrawalDeps {
  readonly db: Db
  readonly access: Access
  readonly catalogue: Catalogue
  readonly blobs: BlobStore
  readonly clock: Clock
  readonly submissions: SubmissionService
}

export function createWithdrawals({ db, access, catalogue, blobs, clock, submissions }: WithdrawalDeps): Withdrawals {
  return { withdraw }

  async function withdraw(
    principal: Principal,
    id: string,
    { statement, channel }: { statement: string; channel: Channel },
  ): Promise<Submission> {
    const withdrawn = await findSubmission(db, id)
    if (!withdrawn) throw warehouseProblems.submissionNotFound()
    const { datasetCode, datasetId } = withdrawn
    if (withdrawn.unitId !== principal.unitId) throw warehouseProblems.notYours({ dataset: datasetCode })
    await access.authorise(principal, 'submit', datasetCode, undefined, clock.now())
    const row = await catalogue.findRowInForce(datasetId, clock.now())
    if (row && !kindRules(row.dataset.kind).withdrawal)
      throw warehouseProblems.kindRefusesWithdrawal({ dataset: datasetCode })
    // Rows carried into a new structure cannot go back to one that is no more.
    if (withdrawn.applyNumber === null || withdrawn.load === 'conversion')
      throw warehouseProblems.nothingToWithdraw({ dataset: datasetCode })
    if (await isConvertedSince(withdrawn)) throw warehouseProblems.convertedSince({ dataset: datasetCode })
    const withdrawal = await findWithdrawalOf(db, id)
    if (withdrawal !== undefined) throw warehouseProblems.alreadyWithdrawn({ withdrawal })
    const structure = await catalogue.currentStructure(datasetId)
    if (!structure) throw warehouseProblems.structureMissing()
    const blob = await blobs.put(Readable.from([Buffer.from(canonicalJson({ withdraws: id, statement }))]))
    const dataset = { id: datasetId, code: datasetCode }
    const facts = { dataset, structure, blob, load: 'withdrawal', onFault: 'reject', channel, fileName: null } as const
    return submissions.register(principal, { ...facts, withdraws: id, statement })
  }

  /** What stood before has its values in fields that were converted since; they would come back empty. */
  async function isConvertedSince({ datasetId, structureVersion }: Submission): Promise<boolean> {
    const versions = await catalogue.listStructures(datasetId)
    return versions.some(({ version, state, conversions }) => {
      return version > structureVersion && state === 'adopted' && conversions.length > 0
    })
  }
}
