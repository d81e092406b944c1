import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import type { Field } from '../../catalogue/index.ts'
import { newSalt } from '../../platform/index.ts'
import type { Session } from '../../platform/index.ts'
import { CsvScanner } from './csv-scanner.ts'
import type { Fault, Rule } from '../checking/fault.ts'
import { copyStatement, createStaging, insertMarks, sourceColumn } from '../storage/staging.store.ts'
import type { Mark, StagedColumn } from '../storage/staging.store.ts'

/** What reading a file gave: how many rows it sent, and the rows that are no rows at all. */
export interface Reading {
  readonly sent: number
  readonly staged: number
  readonly faults: readonly Fault[]
  readonly counts: ReadonlyMap<Rule, number>
  /** Nothing of the file can be taken. */
  readonly isRefused: boolean
}

/** What the header of a file must name, and what it may. */
export interface ExpectedColumns {
  /** Each once. */
  readonly fields: readonly Field[]
  /** Other columns are passed over, as in a list of what is to go. */
  readonly allowsOthers: boolean
  /** Columns of a correction file: the row that is mended, and why it was refused. */
  readonly mends: boolean
  /** Without any row a full load would delete everything; of changes there may be none. */
  readonly allowsNoRows: boolean
}

/** The plain file: every field of a structure and nothing else. */
export function wholeRows({ fields }: { readonly fields: readonly Field[] }): ExpectedColumns {
  return { fields, allowsOthers: false, mends: false, allowsNoRows: false }
}

/** The header names of a correction file's own columns. */
export const mendedRowName = '_row'
export const mendedReasonName = '_reason'

/** Faults listed one by one per rule; beyond it they are only counted. */
export const listedFaults = 10_000

/**
 * Streams a CSV file into the staging table: finds the records, checks the header against the structure and COPYs the
 * well-formed rows with their numbers. Reads to the end, so that every broken row is reported.
 */
export async function readToStaging(
  session: Session,
  input: {
    submissionId: string
    expected: ExpectedColumns
    keepsBroken?: boolean
    content: Readable
    onBytes: (bytes: number, rows: number) => Promise<void>
  },
): Promise<Reading> {
  const sheet = new Sheet(input.expected, input.keepsBroken ?? false)
  const scanner = new CsvScanner(sheet)
  let copy: Copy | undefined
  let bytes = 0
  try {
    for await (const chunk of input.content as AsyncIterable<Buffer>) {
      bytes += chunk.length
      scanner.push(chunk)
      if (sheet.isRefused) break
      copy ??= await openCopy(session, input.submissionId, sheet.columns)
      await copy?.write(sheet.take())
      await input.onBytes(bytes, sheet.sent)
    }
    if (!sheet.isRefused) scanner.end()
    copy ??= await openCopy(session, input.submissionId, sheet.columns)
    await copy?.write(sheet.take())
    sheet.close()
    await copy?.end()
    if (sheet.marks.length > 0) await insertMarks(session, input.submissionId, sheet.marks)
  } catch (error) {
    copy?.abandon()
    throw error
  }
  return sheet.reading()
}

/** Rows on their way into staging. When the COPY breaks, the next call throws why. */
interface Copy {
  write(rows: Buffer): Promise<void>
  end(): Promise<void>
  abandon(): void
}

async function openCopy(
  session: Session,
  submissionId: string,
  columns: readonly StagedColumn[] | undefined,
): Promise<Copy | undefined> {
  if (columns === undefined) return undefined
  await createStaging(session, submissionId, columns)
  const stream = session.copyIn(copyStatement(submissionId, columns))
  let failure: Error | undefined
  // The connection may break while nobody waits for it; an event without a listener would end the process.
  stream.on('error', (error) => {
    failure ??= error
  })
  const throwFailure = () => {
    if (failure) throw failure
  }
  return {
    write: async (rows) => {
      throwFailure()
      if (rows.length > 0 && !stream.write(rows)) await once(stream, 'drain')
    },
    end: async () => {
      throwFailure()
      stream.end()
      await finished(stream)
    },
    abandon: () => {
      if (!failure) stream.destroy()
    },
  }
}

/** Collects what the scanner finds: rows as bytes ready for COPY, faults as faults. */
class Sheet {
  readonly #expected: ExpectedColumns
  readonly #faults: Fault[] = []
  readonly #counts = new Map<Rule, number>()
  readonly #rows = new RowBuffer()
  #staged = 0
  #broken = 0
  columns: readonly StagedColumn[] | undefined
  isRefused = false

  readonly marks: Mark[] = []
  readonly #keepsBroken: boolean

  constructor(expected: ExpectedColumns, keepsBroken: boolean) {
    this.#expected = expected
    this.#keepsBroken = keepsBroken
  }

  get sent(): number {
    return this.#staged + this.#broken
  }

  header(cells: readonly string[]): void {
    const byName = new Map(this.#expected.fields.map((field): [string, StagedColumn] => [field.name, field]))
    if (this.#expected.mends) byName.set(mendedRowName, sourceColumn)
    const columns = cells.map((cell, place) => byName.get(cell) ?? this.#passedOver(cell, place))
    const known = columns.filter((column) => column !== undefined)
    const isComplete = this.#expected.fields.every((field) => known.includes(field))
    if (isComplete && new Set(known).size === cells.length) this.columns = known
    else this.#refuse('header', cells.join(', ').slice(0, 500).toWellFormed())
  }

  #passedOver(cell: string, place: number): StagedColumn | undefined {
    const { allowsOthers, mends } = this.#expected
    return allowsOthers || (mends && cell === mendedReasonName) ? { id: `_skip${String(place)}` } : undefined
  }

  /** The end of the file: a file without anything is a fault, one without rows may be. */
  close(): void {
    if (this.isRefused || this.sent > 0) return
    if (!this.columns) this.#refuse('empty', '')
    else if (!this.#expected.allowsNoRows) this.#refuse('noRows', '')
  }

  row(number: number, bytes: Buffer): void {
    if (this.isRefused) return
    this.#staged += 1
    this.#rows.append(number, bytes)
  }

  fault(number: number, rule: Rule, sample: string): void {
    if (this.isRefused) return
    if (this.#keepsBroken && number > 1) this.marks.push({ row: number, rule, field: '', value: sample })
    if (this.columns === undefined) this.#refuse(rule, sample)
    else this.#add({ row: number, rule, field: '', value: sample === '' ? null : sample })
    if (number > 1) this.#broken += 1
  }

  take(): Buffer {
    return this.#rows.take()
  }

  reading(): Reading {
    return {
      sent: this.sent,
      staged: this.#staged,
      faults: this.#faults,
      counts: this.#counts,
      isRefused: this.isRefused,
    }
  }

  /** Without a header nothing else of the file can be understood. */
  #refuse(rule: Rule, sample: string): void {
    this.isRefused = true
    this.#add({ row: 1, rule, field: '', value: sample === '' ? null : sample })
  }

  #add(fault: Fault): void {
    const count = (this.#counts.get(fault.rule) ?? 0) + 1
    this.#counts.set(fault.rule, count)
    if (count <= listedFaults) this.#faults.push(fault)
  }
}

const rowBufferBytes = 1 << 18

/**
 * Rows one behind the other as COPY wants them: number, salt, the record as it came, line feed. The salt is made here,
 * since a random number costs the database a hundred times more.
 */
class RowBuffer {
  #bytes = Buffer.allocUnsafe(rowBufferBytes)
  #length = 0

  append(number: number, record: Buffer): void {
    const prefix = `${String(number)},${newSalt()},`
    const needed = this.#length + prefix.length + record.length + 1
    if (needed > this.#bytes.length) this.#grow(needed)
    this.#length += this.#bytes.write(prefix, this.#length, 'latin1')
    this.#length += record.copy(this.#bytes, this.#length)
    this.#length = this.#bytes.writeUInt8(0x0a, this.#length)
  }

  /** Hands the bytes over; they belong to the taker from then on. */
  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.#length)
    if (this.#length > 0) this.#bytes = Buffer.allocUnsafe(rowBufferBytes)
    this.#length = 0
    return taken
  }

  #grow(needed: number): void {
    const larger = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2))
    this.#bytes.copy(larger, 0, 0, this.#length)
    this.#bytes = larger
  }
}
