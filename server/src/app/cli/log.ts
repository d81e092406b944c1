import { formatVerifier, readPublished, verifyPublished } from '../../journal/index.ts'
import type { NoteVerifier, ReadLogFile, WitnessPolicy } from '../../journal/index.ts'
import type { Config } from '../../platform/index.ts'
import { publishedLog } from '../installation.ts'
import { noServerAt } from './client.ts'
import { say, tokenOption, UsageError } from './command.ts'
import type { Command, CommandInput } from './command.ts'
import { lookAt } from './with-modules.ts'
import { logKeyOption, policyOption, standingLine, witnessingOf } from './witnessing.ts'

/** Needs neither server nor database; with a folder or an address and the key not even an installation. */
export const logVerifyCommand: Command = {
  name: 'log verify',
  summary: 'Verify the published log from its files alone; exit 1 when anything does not fit',
  usage: '[<folder or address of the log>] [--key <key>] [--policy <file>]',
  options: { key: { type: 'string' }, policy: { type: 'string' }, token: { type: 'string' } },
  help: [
    '--key     the public key of the log; without it and without --policy the own log is verified',
    '--policy  who must have cosigned the checkpoint (C2SP tlog-policy); when they did not, that is a fault. Its `log` line gives the key too',
    '--token   of an account that may read the journal, when the log is read by its address; or KHO_TOKEN',
  ],
  run: async (input) => {
    const { place, key, policy, mustBeWitnessed } = logOf(input)
    const { size, root, note, faults: found } = await verifyPublished(readerOf(place, tokenOption(input)), key)
    const { line, isWitnessed } = witnessingOf(note, policy)
    const missing = { place: 'checkpoint', reason: 'the quorum of the policy did not cosign it' }
    const faults = mustBeWitnessed && !isWitnessed ? [...found, missing] : found
    say(`log        ${key.name}, ${String(size)} entries`)
    say(`root       ${root}`)
    say(`witnesses  ${line}`)
    for (const fault of faults) say(`FAULT      ${fault.place}: ${fault.reason}`)
    say(faults.length === 0 ? 'everything fits' : `${String(faults.length)} faults`)
    return faults.length === 0 ? 0 : 1
  },
}

/** Asks the database, since the reasons of failures stand there. */
export const logWitnessesCommand: Command = {
  name: 'log witnesses',
  summary:
    'Say who outside vouches for the log, and why others do not; exit 1 when the quorum is missing or one raises an alarm',
  usage: '',
  options: {},
  run: async (input) => {
    const standing = await lookAt(input, ({ journal }) => journal.standing())
    if (standing.hasAlarm)
      say(
        'ALARM: a witness says it has seen another journal than the one here. Keep everything as it is and find out why.',
      )
    say(standingLine(standing))
    for (const { witness, last, askedAt, failure } of standing.witnesses) {
      const seen = last ? `${String(last.size)} entries at ${last.at.toISOString()}` : 'nothing cosigned yet'
      say(`  ${witness.name}  ${seen}`)
      if (witness.url === undefined) say('    is not asked: the policy gives no address for it')
      if (failure) say(`    ${failure.reason}: ${failure.detail} (asked ${askedAt?.toISOString() ?? 'never'})`)
    }
    return standing.isWitnessed && !standing.hasAlarm ? 0 : 1
  },
}

export const logKeyCommand: Command = {
  name: 'log key',
  summary: 'Print the public key of the log, for whoever verifies it',
  usage: '',
  options: {},
  run: ({ config }) => {
    say(formatVerifier(ownLog(config).signer))
    return Promise.resolve(0)
  },
}

interface LogToVerify {
  readonly place: string
  readonly key: NoteVerifier
  readonly policy: WitnessPolicy | undefined
  /** A policy given by hand demands; the configured one only tells, for the newest checkpoint is cosigned a moment later. */
  readonly mustBeWitnessed: boolean
}

function logOf(input: CommandInput): LogToVerify {
  const [place] = input.args
  const policy = policyOption(input)
  const key = logKeyOption(input, policy)
  const mustBeWitnessed = policy !== undefined
  if (place !== undefined) {
    if (key) return { place, key, policy, mustBeWitnessed }
    throw new UsageError('Give the key of the log with --key; `kho log key` prints it where the log is kept.')
  }
  const own = ownLog(input.config)
  return { place: own.folder, key: key ?? own.signer, policy: policy ?? own.readPolicy(), mustBeWitnessed }
}

function ownLog(config: Config) {
  const log = publishedLog(config)
  if (!log)
    throw new UsageError('There is no installation here yet. Run `npm start` first, or set KHO_STATE_DIRECTORY.')
  return log
}

function readerOf(place: string, token: string | undefined): ReadLogFile {
  if (!/^https?:/.test(place)) return (name) => readPublished(place, name)
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
  return async (name) => {
    const url = `${place.replace(/\/$/, '')}/${name}`
    const response = await fetch(url, { headers }).catch((cause: unknown) => {
      throw noServerAt(place, cause)
    })
    if (response.ok) return Buffer.from(await response.arrayBuffer())
    await response.body?.cancel()
    if (response.status === 404) return undefined
    if (response.status === 401 || response.status === 403) {
      throw new UsageError(
        'The entries are for those who may read the journal: give the token of such an account with --token or in KHO_TOKEN.',
      )
    }
    throw new UsageError(`${url} answered ${String(response.status)}.`)
  }
}
