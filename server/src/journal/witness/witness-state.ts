import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { sha256, writeWhole } from '../../platform/index.ts'
import { parseCheckpoint } from '../tlog/checkpoint.ts'
import type { Checkpoint } from '../tlog/checkpoint.ts'
import { findCosignature } from '../tlog/cosignature.ts'
import { decodeText, MalformedError } from '../tlog/signed-note.ts'
import type { NoteVerifier } from '../tlog/signed-note.ts'

/** What a witness remembers cannot be read as it wrote it; it must not sign until a person has looked. */
export class WitnessStateError extends Error {
  override readonly name = 'WitnessStateError'
}

/** The memory of a witness: of each log the last checkpoint it cosigned, as a file of its own, cosignature included. */
export interface WitnessState {
  /** Undefined when nothing was cosigned yet. @throws WitnessStateError */
  read(originHash: string): Promise<Checkpoint | undefined>
  /** Resolves when the checkpoint is on disk under its name; what stood there before stays whole until then. */
  write(originHash: string, checkpoint: string): Promise<void>
}

/** The name of a log in the addresses and the folder of a witness: SHA-256 of its origin, hex. */
export function originHash(origin: string): string {
  return sha256(origin).toString('hex')
}

export function openWitnessState(folder: string, witness: NoteVerifier): WitnessState {
  const fileOf = (hash: string) => path.join(folder, hash, 'checkpoint')
  return {
    read: async (hash) => {
      const file = fileOf(hash)
      const bytes = await readFile(file).catch((error: unknown) => {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
        throw new WitnessStateError(`${file} cannot be read`, { cause: error })
      })
      return bytes && openOwn(bytes, { file, hash, witness })
    },
    write: (hash, checkpoint) => writeWhole(fileOf(hash), Buffer.from(checkpoint)),
  }
}

function openOwn(bytes: Buffer, own: { file: string; hash: string; witness: NoteVerifier }): Checkpoint {
  try {
    const checkpoint = parseCheckpoint(decodeText(bytes, 'The file'))
    const isOwn = originHash(checkpoint.origin) === own.hash && findCosignature(checkpoint.note, own.witness)
    if (!isOwn) throw new MalformedError('it is not what this witness cosigned with its present key')
    return checkpoint
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error
    throw new WitnessStateError(
      `${own.file}: ${error.message}. The witness signs nothing for this log until the file is put back as it was; deleting it would let the log take back what was witnessed.`,
    )
  }
}
