/** An element of a list in a JSON text. */
export interface JsonElement {
  /** From 1, as it stands in the list. */
  readonly number: number
  readonly bytes: Buffer
}

const [quote, backslash, open, close, openList, closeList] = [0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d]
/** Longer than any record of another format: the outline of a ward is long. */
const longest = 64 << 20

/**
 * Finds the objects of a list in a JSON text, in as many pieces as it comes: the list itself, or the one that stands
 * under a name in an object. Only the ends of objects are looked for; what is in them is parsed one by one.
 */
export class JsonElements {
  readonly #listName: string | undefined
  #depth = 0
  #base = 0
  #isString = false
  #isEscaped = false
  #key = ''
  #keyFrom = -1
  #from = -1
  #rest: Buffer = Buffer.alloc(0)
  #count = 0
  #isOver = false

  constructor(listName?: string) {
    this.#listName = listName
  }

  /** Whether a list was found, and its end. */
  get isWhole(): boolean {
    return this.#isOver
  }

  push(chunk: Buffer): JsonElement[] {
    const found: JsonElement[] = []
    const skipped = this.#rest.length
    const data = skipped === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    for (let at = skipped; at < data.length; at += 1) {
      const byte = data[at] ?? 0
      if (this.#isString) this.#inString(data, at, byte)
      else this.#outside(data, at, byte, found)
    }
    const keep = this.#from >= 0 ? this.#from : this.#keyFrom >= 0 ? this.#keyFrom : data.length
    this.#rest = Buffer.from(data.subarray(keep))
    if (this.#rest.length > longest) throw new RangeError('An element is longer than 64 MB')
    if (this.#from >= 0) this.#from -= keep
    if (this.#keyFrom >= 0) this.#keyFrom -= keep
    return found
  }

  #inString(data: Buffer, at: number, byte: number): void {
    if (this.#isEscaped) this.#isEscaped = false
    else if (byte === backslash) this.#isEscaped = true
    else if (byte === quote) {
      this.#isString = false
      if (this.#keyFrom >= 0) this.#key = data.toString('utf8', this.#keyFrom + 1, at)
      this.#keyFrom = -1
    }
  }

  #outside(data: Buffer, at: number, byte: number, found: JsonElement[]): void {
    if (byte === quote) {
      this.#isString = true
      if (this.#base === 0 && this.#depth === 1) this.#keyFrom = at
    } else if (byte === open || byte === openList) {
      this.#opens(at, byte)
    } else if (byte === close || byte === closeList) {
      this.#depth -= 1
      if (byte === close && this.#base > 0 && this.#depth === this.#base && this.#from >= 0) {
        this.#count += 1
        found.push({ number: this.#count, bytes: Buffer.from(data.subarray(this.#from, at + 1)) })
        this.#from = -1
      }
      if (this.#base > 0 && this.#depth < this.#base) this.#isOver = true
    }
  }

  #opens(at: number, byte: number): void {
    const isList = this.#listName === undefined ? this.#depth === 0 : this.#depth === 1 && this.#key === this.#listName
    if (byte === open && this.#base > 0 && this.#depth === this.#base && !this.#isOver) this.#from = at
    this.#depth += 1
    if (byte === openList && this.#base === 0 && isList) this.#base = this.#depth
  }
}
