import { readFile } from 'node:fs/promises'
import type { X509Certificate } from 'node:crypto'
import { anchorsOf, MalformedError, parsePem, verifyEvidence, verifyReceipt } from '../../journal/index.ts'
import type { NoteVerifier, Receipt, ReceiptVerification, WitnessPolicy } from '../../journal/index.ts'
import { sha256 } from '../../platform/index.ts'
import { sayForeign, textOption, UsageError } from './command.ts'
import type { Command, CommandInput } from './command.ts'
import { policyOption, signerOption } from './witnessing.ts'

/** Needs neither server nor database: whoever was given a receipt can check it anywhere. */
export const verifyCommand: Command = {
  name: 'verify',
  summary: 'Check a receipt or an archive of evidence without any server',
  usage:
    '<file> [--key <key of the log>] [--policy <file>] [--certificate <roots.pem>] [--subject <name>] [--against <bytes>]',
  options: {
    ...{ key: { type: 'string' as const }, policy: { type: 'string' as const } },
    ...{ certificate: { type: 'string' as const }, subject: { type: 'string' as const } },
    against: { type: 'string' as const },
  },
  help: [
    '--key: the public key of the log, as `kho log key` prints it. --certificate: the root certificates to trust, PEM.',
    '--policy: who must have cosigned the checkpoint (C2SP tlog-policy); when they did not, the evidence does not hold. Its `log` line gives the key too.',
    '--subject: whose certificate signs for the warehouse, in full as `signer` shows it; under a root of an authority anybody may have one.',
    '--against: the file that was handed over. Exit 0: nothing speaks against it; 1: something does not hold; 2: it cannot be read.',
  ],
  run: async (input) => {
    const [name] = input.args
    if (name === undefined) throw new UsageError('Name the file that holds the receipt or the evidence.')
    try {
      const given = await givenBy(input)
      const file = await readGiven(name)
      const verification = await verify(file, given)
      const status = tell(verification)
      if (verification.receipt && !isArchive(file)) tellArchive(verification.receipt)
      return status
    } catch (error) {
      // What is given with it and cannot be read decides nothing either: 1 would say that the evidence does not hold.
      if (!(error instanceof MalformedError || error instanceof UsageError)) throw error
      process.stderr.write(`kho verify: ${error.message}\n`)
      return 2
    }
  },
}

interface Given {
  readonly trusted: readonly X509Certificate[]
  readonly log: NoteVerifier | undefined
  readonly policy: WitnessPolicy | undefined
  readonly subject: string | undefined
  readonly digest: string | undefined
}

async function verify(file: Buffer, given: Given): Promise<ReceiptVerification> {
  if (isArchive(file)) return verifyEvidence(file, given)
  const text = file.toString('latin1').trim()
  if (!/^[\w-]+\.[\w-]+\.[\w-]+(?:~[\w-]+~)?$/.test(text))
    throw new MalformedError('The file is neither a receipt (JWS) nor an archive of evidence (zip)')
  return verifyReceipt(text, given)
}

const isArchive = (file: Buffer) => file.subarray(0, 2).toString('latin1') === 'PK'

async function givenBy(input: CommandInput): Promise<Given> {
  const [roots, bytes] = ['certificate', 'against'].map((name) => textOption(input, name))
  const policy = policyOption(input)
  return {
    ...{ policy, log: signerOption(input, policy), subject: textOption(input, 'subject') },
    trusted: roots === undefined ? [] : anchorsOf(parsePem((await readGiven(roots)).toString())),
    digest: bytes === undefined ? undefined : sha256(await readGiven(bytes)).toString('hex'),
  }
}

async function readGiven(file: string): Promise<Buffer> {
  return readFile(file).catch(() => {
    throw new MalformedError(`${file} cannot be read. Check its name`)
  })
}

const words = { holds: 'ok', fault: 'FAULT', open: 'open' } as const

function tell({ receipt, checks }: ReceiptVerification): number {
  if (receipt) tellReceipt(receipt)
  for (const { name, state, note } of checks) sayForeign(`${words[state].padEnd(6)} ${name.padEnd(12)} ${note}`)
  const faults = checks.filter(({ state }) => state === 'fault').length
  const undecided = checks.filter(({ state }) => state === 'open').length
  if (faults > 0) sayForeign(`it does not hold: ${String(faults)} faults`)
  else sayForeign(undecided === 0 ? 'it holds' : `nothing speaks against it; ${String(undecided)} checks are open`)
  return faults > 0 ? 1 : 0
}

const archives = { read: '/api/v1/journal/reads', submission: '/api/v1/warehouse/submissions' } as const

/** Where what the receipt cannot show is to be had. */
function tellArchive({ kind, id }: Receipt): void {
  sayForeign(
    `evidence     GET ${archives[kind]}/${id}/evidence gives the archive, with the checkpoint and its witnesses;`,
  )
  sayForeign('             in the portal: “Gói bằng chứng”. Check it with kho verify as well')
}

function tellReceipt({ kind, id, at, sender, receiver, dataset, structure, apply, purpose }: Receipt): void {
  const party = (each: Receipt['sender']) =>
    'warehouse' in each ? `the warehouse ${each.warehouse}` : `${each.unitName}, account ${each.account}`
  sayForeign(`${kind.padEnd(12)} ${id}, ${at}`)
  sayForeign(`from         ${party(sender)}`)
  sayForeign(`to           ${party(receiver)}`)
  sayForeign(`dataset      ${dataset}, structure ${String(structure ?? '–')}, apply ${String(apply ?? '–')}`)
  if (purpose !== null) sayForeign(`purpose      ${purpose}`)
}
