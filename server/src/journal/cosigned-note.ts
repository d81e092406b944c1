import type { Db } from '../platform/index.ts'
import { listCosignatures } from './cosignature.store.ts'
import { formatNote, parseNote } from './tlog/signed-note.ts'
import type { NoteSignature } from './tlog/signed-note.ts'

/** A checkpoint as the log signed it, with what witnesses have put under it by now. */
export async function cosignedNote(db: Db, { size, note }: { size: number; note: string }): Promise<string> {
  return withCosignatures(note, await listCosignatures(db, size))
}

export function withCosignatures(note: string, lines: readonly NoteSignature[]): string {
  if (lines.length === 0) return note
  const signed = parseNote(note)
  return formatNote({ ...signed, signatures: [...signed.signatures, ...lines] })
}
