import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'

export const kho = path.resolve(import.meta.dirname, '../../bin/kho.mjs')
const password = 'kho-demo-2026'

/** The product as a process of its own. */
export interface Product {
  readonly url: string
  /** Memory of the serving process as the system counts it, in megabytes: now and at its highest. */
  memory(): { readonly now: number; readonly highest: number }
  signIn(login: string): Promise<Call>
  stop(): Promise<void>
  /** Ends the process with SIGKILL, and nothing but it. */
  kill(): Promise<void>
}

export type Call = (method: string, path: string, body?: unknown, type?: string) => Promise<CallAnswer>

export interface CallAnswer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

/** @param isDemo with its demo city, unless told otherwise */
export async function startProduct(stateFolder: string, { isDemo = true, logLevel = 'info' } = {}): Promise<Product> {
  // Started by root, the database runs as another user; where that one cannot reach, it would be put elsewhere and stay.
  chmodSync(stateFolder, 0o755)
  const env = {
    ...process.env,
    KHO_STATE_DIRECTORY: stateFolder,
    ...{ KHO_PORT: '0', KHO_LOG_LEVEL: logLevel },
    KHO_SUBMISSION_MAX_BYTES: String(2 ** 33),
  }
  const child = spawn(process.execPath, [kho, 'start', ...(isDemo ? [] : ['--no-demo'])], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await addressOf(child)
  return {
    url,
    memory: () => memoryOf(child.pid ?? 0),
    signIn: (login) => signIn(url, login),
    stop: () => end(child, 'SIGTERM'),
    kill: () => end(child, 'SIGKILL'),
  }
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  child.kill(signal)
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}

async function addressOf(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('no output to read')
  for await (const line of createInterface(child.stdout)) {
    const url = /https?:\/\/(?:localhost|127\.0\.0\.1):\d+/.exec(line)?.[0]
    if (url !== undefined && (await fetch(`${url}/health/ready`)).ok) {
      child.stdout.resume()
      return url
    }
  }
  throw new Error('the product ended before it served')
}

function memoryOf(pid: number): { now: number; highest: number } {
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8')
  const megabytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1] ?? 0) / 1024
  return { now: megabytes('VmRSS'), highest: megabytes('VmHWM') }
}

async function signIn(url: string, login: string): Promise<Call> {
  const session = await fetch(`${url}/api/v1/identity/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  })
  const { csrfToken } = (await session.json()) as { csrfToken: string }
  const cookie = session.headers.getSetCookie().map((each) => each.split(';')[0])
  const headers = { cookie: cookie.join('; '), 'x-csrf-token': csrfToken }
  return async (method, path, body, type = 'application/json') => {
    const isText = typeof body === 'string' || body instanceof ReadableStream
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: body === undefined ? headers : { ...headers, 'content-type': type },
      ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body), duplex: 'half' }),
    })
    const text = await answer.text()
    return { status: answer.status, body: (text === '' ? {} : JSON.parse(text)) as CallAnswer['body'] }
  }
}
