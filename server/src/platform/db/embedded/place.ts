import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  symlinkSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'
import { EmbeddedDatabaseError } from './error.ts'
import { serverUser, userCan, type OsUser } from './os-user.ts'

/** Where one embedded server lives. */
export interface Place {
  /** Real path of the folder that holds everything below. */
  readonly home: string
  readonly data: string
  readonly socketFolder: string
  readonly logFile: string
  readonly lockFile: string
  readonly user: OsUser | undefined
}

const systemFolder = '/var/lib/khochung'

/**
 * Chooses and prepares the folder. As root the server runs as another user; when that user cannot reach the wanted
 * folder (a project under /root, say), the cluster lives in a system folder and the wanted one becomes a link to it.
 */
export function preparePlace(wanted: string): Place {
  const absolute = path.resolve(wanted)
  try {
    mkdirSync(path.dirname(absolute), { recursive: true })
    const user = serverUser(path.join(absolute, 'data'))
    const home = user ? reachableHome(absolute, user) : absolute
    mkdirSync(home, { recursive: true, mode: 0o700 })
    if (user) giveTo(user, home)
    const place = layout(realpathSync(home), user)
    mkdirSync(place.socketFolder, { recursive: true, mode: 0o700 })
    if (user) giveTo(user, place.socketFolder)
    return place
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM')) {
      throw new EmbeddedDatabaseError(
        `The database folder ${absolute} belongs to another user (${error.message}). Start as that user, or choose another folder with KHO_STATE_DIRECTORY.`,
        { cause: error },
      )
    }
    throw error
  }
}

function layout(home: string, user: OsUser | undefined): Place {
  return {
    home,
    data: path.join(home, 'data'),
    socketFolder: path.join(home, 'socket'),
    logFile: path.join(home, 'server.log'),
    lockFile: path.join(home, 'lock'),
    user,
  }
}

function reachableHome(wanted: string, user: OsUser): string {
  const current = existsSync(wanted) ? realpathSync(wanted) : wanted
  if (userCan(user, '-x', path.dirname(current))) return current
  if (existsSync(path.join(current, 'data'))) {
    throw new EmbeddedDatabaseError(
      `The database in ${current} cannot be reached by the account it runs under: a parent folder is closed to others. Open it (chmod o+x on each parent folder), or start as the user who owns the data.`,
    )
  }
  const elsewhere = path.join(systemFolder, createHash('sha256').update(wanted).digest('hex').slice(0, 16))
  mkdirSync(systemFolder, { recursive: true, mode: 0o755 })
  if (existsSync(wanted)) rmdirSync(wanted)
  symlinkSync(elsewhere, wanted)
  return elsewhere
}

/** The superuser's password: made once, readable by its owner only. */
export function readSecret({ home, user, data }: Place): string {
  const file = path.join(home, 'secret')
  if (existsSync(file)) return readFileSync(file, 'utf8').trim()
  if (existsSync(data)) {
    throw new EmbeddedDatabaseError(
      `${file} is missing, so the database in ${data} cannot be opened. Restore that file.`,
    )
  }
  const secret = randomBytes(24).toString('base64url')
  writePrivate(`${file}.new`, `${secret}\n`, user)
  renameSync(`${file}.new`, file)
  return secret
}

/** Writes a file that only its owner can read, on disk before this returns. */
export function writePrivate(file: string, text: string, user: OsUser | undefined): void {
  const descriptor = openSync(file, 'w', 0o600)
  try {
    writeSync(descriptor, text)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
  if (user) chownSync(file, user.uid, user.gid)
}

export function giveTo(user: OsUser, folder: string): void {
  chownSync(folder, user.uid, user.gid)
  chmodSync(folder, 0o700)
}
