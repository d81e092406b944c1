import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import {
  createWitness,
  formatVerifier,
  makeSigner,
  MalformedError,
  newSeed,
  openWitnessState,
  originHash,
  parseVerifier,
  WitnessStateError,
} from '../../journal/index.ts'
import type { NoteSigner, NoteVerifier, Successors } from '../../journal/index.ts'
import { acquireLock, createLog, sha256, systemClock } from '../../platform/index.ts'
import { stateFolder } from '../running.ts'
import { readPolicyFile } from '../log-policy.ts'
import { stopSignal } from '../shutdown.ts'
import { createWitnessServer } from '../witness-server.ts'
import { say, textOption, textOptions, UsageError } from './command.ts'
import type { Command, CommandInput } from './command.ts'

const defaultPort = 8687

/** Needs neither database nor installation: whoever runs it should be another body than the one that keeps the log. */
export const witnessCommand: Command = {
  name: 'witness',
  summary: 'Watch over the log of another body: cosign what only grew, refuse what was rewritten',
  usage: '--log <key of a log>… | --policy <file>  [--successor <closed log>=<log>]… [--name <name>] [--port <port>]',
  options: {
    log: { type: 'string', multiple: true },
    policy: { type: 'string' },
    successor: { type: 'string', multiple: true },
    name: { type: 'string' },
    port: { type: 'string' },
  },
  help: [
    '--log     the public key of a log to watch over, as `kho log key` prints it there; may be given several times',
    '--policy  a file whose `log` lines name them instead (C2SP tlog-policy)',
    '--successor  the names of a log that was closed and of the one that followed it: it must go on where the closed one was seen, and that one signs nothing more',
    '--name    how this witness is called in the world, like nhan-chung.example.vn; said at the first start, kept from then on',
    `--port    where it listens on KHO_HOST; ${String(defaultPort)} unless told`,
    'It keeps its key and what it has seen in the folder `witness` of KHO_STATE_DIRECTORY. Keep a copy of the key; never put back an older state.',
  ],
  run: async (input) => {
    const { config } = input
    const folder = path.join(stateFolder(config), 'witness')
    mkdirSync(folder, { recursive: true })
    const logs = logsOf(input)
    const successors = successorsOf(input, logs)
    const lockFile = path.join(folder, 'lock')
    const lock = await acquireLock(lockFile, { patience: 2_000, inUse: (pid) => inUse(pid, folder) })
    try {
      const signer = ownSigner(input, folder)
      await serve(input, { folder, logs, successors, signer })
    } finally {
      lock.release()
    }
    return 0
  },
}

interface Serving {
  readonly folder: string
  readonly logs: readonly NoteVerifier[]
  readonly successors: Successors
  readonly signer: NoteSigner
}

async function serve(input: CommandInput, { folder, logs, successors, signer }: Serving): Promise<void> {
  const { config } = input
  const stopped = stopSignal()
  const log = createLog(config.logLevel)
  const state = openWitnessState(folder, signer)
  const seen = await Promise.all(logs.map(({ name }) => state.read(originHash(name))))
  const app = createWitnessServer(createWitness({ signer, logs, successors, state, clock: systemClock, log }), log)
  const address = await app.listen({ host: config.host, port: portOf(input) })
  say(`witness    ${signer.name}`)
  say(`key        ${formatVerifier(signer)}`)
  for (const [place, { name }] of logs.entries())
    say(`log        ${name}, ${String(seen[place]?.size ?? 0)} entries seen`)
  for (const [closed, next] of successors) say(`closed     ${closed}, followed by ${next}`)
  say(`address    ${address}`)
  await stopped
  await app.close()
}

function logsOf(input: CommandInput): NoteVerifier[] {
  const file = textOption(input, 'policy')
  const logs = [...textOptions(input, 'log').map(logKey), ...(file === undefined ? [] : readPolicyFile(file).logs)]
  if (logs.length === 0)
    throw new UsageError(
      'Name the log to watch over: --log with the key that `kho log key` prints where the log is kept.',
    )
  return logs
}

function successorsOf(input: CommandInput, logs: readonly NoteVerifier[]): Successors {
  const successors = new Map<string, string>()
  for (const text of textOptions(input, 'successor')) {
    const [, closed = '', next = ''] = /^([^=\s]+)=([^=\s]+)$/.exec(text) ?? []
    if (!logs.some(({ name }) => name === next))
      throw new UsageError(
        `--successor ${text}: say the name of the closed log, =, and the name of a log that is watched over.`,
      )
    const isTaken = successors.has(closed) || [...successors.values()].includes(next)
    if (isTaken || leadsTo(successors, next, closed))
      throw new UsageError(`--successor ${text}: each log follows one other, and none follows itself.`)
    successors.set(closed, next)
  }
  return successors
}

function leadsTo(successors: Successors, from: string, to: string): boolean {
  const next = successors.get(from)
  return from === to || (next !== undefined && leadsTo(successors, next, to))
}

function logKey(text: string): NoteVerifier {
  try {
    const key = parseVerifier(text)
    if (key.kind !== 'ed25519') throw new MalformedError('it is the key of a witness')
    return key
  } catch (error) {
    if (error instanceof MalformedError) throw new UsageError(`--log is no key of a log: ${error.message}.`)
    throw error
  }
}

function portOf(input: CommandInput): number {
  const text = textOption(input, 'port') ?? String(defaultPort)
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new UsageError('--port must be a whole number up to 65535; 0 picks one.')
  return Number(text)
}

/** The key of KHO_WITNESS_KEY, or the one made at the first start; with it stays the name it was made under. */
function ownSigner(input: CommandInput, folder: string): NoteSigner {
  const name = textOption(input, 'name')
  const given = input.config.witnessKey?.reveal()
  if (given !== undefined) return signerOf(name, Buffer.from(given, 'base64'))
  const file = path.join(folder, 'key')
  const kept = readKept(file) ?? keep(file, signerLine(name, newSeed()))
  const [keptName = '', seed = ''] = kept.trim().split(' ')
  if (!/^[A-Za-z0-9+/]{43}=$/.test(seed))
    throw new WitnessStateError(`${file} does not hold a name and a key. Put the file back as it was.`)
  if (name !== undefined && name !== keptName)
    throw new UsageError(`This witness is called ${keptName} already, and logs know it by that name. Leave --name out.`)
  return signerOf(keptName, Buffer.from(seed, 'base64'))
}

/** Without a name of its own a witness is named after its key, as a log is. */
function signerOf(name: string | undefined, seed: Buffer): NoteSigner {
  try {
    return makeSigner(name ?? `witness.localhost/${sha256(seed).toString('hex').slice(0, 12)}`, 'cosignature', seed)
  } catch (error) {
    if (error instanceof MalformedError) throw new UsageError(`--name: ${error.message}.`)
    throw error
  }
}

function signerLine(name: string | undefined, seed: Buffer): string {
  return `${signerOf(name, seed).name} ${seed.toString('base64')}\n`
}

function readKept(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** Written aside, then linked: a start that breaks off leaves no half a key. */
function keep(file: string, line: string): string {
  const aside = `${file}.new`
  writeFileSync(aside, line, { mode: 0o600, flush: true })
  try {
    linkSync(aside, file)
  } finally {
    rmSync(aside, { force: true })
  }
  return line
}

function inUse(pid: string, folder: string): WitnessStateError {
  return new WitnessStateError(
    `The folder ${folder} is in use by the witness of process ${pid}. Two that share a memory could sign two histories: stop the other first, or choose another folder with KHO_STATE_DIRECTORY.`,
  )
}
