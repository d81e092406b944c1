import { journalEvents } from './journal.events.ts'
import { closedFile } from './published-log.ts'
import { openSuccession } from './succession.ts'
import type { Succession } from './succession.ts'
import { openCheckpoint, parseCheckpoint } from './tlog/checkpoint.ts'
import type { Checkpoint } from './tlog/checkpoint.ts'
import { decodeText, formatVerifier, MalformedError } from './tlog/signed-note.ts'
import type { NoteVerifier } from './tlog/signed-note.ts'
import type { VerificationFault } from './verification-fault.ts'

/** Whether a key is that of a log and of its name. */
export const isSameKey = (one: NoteVerifier, other: NoteVerifier) => formatVerifier(one) === formatVerifier(other)

/** More logs than one that closes one a week for twenty years; whoever shows more of them wants to be read for ever. */
export const mostLogs = 1_000

/** A checkpoint, and the log that signed it. */
export interface FollowedCheckpoint extends Checkpoint {
  readonly signer: NoteVerifier
}

/**
 * A checkpoint of a log that somebody trusts, or of one that succeeded it: closed logs are followed as far as the one it
 * names, for the next may be handed over to before its first checkpoint is there. Where it was handed over is checked with
 * the entries.
 * @throws MalformedError when what closed logs left is not as it should be, or they do not lead to who signed it
 */
export async function openFollowed(
  read: (path: string) => Promise<Buffer | undefined>,
  checkpoint: Buffer,
  trusted: NoteVerifier,
): Promise<FollowedCheckpoint> {
  const text = decodeText(checkpoint, 'The checkpoint')
  const { origin } = parseCheckpoint(text)
  let signer = trusted
  for (let number = 1; signer.name !== origin && number <= mostLogs; number += 1) {
    const note = await read(closedFile(number, 'succession'))
    if (!note) break
    const { from, to } = openSuccession(decodeText(note, `What log ${String(number)} left`))
    if (isSameKey(from, signer)) signer = to
  }
  return { ...openCheckpoint(text, signer), signer }
}

/** The entries of a log that close logs and open others, as they pass by. */
export class SuccessionCheck {
  readonly #closings: { readonly index: number; readonly note: string }[] = []
  readonly #openings = new Map<number, string>()

  take(index: number, entry: Buffer): void {
    // Nearly all are others, and reading each as JSON would take longer than all the hashing.
    if (!entry.includes('"journal.log.')) return
    const { event, payload } = contentOf(entry)
    const note = typeof payload?.succession === 'string' ? payload.succession : ''
    if (event === journalEvents['log.closed']) this.#closings.push({ index, note })
    if (event === journalEvents['log.opened']) this.#openings.set(index, note)
  }

  /** What both keys signed, as the entry holds it that closed a log when the tree came to a size. */
  closingAt(size: number): string | undefined {
    return this.#closings.find(({ index }) => index + 1 === size)?.note
  }

  /** What does not fit in how the tree was handed on, when a key that somebody trusts led to the one that signed it. */
  faults(size: number, { trusted, signer }: { readonly trusted: NoteVerifier; readonly signer: NoteVerifier }) {
    const faults: VerificationFault[] = []
    const passed = this.#passed(size, faults)
    const last = passed.at(-1)
    if (last && !isSameKey(last.to, signer)) {
      const reason = `it is signed by ${signer.name}, but with entry ${String(last.size - 1)} the log was closed and handed over to ${last.to.name}`
      faults.push({ place: 'checkpoint', reason })
    }
    const isLed = isSameKey(trusted, signer) || passed.some(({ from }) => isSameKey(from, trusted))
    if (!isLed) {
      const reason = `it is signed by ${signer.name}, and no entry says that ${trusted.name} handed over to it`
      faults.push({ place: 'checkpoint', reason })
    }
    return faults
  }

  /** Who had to sign the tree when it was of a size; undefined when it was never handed over after that. */
  signerAt(size: number): NoteVerifier | undefined {
    return this.#passed(Infinity, []).find((succession) => size <= succession.size)?.from
  }

  #passed(size: number, faults: VerificationFault[]): Succession[] {
    const passed: Succession[] = []
    for (const { index, note } of this.#closings) {
      const place = `entry ${String(index)}`
      try {
        const succession = openSuccession(note)
        const before = passed.at(-1)
        if (succession.size !== index + 1) throw new MalformedError('It names another size than its place')
        if (before && !isSameKey(before.to, succession.from)) throw new MalformedError('That log was not open')
        if (succession.size >= size) continue
        passed.push(succession)
        if (this.#openings.get(succession.size) !== note)
          faults.push({ place: `entry ${String(succession.size)}`, reason: 'it does not open the log that follows' })
      } catch (error) {
        if (!(error instanceof MalformedError)) throw error
        faults.push({ place, reason: `it does not close the log: ${error.message}` })
      }
    }
    return passed
  }
}

interface EntryContent {
  readonly event?: unknown
  readonly payload?: { readonly succession?: unknown } | null
}

/** What is not JSON closes no log; whether it is what the tree holds is another question. */
function contentOf(entry: Buffer): EntryContent {
  try {
    const content = JSON.parse(entry.toString()) as EntryContent | null
    return content ?? {}
  } catch {
    return {}
  }
}
