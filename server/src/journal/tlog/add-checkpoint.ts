import { parseWhole } from './checkpoint.ts'
import { decodeBase64, MalformedError, parseNote } from './signed-note.ts'
import type { SignedNote } from './signed-note.ts'
import { hashBytes } from './tile.ts'

/** What a log and its witness say to each other (C2SP tlog-witness v1.0.0, `add-checkpoint`). */

export interface AddCheckpoint {
  /** The size that the log believes the witness to have seen last. */
  readonly old: number
  /** What leads from that size to the checkpoint (RFC 6962 §2.1.2). */
  readonly proof: readonly Buffer[]
  readonly checkpoint: string
}

const longestProof = 63

export function formatAddCheckpoint({ old, proof, checkpoint }: AddCheckpoint): string {
  const hashes = proof.map((hash) => `${hash.toString('base64')}\n`).join('')
  return `old ${String(old)}\n${hashes}\n${checkpoint}`
}

/** @throws MalformedError; the checkpoint itself is still unread. */
export function parseAddCheckpoint(text: string): AddCheckpoint {
  const end = text.indexOf('\n\n')
  const lines = text.slice(0, Math.max(end, 0)).split('\n')
  const [, old = ''] = /^old (\d+)$/.exec(lines.shift() ?? '') ?? []
  if (old === '') throw new MalformedError('The request does not begin with “old” and a size')
  if (lines.length > longestProof) throw new MalformedError('The proof is too long')
  const proof = lines.map((line) => decodeBase64(line, 'A hash of the proof'))
  if (proof.some((hash) => hash.length !== hashBytes)) throw new MalformedError('A hash of the proof has not 32 bytes')
  return { old: parseWhole(old, 'The old size'), proof, checkpoint: text.slice(end + 2) }
}

/** The type of a refusal that tells the size the witness has seen last. */
export const sizeType = 'text/x.tlog.size'

export function formatSize(size: number): string {
  return `${String(size)}\n`
}

/** @throws MalformedError */
export function parseSize(text: string): number {
  if (!text.endsWith('\n')) throw new MalformedError('The size does not end with a newline')
  return parseWhole(text.slice(0, -1), 'The size')
}

/** A note with the signature lines of an answer under it, and nothing else. @throws MalformedError */
export function parseCosigned(text: string, lines: string): SignedNote {
  const note = parseNote(`${text}\n${lines}`)
  if (note.text !== text) throw new MalformedError('The answer holds more than signature lines')
  return note
}
