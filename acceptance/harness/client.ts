import { setTimeout as sleep } from 'node:timers/promises'
import { productUrl } from './browser.ts'

const password = 'kho-demo-2026'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: Body
}

/** Parsed JSON; tests say what they expect to find in it. */
export type Body = Readonly<Record<string, unknown>>

/** A program that calls the product for one unit. */
export interface Client {
  get(path: string, language?: string): Promise<Answer>
  send(method: string, path: string, body?: unknown, type?: string): Promise<Answer>
  /** Delivers CSV text, as `query` says, and waits for how it ends. */
  deliver(dataset: string, content: string, query?: string): Promise<Body>
  /** Waits for how a submission ends. */
  ended(submission: string): Promise<Body>
}

/** Signs in as a unit of the demo city. */
export async function signIn(login: string): Promise<Client> {
  const response = await fetch(`${productUrl()}/api/v1/identity/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  })
  if (response.status !== 201) throw new Error(`sign-in as ${login} answered ${String(response.status)}`)
  const { csrfToken } = (await response.json()) as { csrfToken: string }
  const cookie = response.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
  return clientWith({ cookie, 'x-csrf-token': csrfToken })
}

export function clientWith(headers: Readonly<Record<string, string>>): Client {
  const call = async (method: string, path: string, more: RequestInit): Promise<Answer> => {
    const response = await fetch(`${productUrl()}/api/v1${path}`, {
      ...more,
      method,
      headers: { ...headers, ...(more.headers as Record<string, string> | undefined) },
    })
    const text = await response.text()
    const isJson = response.headers.get('content-type')?.includes('json') === true
    const body = (isJson && text !== '' ? JSON.parse(text) : { text }) as Body
    return { status: response.status, headers: response.headers, body }
  }
  const send: Client['send'] = (method, path, body, type = 'application/json') => {
    if (body === undefined) return call(method, path, {})
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    return call(method, path, { body: text, headers: { 'content-type': type } })
  }
  return {
    get: (path, language = 'vi') => call('GET', path, { headers: { 'accept-language': language } }),
    send,
    ended: (submission) => ended(call, submission),
    deliver: async (dataset, content, query = '') => {
      const path = `/warehouse/datasets/${dataset}/submissions${query}`
      const { status, body } = await send('POST', path, content, 'text/csv')
      if (status !== 202) throw new Error(`the delivery was refused: ${JSON.stringify(body)}`)
      return ended(call, String(body['id']))
    },
  }
}

async function ended(
  call: (method: string, path: string, more: RequestInit) => Promise<Answer>,
  id: string,
): Promise<Body> {
  for (;;) {
    const { body } = await call('GET', `/warehouse/submissions/${id}`, {})
    if (body['state'] !== 'received' && body['state'] !== 'processing') return body
    await sleep(100)
  }
}

/** The objects of a page. */
export function itemsOf({ body }: Answer): Readonly<Record<string, unknown>>[] {
  return body['items'] as Readonly<Record<string, unknown>>[]
}
