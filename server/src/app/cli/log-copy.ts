import { copyLog, formatLogProof, MalformedError, proveFromFiles } from '../../journal/index.ts'
import { say, UsageError } from './command.ts'
import type { Command } from './command.ts'
import { logSource, logSourceHelp, logSourceOptions } from './log-source.ts'

/** A mirror: whoever keeps one can prove what was recorded, and show it when the log is rewritten. */
export const logExportCommand: Command = {
  name: 'log export',
  summary:
    'Copy the published log into a folder, or bring an earlier copy up to date; verifies all of it before it counts',
  usage: '<folder> [<folder or address of the log>] [--key <key>]',
  options: logSourceOptions,
  help: [
    ...logSourceHelp,
    'What is copied already is not fetched again. The copy is verified whole, and must have grown out of what it was; otherwise it stays as it was.',
  ],
  run: async (input) => {
    const [folder, place] = input.args
    if (folder === undefined) throw new UsageError('Say into which folder the log is to be copied.')
    const { read, key } = await logSource(input, place)
    const { before, size, root, faults } = await copyLog(read, folder, key)
    for (const fault of faults) say(`FAULT      ${fault.place}: ${fault.reason}`)
    if (faults.length > 0) return 1
    say(`log        ${key.name}, ${String(size)} entries, ${String(size - before)} of them new`)
    say(`root       ${root}`)
    return 0
  },
}

export const logProofCommand: Command = {
  name: 'log proof',
  summary: 'Print the proof that the log holds an entry, made of its files alone (C2SP tlog-proof)',
  usage: '<number of the entry> [<folder or address of the log>] [--key <key>]',
  options: logSourceOptions,
  help: logSourceHelp,
  run: async (input) => {
    const [number = '', place] = input.args
    if (!/^\d{1,15}$/.test(number)) throw new UsageError('Say the number of the entry, as the journal shows it.')
    const { read, key } = await logSource(input, place)
    try {
      process.stdout.write(formatLogProof(await proveFromFiles(read, key, Number(number))))
      return 0
    } catch (error) {
      if (!(error instanceof MalformedError)) throw error
      throw new UsageError(`There is no proof of entry ${number}: ${error.message}.`)
    }
  },
}
