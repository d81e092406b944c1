import {
  formatVerifier,
  logSigner,
  MalformedError,
  parseVerifier,
  readPublished,
  verifyPublished,
} from '../../journal/index.ts'
import type { NoteVerifier, ReadLogFile } from '../../journal/index.ts'
import { createLog } from '../../platform/index.ts'
import type { Config } from '../../platform/index.ts'
import { openInstallation } from '../installation.ts'
import { say, textOption, UsageError } from './command.ts'
import type { Command, CommandInput } from './command.ts'

/** Needs neither server nor database when a folder or an address and the key are given. */
export const logVerifyCommand: Command = {
  name: 'log verify',
  summary: 'Verify the published log from its files alone; exit 1 when anything does not fit',
  usage: '[<folder or address of the log> --key <key>]',
  options: { key: { type: 'string' }, token: { type: 'string' } },
  run: async (input) => {
    const { place, key } = await logOf(input)
    const { size, root, faults } = await verifyPublished(readerOf(place, textOption(input, 'token')), key)
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
  run: async ({ config }) => {
    say(formatVerifier(await ownLog(config).then(({ key }) => key)))
    return 0
  },
}

async function logOf(input: CommandInput): Promise<{ place: string; key: NoteVerifier }> {
  const [place] = input.args
  const key = textOption(input, 'key')
  if (place === undefined) return ownLog(input.config)
  if (key === undefined)
    throw new UsageError('Give the key of the log with --key; `kho log key` prints it where the log is kept.')
  try {
    return { place, key: parseVerifier(key) }
  } catch (error) {
    if (error instanceof MalformedError) throw new UsageError(error.message)
    throw error
  }
}

/** The log of this installation. */
async function ownLog(config: Config): Promise<{ place: string; key: NoteVerifier }> {
  const installation = await openInstallation(config, createLog(config.logLevel))
  const { secret, logKey, logOrigin, logFolder } = installation
  await installation.close()
  return { place: logFolder, key: logSigner({ secret, key: logKey, origin: logOrigin }) }
}

function readerOf(place: string, token: string | undefined): ReadLogFile {
  if (!/^https?:/.test(place)) return (name) => readPublished(place, name)
  const headers = token === undefined ? {} : { authorization: `Bearer ${token}` }
  return async (name) => {
    const response = await fetch(`${place.replace(/\/$/, '')}/${name}`, { headers })
    return response.ok ? Buffer.from(await response.arrayBuffer()) : undefined
  }
}
