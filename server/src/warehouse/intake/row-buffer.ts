import { newSalt } from '../../platform/index.ts'

const rowBufferBytes = 1 << 18

/**
 * Rows one behind the other as COPY wants them: number, salt, the record, line feed. The salt is made here, since a
 * random number costs the database a hundred times more.
 */
export class RowBuffer {
  readonly #delimiter: string
  readonly #needsQuotes: RegExp
  #bytes = Buffer.allocUnsafe(rowBufferBytes)
  #length = 0

  constructor(delimiter: string) {
    this.#delimiter = delimiter
    this.#needsQuotes = new RegExp(`["\\r\\n${delimiter}]`)
  }

  /** A record as it came. */
  append(number: number, record: Buffer): void {
    const prefix = `${String(number)}${this.#delimiter}${newSalt()}${this.#delimiter}`
    const needed = this.#length + prefix.length + record.length + 1
    if (needed > this.#bytes.length) this.#grow(needed)
    this.#length += this.#bytes.write(prefix, this.#length, 'latin1')
    this.#length += record.copy(this.#bytes, this.#length)
    this.#length = this.#bytes.writeUInt8(0x0a, this.#length)
  }

  /** A row by its cells; an empty cell is an absent value. */
  appendCells(number: number, cells: readonly (string | null)[]): void {
    this.append(number, Buffer.from(cells.map((cell) => this.#quoted(cell ?? '')).join(this.#delimiter)))
  }

  /** Hands the bytes over; they belong to the taker from then on. */
  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.#length)
    if (this.#length > 0) this.#bytes = Buffer.allocUnsafe(rowBufferBytes)
    this.#length = 0
    return taken
  }

  #quoted(cell: string): string {
    return this.#needsQuotes.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
  }

  #grow(needed: number): void {
    const larger = Buffer.allocUnsafe(Math.max(needed, this.#bytes.length * 2))
    this.#bytes.copy(larger, 0, 0, this.#length)
    this.#bytes = larger
  }
}
