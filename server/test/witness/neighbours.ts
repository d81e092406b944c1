import { createServer } from 'node:http'
import type { RequestListener, Server } from 'node:http'
import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll } from 'vitest'
import { createWitnessServer } from '../../src/app/index.ts'
import { createWitness, openWitnessState, parsePolicy } from '../../src/journal/index.ts'
import type { NoteVerifier, Successors } from '../../src/journal/index.ts'
import { aLog, formatVerifier, makeSigner } from '../../src/journal/testing.ts'
import { createLog, fixedClock } from '../../src/platform/index.ts'

/** Witnesses around the log of a test, by real HTTP. */

export const clock = fixedClock('2026-03-02T03:04:05.678Z')
export const log = createLog('silent')

export const signerOf = (name: string) => makeSigner(`${name}.example.vn`, 'cosignature', Buffer.alloc(32, name))

export interface Neighbour {
  readonly name: string
  readonly url: string
  close(): Promise<unknown>
}

interface Served {
  readonly port?: number
  readonly logs?: readonly NoteVerifier[]
  readonly successors?: Successors
}

/** Call it at the top of a test file: the witnesses it makes end with the file. */
export function useNeighbours() {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'kho-witnesses-'))
  const closing: (() => Promise<unknown>)[] = []
  afterAll(async () => {
    await Promise.all(closing.map((close) => close()))
    rmSync(scratch, { recursive: true })
  })
  return { scratch, honest, other }

  /** A witness as we ship it; the same name finds what it has seen before. */
  async function honest(
    name: string,
    { port = 0, logs = [aLog.signer], successors = new Map() }: Served = {},
  ): Promise<Neighbour> {
    const signer = signerOf(name)
    const state = openWitnessState(path.join(scratch, name), signer)
    const app = createWitnessServer(createWitness({ signer, logs, successors, state, clock, log }), log)
    const url = await app.listen({ host: '127.0.0.1', port })
    // What is kept open or asked just now is cut, as where a machine is switched off.
    const close = () => {
      const closed = app.close()
      app.server.closeAllConnections()
      return closed
    }
    closing.push(close)
    return { name, url, close }
  }

  /** Anything else that listens. */
  async function other(name: string, answer: RequestListener): Promise<Neighbour> {
    const server: Server = createServer(answer)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const close = () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    }
    closing.push(close)
    return { name, url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, close }
  }
}

export const dead = (name: string): Neighbour => ({ name, url: 'http://127.0.0.1:9', close: () => Promise.resolve() })

/** @param logs whose checkpoints count: the trial's own unless told otherwise */
export function policyOf(
  neighbours: readonly Neighbour[],
  needed: string,
  logs: readonly NoteVerifier[] = [aLog.signer],
) {
  const lines = neighbours.map(({ name, url }) => `witness ${name} ${formatVerifier(signerOf(name))} ${url}\n`)
  const names = neighbours.map(({ name }) => name).join(' ')
  const named = logs.map((each) => `log ${formatVerifier(each)}\n`)
  return parsePolicy(`${named.join('')}${lines.join('')}group ca ${needed} ${names}\nquorum ca\n`)
}
