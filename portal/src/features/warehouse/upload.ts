import { useSyncExternalStore } from 'react'
import { requestHeaders } from '../../api/client.ts'
import { ApiProblem, isProblem, unexplained, unreachable } from '../../api/problem.ts'
import type { Problem, Submission } from '../../api/types.ts'

/** A file on its way to the server. It lives outside the page, so leaving the page does not stop it. */
export interface Upload {
  dataset: string
  fileName: string
  bytes: number
  sent: number
  state: 'sending' | 'received' | 'refused'
  submission: Submission | null
  problem: Problem | null
}

let upload: Upload | null = null
let request: XMLHttpRequest | null = null
const listeners = new Set<() => void>()

function set(next: Upload | null): void {
  upload = next
  for (const listener of listeners) listener()
}

function patch(part: Partial<Upload>): void {
  if (upload !== null) set({ ...upload, ...part })
}

export function useUpload(): Upload | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => upload,
  )
}

export function startUpload(dataset: string, file: File): void {
  set({ dataset, fileName: file.name, bytes: file.size, sent: 0, state: 'sending', submission: null, problem: null })
  const sending = new XMLHttpRequest()
  request = sending
  const query = new URLSearchParams({ load: 'full', channel: 'portal', fileName: file.name.slice(0, 200) })
  sending.open('POST', `/api/v1/warehouse/datasets/${encodeURIComponent(dataset)}/submissions?${query.toString()}`)
  const headers = { ...requestHeaders('POST'), 'Content-Type': 'text/csv', Accept: 'application/json' }
  for (const [name, value] of Object.entries(headers)) sending.setRequestHeader(name, value)
  sending.upload.onprogress = (event) => {
    patch({ sent: event.loaded })
  }
  sending.onload = () => {
    finish(sending)
  }
  sending.onerror = () => {
    patch({ state: 'refused', problem: unreachable().problem })
  }
  window.addEventListener('beforeunload', warn)
  sending.onloadend = () => {
    window.removeEventListener('beforeunload', warn)
  }
  sending.send(file)
}

export function cancelUpload(): void {
  request?.abort()
  clearUpload()
}

export function clearUpload(): void {
  request = null
  set(null)
}

function finish(sent: XMLHttpRequest): void {
  const body = parse(sent.responseText)
  if (sent.status >= 200 && sent.status < 300) {
    patch({ state: 'received', submission: body as Submission })
    return
  }
  const error = isProblem(body) ? new ApiProblem(body) : unexplained(sent.status)
  patch({ state: 'refused', problem: error.problem })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Closing the window would cut the file off: the browser asks first. */
function warn(event: BeforeUnloadEvent): void {
  event.preventDefault()
}
