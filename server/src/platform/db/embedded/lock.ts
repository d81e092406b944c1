import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { processIdentity } from './processes.ts'

export interface Lock {
  release(): void
}

/**
 * Takes the lock on a folder: a file that names the process holding it. The file appears complete or not at all
 * (written aside, then linked), and one left by a process that was killed is taken over. A holder that is just
 * stopping is given `patience` milliseconds.
 * @throws what `inUse` makes of the holder's process id
 */
export async function acquireLock(
  file: string,
  { patience, inUse }: { readonly patience: number; readonly inUse: (pid: string) => Error },
): Promise<Lock> {
  const mine = `${String(process.pid)}\n${processIdentity(process.pid) ?? ''}\n`
  const aside = `${file}.${String(process.pid)}`
  const end = performance.now() + patience
  writeFileSync(aside, mine)
  try {
    while (!linked(aside, file)) {
      const holder = liveHolder(file, `${aside}.stale`)
      if (holder === undefined) continue
      if (performance.now() > end) throw inUse(holder)
      await sleep(100)
    }
  } finally {
    rmSync(aside, { force: true })
  }
  return {
    release: () => {
      if (read(file) === mine) rmSync(file, { force: true })
    },
  }
}

function linked(aside: string, file: string): boolean {
  try {
    linkSync(aside, file)
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  }
}

/** The process that holds the lock; when there is none any more its file is removed. */
function liveHolder(file: string, stale: string): string | undefined {
  const seen = read(file)
  if (seen === undefined) return undefined
  const [pid = '', identity = ''] = seen.split('\n')
  if (identity !== '' && processIdentity(Number(pid)) === identity) return pid
  // Renaming decides between two processes that both found it stale: only one of them moves the file both have read.
  try {
    renameSync(file, stale)
    if (read(stale) !== seen) linkSync(stale, file)
  } catch (error) {
    if (!hasCode(error, 'ENOENT') && !hasCode(error, 'EEXIST')) throw error
  } finally {
    rmSync(stale, { force: true })
  }
  return undefined
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
