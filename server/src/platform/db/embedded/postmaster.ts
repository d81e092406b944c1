import { spawn } from 'node:child_process'
import { chownSync, closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Binaries } from './binaries.ts'
import { serverEnvironment } from './cluster.ts'
import { EmbeddedDatabaseError } from './error.ts'
import type { Place } from './place.ts'
import { processesServing, servesDataFolder, signal, waitUntilGone } from './processes.ts'

const megabyte = 1_048_576
const startLimit = 10 * 60_000

export interface Postmaster {
  readonly pid: number
  /** Resolves when the process has ended, with what is known of why. */
  readonly ended: Promise<string>
}

interface PidFile {
  readonly text: string
  readonly pid: number
  readonly ready: boolean
}

function readPidFile(data: string): PidFile | undefined {
  try {
    const text = readFileSync(path.join(data, 'postmaster.pid'), 'utf8')
    const lines = text.split('\n')
    return { text, pid: Number(lines[0]), ready: lines[7]?.trim() === 'ready' }
  } catch {
    return undefined
  }
}

/** Ends a server that outlived the process which started it (kill -9), and what its backends may still be doing. */
export async function stopOrphan({ data }: Place, onFound: () => void): Promise<void> {
  const pid = readPidFile(data)?.pid
  if (pid !== undefined && servesDataFolder(pid, data)) {
    onFound()
    await stopPostmaster(pid)
  }
  // Backends of a postmaster that was itself killed go by themselves, unless one is deep in a long sort.
  for (const backend of processesServing(data)) {
    if (await waitUntilGone(backend, 1_000)) continue
    signal(backend, 'SIGQUIT')
    if (!(await waitUntilGone(backend, 2_000))) signal(backend, 'SIGKILL')
  }
}

/** Fast shutdown: sessions are cut, everything committed is on disk. Harder only when that does not end. */
export async function stopPostmaster(pid: number): Promise<void> {
  signal(pid, 'SIGINT')
  if (await waitUntilGone(pid, 60_000)) return
  signal(pid, 'SIGQUIT')
  if (await waitUntilGone(pid, 10_000)) return
  signal(pid, 'SIGKILL')
  await waitUntilGone(pid, 5_000)
}

/**
 * Starts the server in a session of its own, so that Ctrl-C in the terminal reaches only us, and waits until it takes
 * connections. Recovery after a crash may take a while: `onRecovering` is called once when it does.
 */
export async function startPostmaster(
  place: Place,
  binaries: Binaries,
  settings: Readonly<Record<string, string>>,
  onRecovering: () => void,
): Promise<Postmaster> {
  const before = readPidFile(place.data)?.text
  const logStart = prepareLog(place)
  const server = launch(place, binaries, settings)
  let ended: string | undefined
  void server.ended.then((reason) => (ended = reason))
  const begin = performance.now()
  let told = false
  for (;;) {
    const file = readPidFile(place.data)
    if (file?.pid === server.pid && file.ready && file.text !== before) return server
    if (ended !== undefined) throw new StartFailure(ended, readLog(place, logStart))
    const waited = performance.now() - begin
    if (waited > startLimit) break
    if (waited > 1_000 && !told && readLog(place, logStart).includes('recovery in progress')) {
      told = true
      onRecovering()
    }
    await sleep(5)
  }
  await stopPostmaster(server.pid)
  throw new StartFailure('not ready after 10 minutes', readLog(place, logStart))
}

/** The server ended while starting; its last log lines tell why. */
export class StartFailure extends EmbeddedDatabaseError {
  /** Whether the cause passes by itself: old processes still leaving, or a port taken by another program. */
  readonly passing: boolean

  constructor(reason: string, log: string) {
    super(`The embedded PostgreSQL did not start (${reason}):\n${log}`)
    this.passing = /shared memory block|lock file "postmaster\.pid" already exists|could not (bind|create any)/.test(
      log,
    )
  }
}

function launch(place: Place, binaries: Binaries, settings: Readonly<Record<string, string>>): Postmaster {
  const output = openSync(place.logFile, 'a')
  try {
    const child = spawn(
      binaries.postgres,
      ['-D', place.data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
      { ...place.user, cwd: place.home, env: serverEnvironment, detached: true, stdio: ['ignore', output, output] },
    )
    const ended = new Promise<string>((resolve) => {
      child.on('error', (error) => {
        resolve(error.message)
      })
      child.on('exit', (code, signalName) => {
        resolve(signalName === null ? `exit code ${String(code)}` : `ended by ${signalName}`)
      })
    })
    child.unref()
    return { pid: child.pid ?? 0, ended }
  } finally {
    closeSync(output)
  }
}

/** Keeps one old log file; gives the length of the current one. */
function prepareLog({ logFile, user }: Place): number {
  if (existsSync(logFile) && statSync(logFile).size > 10 * megabyte) renameSync(logFile, `${logFile}.1`)
  closeSync(openSync(logFile, 'a', 0o600))
  if (user) chownSync(logFile, user.uid, user.gid)
  return statSync(logFile).size
}

function readLog({ logFile }: Place, from: number): string {
  return readFileSync(logFile).subarray(from).toString().trim().split('\n').slice(-20).join('\n')
}
