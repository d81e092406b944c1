import type { Catalogue, Structure } from '../../catalogue/index.ts'
import type { Tx } from '../../journal/index.ts'
import { startOfDay } from '../../platform/index.ts'
import type { Db } from '../../platform/index.ts'
import type { Delivered } from './delivered.store.ts'
import { periodOf } from './freshness.ts'
import {
  canLookAt,
  countAllPresent,
  countOrphaned,
  countPresentOf,
  countReferences,
  dropUncounted,
  findCounted,
  findLastPresent,
  saveCounted,
} from './in-force.store.ts'
import type { Counted, Present } from './in-force.store.ts'
import { consistencyOf } from './measure.ts'
import type { DeliveryMeasure, FieldCells, Measure } from './measure.ts'
import { findStandingDelivery, insertMeasure } from './measure.store.ts'
import { findBefore } from './punctuality.store.ts'
import { pointersOf } from './pointer.ts'
import type { Pointer } from './pointer.ts'
import { leastLoads } from './score.ts'

export interface MeasuringDeps {
  readonly db: Db
  readonly catalogue: Catalogue
}

/** The submission that is measured. */
export interface Measured {
  readonly id: string
  readonly datasetId: string
  readonly datasetCode: string
  readonly load: string
  /** The submission whose rows it mends: it is no delivery of its own. */
  readonly continues: string | null
  /** The submission it undoes. */
  readonly withdraws: string | null
  readonly receivedAt: Date
}

/** What an apply did, as measuring needs to know it. */
export interface Applied {
  /** The number of the dataset's last apply, this one included. */
  readonly apply: number
  /** Row versions it brought and ended; 0 when it changed nothing. */
  readonly touched: number
  readonly records: number
}

/** Everything that can be asked before the governed transaction is; what is left runs in it. */
export interface Measuring {
  /** Measures the rows in force after an apply and keeps the result with it. */
  inForce(tx: Tx, applied: Applied): Promise<void>
  /** Keeps what a refused file was like. */
  refused(tx: Tx): Promise<void>
}

type Frame = Omit<Measure, 'at' | 'inForce' | 'applyNumber' | 'rows' | 'fields' | 'completeness' | 'consistency'>

/**
 * Prepares the measuring of a submission: its due date by the catalogue row in force when it was received (Điều 17.3),
 * what is usual, which references concern it.
 * @param delivered what its file was like; undefined for a load without a file of the sender's
 */
export async function prepareMeasuring(
  { db, catalogue }: MeasuringDeps,
  submission: Measured,
  structure: Structure,
  delivered: Delivered | undefined,
): Promise<Measuring> {
  const frame = await frameOf({ db, catalogue }, submission, structure, delivered)
  const pointers = await pointersOf(catalogue, submission, structure)
  const known = { submission, structure, pointers }
  return {
    inForce: async (tx, applied) => {
      const present = await presentAfter(tx, known, applied)
      const resolutions = await resolve(tx, known, { ...applied, present })
      const fields = cellsOf(structure, present, delivered)
      await insertMeasure(tx, {
        ...{ ...frame, at: tx.at, inForce: true, applyNumber: applied.apply, rows: applied.records, fields },
        completeness: completenessOf(structure, present, applied.records),
        consistency: consistencyOf(resolutions, fields),
      })
    },
    refused: async (tx) => {
      const { present = {}, sent = 0, broken = 0, fieldCount = 0 } = delivered ?? {}
      const fields = cellsOf(structure, present, delivered)
      await insertMeasure(tx, {
        ...{ ...frame, at: tx.at, inForce: false, applyNumber: 0, rows: sent - broken, fields },
        completeness: { good: sumOf(present), total: (sent - broken) * fieldCount },
        consistency: ownReferences(structure, fields),
      })
    },
  }
}

/** What is no delivery of its own leaves that part of the measure as the last one that stands made it. */
async function frameOf(
  deps: MeasuringDeps,
  submission: Measured,
  structure: Structure,
  delivered: Delivered | undefined,
): Promise<Frame> {
  const known = {
    submissionId: submission.id,
    ...{ datasetId: submission.datasetId, structureVersion: structure.version },
  }
  if (delivered && submission.continues === null)
    return { ...known, ...(await deliveryOf(deps, submission, delivered)) }
  const standing = (await findStandingDelivery(deps.db, submission)) ?? noDelivery(submission.receivedAt)
  const mended = delivered && { sent: delivered.sent, usual: null, ...deliveredParts(delivered) }
  return { ...known, ...standing, ...mended }
}

async function deliveryOf(
  { db, catalogue }: MeasuringDeps,
  { id: submissionId, datasetId, load, receivedAt }: Measured,
  delivered: Delivered,
): Promise<DeliveryMeasure> {
  const before = await findBefore(db, { datasetId, submissionId, load })
  const [entry] = await catalogue.listInForce(receivedAt, { dataset: datasetId })
  const begun = before.deliveredAt ?? (entry ? startOfDay(entry.since) : undefined)
  const period = entry ? periodOf(entry.row.updateFrequency, begun) : undefined
  return {
    deliveredAt: receivedAt,
    dueAt: period?.dueAt ?? null,
    periodSeconds: period ? Math.round((period.dueAt.getTime() - period.from.getTime()) / 1000) : null,
    sent: delivered.sent,
    usual: before.loads >= leastLoads ? before.median : null,
    ...deliveredParts(delivered),
  }
}

/** Validity and uniqueness are of what was sent: what came into force broke no rule. */
export function deliveredParts(delivered: Delivered): Pick<Measure, 'validity' | 'uniqueness'> {
  const { sent, isRefused, fieldCount, broken, repeated, faulty } = delivered
  // A file that was refused without a single row that could be read is wrong in all its columns.
  if (sent === 0) return { validity: { good: 0, total: isRefused ? fieldCount : 0 }, uniqueness: nothing }
  const total = sent * fieldCount
  const bad = sumOf(faulty) + broken * fieldCount
  return { validity: { good: total - bad, total }, uniqueness: { good: sent - repeated, total: sent } }
}

const nothing = { good: 0, total: 0 }

function noDelivery(deliveredAt: Date): DeliveryMeasure {
  const unknown = { dueAt: null, periodSeconds: null, usual: null }
  return { deliveredAt, ...unknown, sent: 0, validity: nothing, uniqueness: nothing }
}

function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

function cellsOf(structure: Structure, present: Present, delivered: Delivered | undefined): Record<string, FieldCells> {
  return Object.fromEntries(
    structure.fields.map(({ id }) => {
      const { faulty, dangling } = delivered ?? {}
      return [id, { present: present[id] ?? 0, faulty: faulty?.[id] ?? 0, dangling: dangling?.[id] ?? 0 }]
    }),
  )
}

function completenessOf({ fields }: Structure, present: Present, rows: number) {
  return { good: fields.reduce((sum, { id }) => sum + (present[id] ?? 0), 0), total: rows * fields.length }
}

/** The references of a file that was refused, by what checking found. */
function ownReferences({ fields }: Structure, cells: Readonly<Record<string, FieldCells>>) {
  const pointing = fields.filter(({ references }) => references !== null).map(({ id }) => cells[id])
  const total = pointing.reduce((sum, cell) => sum + (cell?.present ?? 0), 0)
  return { good: total - pointing.reduce((sum, cell) => sum + (cell?.dangling ?? 0), 0), total }
}

interface Known {
  readonly submission: Measured
  readonly structure: Structure
  readonly pointers: readonly Pointer[]
}

/** Follows the counts of the apply before when that is less work than counting anew. */
async function presentAfter(tx: Tx, { submission, structure }: Known, applied: Applied): Promise<Present> {
  const { datasetId, datasetCode } = submission
  const { apply, touched, records } = applied
  const last = await findLastPresent(tx, datasetId)
  if (last?.apply !== (touched === 0 ? apply : apply - 1) || touched > records / 2)
    return countAllPresent(tx, datasetCode, structure)
  const change = touched === 0 ? {} : await countPresentOf(tx, datasetCode, structure, apply)
  return Object.fromEntries(structure.fields.map(({ id }) => [id, (last.fields[id]?.present ?? 0) + (change[id] ?? 0)]))
}

/** Brings the counts of references up to date that this apply may have changed, of both directions. */
async function resolve(
  tx: Tx,
  { submission, pointers }: Known,
  applied: Applied & { readonly present: Present },
): Promise<Resolved[]> {
  await dropUncounted(tx, submission.datasetId, pointers)
  const counts: Resolved[] = []
  for (const pointer of pointers) {
    const last = await findCounted(tx, pointer)
    const before = last?.targetId === pointer.targetId ? last : undefined
    const counting = { pointer, before, applied }
    const isOutward = pointer.datasetId === submission.datasetId
    const counted = await (isOutward ? outward(tx, counting, submission.load) : inward(tx, counting))
    if (counted && counted !== before) await saveCounted(tx, pointer, counted, submission.id)
    if (counted) counts.push(counted)
  }
  return counts
}

type Resolved = Omit<Counted, 'targetId'>

interface Counting {
  readonly pointer: Pointer
  readonly before: Counted | undefined
  readonly applied: Applied & { readonly present: Present }
}

/**
 * Rows of a checked file find what they point at; only where some did not before, or nothing was checked, are all looked
 * at. What cannot be looked at now is counted by the next load of either side.
 */
async function outward(tx: Tx, { pointer, before, applied }: Counting, load: string): Promise<Resolved | undefined> {
  const isChecked = load === 'full' || ((load === 'incremental' || load === 'deletions') && before !== undefined)
  const wasClean = before === undefined || before.dangling === 0
  if (isChecked && wasClean) return { total: applied.present[pointer.fieldId] ?? 0, dangling: 0 }
  return (await canLookAt(tx, pointer.targetCode)) ? countReferences(tx, pointer) : before
}

/** Only rows that went can leave others pointing at nothing; only when some do already can rows that came mend it. */
async function inward(tx: Tx, { pointer, before, applied }: Counting): Promise<Resolved | undefined> {
  if (before !== undefined && applied.touched === 0) return before
  if (!(await canLookAt(tx, pointer.datasetCode))) return before
  if (before === undefined || before.dangling > 0) return countReferences(tx, pointer)
  const dangling = await countOrphaned(tx, pointer, applied.apply)
  return dangling === 0 ? before : { total: before.total, dangling }
}
