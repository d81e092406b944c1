import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { sha256 } from '../../platform/index.ts'

/**
 * Signed notes (C2SP signed-note v1.0.0): a text and lines of signatures under it, each named and told apart by a key id.
 * Ed25519 is the kind every log must have; cosignatures of witnesses are another kind over the same text.
 */

/** What a key signs and how, as the first byte of its encoded form. */
export const signatureKinds = { ed25519: 0x01, cosignature: 0x04 } as const
export type SignatureKind = keyof typeof signatureKinds

const kindOf = new Map<number, SignatureKind>(
  Object.entries(signatureKinds).map(([kind, byte]) => [byte, kind as SignatureKind]),
)

/** The public half of a note key; written `name+hash+key` (a _vkey_). */
export interface NoteVerifier {
  readonly name: string
  readonly keyId: number
  readonly kind: SignatureKind
  /** 32 bytes. */
  readonly publicKey: Buffer
}

export interface NoteSigner extends NoteVerifier {
  readonly privateKey: KeyObject
}

/** One signature line. What follows the key id depends on the kind of key. */
export interface NoteSignature {
  readonly name: string
  readonly keyId: number
  readonly signature: Buffer
}

export interface SignedNote {
  /** Ends with a newline. */
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

/** Something that is not written as its format asks; `reason` says what is wrong, in English, for logs and verifiers. */
export class MalformedError extends Error {
  override readonly name = 'MalformedError'
}

/** What reading gives; undefined when what is read is malformed. */
export function ifWellFormed<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch (error) {
    if (error instanceof MalformedError) return undefined
    throw error
  }
}

const mostBytes = 1_000_000
const mostSignatures = 100
/** No control characters but newlines, and whole characters only. */
const impossible = /[\p{Cc}--\n]/v
const keyName = /^[^\s+\p{Cc}]{1,255}$/u
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** Bytes of standard base64 with padding; anything else is refused, so one value has one form. */
export function decodeBase64(text: string, what: string): Buffer {
  const bytes = base64.test(text) ? Buffer.from(text, 'base64') : undefined
  if (bytes?.toString('base64') !== text) throw new MalformedError(`${what} is not base64`)
  return bytes
}

/** The text of bytes that came from outside. @throws MalformedError unless they are UTF-8. */
export function decodeText(bytes: Uint8Array, what: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new MalformedError(`${what} is not UTF-8`)
  }
}

/** First four bytes of SHA-256(name ‖ newline ‖ kind ‖ key). */
function keyIdOf(name: string, kind: SignatureKind, publicKey: Buffer): number {
  return sha256(Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(signatureKinds[kind]), publicKey])).readUInt32BE(0)
}

export function makeVerifier(name: string, kind: SignatureKind, publicKey: Buffer): NoteVerifier {
  if (!keyName.test(name)) throw new MalformedError(`“${name}” cannot name a key: no spaces and no plus signs`)
  if (publicKey.length !== 32) throw new MalformedError('An Ed25519 key has 32 bytes')
  return { name, kind, publicKey, keyId: keyIdOf(name, kind, publicKey) }
}

/** @throws MalformedError when it is no key, a key of another kind, or its hash is not its own. */
export function parseVerifier(vkey: string): NoteVerifier {
  const [, name = '', hash = '', encoded = ''] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(vkey) ?? []
  const key = decodeBase64(encoded, 'The key')
  const kind = kindOf.get(key[0] ?? 0)
  if (kind === undefined) throw new MalformedError('The key is of no kind known here')
  const verifier = makeVerifier(name, kind, key.subarray(1))
  if (verifier.keyId !== Number.parseInt(hash, 16))
    throw new MalformedError('The hash in the key is not that of the key')
  return verifier
}

export function formatVerifier({ name, keyId, kind, publicKey }: NoteVerifier): string {
  const key = Buffer.concat([Buffer.of(signatureKinds[kind]), publicKey])
  return `${name}+${keyId.toString(16).padStart(8, '0')}+${key.toString('base64')}`
}

const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex')
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex')

/** A signer from the 32 secret bytes of an Ed25519 key (RFC 8032). */
export function makeSigner(name: string, kind: SignatureKind, seed: Buffer): NoteSigner {
  const privateKey = createPrivateKey({ key: Buffer.concat([privatePrefix, seed]), format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(publicPrefix.length)
  return { ...makeVerifier(name, kind, publicKey), privateKey }
}

/** The 32 secret bytes of a new Ed25519 key. */
export function newSeed(): Buffer {
  const { privateKey } = generateKeyPairSync('ed25519')
  return privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(privatePrefix.length)
}

/** Ed25519 over bytes. */
export function signBytes({ privateKey }: NoteSigner, message: Buffer): Buffer {
  return sign(null, message, privateKey)
}

export function isSignedBy({ publicKey }: NoteVerifier, message: Buffer, signature: Buffer): boolean {
  const key = createPublicKey({ key: Buffer.concat([publicPrefix, publicKey]), format: 'der', type: 'spki' })
  return signature.length === 64 && verify(null, message, key, signature)
}

/** @throws MalformedError unless it is a text that ends with a newline, an empty line, and signature lines. */
export function parseNote(note: string): SignedNote {
  if (Buffer.byteLength(note) > mostBytes) throw new MalformedError('The note is too large')
  if (!note.isWellFormed() || impossible.test(note))
    throw new MalformedError('The note holds characters no note may hold')
  const split = note.lastIndexOf('\n\n')
  if (split < 0 || !note.endsWith('\n')) throw new MalformedError('The note has no signatures under an empty line')
  const lines = note.slice(split + 2, -1).split('\n')
  if (lines.length > mostSignatures) throw new MalformedError('The note has too many signatures')
  return { text: note.slice(0, split + 1), signatures: lines.map(parseSignature) }
}

function parseSignature(line: string): NoteSignature {
  const [, name = '', encoded = ''] = /^— (\S+) (\S+)$/u.exec(line) ?? []
  const bytes = decodeBase64(encoded, 'A signature')
  if (!keyName.test(name) || bytes.length < 5) throw new MalformedError('A signature line is not “— name signature”')
  return { name, keyId: bytes.readUInt32BE(0), signature: bytes.subarray(4) }
}

export function formatNote({ text, signatures }: SignedNote): string {
  return `${text}\n${signatures.map(formatSignature).join('')}`
}

export function formatSignature({ name, keyId, signature }: NoteSignature): string {
  const id = Buffer.alloc(4)
  id.writeUInt32BE(keyId)
  return `— ${name} ${Buffer.concat([id, signature]).toString('base64')}\n`
}

/** The signature of a plain Ed25519 key over a text. */
export function signText(signer: NoteSigner, text: string): NoteSignature {
  return { name: signer.name, keyId: signer.keyId, signature: signBytes(signer, Buffer.from(text)) }
}

/** The signature lines that claim to be of a key. */
export function signaturesOf({ signatures }: SignedNote, { name, keyId }: NoteVerifier): NoteSignature[] {
  return signatures.filter((each) => each.name === name && each.keyId === keyId)
}

/** Whether a plain Ed25519 key signed the note. Several signatures of one key are refused, since one would do. */
export function isNoteSigned(note: SignedNote, verifier: NoteVerifier): boolean {
  const [only, ...others] = signaturesOf(note, verifier)
  return only !== undefined && others.length === 0 && isSignedBy(verifier, Buffer.from(note.text), only.signature)
}
