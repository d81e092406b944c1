import type { Catalogue, Structure } from '../../catalogue/index.ts'
import type { Principal } from '../../identity/index.ts'
import type { Question, ReadLog } from '../../journal/index.ts'
import type { Db, Language } from '../../platform/index.ts'
import { countQuarantine } from '../submission/submission.store.ts'
import type { QuarantineCounts } from '../submission/submission.store.ts'
import type { Submission } from '../submission/submission.ts'
import { warehouseProblems } from '../warehouse.errors.ts'
import { correctionCsv } from './correction-csv.ts'
import { listQuarantine } from './quarantine.store.ts'
import type { QuarantineFilter, QuarantinedRow } from './quarantine.store.ts'
import { reasonsOf, toWaitingRow } from './waiting-row.ts'
import type { WaitingRow } from './waiting-row.ts'

export interface QuarantineReader {
  list(
    submission: Submission,
    reader: Principal,
    question: QuarantineFilter & { after: number; limit: number; language: Language },
  ): Promise<WaitingRow[]>
  counts(submission: Submission): Promise<QuarantineCounts>
  /** The correction file: every row that waits, with its number and why it was refused. */
  csv(submission: Submission, reader: Principal, language: Language): AsyncGenerator<string, void>
}

export interface QuarantineReaderDeps {
  readonly db: Db
  readonly catalogue: Catalogue
  readonly reads: ReadLog
}

export function createQuarantineReader({ db, catalogue, reads }: QuarantineReaderDeps): QuarantineReader {
  const structureOf = ({ datasetId, structureVersion }: Submission) =>
    catalogue.structureVersion(datasetId, structureVersion)
  return {
    counts: (submission) => countQuarantine(db, submission.id),
    list: async (submission, reader, { language, after, limit, ...filter }) => {
      requireSender(reader, submission)
      const structure = await structureOf(submission)
      const rows = await listQuarantine(db, submission.id, filter, { after, limit })
      const { state, rule, field, isDrafted } = filter
      const asked = { state, rule, field, isDrafted, after, limit }
      disclose({ submission, reader, structure, asked, shown: () => rows.length })
      return rows.map((row) => toWaitingRow(row, structure, language))
    },
    csv: async function* (submission, reader, language) {
      requireSender(reader, submission)
      const structure = await structureOf(submission)
      const state = 'open'
      let shown = 0
      disclose({ submission, reader, structure, asked: { state }, shown: () => shown })
      const counted = async function* () {
        for await (const rows of quarantinePages(db, submission.id, { state })) {
          shown += rows.length
          yield rows
        }
      }
      yield* correctionCsv(structure, counted(), (row) => reasonsOf(row, structure, language))
    },
  }

  /** Cells of a file can be personal data: who looks at them stands in the log of reads (Điều 13.3). */
  function disclose({ submission, reader, structure: { version, fields }, asked, shown }: Look): void {
    reads.disclose({
      actor: reader,
      dataset: submission.datasetCode,
      action: 'quarantine',
      purpose: undefined,
      query: JSON.stringify({ submission: submission.id }),
      asked: { submission: submission.id, ...asked },
      structureVersion: version,
      shown: () => ({ rows: shown(), fields: fields.map(({ name }) => name) }),
    })
  }
}

interface Look {
  readonly submission: Submission
  readonly reader: Principal
  readonly structure: Structure
  /** Of the rows of the submission. */
  readonly asked: Question
  readonly shown: () => number
}

const pageSize = 1000

/** All rows that fit, page by page. */
export async function* quarantinePages(
  db: Db,
  submissionId: string,
  filter: QuarantineFilter,
): AsyncGenerator<QuarantinedRow[], void> {
  for (let after = 0; ;) {
    const rows = await listQuarantine(db, submissionId, filter, { after, limit: pageSize })
    const last = rows.at(-1)
    if (!last) return
    yield rows
    after = last.row
  }
}

/** Rows that wait are in no dataset yet: they are for the unit that sent them and for nobody else. */
export function requireSender(reader: Principal, submission: Submission): void {
  if (reader.unitId !== submission.unitId)
    throw warehouseProblems.quarantineNotYours({ dataset: submission.datasetCode })
}
