import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { formatVerifier, parseVerifier } from '../../src/journal/index.ts'
import type { NoteVerifier } from '../../src/journal/index.ts'

const kho = path.resolve(import.meta.dirname, '../../bin/kho.mjs')

/** `kho witness` as a process of its own. */
export interface WitnessProcess {
  readonly url: string
  readonly key: NoteVerifier
  readonly vkey: string
  /** Ends it with no chance to put anything in order. */
  kill(): Promise<void>
  stop(): Promise<void>
}

/** @throws Error with what the process said when it ends instead of serving */
export async function startWitness(
  stateFolder: string,
  logs: readonly NoteVerifier[],
  { name, port = 0, key, successors = [] }: { name?: string; port?: number; key?: string; successors?: string[] } = {},
): Promise<WitnessProcess> {
  const args = [
    ...logs.flatMap((log) => ['--log', formatVerifier(log)]),
    ...successors.flatMap((pair) => ['--successor', pair]),
    ...(name === undefined ? [] : ['--name', name]),
    ...['--port', String(port)],
  ]
  const settings = { KHO_STATE_DIRECTORY: stateFolder, ...(key === undefined ? {} : { KHO_WITNESS_KEY: key }) }
  const child = spawn(process.execPath, [kho, 'witness', ...args], {
    env: { PATH: process.env['PATH'], ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = once(child, 'exit')
  let said = ''
  child.stderr.on('data', (text: Buffer) => (said += text.toString()))
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    await ended
  }
  let vkey = ''
  for await (const line of createInterface(child.stdout)) {
    vkey = /^key +(\S+)$/.exec(line)?.[1] ?? vkey
    const url = /^address +(\S+)$/.exec(line)?.[1]
    if (url === undefined) continue
    child.stdout.resume()
    return { url, vkey, key: parseVerifier(vkey), kill: () => end('SIGKILL'), stop: () => end('SIGTERM') }
  }
  await ended
  throw new Error(said)
}
