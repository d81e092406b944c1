import { MalformedError, parseVerifier, witnessesOf } from '../../journal/index.ts'
import type { LogStanding, NoteVerifier, SignedNote, WitnessPolicy } from '../../journal/index.ts'
import { readPolicyFile } from '../log-policy.ts'
import { textOption, UsageError } from './command.ts'
import type { CommandInput } from './command.ts'

/** How commands say whether somebody outside vouches for what they show. */

const unwitnessed = 'UNWITNESSED / CHƯA CÓ NHÂN CHỨNG'
const alone =
  'no policy names witnesses, so nobody but who keeps the machine vouches for it / chưa có chính sách nêu nhân chứng, nên chỉ có người giữ máy chủ tự xác nhận'

/** The policy of `--policy`; undefined when none was given. */
export function policyOption(input: CommandInput): WitnessPolicy | undefined {
  const file = textOption(input, 'policy')
  return file === undefined ? undefined : readPolicyFile(file)
}

/** The key of the log: that of `--key`, else the one log that the policy names; undefined when neither says. */
export function logKeyOption(input: CommandInput, policy: WitnessPolicy | undefined): NoteVerifier | undefined {
  const text = textOption(input, 'key')
  if (text !== undefined) return keyIn(text)
  const [only, ...others] = policy?.logs ?? []
  if (others.length > 0)
    throw new UsageError('The policy names several logs: say with --key which of them this must be.')
  return only
}

/**
 * The key that must have signed what is checked; undefined when nothing is asked of it. Who cosigned says nothing of a
 * checkpoint that any log may have signed, so a policy needs a key beside it.
 */
export function signerOption(input: CommandInput, policy: WitnessPolicy | undefined): NoteVerifier | undefined {
  const key = logKeyOption(input, policy)
  if (policy && !key) throw new UsageError('The policy names no log: give the key of the log with --key.')
  return key
}

function keyIn(text: string): NoteVerifier {
  try {
    return parseVerifier(text)
  } catch (error) {
    throw new UsageError(`--key is no key of a log: ${malformedReason(error)}.`)
  }
}

export interface Witnessing {
  /** For the person at the terminal. */
  readonly line: string
  /** Whether a quorum of the policy cosigned; false without a policy that asks for one. */
  readonly isWitnessed: boolean
}

/** What a policy finds under a checkpoint; without a policy nobody is known who could vouch. */
export function witnessingOf(note: SignedNote | undefined, policy: WitnessPolicy | undefined): Witnessing {
  if (!policy || policy.quorum === 'none') return { line: `${unwitnessed}: ${alone}`, isWitnessed: false }
  const { cosigned, isEnough } = note
    ? witnessesOf(note, policy)
    : { cosigned: new Map<string, number>(), isEnough: false }
  const who = [...cosigned].map(([name, time]) => `${name} ${new Date(time * 1000).toISOString()}`).join(', ')
  const of = `${String(cosigned.size)} of ${String(policy.witnesses.length)} cosigned`
  if (isEnough) return { line: `WITNESSED / ĐÃ CÓ NHÂN CHỨNG: ${of}: ${who}`, isWitnessed: true }
  return { line: `${unwitnessed}: the quorum is missing, ${of}${who === '' ? '' : `: ${who}`}`, isWitnessed: false }
}

/** The standing of the own log in a line. */
export function standingLine({ size, isQuorumAsked, isWitnessed, vouchedFor }: LogStanding): string {
  if (!isQuorumAsked) return `${unwitnessed}: ${alone}`
  if (isWitnessed) return `WITNESSED / ĐÃ CÓ NHÂN CHỨNG: a quorum vouches for all ${String(size)} entries`
  return `${unwitnessed}: a quorum vouches for the first ${String(vouchedFor)} of ${String(size)} entries`
}

/** Words for a fault of something that came from outside; anything else is a fault of ours. */
export function malformedReason(error: unknown): string {
  if (error instanceof MalformedError) return error.message
  throw error
}
