import type { Catalogue, Structure } from '../../catalogue/index.ts'
import type { Principal } from '../../identity/index.ts'
import { findLeafIndex } from '../../journal/index.ts'
import type { Read, ReadLog } from '../../journal/index.ts'
import { problemBody, sha256 } from '../../platform/index.ts'
import type { Db, Language } from '../../platform/index.ts'
import { listConversions } from '../intake/conversion.store.ts'
import { faultMessage, faultSummary, rules } from '../checking/fault.ts'
import type { Fault, Rule } from '../checking/fault.ts'
import { contextOf } from '../checking/fault-context.ts'
import type { Asked } from '../checking/fault-context.ts'
import { listFaultCounts, listFaults } from '../checking/fault.store.ts'
import type { FaultPageOf } from '../checking/fault.store.ts'
import type { FaultCount } from '../checking/fault.store.ts'
import { readingHint } from '../checking/reading-hint.ts'
import { endingOf } from './ending.ts'
import { submissionToWire } from './submission.schema.ts'
import { countQuarantine, findProgress, findSubmission } from './submission.store.ts'
import type { Submission } from './submission.ts'
import { findMerkleRoot } from '../storage/state.store.ts'
import { warehouseProblems } from '../warehouse.errors.ts'

/** Values of a rejected file are shown to the unit that sent them and to nobody else; they are in no dataset yet. */
function isSender(reader: Principal, submission: Submission): boolean {
  return reader.unitId === submission.unitId
}

export interface SubmissionViews {
  get(id: string): Promise<Submission>
  /** The whole wire form in the reader's language; without examples for those who may not see the file's values. */
  toWire(submission: Submission, reader: Principal, language: Language): Promise<unknown>
  faults(submission: Submission, reader: Principal, page: FaultPageRequest): Promise<WireFault[]>
}

export interface FaultPageRequest extends FaultPageOf {
  readonly language: Language
}

export interface WireFault {
  readonly row: number
  readonly field: string | null
  readonly fieldTitle: string | null
  readonly rule: Rule
  readonly value: string | null
  readonly message: string
}

export interface SubmissionViewDeps {
  readonly db: Db
  readonly catalogue: Catalogue
  readonly reads: ReadLog
}

export function createSubmissionViews({ db, catalogue, reads }: SubmissionViewDeps): SubmissionViews {
  return { get, toWire, faults }

  async function get(id: string): Promise<Submission> {
    const submission = await findSubmission(db, id)
    if (!submission) throw warehouseProblems.submissionNotFound()
    return submission
  }

  async function toWire(submission: Submission, reader: Principal, language: Language) {
    const dataset = await catalogue.getDataset(submission.datasetCode)
    const progress = submission.state === 'received' ? await findProgress(db, submission.id) : undefined
    const { applyNumber, journalEntry, datasetId } = submission
    const ending = endingOf(submission)
    const root = applyNumber === null ? undefined : await findMerkleRoot(db, datasetId, applyNumber)
    return {
      ...submissionToWire(submission, progress),
      dataset: { code: dataset.code, name: dataset.name, nameEn: dataset.nameEn },
      conversions: submission.profile === null ? [] : await listConversions(db, submission.id),
      faults: hasFaults(submission) ? await faultGroups(submission, reader, language) : [],
      quarantine: hasFaults(submission) ? await countQuarantine(db, submission.id) : null,
      journalIndex: journalEntry === null ? null : ((await findLeafIndex(db, journalEntry)) ?? null),
      merkleRoot: root?.toString('hex') ?? null,
      problem: ending === undefined ? null : problemBody(ending, language, submission.id),
    }
  }

  async function faultGroups(submission: Submission, reader: Principal, language: Language) {
    const structure = await catalogue.structureVersion(submission.datasetId, submission.structureVersion)
    const isShown = isSender(reader, submission)
    const counts = await listFaultCounts(db, submission.id)
    const shown = counts.flatMap(({ field, examples }) => examples.map((each) => ({ ...each, field })))
    if (isShown) await logValues(submission, reader, shown)
    return counts.sort(byWeight(structure)).map(({ rule, field, count, examples }) => {
      const context = contextOf(askedOf(submission, structure), rule, field, language)
      const values = examples.map(({ value }) => value)
      const hint = readingHint(fieldNamed(structure, field), rule, values, language)
      return {
        rule,
        field: field === '' ? null : field,
        fieldTitle: field === '' ? null : context.title,
        count,
        message: `${faultSummary(rule, count, { ...context, value: examples[0]?.value ?? '' }, language)}${hint}`,
        examples: isShown ? examples : [],
      }
    })
  }

  async function faults(submission: Submission, reader: Principal, page: FaultPageRequest): Promise<WireFault[]> {
    if (!isSender(reader, submission)) throw warehouseProblems.reportNotYours({ dataset: submission.datasetCode })
    const structure = await catalogue.structureVersion(submission.datasetId, submission.structureVersion)
    const rows = await listFaults(db, submission.id, page)
    await logValues(submission, reader, rows)
    return rows.map((fault) => faultToWire(askedOf(submission, structure), fault, page.language))
  }

  async function logValues(submission: Submission, reader: Principal, cells: readonly ShownCell[]): Promise<void> {
    if (cells.length > 0) await reads.record(readOf(submission, reader, cells))
  }
}

/** Cells of a file can be personal data: who looks at them stands in the log of reads (Điều 13.3). */
function readOf(submission: Submission, reader: Principal, cells: readonly ShownCell[]): Read {
  return {
    actor: reader,
    dataset: submission.datasetCode,
    action: 'faults',
    purpose: undefined,
    query: JSON.stringify({ submission: submission.id }),
    fields: [...new Set(cells.map(({ field }) => field).filter((field) => field !== ''))],
    rows: cells.length,
    digest: sha256(JSON.stringify(cells)).toString('hex'),
  }
}

interface ShownCell {
  readonly row: number
  readonly field: string
  readonly value: string | null
}

/** What was asked of a file: its structure, and days as its profile declares them. */
function askedOf({ profile }: Submission, { fields }: Structure): Asked {
  return { fields, dates: profile?.dates }
}

function faultToWire(asked: Asked, { row, rule, field, value }: Fault, language: Language): WireFault {
  const context = contextOf(asked, rule, field, language)
  const isCell = field !== ''
  return {
    row,
    field: isCell ? field : null,
    fieldTitle: isCell ? context.title : null,
    rule,
    value,
    message: `${faultMessage(rule, context, language)}${readingHint(fieldNamed(asked, field), rule, [value], language)}`,
  }
}

function fieldNamed({ fields }: Pick<Structure, 'fields'>, name: string) {
  return fields.find((field) => field.name === name)
}

/** What is wrong at one place, in the reader's language. */
export function faultText(
  structure: Structure,
  { rule, field }: { rule: Rule; field: string },
  language: Language,
): string {
  return faultMessage(rule, contextOf(structure, rule, field, language), language)
}

/** A submission that was refused for its faults, or whose faulty rows wait. */
function hasFaults({ state, faultyRows, problem }: Submission): boolean {
  return (state === 'rejected' && problem === null) || (faultyRows ?? 0) > 0
}

/** Worst rule first; under one rule the most frequent, then in the order of the structure. */
function byWeight({ fields }: Structure): (left: FaultCount, right: FaultCount) => number {
  const place = (name: string) => fields.findIndex((field) => field.name === name)
  return (left, right) =>
    rules.indexOf(left.rule) - rules.indexOf(right.rule) ||
    right.count - left.count ||
    place(left.field) - place(right.field)
}
