import { Readable } from 'node:stream'
import type { Access } from '../../access/index.ts'
import type { Catalogue, Structure } from '../../catalogue/index.ts'
import type { Principal } from '../../identity/index.ts'
import type { ReadLog } from '../../journal/index.ts'
import { sha256 } from '../../platform/index.ts'
import type { Clock, Db, Language } from '../../platform/index.ts'
import type { SubmissionService } from '../submission/submission.service.ts'
import { countQuarantine } from '../submission/submission.store.ts'
import type { QuarantineCounts } from '../submission/submission.store.ts'
import type { Channel, Submission } from '../submission/submission.ts'
import { faultText } from '../submission/submission.view.ts'
import { warehouseProblems } from '../warehouse.errors.ts'
import { continuationCsv, correctionCsv } from './correction-csv.ts'
import { dropStaleDrafts, findRows, listQuarantine, saveDrafts, settleDiscarded } from './quarantine.store.ts'
import type { Cells, Draft, QuarantineFilter, QuarantinedRow } from './quarantine.store.ts'

/** A row that waits, as its sender sees it: cells by field name. */
export interface WaitingRow {
  readonly row: number
  readonly values: Cells
  readonly edited: Cells
  readonly raw: string | null
  readonly discarded: boolean
  readonly faults: readonly { readonly field: string | null; readonly rule: string; readonly message: string }[]
  readonly settledBy: string | null
}

export interface Edit {
  readonly row: number
  readonly values?: Cells
  readonly discard?: boolean
}

export interface QuarantineDeps {
  readonly db: Db
  readonly access: Access
  readonly catalogue: Catalogue
  readonly reads: ReadLog
  readonly clock: Clock
  readonly submissions: SubmissionService
}

export interface Quarantine {
  list(
    submission: Submission,
    reader: Principal,
    question: QuarantineFilter & { after: number; limit: number; language: Language },
  ): Promise<WaitingRow[]>
  counts(submission: Submission): Promise<QuarantineCounts>
  /** Keeps what was typed over rows that wait; nothing is applied by it. */
  edit(submission: Submission, principal: Principal, edits: readonly Edit[]): Promise<QuarantineCounts>
  /** Sends the rows that were typed over as a submission of their own, and settles those that were given up. */
  continue(submission: Submission, principal: Principal, channel: Channel): Promise<Submission>
  /** The correction file: every row that waits, with its number and why it was refused. */
  csv(submission: Submission, reader: Principal, language: Language): AsyncGenerator<string, void>
}

const pageSize = 1000

export function createQuarantine(deps: QuarantineDeps): Quarantine {
  const { db, access, catalogue, reads, clock, submissions } = deps
  return { list, counts: (submission) => countQuarantine(db, submission.id), edit, continue: resume, csv }

  async function list(
    submission: Submission,
    reader: Principal,
    { language, after, limit, ...filter }: QuarantineFilter & { after: number; limit: number; language: Language },
  ): Promise<WaitingRow[]> {
    requireSender(reader, submission)
    const structure = await structureOf(submission)
    const rows = await listQuarantine(db, submission.id, filter, { after, limit })
    await logRows(submission, reader, rows, structure)
    return rows.map((row) => toWaitingRow(row, structure, language))
  }

  async function edit(submission: Submission, principal: Principal, edits: readonly Edit[]): Promise<QuarantineCounts> {
    await requireMaySubmit(submission, principal)
    const structure = await structureOf(submission)
    const drafts = edits.map(({ row, values = {}, discard }): Draft => ({
      row,
      cells: byId(structure, values),
      discard,
    }))
    const known = await findRows(
      db,
      submission.id,
      edits.map(({ row }) => row),
    )
    const missing = edits.filter(({ row }) => !known.some((each) => each.row === row))
    if (missing.length > 0) throw warehouseProblems.quarantineRowMissing({ rows: named(missing) })
    const settled = known.filter(({ isOpen }) => !isOpen)
    if (settled.length > 0) throw warehouseProblems.quarantineSettled({ rows: named(settled) })
    await saveDrafts(db, submission.id, drafts)
    return countQuarantine(db, submission.id)
  }

  async function resume(submission: Submission, principal: Principal, channel: Channel): Promise<Submission> {
    await requireMaySubmit(submission, principal)
    const stale = await dropStaleDrafts(db, submission.id)
    if (stale.length > 0) throw warehouseProblems.quarantineSettled({ rows: named(stale.map((row) => ({ row }))) })
    const { edited } = await countQuarantine(db, submission.id)
    if (edited === 0) throw warehouseProblems.nothingMended({ dataset: submission.datasetCode })
    const structure = await catalogue.currentStructure(submission.datasetId)
    if (!structure) throw warehouseProblems.structureMissing()
    const drafted = pagesOf(submission.id, { state: 'open', isDrafted: true })
    return submissions.receive(principal, {
      ...{ dataset: submission.datasetCode, load: 'incremental', onFault: 'quarantine', channel },
      ...{ fileName: undefined, continues: submission.id },
      content: Readable.from(continuationCsv(structure, drafted), { objectMode: false }),
      alongside: (tx, continuation) => settleDiscarded(tx, submission.id, continuation.id),
    })
  }

  async function* csv(submission: Submission, reader: Principal, language: Language): AsyncGenerator<string, void> {
    requireSender(reader, submission)
    const structure = await structureOf(submission)
    const pages = pagesOf(submission.id, { state: 'open' })
    const log = (rows: readonly QuarantinedRow[]) => logRows(submission, reader, rows, structure)
    yield* correctionCsv(structure, pages, { log, reasons: (row) => reasonsOf(row, structure, language) })
  }

  async function* pagesOf(submissionId: string, filter: QuarantineFilter): AsyncGenerator<QuarantinedRow[], void> {
    for (let after = 0; ;) {
      const rows = await listQuarantine(db, submissionId, filter, { after, limit: pageSize })
      const last = rows.at(-1)
      if (!last) return
      yield rows
      after = last.row
    }
  }

  function structureOf({ datasetId, structureVersion }: Submission): Promise<Structure> {
    return catalogue.structureVersion(datasetId, structureVersion)
  }

  async function requireMaySubmit(submission: Submission, principal: Principal): Promise<void> {
    requireSender(principal, submission)
    await access.authorise(principal, 'submit', submission.datasetCode, undefined, clock.now())
  }

  /** Cells of a file can be personal data: who looks at them stands in the log of reads (Điều 13.3). */
  async function logRows(
    submission: Submission,
    reader: Principal,
    rows: readonly QuarantinedRow[],
    { fields }: Structure,
  ): Promise<void> {
    if (rows.length === 0) return
    await reads.record({
      actor: reader,
      dataset: submission.datasetCode,
      action: 'quarantine',
      purpose: undefined,
      query: JSON.stringify({ submission: submission.id }),
      fields: fields.map(({ name }) => name),
      rows: rows.length,
      digest: sha256(JSON.stringify(rows)).toString('hex'),
    })
  }
}

function requireSender(reader: Principal, submission: Submission): void {
  if (reader.unitId !== submission.unitId)
    throw warehouseProblems.quarantineNotYours({ dataset: submission.datasetCode })
}

function named(rows: readonly { readonly row: number }[]): string {
  const most = 20
  const numbers = rows.slice(0, most).map(({ row }) => String(row))
  return numbers.join(', ') + (rows.length > most ? ', …' : '')
}

function byId({ fields }: Structure, values: Cells): Cells {
  const ids = new Map(fields.map(({ name, id }) => [name, id]))
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const id = ids.get(name)
      if (id === undefined) throw warehouseProblems.unknownField({ field: name, fields: [...ids.keys()].join(', ') })
      return [id, value === '' ? null : value]
    }),
  )
}

function byName({ fields }: Structure, cells: Cells): Cells {
  const known = fields.filter(({ id }) => id in cells)
  return Object.fromEntries(known.map(({ name, id }) => [name, cells[id] ?? null]))
}

function toWaitingRow(row: QuarantinedRow, structure: Structure, language: Language): WaitingRow {
  return {
    row: row.row,
    values: byName(structure, row.cells ?? {}),
    edited: byName(structure, row.edited ?? {}),
    raw: row.raw,
    discarded: row.discard,
    faults: row.reasons.map(({ field, rule }) => ({
      field: field === '' ? null : field,
      rule,
      message: faultText(structure, { rule, field }, language),
    })),
    settledBy: row.settledBy,
  }
}

function reasonsOf(row: QuarantinedRow, structure: Structure, language: Language): string {
  return row.reasons.map((reason) => faultText(structure, reason, language)).join(' ')
}
