import { isSignedBy, signaturesOf, signBytes } from './signed-note.ts'
import type { NoteSignature, NoteSigner, NoteVerifier, SignedNote } from './signed-note.ts'

/** Cosignatures of witnesses (C2SP tlog-cosignature v1.0.1, kind 0x04): a time, and Ed25519 over it and the note's text. */

function cosigned(time: number, text: string): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${String(time)}\n${text}`)
}

/** @param time seconds since 1970-01-01 UTC */
export function cosign(witness: NoteSigner, text: string, time: number): NoteSignature {
  const head = Buffer.alloc(8)
  head.writeBigUInt64BE(BigInt(time))
  const signature = Buffer.concat([head, signBytes(witness, cosigned(time, text))])
  return { name: witness.name, keyId: witness.keyId, signature }
}

/** The end of the year 9999: what is later is no time that anybody cosigned at. */
const latest = 253_402_300_799

/** What a witness said of a note. */
export interface Cosignature {
  /** Seconds since 1970-01-01 UTC, by the clock of the witness. */
  readonly time: number
  readonly signature: NoteSignature
}

/** The cosignature of a witness under a note; undefined when there is none that holds. */
export function findCosignature(note: SignedNote, witness: NoteVerifier): Cosignature | undefined {
  for (const line of signaturesOf(note, witness)) {
    const { signature } = line
    if (signature.length !== 72) continue
    const time = Number(signature.readBigUInt64BE(0))
    const isTime = time > 0 && time <= latest
    if (isTime && isSignedBy(witness, cosigned(time, note.text), signature.subarray(8)))
      return { time, signature: line }
  }
  return undefined
}
