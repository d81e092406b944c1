import { readBounded } from '../platform/index.ts'
import { formatAddCheckpoint, parseCosigned, parseSize, sizeType } from './tlog/add-checkpoint.ts'
import type { AddCheckpoint } from './tlog/add-checkpoint.ts'
import { openCheckpoint } from './tlog/checkpoint.ts'
import type { Checkpoint } from './tlog/checkpoint.ts'
import { findCosignature } from './tlog/cosignature.ts'
import { decodeText, MalformedError, parseNote } from './tlog/signed-note.ts'
import type { NoteSignature, NoteVerifier } from './tlog/signed-note.ts'
import type { Witness } from './tlog/witness-policy.ts'
import { originHash } from './witness/index.ts'
import type { Failure } from './witness-failure.ts'

/** A witness of a policy that takes checkpoints. */
export interface AskedWitness extends Witness {
  readonly url: string
}

/** Within what a call must end. */
export interface Limits {
  readonly milliseconds: number
  /** The service stops. */
  readonly stopping: AbortSignal
}

const largestAnswer = 64 * 1024
/** Clocks of two bodies differ; a cosignature further in the future says nothing about when. */
const clockTolerance = 300

/** What a witness answered: its cosignature, the size it has seen last, or why neither. */
export type Reply = { readonly cosignature: NoteSignature } | { readonly seen: number } | { readonly failure: Failure }

const failed = (reason: Failure['reason'], detail: string): { failure: Failure } => ({ failure: { reason, detail } })

/** Asks for a cosignature (C2SP tlog-witness `add-checkpoint`). Whatever comes back is a reply; it never throws. */
export async function askWitness(
  { url, verifier }: AskedWitness,
  request: AddCheckpoint,
  { limits, now }: { readonly limits: Limits; readonly now: Date },
): Promise<Reply> {
  const answer = await call(`${url}/add-checkpoint`, limits, { method: 'POST', body: formatAddCheckpoint(request) })
  if ('failure' in answer) return answer
  const { status, type, text } = answer
  const said = () => text.trim().slice(0, 200)
  switch (status) {
    case 200:
      return cosignatureIn(text, { verifier, checkpoint: request.checkpoint, now })
    case 409:
      return sizeIn(text, type)
    case 404:
      return failed('unknownLog', 'It does not know this log: it must be told the key that `kho log key` prints')
    case 403:
      return failed('signatureRefused', 'It knows this log under another key')
    case 422:
      return failed('proofRefused', `It finds that the journal is not what it saw before: ${said()}`)
    default:
      return failed('badStatus', `It answered ${String(status)}: ${said()}`)
  }
}

function cosignatureIn(
  text: string,
  { verifier, checkpoint, now }: { verifier: NoteVerifier; checkpoint: string; now: Date },
): Reply {
  try {
    const found = findCosignature(parseCosigned(parseNote(checkpoint).text, text), verifier)
    if (!found) return failed('notCosigned', 'Its answer holds no cosignature by its key over this checkpoint')
    if (found.time > now.getTime() / 1000 + clockTolerance)
      return failed('wrongTime', `It cosigned in the future: ${new Date(found.time * 1000).toISOString()}`)
    return { cosignature: found.signature }
  } catch (error) {
    return malformed(error)
  }
}

function sizeIn(text: string, type: string): Reply {
  try {
    if (type.split(';', 1)[0]?.trim() !== sizeType) throw new MalformedError(`A conflict is not told as ${sizeType}`)
    return { seen: parseSize(text) }
  } catch (error) {
    return malformed(error)
  }
}

/** What a witness shows to whoever asks: the last checkpoint it has seen of a log, if the log did sign it. */
export async function fetchSeen(
  { url }: AskedWitness,
  log: NoteVerifier,
  limits: Limits,
): Promise<{ readonly checkpoint: Checkpoint | undefined } | { readonly failure: Failure }> {
  const answer = await call(`${url}/${originHash(log.name)}/checkpoint`, limits, {})
  if ('failure' in answer) return answer
  if (answer.status === 404) return { checkpoint: undefined }
  if (answer.status !== 200) return failed('badStatus', `It answered ${String(answer.status)}`)
  try {
    return { checkpoint: openCheckpoint(answer.text, log) }
  } catch (error) {
    return malformed(error)
  }
}

function malformed(error: unknown): { failure: Failure } {
  if (error instanceof MalformedError) return failed('malformed', `Its answer cannot be read: ${error.message}`)
  throw error
}

interface Answer {
  readonly status: number
  readonly type: string
  readonly text: string
}

async function call(url: string, limits: Limits, init: RequestInit): Promise<Answer | { failure: Failure }> {
  const tooLate = AbortSignal.timeout(limits.milliseconds)
  const signal = AbortSignal.any([tooLate, limits.stopping])
  try {
    const response = await fetch(url, { ...init, signal, redirect: 'manual' })
    const bytes = await readBounded(response, largestAnswer)
    if (!bytes) throw new MalformedError('It is too large')
    const text = decodeText(bytes, 'It')
    return { status: response.status, type: response.headers.get('content-type') ?? '', text }
  } catch (error) {
    if (error instanceof MalformedError) return malformed(error)
    if (tooLate.aborted) return failed('tooSlow', `It gave no whole answer within ${String(limits.milliseconds)} ms`)
    return failed('unreachable', `It cannot be reached${causeOf(error)}`)
  }
}

function causeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && 'code' in cause ? `: ${String(cause.code)}` : ''
}
