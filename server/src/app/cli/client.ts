import { UsageError } from './command.ts'
import { fixedCredentials } from './credentials.ts'
import type { Credentials } from './credentials.ts'

/** A small HTTP client for commands that talk to a running server the way every program does. */
export interface Client {
  readonly url: string
  request(method: string, path: string, options?: RequestOptions): Promise<Answer>
}

export interface RequestOptions {
  readonly body?: Blob | object
  readonly headers?: Readonly<Record<string, string>>
}

export interface Answer {
  readonly status: number
  /** The parsed JSON, or the text of anything else. */
  readonly body: unknown
}

/** Calls with an API token, or by a sign-in. */
export function createClient(url: string, credentials: Credentials): Client {
  return {
    url,
    async request(method, path, { body, headers = {} } = {}) {
      const isJson = body !== undefined && isPlainObject(body)
      const address = `${url}/api/v1${path}`
      const send = async () =>
        fetch(address, {
          method,
          headers: {
            ...(await credentials.headersFor(method, address)),
            ...(isJson ? { 'content-type': 'application/json' } : {}),
            ...headers,
          },
          ...(body === undefined ? {} : { body: isJson ? JSON.stringify(body) : (body as Blob), duplex: 'half' }),
        }).catch((cause: unknown) => {
          throw noServerAt(url, cause)
        })
      const first = await send()
      const response = credentials.learn(first.status, (name) => first.headers.get(name)) ? await send() : first
      const text = await response.text()
      return {
        status: response.status,
        body: isJsonAnswer(response) && text !== '' ? (JSON.parse(text) as unknown) : text,
      }
    },
  }
}

export function noServerAt(url: string, cause: unknown): UsageError {
  return new UsageError(`No server answers at ${url}. Start one with "npm start", or name another.`, {
    cause,
  })
}

/** Signs in with login and password; the client carries the session and its CSRF token from then on. */
export async function signIn(url: string, login: string, password: string): Promise<Client> {
  const response = await fetch(`${url}/api/v1/identity/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  }).catch((cause: unknown) => {
    throw noServerAt(url, cause)
  })
  if (response.status !== 201) throw new UsageError(`Sign-in as ${login} was refused: ${await response.text()}`)
  const cookie = response.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
  const { csrfToken } = (await response.json()) as { csrfToken: string }
  return createClient(url, fixedCredentials({ cookie, 'x-csrf-token': csrfToken }))
}

function isPlainObject(body: unknown): body is object {
  return typeof body === 'object' && body !== null && Object.getPrototypeOf(body) === Object.prototype
}

function isJsonAnswer(response: Response): boolean {
  return response.headers.get('content-type')?.includes('json') ?? false
}
