import type { X509Certificate } from 'node:crypto'
import { readBounded } from '../../platform/index.ts'

/** Who stamps checkpoints: an authority outside, or the installation itself for trial. */
export interface TimeStampAuthority {
  /** For people: its address, or what it is. */
  readonly name: string
  /** Answers a request (RFC 3161) with a response, both DER. Fails when it cannot be reached. */
  readonly answer: (request: Buffer) => Promise<Buffer>
  /** Where its certificates must lead. */
  readonly trusted: readonly X509Certificate[]
}

const patience = 15_000
const mostBytes = 100_000

/** An authority that is reached by HTTP (RFC 3161 §3.4). */
export function remoteAuthority(url: string, trusted: readonly X509Certificate[]): TimeStampAuthority {
  return {
    name: new URL(url).host,
    trusted,
    answer: async (request) => {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
        body: Uint8Array.from(request),
        signal: AbortSignal.timeout(patience),
        redirect: 'error',
      })
      if (!response.ok) throw new Error(`The time-stamp authority answered ${String(response.status)}`)
      const bytes = await readBounded(response, mostBytes)
      if (!bytes) throw new Error('The time-stamp authority sends more than any time-stamp has')
      return bytes
    },
  }
}
