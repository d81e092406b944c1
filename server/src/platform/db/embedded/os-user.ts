import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { EmbeddedDatabaseError } from './error.ts'

/** The account PostgreSQL runs under when we are root, which it refuses; absent when we are an ordinary user. */
export interface OsUser {
  readonly uid: number
  readonly gid: number
}

const ownUserName = 'khochung'

/** Whoever owns the data already; else Debian's `postgres`; else an account of our own, made now. */
export function serverUser(dataFolder: string): OsUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  const owner = statSync(dataFolder, { throwIfNoEntry: false })
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  return lookUp('postgres') ?? lookUp(ownUserName) ?? createUser()
}

/** Whether that user can do what `test` asks (`-x`, `-r`, …) with a path, by asking as that user. */
export function userCan(user: OsUser | undefined, test: '-x' | '-r', path: string): boolean {
  return spawnSync('/bin/sh', ['-c', `test ${test} "$1"`, 'sh', path], { ...user, cwd: '/' }).status === 0
}

function lookUp(name: string): OsUser | undefined {
  const ask = (option: string) => {
    const { status, stdout } = spawnSync('id', [option, name], { encoding: 'utf8' })
    return status === 0 ? Number(stdout) : undefined
  }
  const uid = ask('-u')
  const gid = ask('-g')
  return uid === undefined || gid === undefined ? undefined : { uid, gid }
}

function createUser(): OsUser {
  const made = spawnSync('useradd', ['--system', '--user-group', '--no-create-home', ownUserName], { encoding: 'utf8' })
  const user = lookUp(ownUserName)
  if (user) return user
  const reason = made.error?.message ?? made.stderr.trim()
  throw new EmbeddedDatabaseError(
    `PostgreSQL refuses to run as root, and the system account "${ownUserName}" could not be made (${reason}). Start as an ordinary user, or set KHO_DATABASE_URL to a PostgreSQL server.`,
  )
}
