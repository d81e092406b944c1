import type { Catalogue, Field, NamedCheck, Structure } from '../../catalogue/index.ts'
import type { Principal } from '../../identity/index.ts'
import { findLeafIndex } from '../../journal/index.ts'
import type { Read, ReadLog } from '../../journal/index.ts'
import { problemBody, sha256 } from '../../platform/index.ts'
import type { Db, Language } from '../../platform/index.ts'
import { listConversions } from '../intake/conversion.store.ts'
import { longestIndexed } from '../checking/checking.store.ts'
import { faultMessage, faultSummary, rules } from '../checking/fault.ts'
import type { Fault, FaultContext, Rule } from '../checking/fault.ts'
import { listFaultCounts, listFaults } from '../checking/fault.store.ts'
import type { FaultPageOf } from '../checking/fault.store.ts'
import type { FaultCount } from '../checking/fault.store.ts'
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
      const context = contextOf(structure, rule, field, language)
      return {
        rule,
        field: field === '' ? null : field,
        fieldTitle: field === '' ? null : context.title,
        count,
        message: faultSummary(rule, count, { ...context, value: examples[0]?.value ?? '' }, language),
        examples: isShown ? examples : [],
      }
    })
  }

  async function faults(submission: Submission, reader: Principal, page: FaultPageRequest): Promise<WireFault[]> {
    if (!isSender(reader, submission)) throw warehouseProblems.reportNotYours({ dataset: submission.datasetCode })
    const structure = await catalogue.structureVersion(submission.datasetId, submission.structureVersion)
    const rows = await listFaults(db, submission.id, page)
    await logValues(submission, reader, rows)
    return rows.map((fault) => faultToWire(structure, fault, page.language))
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

function faultToWire(structure: Structure, { row, rule, field, value }: Fault, language: Language): WireFault {
  const context = contextOf(structure, rule, field, language)
  const isCell = field !== ''
  return {
    row,
    field: isCell ? field : null,
    fieldTitle: isCell ? context.title : null,
    rule,
    value,
    message: faultMessage(rule, context, language),
  }
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

/** What a message about a rule and a field, named as faults name it, has to say. */
export function contextOf(structure: Structure, rule: Rule, name: string, language: Language): FaultContext {
  const named = name.split(', ').flatMap((each) => structure.fields.filter((field) => field.name === each))
  const title = named.map((field) => (language === 'vi' ? field.title : field.titleEn)).join(', ')
  return { title: title === '' ? name : title, expected: expectedOf(structure, rule, named[0], language) }
}

const typeNames: Readonly<Record<Field['type'], Readonly<Record<Language, string>>>> = {
  text: { vi: 'văn bản', en: 'text' },
  integer: { vi: 'số nguyên, tối đa 15 chữ số', en: 'a whole number of at most 15 digits' },
  decimal: { vi: 'số, dùng dấu chấm cho phần thập phân', en: 'a number with a decimal point' },
  date: {
    vi: 'ngày có thật từ năm 1800 đến 2199, viết năm-tháng-ngày như 2026-01-31',
    en: 'a real day from 1800 to 2199, written like 2026-01-31',
  },
  boolean: { vi: 'true hoặc false', en: 'true or false' },
  geometry: { vi: 'hình dạng GeoJSON', en: 'a GeoJSON geometry' },
}

const checkNames: Readonly<Record<NamedCheck, Readonly<Record<Language, string>>>> = {
  'tax-code': { vi: 'mã số thuế có chữ số kiểm tra đúng', en: 'a tax code with the right check digit' },
  'personal-id': {
    vi: 'số định danh cá nhân: 12 chữ số, mã tỉnh và năm sinh có thật',
    en: 'a personal identification number: twelve digits with a possible province and year of birth',
  },
  'partial-date': {
    vi: 'ngày có thật, viết 2026-01-31, 2026-01 hoặc 2026',
    en: 'a real date, written 2026-01-31, 2026-01 or 2026',
  },
}

function expectedOf(structure: Structure, rule: Rule, field: Field | undefined, language: Language): string {
  if (rule === 'header') return structure.fields.map((each) => each.name).join(', ')
  if (!field) return ''
  const of: Partial<Record<Rule, string | number | null | undefined>> = {
    type: typeNames[field.type][language],
    length: field.length,
    indexLength: longestIndexed,
    pattern: field.pattern,
    check: field.check && checkNames[field.check][language],
    minimum: field.minimum,
    maximum: field.maximum,
    codeList: field.codeList,
    reference: field.references?.dataset,
  }
  return String(of[rule] ?? '')
}
