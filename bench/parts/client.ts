import http from 'node:http'
import { createHttp, createMetrics, demoCity } from '../../server/src/app/index.ts'
import type { BenchCity } from './city.ts'

/** A reader of the bench city at its real HTTP face. */

export interface Request {
  readonly url: string
  readonly headers: Record<string, string>
}

export const purpose = encodeURIComponent('nghiep-vu: đo tốc độ đọc')
export const connections = 16

/** Serves the city on a port of its own. */
export async function serve(city: BenchCity): Promise<{ readonly url: string; close(): Promise<void> }> {
  const app = await createHttp({
    modules: city.modules,
    metrics: createMetrics(),

    portalFolder: '/nonexistent',
    isStopping: () => false,
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  return { url: `${url}/api/v1`, close: () => app.close() }
}

/** What a reader that is named by the catalogue sends along. */
export async function authorizationOf(city: BenchCity): Promise<Record<string, string>> {
  const { identity } = city.modules
  const { password } = demoCity
  const { principal } = await identity.signIn({ login: 'yte', password, address: '127.0.0.1', requestId: 'bench' })
  const { token } = await identity.issueToken(principal, { label: 'bench', expiresInDays: 1 })
  return { authorization: `Bearer ${token}` }
}

/** Keeps a number of connections busy for some seconds; gives answers per second. A refused request ends the bench. */
export async function rateOf(request: (place: number) => Request, seconds: number): Promise<number> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections })
  const end = performance.now() + seconds * 1000
  let answers = 0
  const begin = performance.now()
  const worker = async (first: number) => {
    for (let at = first; performance.now() < end; at += connections) {
      await get(agent, request(at))
      answers += 1
    }
  }
  await Promise.all(Array.from({ length: connections }, (_none, first) => worker(first)))
  agent.destroy()
  return answers / ((performance.now() - begin) / 1000)
}

/** Asks one thing after the other; gives the milliseconds of each answer. */
export async function latenciesOf(requests: readonly Request[]): Promise<number[]> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
  const found: number[] = []
  for (const request of requests) {
    const begin = performance.now()
    await get(agent, request)
    found.push(performance.now() - begin)
  }
  agent.destroy()
  return found
}

/** The value that so large a share of the others does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? NaN
}

function get(agent: http.Agent, { url, headers }: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    http
      .get(url, { agent, headers }, (response) => {
        response.resume()
        response.on('end', () => {
          if (response.statusCode === 200) resolve()
          else reject(new Error(`${url} answered ${String(response.statusCode)}`))
        })
      })
      .on('error', reject)
  })
}

export function* bytesOf(pieces: Iterable<string>): Generator<Buffer> {
  for (const piece of pieces) yield Buffer.from(piece)
}
