import path from 'node:path'
import { writeWhole } from '../platform/index.ts'
import { mostLogs, openFollowed } from './log-succession.ts'
import { checkpointFile, closedFile, readPublished } from './published-log.ts'
import { parseCheckpoint } from './tlog/checkpoint.ts'
import { decodeText, MalformedError, parseNote } from './tlog/signed-note.ts'
import type { NoteVerifier } from './tlog/signed-note.ts'
import { tilePath, tilesBetween } from './tlog/tile.ts'
import type { LogProof } from './tlog/tlog-proof.ts'
import { readTree } from './tlog/tree-reader.ts'
import { mostFaults, verifyPublished } from './verify-published.ts'
import type { ReadLogFile } from './verify-published.ts'
import type { VerificationFault } from './verification-fault.ts'

export interface LogCopy {
  /** Entries the copy held before. */
  readonly before: number
  readonly size: number
  readonly root: string
  /** When there are any, the copy's checkpoint is as it was. */
  readonly faults: readonly VerificationFault[]
}

/**
 * Brings a folder up to what a log has published. The files come first and the checkpoint last, once all of them are
 * verified and the tree has grown out of the one that was copied before.
 */
export async function copyLog(read: ReadLogFile, folder: string, log: NoteVerifier): Promise<LogCopy> {
  const copied: ReadLogFile = (name) => readPublished(folder, name)
  const [theirs, ours] = [await read(checkpointFile), await copied(checkpointFile)]
  if (!theirs) return unusable('it is missing')
  try {
    await copyClosed(read, folder)
    const now = await openFollowed(copied, theirs, log)
    // Who had to sign it is known once the entries are: verification holds it against them.
    const before = ours && parseCheckpoint(decodeText(ours, 'The checkpoint of the copy'))
    await copyTiles(read, folder, { from: before?.size ?? 0, to: now.size })
    const asNow: ReadLogFile = (name) => (name === checkpointFile ? Promise.resolve(theirs) : copied(name))
    const { size, root, faults } = await verifyPublished(asNow, log, before ? [before] : [])
    if (faults.length === 0) await writeWhole(path.join(folder, checkpointFile), theirs)
    return { before: before?.size ?? 0, size, root, faults }
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error
    return unusable(error.message)
  }
}

function unusable(reason: string): LogCopy {
  return { before: 0, size: 0, root: '', faults: [{ place: checkpointFile, reason }] }
}

/** What is missing there is told by verification; where more is missing than that tells, the rest is not asked for. */
async function copyTiles(read: ReadLogFile, folder: string, { from, to }: { from: number; to: number }): Promise<void> {
  let missing = 0
  for (const tile of tilesBetween(from, to)) {
    const content = await read(tilePath(tile))
    if (content) await writeWhole(path.join(folder, tilePath(tile)), content)
    else missing += 1
    if (missing === mostFaults) return
  }
}

/** @throws MalformedError when a closed log was copied with another text: only cosignatures are added to what it left */
async function copyClosed(read: ReadLogFile, folder: string): Promise<void> {
  for (let number = 1; number <= mostLogs; number += 1) {
    for (const file of ['succession', 'checkpoint'] as const) {
      const name = closedFile(number, file)
      const content = await read(name)
      if (!content) return
      const kept = await readPublished(folder, name)
      if (kept && textOf(kept, name) !== textOf(content, name))
        throw new MalformedError(`What is at ${name} is another than was copied before`)
      await writeWhole(path.join(folder, name), content)
    }
  }
}

const textOf = (note: Buffer, name: string) => parseNote(decodeText(note, `What is at ${name}`)).text

/** The proof of the entry at an index, from the files of a log. @throws MalformedError saying what the log does not have */
export async function proveFromFiles(read: ReadLogFile, log: NoteVerifier, index: number): Promise<LogProof> {
  const text = await read(checkpointFile)
  if (!text) throw new MalformedError('There is no checkpoint')
  const { size } = await openFollowed(read, text, log)
  if (index >= size) throw new MalformedError(`The log has only ${String(size)} entries`)
  const tree = readTree(size, async (tile) => (await read(tilePath(tile))) ?? Buffer.alloc(0))
  return { index, path: await tree.inclusion(index), checkpoint: decodeText(text, 'The checkpoint') }
}
