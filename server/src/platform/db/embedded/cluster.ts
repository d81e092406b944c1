import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Binaries } from './binaries.ts'
import { EmbeddedDatabaseError } from './error.ts'
import { giveTo, writePrivate, type Place } from './place.ts'

export const superuser = 'khochung'

/** PostgreSQL gets no environment of ours: PGDATA, PGPORT, LANG… would change what it does. */
export const serverEnvironment = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }

const attemptPrefix = 'initdb-'

export function hasCluster({ data }: Place): boolean {
  return existsSync(path.join(data, 'PG_VERSION'))
}

/** PostgreSQL keeps its file format within a major version only. */
export function refuseOtherMajor({ data }: Place, binaries: Binaries): void {
  const found = readFileSync(path.join(data, 'PG_VERSION'), 'utf8').trim()
  const ours = String(Number.parseInt(binaries.version, 10))
  if (found === ours) return
  throw new EmbeddedDatabaseError(
    `${data} holds data of PostgreSQL ${found}, and the server here is PostgreSQL ${ours}. Dump it with a PostgreSQL ${found} server and load it into a new folder, or choose another folder with KHO_STATE_DIRECTORY.`,
  )
}

/** Makes the cluster aside and renames it into place, so a process killed half-way leaves no half cluster. */
export async function createCluster(place: Place, binaries: Binaries, secret: string, durable: boolean): Promise<void> {
  removeOldAttempts(place)
  const attempt = mkdtempSync(path.join(place.home, attemptPrefix))
  try {
    if (place.user) giveTo(place.user, attempt)
    const passwordFile = path.join(attempt, 'password')
    writePrivate(passwordFile, `${secret}\n`, place.user)
    const data = path.join(attempt, 'data')
    await run(binaries.initdb, place, [
      `--pgdata=${data}`,
      `--username=${superuser}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // The same on every system; Vietnamese order is asked for by name, `COLLATE "vi-x-icu"`.
      '--locale=C',
      // A page changed in the files, or by a failing disk, is refused when it is read.
      '--data-checksums',
      ...(durable ? [] : ['--no-sync']),
    ])
    renameSync(data, place.data)
  } finally {
    rmSync(attempt, { recursive: true, force: true })
  }
}

function removeOldAttempts({ home }: Place): void {
  for (const name of readdirSync(home).filter((entry) => entry.startsWith(attemptPrefix))) {
    rmSync(path.join(home, name), { recursive: true, force: true, maxRetries: 5 })
  }
}

async function run(program: string, place: Place, args: readonly string[]): Promise<void> {
  const child = spawn(program, args, {
    ...place.user,
    cwd: place.home,
    env: serverEnvironment,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let faults = ''
  child.stderr.on('data', (chunk: Buffer) => (faults += chunk.toString()))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  if (code !== 0) throw new EmbeddedDatabaseError(`The database could not be created: ${faults.trim()}`)
}
