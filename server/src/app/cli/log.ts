import { readFile } from 'node:fs/promises'
import { formatVerifier, openCheckpoint, verifyPublished } from '../../journal/index.ts'
import type { NoteVerifier } from '../../journal/index.ts'
import { say, textOptions, UsageError } from './command.ts'
import type { Command } from './command.ts'
import { logSource, logSourceHelp, logSourceOptions, ownLog } from './log-source.ts'
import { lookAt } from './with-modules.ts'
import { malformedReason, standingLine, witnessingOf } from './witnessing.ts'

/** Needs neither server nor database; with a folder or an address and the key not even an installation. */
export const logVerifyCommand: Command = {
  name: 'log verify',
  summary: 'Verify the published log from its files alone; exit 1 when anything does not fit',
  usage: '[<folder or address of the log>] [--key <key>] [--policy <file>] [--kept <checkpoint>]…',
  options: { ...logSourceOptions, kept: { type: 'string', multiple: true } },
  help: [
    ...logSourceHelp,
    '--policy  who must have cosigned the checkpoint (C2SP tlog-policy); when they did not, that is a fault. Its `log` line gives the key too',
    '--kept    a checkpoint of the log that was kept before; that the log no longer grows out of it is a fault',
  ],
  run: async (input) => {
    const { read, key, policy, mustBeWitnessed } = logSource(input, input.args[0])
    const kept = await Promise.all(textOptions(input, 'kept').map((file) => keptCheckpoint(file, key)))
    const { size, root, note, faults: found } = await verifyPublished(read, key, kept)
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

async function keptCheckpoint(file: string, key: NoteVerifier) {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UsageError(`There is no file ${file}; --kept names a checkpoint that was kept.`, { cause })
  })
  try {
    return openCheckpoint(text, key)
  } catch (error) {
    throw new UsageError(`${file} is no checkpoint of this log: ${malformedReason(error)}.`)
  }
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
