import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'

export interface StoredBlob {
  /** SHA-256 of the bytes, hex. */
  readonly digest: string
  readonly bytes: number
}

/** Writes a stream to a file and hashes it on the way; resolves only when the bytes are on disk. */
export async function writeFile(
  content: Readable,
  file: string,
  onBytes: (bytes: number) => void = () => undefined,
): Promise<StoredBlob> {
  const digest = createHash('sha256')
  let bytes = 0
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      digest.update(chunk)
      bytes += chunk.length
      onBytes(bytes)
      done(null, chunk)
    },
  })
  await pipeline(content, measure, createWriteStream(file))
  await syncPath(file)
  return { digest: digest.digest('hex'), bytes }
}

/** Makes sure that what was written to a file, or the names in a folder, outlast a loss of power. */
export async function syncPath(name: string): Promise<void> {
  const handle = await open(name, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** How a file takes its place where another writer may have taken over meanwhile. */
export interface Replacing {
  /** Where it is written first, beside its place; one writer at a time for each. */
  readonly aside?: string
  /** Asked when all of it is on disk, directly before it takes its place; nothing is replaced when it throws. */
  readonly mayReplace?: () => Promise<void>
}

/**
 * Puts content under a name that shows the whole of it or what stood there before, also after a loss of power: written
 * aside, synced, renamed, and the folder synced. One writer at a time for each name.
 */
export async function writeWhole(
  file: string,
  content: Buffer,
  { aside = `${file}.new`, mayReplace }: Replacing = {},
): Promise<void> {
  const folder = path.dirname(file)
  const handle = await openNew(aside)
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
  try {
    await mayReplace?.()
  } catch (error) {
    await rm(aside, { force: true })
    throw error
  }
  await rename(aside, file)
  await syncPath(folder)
}

/** Makes the folder only where it is missing: to ask each time costs as much as to open the file. */
async function openNew(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'w')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    await mkdir(path.dirname(file), { recursive: true })
    return open(file, 'w')
  }
}
