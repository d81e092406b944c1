import { parseWhole } from './tlog/checkpoint.ts'
import {
  formatNote,
  formatVerifier,
  isNoteSigned,
  MalformedError,
  parseNote,
  parseVerifier,
  signText,
} from './tlog/signed-note.ts'
import type { NoteSigner, NoteVerifier } from './tlog/signed-note.ts'

/**
 * How a log hands over to its successor: a signed note (C2SP) under both keys, that names both and the size at which the
 * one ends and the other begins. Its first line keeps it from being taken for a checkpoint.
 */
export interface Succession {
  readonly from: NoteVerifier
  /** Entries of the tree that the closed log has signed; its last entry is the one that closes it. */
  readonly size: number
  readonly to: NoteVerifier
}

const heading = 'khochung log succession v1'

export function signSuccession(from: NoteSigner, to: NoteSigner, size: number): string {
  const text = `${heading}\n${formatVerifier(from)}\n${String(size)}\n${formatVerifier(to)}\n`
  return formatNote({ text, signatures: [signText(from, text), signText(to, text)] })
}

/** @throws MalformedError unless it is one that both keys signed */
export function openSuccession(note: string): Succession {
  const signed = parseNote(note)
  const [first, closed = '', size = '', opened = '', ...rest] = signed.text.split('\n')
  if (first !== heading || rest.join('') !== '') throw new MalformedError('It is no handing over of a log')
  const succession = { from: parseVerifier(closed), size: parseWhole(size, 'The size'), to: parseVerifier(opened) }
  for (const key of [succession.from, succession.to]) {
    if (!isNoteSigned(signed, key)) throw new MalformedError(`The handing over is not signed by ${key.name}`)
  }
  return succession
}
