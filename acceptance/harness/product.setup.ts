import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { TestProject } from 'vitest/node'
import { openOutsideProvider } from './outside-provider.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the running product, without a slash at the end. */
    readonly productUrl: string
    /** Its state folder, for commands on the same machine; empty when it was running already. */
    readonly productState: string
  }
}

const kho = path.resolve(import.meta.dirname, '../../server/bin/kho.mjs')
const startLimit = 5 * 60_000

/**
 * Starts the product as a person would, with its demo city and a provider outside that may sign people in, in a folder of
 * its own; or, with `KHO_TEST_URL`, tests one
 * that is running already.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const running = process.env['KHO_TEST_URL']
  if (running !== undefined) {
    project.provide('productUrl', running.replace(/\/$/, ''))
    project.provide('productState', '')
    return () => Promise.resolve()
  }
  const state = mkdtempSync(path.join(os.tmpdir(), 'kho-acceptance-'))
  // Started by root, the database runs as another user; where that one cannot reach, it would be put elsewhere and stay.
  chmodSync(state, 0o755)
  const outside = await openOutsideProvider()
  const product = startProduct(state, outside.settings)
  const stop = async () => {
    await stopProduct(product)
    outside.close()
    rmSync(state, { recursive: true, force: true })
  }
  try {
    const address = await addressOf(product)
    outside.serve([address, address.replace('127.0.0.1', 'localhost')])
    project.provide('productUrl', address)
    project.provide('productState', state)
    return stop
  } catch (error) {
    await stop()
    throw error
  }
}

function startProduct(state: string, settings: Readonly<Record<string, string>>): ChildProcess {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('KHO_')))
  return spawn(process.execPath, [kho, 'start'], {
    env: { ...env, ...settings, KHO_STATE_DIRECTORY: state, KHO_PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/** The product prints where it listens once it serves. */
async function addressOf(product: ChildProcess): Promise<string> {
  const lines: string[] = []
  const read = async (stream: NodeJS.ReadableStream | null): Promise<string | undefined> => {
    if (stream === null) return undefined
    for await (const line of createInterface(stream)) {
      lines.push(line)
      const address = /https?:\/\/(localhost|127\.0\.0\.1):\d+/.exec(line)?.[0]
      if (address !== undefined && (await answers(address))) {
        stream.resume()
        return address
      }
    }
    return undefined
  }
  product.stderr?.on('data', (chunk: Buffer) => lines.push(chunk.toString()))
  const limit = setTimeout(() => product.kill('SIGTERM'), startLimit)
  const address = await read(product.stdout)
  clearTimeout(limit)
  if (address !== undefined) return address
  throw new Error(`the product did not start:\n${lines.slice(-30).join('\n')}`)
}

async function answers(address: string): Promise<boolean> {
  const response = await fetch(`${address}/health/ready`).catch(() => undefined)
  return response?.ok === true
}

async function stopProduct(product: ChildProcess): Promise<void> {
  if (product.exitCode !== null || product.signalCode !== null) return
  product.kill('SIGTERM')
  await once(product, 'exit')
}
