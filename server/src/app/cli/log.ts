import { formatVerifier, MalformedError, parseVerifier, readPublished, verifyPublished } from '../../journal/index.ts'
import type { NoteVerifier, ReadLogFile } from '../../journal/index.ts'
import type { Config } from '../../platform/index.ts'
import { publishedLog } from '../installation.ts'
import { noServerAt } from './client.ts'
import { say, textOption, tokenOption, UsageError } from './command.ts'
import type { Command, CommandInput } from './command.ts'

/** Needs neither server nor database; with a folder or an address and the key not even an installation. */
export const logVerifyCommand: Command = {
  name: 'log verify',
  summary: 'Verify the published log from its files alone; exit 1 when anything does not fit',
  usage: '[<folder or address of the log> --key <key>]',
  options: { key: { type: 'string' }, token: { type: 'string' } },
  run: async (input) => {
    const { place, key } = logOf(input)
    const { size, root, faults } = await verifyPublished(readerOf(place, tokenOption(input)), key)
    say(`log        ${key.name}, ${String(size)} entries`)
    say(`root       ${root}`)
    for (const fault of faults) say(`FAULT      ${fault.place}: ${fault.reason}`)
    say(faults.length === 0 ? 'everything fits' : `${String(faults.length)} faults`)
    return faults.length === 0 ? 0 : 1
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

function logOf(input: CommandInput): { place: string; key: NoteVerifier } {
  const [place] = input.args
  const key = textOption(input, 'key')
  if (key === undefined && place !== undefined) {
    throw new UsageError('Give the key of the log with --key; `kho log key` prints it where the log is kept.')
  }
  if (key === undefined || place === undefined) {
    const { folder, signer } = ownLog(input.config)
    return { place: folder, key: key === undefined ? signer : keyIn(key) }
  }
  return { place, key: keyIn(key) }
}

function keyIn(text: string): NoteVerifier {
  try {
    return parseVerifier(text)
  } catch (error) {
    if (error instanceof MalformedError) throw new UsageError(`--key is no key of a log: ${error.message}.`)
    throw error
  }
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
