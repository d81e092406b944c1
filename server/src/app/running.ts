import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { processIdentity } from '../platform/index.ts'
import type { Config } from '../platform/index.ts'

/** The project's folder: `var/` and the built portal lie in it. */
export const projectFolder = path.resolve(import.meta.dirname, '../../..')

/** What a running server leaves for the commands beside it: where it listens and where its database is. */
export interface Running {
  readonly pid: number
  /** Tells the process from a later one with the same number. */
  readonly identity: string
  readonly url: string
  readonly databaseUrl: string
}

/** The server that runs on this installation now; undefined when there is none. */
export function findRunning(config: Config): Running | undefined {
  const file = runningFile(stateFolder(config))
  if (!existsSync(file)) return undefined
  const running = JSON.parse(readFileSync(file, 'utf8')) as Running
  // A process of another time may have the same number.
  return processIdentity(running.pid) === running.identity ? running : undefined
}

export function stateFolder(config: Config): string {
  return path.resolve(projectFolder, config.stateDirectory)
}

/** Of several servers on one installation the first is the one that commands find: its database is the others', too. */
export function announceRunning(config: Config, { url, databaseUrl }: Pick<Running, 'url' | 'databaseUrl'>): void {
  if (findRunning(config)) return
  const { pid } = process
  const running: Running = { pid, identity: processIdentity(pid) ?? '', url, databaseUrl }
  const file = runningFile(stateFolder(config))
  // Holds the database's address with its password, so only the owner may read it; appears whole or not at all.
  const aside = `${file}.${String(pid)}`
  writeFileSync(aside, JSON.stringify(running), { mode: 0o600 })
  renameSync(aside, file)
}

export function withdrawRunning(config: Config): void {
  if (findRunning(config)?.pid === process.pid) rmSync(runningFile(stateFolder(config)), { force: true })
}

function runningFile(state: string): string {
  return path.join(state, 'running.json')
}
