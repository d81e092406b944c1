import { readFile } from 'node:fs/promises'
import { MalformedError, openCheckpoint, parseVerifier } from '../../journal/index.ts'
import { proofFromWire, rowProofFaults } from '../../warehouse/index.ts'
import { say, textOption, UsageError } from './command.ts'
import type { Command } from './command.ts'

/** Needs neither server nor database: whoever was given a row and its proof can check it anywhere. */
export const proofVerifyCommand: Command = {
  name: 'proof verify',
  summary: 'Check the proof of a row without any server; exit 1 when it does not hold',
  usage: '<file> [--key <key of the log>]',
  options: { key: { type: 'string' } },
  run: async (input) => {
    const [file] = input.args
    if (file === undefined) throw new UsageError('Name the file that holds the proof.')
    const proof = proofFromWire(parse(await readFile(file, 'utf8')))
    if (!proof) throw new UsageError(`${file} holds no proof of a row.`)
    const { dataset, key, apply, fields, row, journal } = proof
    say(`row         ${dataset} ${key}, apply ${String(apply)}`)
    if (row) for (const [place, { name }] of fields.entries()) say(`            ${name} = ${row.values[place] ?? '–'}`)
    else say('            without its values: whoever asked may not read all of them')
    say(
      `recorded    ${journal.entry.at.toISOString()} by ${journal.entry.actor.unitName}, entry ${String(journal.index)}`,
    )
    say(`checkpoint  ${String(journal.size)} entries, ${journal.at.toISOString()}`)
    say(`root        ${journal.root.toString('hex')}`)
    const faults = [...rowProofFaults(proof), ...signatureFaults(journal.note, textOption(input, 'key'))]
    for (const fault of faults) say(`FAULT       ${fault}`)
    say(
      faults.length === 0 ? 'the proof holds: compare the root with a checkpoint you trust' : 'the proof does not hold',
    )
    return faults.length === 0 ? 0 : 1
  },
}

/** Without a key nothing is asked of the signature; with one, the checkpoint must be signed by it. */
function signatureFaults(note: string | null, key: string | undefined): string[] {
  if (key === undefined) return []
  try {
    openCheckpoint(note ?? '', parseVerifier(key))
    return []
  } catch (error) {
    if (error instanceof MalformedError) return [error.message]
    throw error
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
