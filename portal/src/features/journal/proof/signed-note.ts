import { fromBase64, joined, sha256, utf8, type Bytes } from '../../../lib/bytes.ts'
import { Misfit, type Reason } from './finding.ts'

/** Signed notes and the cosignatures of witnesses under them (C2SP signed-note, tlog-cosignature). */

export interface NoteKey {
  readonly name: string
  readonly keyId: number
  readonly kind: 'log' | 'witness'
  readonly publicKey: Bytes
}

interface Signature {
  readonly name: string
  readonly keyId: number
  readonly bytes: Bytes
}

export interface Note {
  /** Ends with a newline. */
  readonly text: string
  readonly signatures: readonly Signature[]
}

/** As the server has it. */
const mostSignatures = 100

const kinds = new Map([
  [1, 'log'],
  [4, 'witness'],
] as const)

/** @throws Misfit unless it is `name+hash+key` with a hash that is its own */
export async function parseKey(vkey: string): Promise<NoteKey> {
  const [, name = '', hash = '', encoded = ''] = /^([^+\s]+)\+([0-9a-f]{8})\+(.+)$/.exec(vkey) ?? []
  const key = fromBase64(encoded)
  const kind = kinds.get((key?.[0] ?? 0) as 1 | 4)
  if (key?.length !== 33 || kind === undefined) throw new Misfit('malformedKey')
  const keyId = wordAt(await sha256(joined(utf8(`${name}\n`), key)), 0)
  if (keyId !== Number.parseInt(hash, 16)) throw new Misfit('malformedKey')
  return { name, keyId, kind, publicKey: key.slice(1) }
}

/** @throws Misfit unless it is a text, an empty line, and lines of signatures */
export function parseNote(note: string, otherwise: Reason): Note {
  const split = note.lastIndexOf('\n\n')
  if (split < 0 || !note.endsWith('\n')) throw new Misfit(otherwise)
  const lines = note.slice(split + 2, -1).split('\n')
  if (lines.length > mostSignatures) throw new Misfit(otherwise)
  return { text: note.slice(0, split + 1), signatures: lines.map((line) => parseSignature(line, otherwise)) }
}

function parseSignature(line: string, otherwise: Reason): Signature {
  const [, name = '', encoded = ''] = /^— (\S+) (\S+)$/u.exec(line) ?? []
  const bytes = fromBase64(encoded)
  if (name === '' || bytes === undefined || bytes.length < 5) throw new Misfit(otherwise)
  return { name, keyId: wordAt(bytes, 0), bytes: bytes.slice(4) }
}

const wordAt = (bytes: Bytes, at: number) => new DataView(bytes.buffer, bytes.byteOffset).getUint32(at)

const signaturesOf = ({ signatures }: Note, { name, keyId }: NoteKey) =>
  signatures.filter((each) => each.name === name && each.keyId === keyId)

/** Whether the log signed the note, once. @throws Misfit where the browser cannot tell */
export async function isSigned(note: Note, log: NoteKey): Promise<boolean> {
  const [only, ...others] = signaturesOf(note, log)
  return only !== undefined && others.length === 0 && (await isEd25519(log, utf8(note.text), only.bytes))
}

/** When a witness cosigned the note, in seconds; undefined when it did not. @throws Misfit where the browser cannot tell */
export async function cosignedAt(note: Note, witness: NoteKey): Promise<number | undefined> {
  for (const { bytes } of signaturesOf(note, witness)) {
    if (bytes.length !== 72) continue
    const time = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0))
    const signed = utf8(`cosignature/v1\ntime ${String(time)}\n${note.text}`)
    if (time > 0 && (await isEd25519(witness, signed, bytes.slice(8)))) return time
  }
  return undefined
}

/** @throws Misfit where the browser knows no Ed25519 */
async function isEd25519({ publicKey }: NoteKey, message: Bytes, signature: Bytes): Promise<boolean> {
  try {
    const key = await crypto.subtle.importKey('raw', publicKey, { name: 'Ed25519' }, false, ['verify'])
    return await crypto.subtle.verify('Ed25519', key, signature, message)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotSupportedError') throw new Misfit('cannotCheckSignature')
    if (error instanceof DOMException) return false
    throw error
  }
}
