import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { createTemporaryFiles } from './temporary-files.ts'
import type { TemporaryFiles } from './temporary-files.ts'
import { syncPath, writeFile } from './write-file.ts'
import type { StoredBlob } from './write-file.ts'

export type { StoredBlob } from './write-file.ts'

/** Bytes that can be read from the beginning, or any stretch of them, as often as it takes. */
export interface ByteSource {
  readonly bytes: number
  /** From `start` up to, not including, `end`. */
  stream(range?: { readonly start: number; readonly end: number }): Readable
}

/** A stream that was put aside whole. */
export interface SpooledBlob extends StoredBlob {
  readonly content: Readable
}

/** Content-addressed evidence: bytes are kept as they came and named by their digest. */
export interface BlobStore {
  /** Stores a stream; resolves only when the bytes are on disk. A stream that breaks off leaves nothing behind. */
  put(content: Readable): Promise<StoredBlob>
  read(digest: string): Readable
  source(digest: string): Promise<ByteSource>
  has(digest: string): Promise<boolean>
  /** Takes content away for good. Only what must not be kept at all, like a state secret, is taken from the evidence. */
  remove(digest: string): Promise<void>
  /**
   * Puts a stream aside until its end and digest are known, to be read once from its beginning; nothing of it is kept. A stream that
   * breaks off throws.
   */
  spool(content: Readable): Promise<SpooledBlob>
  /** Removes what uploads that were killed before an instant left half-written. */
  sweep(before: Date): Promise<void>
  /** Files beside the evidence that have an end, like exports. */
  readonly temporary: TemporaryFiles
  /** Files that nobody reads until it is decided what becomes of them; encrypted by who puts them there. */
  readonly sealed: TemporaryFiles
}

const highWaterMark = 1 << 18

/** A file as a source of bytes. */
export async function fileSource(file: string): Promise<ByteSource> {
  const { size } = await stat(file)
  return {
    bytes: size,
    stream: (range) => {
      if (range === undefined) return createReadStream(file, { highWaterMark })
      const { start, end } = range
      return start >= end ? Readable.from([]) : createReadStream(file, { highWaterMark, start, end: end - 1 })
    },
  }
}

/** Blobs in a folder: `ab/cd/abcd….`; written aside, synced, then renamed, so a name never shows half a content. */
export function createFolderBlobStore(folder: string, newName: () => string): BlobStore {
  const place = (digest: string) => path.join(folder, digest.slice(0, 2), digest.slice(2, 4), digest)
  return {
    temporary: createTemporaryFiles(path.join(folder, 'temporary')),
    sealed: createTemporaryFiles(path.join(folder, 'sealed')),
    async put(content) {
      const incoming = path.join(folder, 'incoming')
      await mkdir(incoming, { recursive: true })
      const aside = path.join(incoming, newName())
      try {
        const blob = await writeFile(content, aside)
        const target = place(blob.digest)
        await mkdir(path.dirname(target), { recursive: true })
        await rename(aside, target)
        await syncPath(path.dirname(target))
        return blob
      } catch (error) {
        await rm(aside, { force: true })
        throw error
      }
    },
    async spool(content) {
      const incoming = path.join(folder, 'incoming')
      await mkdir(incoming, { recursive: true })
      const aside = path.join(incoming, newName())
      try {
        const blob = await writeFile(content, aside)
        const whole = createReadStream(aside, { highWaterMark })
        await once(whole, 'open')
        return { ...blob, content: whole }
      } finally {
        await rm(aside, { force: true })
      }
    },
    async sweep(before) {
      const incoming = path.join(folder, 'incoming')
      for (const name of await readdir(incoming).catch(() => [])) {
        const file = path.join(incoming, name)
        const { mtime } = await stat(file)
        if (mtime < before) await rm(file, { force: true })
      }
    },
    remove: async (digest) => {
      const file = place(digest)
      await rm(file, { force: true })
      await syncPath(path.dirname(file)).catch(() => undefined)
    },
    read: (digest) => createReadStream(place(digest), { highWaterMark }),
    source: (digest) => fileSource(place(digest)),
    has: (digest) =>
      stat(place(digest)).then(
        () => true,
        () => false,
      ),
  }
}
