import { useSyncExternalStore } from 'react'
import { defaultOptions, Upload, type DetailedError, type PreviousUpload } from 'tus-js-client'
import { requestHeaders } from '../../../api/client.ts'
import { ApiProblem, isProblem, unexplained, unreachable } from '../../../api/problem.ts'
import type { Problem } from '../../../api/types.ts'
import { rateOf, type BytesSeen } from './rate.ts'

/**
 * A file on its way to the server in pieces. It lives outside the page, so leaving the page does not stop it; what has
 * arrived stays there, so that a lost connection, a pause or a closed window costs nothing but the rest.
 */
export interface Transfer {
  dataset: string
  fileName: string
  bytes: number
  sent: number
  bytesPerSecond: number | null
  state: 'sending' | 'waiting' | 'paused' | 'arrived' | 'refused'
  /** The server's name for it, once it has one. */
  id: string | null
  problem: Problem | null
}

const endpoint = '/api/v1/warehouse/uploads'
const pieceSize = 16 * 1024 * 1024
const retryDelays = [0, 1000, 2000, 4000, 8000, 15_000, 30_000, 60_000, 60_000, 60_000]

let transfer: Transfer | null = null
let upload: Upload | null = null
let seen: BytesSeen[] = []
const listeners = new Set<() => void>()

function set(next: Transfer | null): void {
  transfer = next
  for (const listener of listeners) listener()
}

function patch(part: Partial<Transfer>): void {
  if (transfer !== null) set({ ...transfer, ...part })
}

export function useTransfer(): Transfer | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => transfer,
  )
}

/** Sends a file, going on where it stopped if a part of it is there already. */
export async function startTransfer(dataset: string, file: File): Promise<void> {
  seen = []
  set({
    ...{ dataset, fileName: file.name, bytes: file.size, sent: 0, bytesPerSecond: null },
    ...{ state: 'sending', id: null, problem: null },
  })
  const sending = newUpload(dataset, file)
  upload = sending
  const [before] = await sending.findPreviousUploads()
  if (upload !== sending) return
  if (before !== undefined) sending.resumeFromPreviousUpload(before)
  sending.start()
}

function newUpload(dataset: string, file: File): Upload {
  const sending = new Upload(file, {
    ...{ endpoint, chunkSize: pieceSize, retryDelays, removeFingerprintOnSuccess: true },
    metadata: { dataset, filename: file.name },
    fingerprint: () => Promise.resolve(['kho', dataset, file.name, file.size, file.lastModified].join(' ')),
    onBeforeRequest: (request) => {
      for (const [name, value] of Object.entries(requestHeaders('POST'))) request.setHeader(name, value)
    },
    onProgress: (sent) => {
      const at = performance.now()
      seen = [...seen, { at, sent }].filter((each) => at - each.at < 5000)
      patch({ sent, state: 'sending', bytesPerSecond: rateOf(seen) })
    },
    onShouldRetry: (error) => {
      const again = mayPass(error)
      if (again) patch({ state: 'waiting', bytesPerSecond: null })
      return again
    },
    onSuccess: () => {
      patch({ state: 'arrived', sent: file.size, id: idOf(sending) })
    },
    onError: (error) => {
      const { problem } = problemOf(error)
      patch({ state: problem.status === 0 ? 'paused' : 'refused', problem, bytesPerSecond: null })
    },
  })
  return sending
}

export function pauseTransfer(): void {
  void upload?.abort()
  patch({ state: 'paused', bytesPerSecond: null })
}

export function resumeTransfer(): void {
  seen = []
  patch({ state: 'sending', problem: null })
  upload?.start()
}

/** Gives the transfer up; what had arrived is removed there, too. */
export function cancelTransfer(): void {
  const given = upload
  forgetTransfer()
  given?.abort(true).catch(() => undefined)
}

/** It has arrived and its page has taken it over. */
export function forgetTransfer(): void {
  upload = null
  set(null)
}

/** A file of which only a part arrived before the window was closed. */
export interface Interrupted {
  fileName: string
  size: number
  key: string
}

export async function interruptedOf(dataset: string): Promise<Interrupted[]> {
  const all: PreviousUpload[] = await defaultOptions.urlStorage.findAllUploads()
  return all
    .filter((each) => each.metadata['dataset'] === dataset && each.urlStorageKey.includes('kho'))
    .map((each) => ({ fileName: each.metadata['filename'] ?? '', size: each.size ?? 0, key: each.urlStorageKey }))
}

export function forgetInterrupted(key: string): Promise<void> {
  return defaultOptions.urlStorage.removeUpload(key)
}

function idOf({ url }: Upload): string | null {
  return url?.split('/').at(-1) ?? null
}

function mayPass(error: DetailedError): boolean {
  const status = error.originalResponse?.getStatus() ?? 0
  return status === 0 || status === 409 || status === 423 || status === 429 || status >= 500
}

function problemOf(error: Error | DetailedError): ApiProblem {
  const response = 'originalResponse' in error ? error.originalResponse : null
  if (response === null) return unreachable()
  const body = parse(response.getBody())
  return isProblem(body) ? new ApiProblem(body) : unexplained(response.getStatus())
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

// A line that comes back is used at once, not only when the next try is due.
window.addEventListener('online', () => {
  if (transfer?.state === 'waiting' || (transfer?.state === 'paused' && transfer.problem !== null)) resumeTransfer()
})

/** Closing the window would break the sending off: the browser asks first. */
window.addEventListener('beforeunload', (event) => {
  if (transfer?.state === 'sending' || transfer?.state === 'waiting') event.preventDefault()
})
