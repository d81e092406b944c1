import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const linux = process.platform === 'linux'

/**
 * A text that tells the process of this pid from a later one with the same number; `undefined` when there is none.
 * A zombie counts as gone: it runs nothing and holds nothing.
 */
export function processIdentity(pid: number): string | undefined {
  return linux ? identityFromProc(pid) : identityFromPs(pid)
}

function identityFromProc(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
    // The name in parentheses may itself hold spaces and parentheses; the fixed fields follow the last one.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const [state = '', startTime = ''] = [fields[0], fields[19]]
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return state === 'Z' || state === 'X' ? undefined : `${boot} ${startTime}`
  } catch {
    return undefined
  }
}

function identityFromPs(pid: number): string | undefined {
  const text = ps(pid, 'stat=,lstart=')
  return text === '' || text.startsWith('Z') ? undefined : text.replace(/^\S+\s+/, '')
}

/** Whether this process is a PostgreSQL process at work in that data folder. */
export function servesDataFolder(pid: number, data: string): boolean {
  if (!linux) {
    const command = ps(pid, 'command=')
    return command.includes('postgres') && command.includes(data)
  }
  try {
    const proc = `/proc/${String(pid)}`
    return readFileSync(`${proc}/comm`, 'utf8').trim() === 'postgres' && readlinkSync(`${proc}/cwd`) === data
  } catch {
    return false
  }
}

/** Every PostgreSQL process at work in a data folder, as far as the system can tell. */
export function processesServing(data: string): number[] {
  if (!linux) return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => servesDataFolder(pid, data))
}

/** Waits until the process is gone; `false` when it is still there after so many milliseconds. */
export async function waitUntilGone(pid: number, milliseconds: number): Promise<boolean> {
  const identity = processIdentity(pid)
  const end = performance.now() + milliseconds
  while (identity !== undefined && processIdentity(pid) === identity) {
    if (performance.now() > end) return false
    await sleep(10)
  }
  return true
}

/** Sends a signal; a process that is gone already is no fault. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

function ps(pid: number, columns: string): string {
  try {
    return execFileSync('ps', ['-o', columns, '-p', String(pid)], { encoding: 'utf8', stdio: 'pipe' }).trim()
  } catch {
    return ''
  }
}
