import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { JsonWebKey } from 'node:crypto'
import { acquireLock } from '../../platform/index.ts'
import { UsageError } from './command.ts'

/** What `kho login` keeps of a sign-in at one server. */
export interface SignIn {
  readonly login: string
  readonly accessToken: string
  readonly refreshToken: string
  /** When the access token ends, in milliseconds. */
  readonly expiresAt: number
  /** The private key that the tokens are bound to. */
  readonly key: JsonWebKey
}

type SignIns = Readonly<Record<string, SignIn>>

export async function findSignIn(file: string, url: string): Promise<SignIn | undefined> {
  return (await read(file))[url]
}

/** Changes what is kept of one server; nobody else changes the file meanwhile, and only its owner may read it. */
export async function changeSignIn(
  file: string,
  url: string,
  change: (before: SignIn | undefined) => Promise<SignIn | undefined>,
): Promise<SignIn | undefined> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  const inUse = (pid: string) => new UsageError(`Another kho (process ${pid}) is signing in; try again.`)
  const lock = await acquireLock(`${file}.lock`, { patience: 15_000, inUse })
  try {
    const { [url]: before, ...others } = await read(file)
    const after = await change(before)
    await write(file, after ? { ...others, [url]: after } : others)
    return after
  } finally {
    lock.release()
  }
}

async function read(file: string): Promise<SignIns> {
  const text = await readFile(file, 'utf8').catch(() => '{}')
  try {
    return JSON.parse(text) as SignIns
  } catch {
    throw new UsageError(`${file} is damaged. Remove it and sign in with "kho login".`)
  }
}

async function write(file: string, signIns: SignIns): Promise<void> {
  if (Object.keys(signIns).length === 0) return rm(file, { force: true })
  const aside = `${file}.${String(process.pid)}`
  await writeFile(aside, JSON.stringify(signIns, null, 2), { mode: 0o600 })
  await chmod(aside, 0o600)
  await rename(aside, file)
}
