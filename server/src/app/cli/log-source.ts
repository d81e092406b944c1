import { mostFileBytes, readPublished } from '../../journal/index.ts'
import type { NoteVerifier, ReadLogFile, WitnessPolicy } from '../../journal/index.ts'
import { readBounded } from '../../platform/index.ts'
import type { Config } from '../../platform/index.ts'
import { publishedLog } from '../installation.ts'
import { noServerAt } from './client.ts'
import { tokenOption, UsageError } from './command.ts'
import type { CommandInput } from './command.ts'
import { logKeyOption, policyOption } from './witnessing.ts'

/** The log a command is about: its own, or one in a folder or at an address with its key. */
export interface LogSource {
  readonly read: ReadLogFile
  readonly key: NoteVerifier
  readonly policy: WitnessPolicy | undefined
  /** A policy given by hand demands; the configured one only tells, for the newest checkpoint is cosigned a moment later. */
  readonly mustBeWitnessed: boolean
}

/** What says which log is meant, for the options of a command. */
export const logSourceOptions = {
  key: { type: 'string' },
  policy: { type: 'string' },
  token: { type: 'string' },
} as const

export const logSourceHelp = [
  '--key     the public key of the log; without it and without --policy it is the own log',
  '--token   of an account that may read the journal, when the log is read by its address; or KHO_TOKEN',
] as const

/** @param place folder or address; undefined for the own log */
export async function logSource(input: CommandInput, place: string | undefined): Promise<LogSource> {
  const policy = policyOption(input)
  const key = logKeyOption(input, policy)
  const mustBeWitnessed = policy !== undefined
  if (place !== undefined) {
    if (key) return { read: readerOf(place, tokenOption(input)), key, policy, mustBeWitnessed }
    throw new UsageError('Give the key of the log with --key; `kho log key` prints it where the log is kept.')
  }
  const own = await ownLog(input.config)
  const read: ReadLogFile = (name) => readPublished(own.folder, name)
  return { read, key: key ?? own.signer, policy: policy ?? own.readPolicy(), mustBeWitnessed }
}

export async function ownLog(config: Config) {
  const log = await publishedLog(config)
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
    if (response.ok) {
      const bytes = await readBounded(response, mostFileBytes)
      if (!bytes) throw new UsageError(`${url} sends more than any file of a log has: what answers there is no log.`)
      return bytes
    }
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
