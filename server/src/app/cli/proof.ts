import { readFile } from 'node:fs/promises'
import { openCheckpoint, provenCheckpoint } from '../../journal/index.ts'
import type { NoteVerifier, SignedNote } from '../../journal/index.ts'
import { areFieldsRecorded, proofFromWire, rowProofFaults } from '../../warehouse/index.ts'
import { sayForeign, UsageError } from './command.ts'
import type { Command } from './command.ts'
import { malformedReason, policyOption, signerOption, witnessingOf } from './witnessing.ts'

/** Needs neither server nor database: whoever was given a row and its proof can check it anywhere. */
export const proofVerifyCommand: Command = {
  name: 'proof verify',
  summary: 'Check the proof of a row without any server; exit 1 when it does not hold',
  usage: '<file> [--key <key of the log>] [--policy <file>]',
  options: { key: { type: 'string' }, policy: { type: 'string' } },
  help: [
    '--key     the public key of the log that must have signed the checkpoint',
    '--policy  who must have cosigned it (C2SP tlog-policy); when they did not, the proof does not hold. Its `log` line gives the key too',
  ],
  run: async (input) => {
    const [file] = input.args
    if (file === undefined) throw new UsageError('Name the file that holds the proof.')
    const text = await readFile(file, 'utf8').catch((cause: unknown) => {
      throw new UsageError(`There is no file ${file} that can be read.`, { cause })
    })
    const proof = proofFromWire(parse(text))
    if (!proof) throw new UsageError(`${file} holds no proof of a row.`)
    const { dataset, key, apply, fields, row, journal } = proof
    sayForeign(`row         ${dataset} ${key}, apply ${String(apply)}`)
    if (row)
      for (const [place, { name }] of fields.entries()) sayForeign(`            ${name} = ${row.values[place] ?? '–'}`)
    else sayForeign('            without its values: whoever asked may not read all of them')
    if (!areFieldsRecorded(proof))
      sayForeign('            the journal does not say what these fields are called: it was recorded before it did')
    sayForeign(
      `recorded    ${journal.entry.at.toISOString()} by ${journal.entry.actor.unitName}, entry ${String(journal.proof.index)}`,
    )
    const reached = provenCheckpoint(journal.entry, journal.proof)
    if (reached) {
      sayForeign(`checkpoint  of ${reached.origin}, ${String(reached.size)} entries`)
      sayForeign(`root        ${reached.root.toString('hex')}`)
    }
    const policy = policyOption(input)
    const { note, faults: unsigned } = openNote(journal.proof.checkpoint, signerOption(input, policy))
    const { line, isWitnessed } = witnessingOf(note, policy)
    sayForeign(`witnesses   ${line}`)
    const unwitnessed = policy && !isWitnessed ? ['the quorum of the policy did not cosign the checkpoint'] : []
    const faults = [...rowProofFaults(proof), ...unsigned, ...unwitnessed]
    for (const fault of faults) sayForeign(`FAULT       ${fault}`)
    sayForeign(
      faults.length === 0 ? 'the proof holds: compare the root with a checkpoint you trust' : 'the proof does not hold',
    )
    return faults.length === 0 ? 0 : 1
  },
}

/** Without a key nothing is asked of the signature; with one, the checkpoint must be signed by it. */
function openNote(
  text: string,
  key: NoteVerifier | undefined,
): { readonly note: SignedNote | undefined; readonly faults: readonly string[] } {
  if (key === undefined) return { note: undefined, faults: [] }
  try {
    return { note: openCheckpoint(text, key).note, faults: [] }
  } catch (error) {
    return { note: undefined, faults: [malformedReason(error)] }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
