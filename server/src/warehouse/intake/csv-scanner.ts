import { isUtf8 } from 'node:buffer'

/** Why a record cannot be read as a row of the file. */
export type RecordFault = 'fieldCount' | 'quote' | 'notText' | 'tooLong'

export interface CsvSink {
  /** The cells of the header, row by row; called once, before any row. */
  header(rows: readonly (readonly string[])[]): void
  /** A well-formed record: its number in the file (the header is 1) and its bytes without the line end. */
  row(number: number, bytes: Buffer): void
  fault(number: number, fault: RecordFault, sample: string): void
}

/** A record longer than this is a fault, so that one missing quote cannot fill the memory. */
export const maxRecordBytes = 1 << 20
const sampleBytes = 200

/** How the file is laid out; by default commas and a header in the first record. */
export interface CsvLayout {
  readonly delimiter?: string
  readonly headerRow?: number
  readonly headerRows?: number
}

const [quote, lineFeed, carriageReturn, tab] = [0x22, 0x0a, 0x0d, 0x09]
const byteOrderMark = Buffer.of(0xef, 0xbb, 0xbf)

/**
 * Where in a cell the scanner stands: at its start, in plain text, inside quotes, behind the closing quote, behind a
 * carriage return that only a line end may follow.
 */
const at = { start: 0, plain: 1, quoted: 2, closed: 3, returned: 4 } as const
type State = (typeof at)[keyof typeof at]

/**
 * Finds the records of a CSV file (RFC 4180, UTF-8) in a stream of bytes, in constant memory: checks the number of
 * cells, the quoting and the text, and passes well-formed records on as they came. Blank lines are skipped, and so is
 * what stands before the header.
 */
export class CsvScanner {
  readonly #sink: CsvSink
  readonly #delimiter: string
  readonly #separator: number
  readonly #headerRow: number
  readonly #headerRows: number
  readonly #header: string[][] = []
  #columns: number | undefined
  #record = 0
  #rest: Buffer = Buffer.alloc(0)
  #begun = false
  #state: State = at.start
  #cells = 1
  #fault: RecordFault | undefined

  constructor(sink: CsvSink, { delimiter = ',', headerRow = 1, headerRows = 1 }: CsvLayout = {}) {
    this.#sink = sink
    this.#delimiter = delimiter
    this.#separator = delimiter.charCodeAt(0)
    this.#headerRow = headerRow
    this.#headerRows = headerRows
  }

  push(chunk: Buffer): void {
    const data = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    if (this.#begun) {
      this.#keep(data.subarray(this.#scan(data, this.#rest.length)))
    } else if (data.length < byteOrderMark.length) {
      this.#rest = data
    } else {
      this.#begin(data)
    }
  }

  /** Ends the file; a last record without a line end counts, one inside quotes is a fault. */
  end(): void {
    if (!this.#begun) this.#begin(this.#rest)
    if (this.#state === at.quoted) this.#fault ??= 'quote'
    if (this.#rest.length > 0) this.#finish(this.#rest)
  }

  #begin(data: Buffer): void {
    const text = data.subarray(0, 3).equals(byteOrderMark) ? data.subarray(3) : data
    this.#begun = true
    this.#keep(text.subarray(this.#scan(text, 0)))
  }

  /** Finishes all whole records, looking at bytes from an offset on; gives where the unfinished record begins. */
  #scan(data: Buffer, from: number): number {
    let begin = 0
    let position = from
    while (position < data.length) {
      if (position === begin) begin = position = this.#scanPlain(data, begin)
      const end = this.#scanRecord(data, position)
      if (end === undefined) return begin
      this.#finish(data.subarray(begin, end - 1))
      begin = position = end
    }
    return begin
  }

  /** Finishes whole records without quotes, control characters and bare carriage returns: most files, in a tight loop. */
  #scanPlain(data: Buffer, from: number): number {
    const separator = this.#separator
    let begin = from
    let cells = 1
    for (let position = from; position < data.length; position += 1) {
      const byte = data[position] ?? 0
      if (byte === separator) {
        cells += 1
      } else if (byte === lineFeed) {
        this.#cells = cells
        this.#finish(data.subarray(begin, position))
        begin = position + 1
        cells = 1
      } else if (byte === quote || (byte < 0x20 && (isControl(byte) || isBareReturn(data, position)))) {
        return begin
      }
    }
    return begin
  }

  /** Looks at one record byte by byte, in as many pieces as it comes; gives where it ends, if it does. */
  #scanRecord(data: Buffer, from: number): number | undefined {
    for (let position = from; position < data.length; position += 1) {
      const byte = data[position] ?? 0
      if (byte < 0x20 && isControl(byte)) this.#fault ??= 'notText'
      if (byte === lineFeed && this.#state !== at.quoted) {
        this.#state = at.start
        return position + 1
      }
      this.#state = this.#step(this.#state, byte)
    }
    return undefined
  }

  #step(state: State, byte: number): State {
    if (state === at.quoted) return byte === quote ? at.closed : at.quoted
    if (state === at.returned) this.#fault ??= 'quote'
    if (byte === this.#separator) {
      this.#cells += 1
      return at.start
    }
    if (byte === carriageReturn) return at.returned
    if (byte === quote && state !== at.plain) return at.quoted
    if (byte === quote || state === at.closed) this.#fault ??= 'quote'
    return at.plain
  }

  #keep(rest: Buffer): void {
    if (rest.length > maxRecordBytes) this.#fault ??= 'tooLong'
    this.#rest = Buffer.from(rest.length > maxRecordBytes ? rest.subarray(0, sampleBytes) : rest)
  }

  #finish(line: Buffer): void {
    const bytes = line.at(-1) === carriageReturn ? line.subarray(0, -1) : line
    const [cells, fault] = [this.#cells, this.#fault]
    this.#cells = 1
    this.#fault = undefined
    this.#record += 1
    if (this.#record < this.#headerRow) return
    const found = fault ?? findFault(bytes)
    if (this.#columns === undefined) this.#takeHeader(bytes, found)
    else if (bytes.length > 0) this.#takeRow(bytes, found ?? (cells === this.#columns ? undefined : 'fieldCount'))
  }

  #takeHeader(bytes: Buffer, fault: RecordFault | undefined): void {
    const cells = splitRecord(bytes.toString('utf8'), this.#delimiter)
    this.#header.push(cells)
    if (fault === undefined && this.#header.length < this.#headerRows) return
    this.#columns = cells.length
    if (fault === undefined) this.#sink.header(this.#header)
    else this.#sink.fault(this.#record, fault, printable(bytes))
  }

  #takeRow(bytes: Buffer, fault: RecordFault | undefined): void {
    if (fault === undefined) this.#sink.row(this.#record, bytes)
    else this.#sink.fault(this.#record, fault, printable(bytes))
  }
}

/** NUL and its like are no text; the checks also rely on U+001F standing in no value. */
function isControl(byte: number): boolean {
  return byte !== lineFeed && byte !== carriageReturn && byte !== tab
}

function isBareReturn(data: Buffer, position: number): boolean {
  return data[position] === carriageReturn && data[position + 1] !== lineFeed
}

function findFault(bytes: Buffer): RecordFault | undefined {
  if (bytes.length > maxRecordBytes) return 'tooLong'
  return isUtf8(bytes) ? undefined : 'notText'
}

/** The cells of one record; a badly quoted rest is kept as one cell. */
export function splitRecord(record: string, delimiter = ','): string[] {
  if (!record.includes('"')) return record.split(delimiter)
  const cells: string[] = []
  const nextCell = new RegExp(`("(?:[^"]|"")*"|[^"${delimiter}]*)([${delimiter}]|$)`, 'y')
  for (;;) {
    const from = nextCell.lastIndex
    const found = nextCell.exec(record)
    const cell = found?.[1] ?? record.slice(from)
    cells.push(found && cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell)
    if (found?.[2] !== delimiter) return cells
  }
}

/** The start of a record for the report, with what cannot be printed shown as a dot. */
function printable(bytes: Buffer): string {
  return bytes
    .subarray(0, sampleBytes)
    .toString('utf8')
    .replace(/[\p{Cc}\uFFFD]/gu, '·')
}
