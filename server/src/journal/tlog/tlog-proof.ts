import { rootFrom } from '../../platform/index.ts'
import { openCheckpoint, parseWhole } from './checkpoint.ts'
import type { Checkpoint } from './checkpoint.ts'
import { decodeBase64, MalformedError } from './signed-note.ts'
import type { NoteVerifier } from './signed-note.ts'
import { hashBytes } from './tile.ts'

/** A proof that stands alone (C2SP tlog-proof): a leaf's place, the path to the root, the checkpoint with that root. */
export interface LogProof {
  readonly index: number
  /** Lowest first. */
  readonly path: readonly Buffer[]
  /** As it was signed and cosigned, word for word. */
  readonly checkpoint: string
}

const header = 'c2sp.org/tlog-proof@v1'
const longestPath = 63

export function formatLogProof({ index, path, checkpoint }: LogProof): string {
  const hashes = path.map((hash) => `${hash.toString('base64')}\n`).join('')
  return `${header}\nindex ${String(index)}\n${hashes}\n${checkpoint}`
}

/** @throws MalformedError; an `extra` line is read over, since nothing here is bound to it. */
export function parseLogProof(text: string): LogProof {
  const end = text.indexOf('\n\n')
  const lines = text.slice(0, Math.max(end, 0)).split('\n')
  if (lines.shift() !== header) throw new MalformedError(`The proof does not begin with ${header}`)
  if (lines[0]?.startsWith('extra ') === true) decodeBase64(lines.shift()?.slice(6) ?? '', 'The extra line')
  const [, index = ''] = /^index (\d+)$/.exec(lines.shift() ?? '') ?? []
  if (lines.length > longestPath) throw new MalformedError('The path is too long')
  const path = lines.map((line) => decodeBase64(line, 'A hash of the path'))
  if (path.some((hash) => hash.length !== hashBytes)) throw new MalformedError('A hash of the path has not 32 bytes')
  return { index: parseWhole(index, 'The index'), path, checkpoint: text.slice(end + 2) }
}

/** The signed checkpoint that a leaf hash leads to. @throws MalformedError saying what does not fit. */
export function openLogProof({ index, path, checkpoint }: LogProof, leaf: Buffer, log: NoteVerifier): Checkpoint {
  const opened = openCheckpoint(checkpoint, log)
  const root = rootFrom(leaf, { index, size: opened.size, path })
  if (root?.equals(opened.root) !== true)
    throw new MalformedError('The path does not lead from the entry to the checkpoint')
  return opened
}
