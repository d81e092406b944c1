import { execFile, execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'

const modules = '/usr/share/gocode/src/golang.org/x/mod/sumdb'
const source = path.join(import.meta.dirname, 'logcheck.go')

/** What is missing for the verifier that nobody here wrote, and how to get it; undefined when it is there. */
export function missingForLogcheck(): string | undefined {
  if (existsSync('/usr/bin/go') && existsSync(modules)) return undefined
  return 'Go and its packages for logs are missing: sudo apt-get install golang-go golang-golang-x-mod-dev'
}

export interface Verdict {
  readonly isGood: boolean
  /** `OK` and a number, or `REFUSED` and why. */
  readonly said: string
}

/** Builds the checker into a folder; gives what runs it. */
export function buildLogcheck(folder: string): (args: readonly string[], token?: string) => Promise<Verdict> {
  const program = path.join(folder, 'logcheck')
  const env = { ...process.env, GOPATH: '/usr/share/gocode', GO111MODULE: 'off', GOCACHE: path.join(folder, 'cache') }
  execFileSync('/usr/bin/go', ['build', '-o', program, source], { env })
  return async (args, token = '') => {
    try {
      const { stdout } = await promisify(execFile)(program, [...args], { env: { ...process.env, KHO_TOKEN: token } })
      return { isGood: true, said: stdout.trim() }
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 1 && 'stdout' in error)) throw error
      return { isGood: false, said: String(error.stdout).trim() }
    }
  }
}
