import type { Incidents } from '../../access/index.ts'
import type { Catalogue, Structure } from '../../catalogue/index.ts'
import type { Principal } from '../../identity/index.ts'
import { findLeafIndex } from '../../journal/index.ts'
import type { Question, ReadLog } from '../../journal/index.ts'
import { problemBody } from '../../platform/index.ts'
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

/** Faults fetched at once for a report. */
const reportPage = 1000

/** Values of a rejected file are shown to the unit that sent them and to nobody else; they are in no dataset yet. */
function isSender(reader: Principal, submission: Submission): boolean {
  return reader.unitId === submission.unitId
}

export interface SubmissionViews {
  get(id: string): Promise<Submission>
  /** The whole wire form in the reader's language; without examples for those who may not see the file's values. */
  toWire(submission: Submission, reader: Principal, language: Language): Promise<unknown>
  /** The same as it stands in lists: without any value of its file. */
  toListed(submission: Submission, language: Language): Promise<unknown>
  /** All faults for a report, page by page. */
  report(submission: Submission, reader: Principal, language: Language): AsyncGenerator<readonly WireFault[], void>
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
  readonly incidents: Pick<Incidents, 'ofSubmission'>
  readonly reads: ReadLog
}

export function createSubmissionViews(deps: SubmissionViewDeps): SubmissionViews {
  const { db } = deps
  return {
    get: async (id) => {
      const submission = await findSubmission(db, id)
      if (!submission) throw warehouseProblems.submissionNotFound()
      return submission
    },
    toListed: (submission, language) => toWire(deps, submission, undefined, language),
    toWire: (submission, reader, language) =>
      toWire(deps, submission, isSender(reader, submission) ? reader : undefined, language),
    report: (submission, reader, language) => report(deps, submission, reader, language),
    faults: async (submission, reader, page) => {
      const structure = await structureForSender(deps, submission, reader)
      const rows = await listFaults(db, submission.id, page)
      const { after, limit, rule, field } = page
      disclose(deps, submission, reader, { after, limit, rule, field })(rows)
      return rows.map((fault) => faultToWire(askedOf(submission, structure), fault, page.language))
    },
  }
}

/** @param sender the reader, when it is for them to see values of the file */
async function toWire(
  deps: SubmissionViewDeps,
  submission: Submission,
  sender: Principal | undefined,
  language: Language,
) {
  const { db } = deps
  const dataset = await deps.catalogue.getDataset(submission.datasetCode)
  const progress = submission.state === 'received' ? await findProgress(db, submission.id) : undefined
  const { applyNumber, journalEntry, datasetId } = submission
  const ending = endingOf(submission)
  const root = applyNumber === null ? undefined : await findMerkleRoot(db, datasetId, applyNumber)
  return {
    ...submissionToWire(submission, progress),
    dataset: { code: dataset.code, name: dataset.name, nameEn: dataset.nameEn },
    conversions: submission.profile === null ? [] : await listConversions(db, submission.id),
    faults: hasFaults(submission) ? await faultGroups(deps, submission, sender, language) : [],
    quarantine: hasFaults(submission) ? await countQuarantine(db, submission.id) : null,
    incident: submission.state === 'sealed' ? ((await deps.incidents.ofSubmission(submission.id)) ?? null) : null,
    journalIndex: journalEntry === null ? null : ((await findLeafIndex(db, journalEntry)) ?? null),
    merkleRoot: root?.toString('hex') ?? null,
    problem: ending === undefined ? null : problemBody(ending, language, submission.id),
  }
}

async function faultGroups(
  deps: SubmissionViewDeps,
  submission: Submission,
  sender: Principal | undefined,
  language: Language,
) {
  const structure = await deps.catalogue.structureVersion(submission.datasetId, submission.structureVersion)
  const counts = await listFaultCounts(deps.db, submission.id)
  const shown = counts.flatMap(({ field, examples }) => examples.map((each) => ({ ...each, field })))
  if (sender) disclose(deps, submission, sender)(shown)
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
      examples: sender ? examples : [],
    }
  })
}

async function* report(
  deps: SubmissionViewDeps,
  submission: Submission,
  reader: Principal,
  language: Language,
): AsyncGenerator<readonly WireFault[], void> {
  const asked = askedOf(submission, await structureForSender(deps, submission, reader))
  const tell = disclose(deps, submission, reader)
  for (let after: FaultPageOf['after']; ;) {
    const rows = await listFaults(deps.db, submission.id, { after, limit: reportPage })
    tell(rows)
    yield rows.map((fault) => faultToWire(asked, fault, language))
    after = rows.length === reportPage ? rows.at(-1) : undefined
    if (!after) return
  }
}

function structureForSender({ catalogue }: SubmissionViewDeps, submission: Submission, reader: Principal) {
  if (!isSender(reader, submission)) throw warehouseProblems.reportNotYours({ dataset: submission.datasetCode })
  return catalogue.structureVersion(submission.datasetId, submission.structureVersion)
}

/**
 * Cells of a file can be personal data: who looks at them stands in the log of reads (Điều 13.3). Takes each that is shown.
 * @param asked which of the faults; all of them when nothing is said
 */
function disclose(
  { reads }: SubmissionViewDeps,
  submission: Submission,
  reader: Principal,
  asked: Question = {},
): (cells: readonly { field: string }[]) => void {
  const fields = new Set<string>()
  let rows = 0
  reads.disclose({
    ...{ actor: reader, dataset: submission.datasetCode, action: 'faults', purpose: undefined },
    query: JSON.stringify({ submission: submission.id }),
    asked: { submission: submission.id, ...asked },
    structureVersion: submission.structureVersion,
    shown: () => ({ rows, fields: [...fields] }),
  })
  return (cells) => {
    rows += cells.length
    for (const { field } of cells) if (field !== '') fields.add(field)
  }
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
