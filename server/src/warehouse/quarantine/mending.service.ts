import { Readable } from 'node:stream'
import type { Access } from '../../access/index.ts'
import type { Catalogue } from '../../catalogue/index.ts'
import type { Principal } from '../../identity/index.ts'
import type { Clock, Db } from '../../platform/index.ts'
import { plainProfile } from '../intake/profile.ts'
import type { SubmissionService } from '../submission/submission.service.ts'
import { countQuarantine } from '../submission/submission.store.ts'
import type { QuarantineCounts } from '../submission/submission.store.ts'
import type { Channel, Submission } from '../submission/submission.ts'
import { warehouseProblems } from '../warehouse.errors.ts'
import { continuationCsv } from './correction-csv.ts'
import { quarantinePages, requireSender } from './quarantine.reader.ts'
import { dropStaleDrafts, findRows, saveDrafts, settleDiscarded } from './quarantine.store.ts'
import type { Cells } from './quarantine.store.ts'
import { byId, named } from './waiting-row.ts'

export interface Edit {
  readonly row: number
  readonly values?: Cells
  readonly discard?: boolean
}

export interface Mending {
  /** Keeps what was typed over rows that wait; nothing is applied by it. */
  edit(submission: Submission, principal: Principal, edits: readonly Edit[]): Promise<QuarantineCounts>
  /** Sends the rows that were typed over as a submission of their own, and settles those that were given up. */
  continue(submission: Submission, principal: Principal, channel: Channel): Promise<Submission>
}

export interface MendingDeps {
  readonly db: Db
  readonly access: Access
  readonly catalogue: Catalogue
  readonly clock: Clock
  readonly submissions: SubmissionService
}

export function createMending({ db, access, catalogue, clock, submissions }: MendingDeps): Mending {
  return {
    edit: async (submission, principal, edits) => {
      await requireMaySubmit(submission, principal)
      await requireWaiting(submission.id, edits)
      const structure = await catalogue.structureVersion(submission.datasetId, submission.structureVersion)
      const toDraft = ({ row, values = {}, discard }: Edit) => ({ row, cells: byId(structure, values), discard })
      await saveDrafts(db, submission.id, edits.map(toDraft))
      return countQuarantine(db, submission.id)
    },
    continue: async (submission, principal, channel) => {
      await requireMaySubmit(submission, principal)
      const stale = await dropStaleDrafts(db, submission.id)
      if (stale.length > 0) throw warehouseProblems.quarantineSettled({ rows: named(stale.map((row) => ({ row }))) })
      const { edited } = await countQuarantine(db, submission.id)
      if (edited === 0) throw warehouseProblems.nothingMended({ dataset: submission.datasetCode })
      const structure = await catalogue.currentStructure(submission.datasetId)
      if (!structure) throw warehouseProblems.structureMissing()
      const drafted = quarantinePages(db, submission.id, { state: 'open', isDrafted: true })
      return submissions.receive(principal, {
        ...{ dataset: submission.datasetCode, load: 'incremental', onFault: 'quarantine', channel },
        ...{ fileName: undefined, continues: submission.id, profile: plainProfile },
        content: Readable.from(continuationCsv(structure, drafted), { objectMode: false }),
        alongside: (tx, continuation) => settleDiscarded(tx, submission.id, continuation.id),
      })
    },
  }

  async function requireMaySubmit(submission: Submission, principal: Principal): Promise<void> {
    requireSender(principal, submission)
    await access.authorise(principal, 'submit', submission.datasetCode, undefined, clock.now())
  }

  async function requireWaiting(submissionId: string, edits: readonly Edit[]): Promise<void> {
    const numbers = edits.map(({ row }) => row)
    const known = await findRows(db, submissionId, numbers)
    const missing = edits.filter(({ row }) => !known.some((each) => each.row === row))
    if (missing.length > 0) throw warehouseProblems.quarantineRowMissing({ rows: named(missing) })
    const settled = known.filter(({ isOpen }) => !isOpen)
    if (settled.length > 0) throw warehouseProblems.quarantineSettled({ rows: named(settled) })
  }
}
