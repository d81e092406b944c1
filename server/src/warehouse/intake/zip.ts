import { fromRandomAccessReaderPromise, RandomAccessReader } from 'yauzl'
import type { Entry, ZipFile } from 'yauzl'
import type { Readable } from 'node:stream'
import type { ByteSource } from '../../platform/index.ts'

/** Why an archive is not opened; the names are what the report shows. */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError'
}

const mostEntries = 10_000
const mostBytes = 4 * 2 ** 30
/** A sheet of numbers shrinks thirtyfold; a bomb shrinks a thousandfold. */
const mostRatio = 250
const ratioMatters = 50 << 20

/** The entries of an archive, opened one after the other, within limits on what they may unpack to. */
export interface Archive {
  readonly names: readonly string[]
  has(name: string): boolean
  /** The unpacked bytes of an entry; breaks off when they are more than the archive said or than it may hold. */
  open(name: string): Promise<Readable>
  close(): void
}

/** What the types of the package leave out. */
type IterableZip = ZipFile & { eachEntry(): AsyncIterable<Entry> }

class SourceReader extends RandomAccessReader {
  readonly #source: ByteSource

  constructor(source: ByteSource) {
    super()
    this.#source = source
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return this.#source.stream({ start, end })
  }
}

export async function openArchive(source: ByteSource): Promise<Archive> {
  const zip = await openZip(source)
  const entries = new Map<string, Entry>()
  let bytes = 0
  for await (const entry of (zip as IterableZip).eachEntry()) {
    entries.set(entry.fileName, entry)
    bytes += entry.uncompressedSize
    const isBomb = entry.uncompressedSize > ratioMatters && entry.uncompressedSize > entry.compressedSize * mostRatio
    if (isBomb || bytes > mostBytes || entries.size > mostEntries) throw new UnreadableError('zip bomb')
    if (entry.isEncrypted()) throw new UnreadableError('password')
  }
  return {
    names: [...entries.keys()],
    has: (name) => entries.has(name),
    open: (name) => {
      const entry = entries.get(name)
      if (!entry) throw new UnreadableError(`missing ${name}`)
      return zip.openReadStreamPromise(entry)
    },
    close: () => {
      zip.close()
    },
  }
}

async function openZip(source: ByteSource): Promise<ZipFile> {
  try {
    return await fromRandomAccessReaderPromise(new SourceReader(source), source.bytes, { autoClose: false })
  } catch (cause) {
    throw new UnreadableError('not a whole zip file', { cause })
  }
}

/** The whole of a small entry. */
export async function textOfEntry(archive: Archive, name: string, most = 64 << 20): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of (await archive.open(name)) as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > most) throw new UnreadableError(`too large: ${name}`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
