import { readFile } from 'node:fs/promises'
import { formatVerifier, parseCheckpoint, systemActor, verifyPublished } from '../../journal/index.ts'
import { say, textOption, textOptions, UsageError } from './command.ts'
import type { Command } from './command.ts'
import { logSource, logSourceHelp, logSourceOptions, ownLog } from './log-source.ts'
import { lookAt, withModules } from './with-modules.ts'
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
    const { read, key, policy, mustBeWitnessed } = await logSource(input, input.args[0])
    const kept = await Promise.all(textOptions(input, 'kept').map((file) => keptCheckpoint(file)))
    const { size, root, signer, note, faults: found } = await verifyPublished(read, key, kept)
    const { line, isWitnessed } = witnessingOf(note, policy)
    const missing = { place: 'checkpoint', reason: 'the quorum of the policy did not cosign it' }
    const faults = mustBeWitnessed && !isWitnessed ? [...found, missing] : found
    say(`log        ${signer.name}, ${String(size)} entries`)
    say(`root       ${root}`)
    say(`witnesses  ${line}`)
    for (const fault of faults) say(`FAULT      ${fault.place}: ${fault.reason}`)
    say(faults.length === 0 ? 'everything fits' : `${String(faults.length)} faults`)
    return faults.length === 0 ? 0 : 1
  },
}

/** Whether the log signed it is held against its entries: it may be one that was closed since. */
async function keptCheckpoint(file: string) {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UsageError(`There is no file ${file}; --kept names a checkpoint that was kept.`, { cause })
  })
  try {
    return parseCheckpoint(text)
  } catch (error) {
    throw new UsageError(`${file} is no checkpoint of a log: ${malformedReason(error)}.`)
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
  usage: '[--next]',
  options: { next: { type: 'boolean' } },
  help: ['--next    that of its successor: for the policy and the witnesses, before `kho log close`'],
  run: async ({ config, options }) => {
    const { signer, next } = await ownLog(config)
    const key = options['next'] === true ? next : signer
    if (!key) throw new UsageError('Set KHO_LOG_NEXT_KEY first: 32 new random bytes in base64.')
    say(formatVerifier(key))
    return 0
  },
}

/** A key that may be stolen, or a year that is over: what was signed stays provable, what follows has another key. */
export const logCloseCommand: Command = {
  name: 'log close',
  summary: 'Close the log and open its successor under the next key; a running server signs with it from then on',
  usage: '--reason <why>',
  options: { reason: { type: 'string' } },
  help: [
    '--reason  is recorded with the closing: a decision and its number, or what happened to the key',
    'With KHO_LOG_KEY set, set KHO_LOG_NEXT_KEY for the server and this command first; afterwards it takes the place of KHO_LOG_KEY.',
  ],
  run: async (input) => {
    const reason = textOption(input, 'reason')?.trim() ?? ''
    if (reason === '' || reason.length > 500)
      throw new UsageError('Say with --reason why the log is closed, in up to 500 characters.')
    return withModules(input, async ({ journal }) => {
      const { closed, opened } = await journal.closeLog(systemActor('kho log close'), reason)
      say(`closed     ${closed.origin}, ${String(opened.size)} entries`)
      say(`opened     ${opened.origin}`)
      say(`key        ${opened.verifier}`)
      return 0
    })
  },
}
