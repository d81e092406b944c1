import { createReadStream } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { syncPath, writeFile } from './write-file.ts'
import type { StoredBlob } from './write-file.ts'

/** Files that are made and taken away again; what they are made from can be asked once more. */
export interface TemporaryFiles {
  /**
   * Writes a stream under a name, in place of what had it; a stream that breaks off leaves nothing behind.
   * @param onBytes told how many bytes there are so far
   */
  write(name: string, content: Readable, onBytes?: (bytes: number) => void): Promise<StoredBlob>
  /** The bytes from `start` to `end`, both included. */
  read(name: string, range?: { readonly start: number; readonly end: number }): Readable
  has(name: string): Promise<boolean>
  remove(name: string): Promise<void>
  names(): Promise<string[]>
}

const unfinished = '.part'

export function createTemporaryFiles(folder: string): TemporaryFiles {
  const place = (name: string) => path.join(folder, name)
  return {
    async write(name, content, onBytes) {
      await mkdir(folder, { recursive: true })
      const aside = place(name + unfinished)
      try {
        const blob = await writeFile(content, aside, onBytes)
        await rename(aside, place(name))
        await syncPath(folder)
        return blob
      } catch (error) {
        await rm(aside, { force: true })
        throw error
      }
    },
    read: (name, range) => createReadStream(place(name), { ...range, highWaterMark: 1 << 18 }),
    has: (name) =>
      stat(place(name)).then(
        () => true,
        () => false,
      ),
    remove: async (name) => {
      await rm(place(name), { force: true })
      await rm(place(name + unfinished), { force: true })
    },
    names: async () => [...new Set((await readdir(folder).catch(() => [])).map((name) => name.replace(/\.part$/, '')))],
  }
}
