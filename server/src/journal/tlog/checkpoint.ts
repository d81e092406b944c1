import { decodeBase64, formatNote, isNoteSigned, MalformedError, parseNote, signText } from './signed-note.ts'
import type { NoteSigner, NoteVerifier, SignedNote } from './signed-note.ts'

/** Checkpoints (C2SP tlog-checkpoint v1.0.0): the size and root of a log, as a note signed by the log. */

export interface TreeHead {
  readonly size: number
  /** 32 bytes. */
  readonly root: Buffer
}

export interface Checkpoint extends TreeHead {
  /** The log's name, without a scheme, such as `kho.example.vn/log`. */
  readonly origin: string
  readonly note: SignedNote
}

/** The text a log signs: origin, size, root. No further lines, so that all that is told is covered by every cosigner. */
export function checkpointText(origin: string, { size, root }: TreeHead): string {
  return `${origin}\n${String(size)}\n${root.toString('base64')}\n`
}

export function signCheckpoint(signer: NoteSigner, head: TreeHead): string {
  const text = checkpointText(signer.name, head)
  return formatNote({ text, signatures: [signText(signer, text)] })
}

const wholeNumber = /^(?:0|[1-9]\d{0,15})$/

/** A size or an index as text: decimal, without leading zeros, within what a double holds exactly. */
export function parseWhole(text: string, what: string): number {
  const value = wholeNumber.test(text) ? Number(text) : NaN
  if (!Number.isSafeInteger(value)) throw new MalformedError(`${what} is not a whole number`)
  return value
}

/** @throws MalformedError; says nothing about who signed it. */
export function parseCheckpoint(text: string): Checkpoint {
  const note = parseNote(text)
  const [origin = '', size = '', root = ''] = note.text.split('\n')
  if (origin === '') throw new MalformedError('The checkpoint names no log')
  const hash = decodeBase64(root, 'The root')
  if (hash.length !== 32) throw new MalformedError('The root has not 32 bytes')
  return { origin, size: parseWhole(size, 'The size'), root: hash, note }
}

/** @throws MalformedError when it is no checkpoint of that log or not signed by it. */
export function openCheckpoint(text: string, log: NoteVerifier): Checkpoint {
  const checkpoint = parseCheckpoint(text)
  if (checkpoint.origin !== log.name)
    throw new MalformedError(`The checkpoint is of ${checkpoint.origin}, not of ${log.name}`)
  if (!isNoteSigned(checkpoint.note, log))
    throw new MalformedError('The checkpoint is not signed by the key of the log')
  return checkpoint
}
