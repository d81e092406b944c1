import createClient, { type Middleware } from 'openapi-fetch'
import type { paths } from './schema.d.ts'
import { ApiProblem, isProblem, unexplained, unreachable } from './problem.ts'
import { proveAgain, signRequest } from './step-up.ts'

let csrfToken: string | null = null
let language = 'vi'

/** The session answer carries the token that every change must repeat. */
export function setCsrfToken(token: string | null): void {
  csrfToken = token
}

/** Problem texts come in the reader's language. */
export function setRequestLanguage(next: string): void {
  language = next
}

/** Headers of a call that goes round the client (the upload needs XMLHttpRequest for its progress). */
export function requestHeaders(method: string): Record<string, string> {
  const headers: Record<string, string> = { 'Accept-Language': language }
  if (method !== 'GET' && csrfToken !== null) headers['X-CSRF-Token'] = csrfToken
  return headers
}

const headers: Middleware = {
  onRequest({ request }) {
    for (const [name, value] of Object.entries(requestHeaders(request.method))) request.headers.set(name, value)
    return request
  },
}

/** Copies of requests under way, to be sent again after their person has shown who they are. */
const copies = new Map<string, Request>()

/** What is dangerous asks for a fresh proof or a signature; the person gives it in a dialog, and the request goes on as if nothing had been. */
const stepUp: Middleware = {
  onRequest({ request, id }) {
    if (request.method !== 'GET') copies.set(id, request.clone())
    return request
  },
  async onResponse({ response, id }) {
    const copy = copies.get(id)
    copies.delete(id)
    if (response.status !== 403 || copy === undefined) return response
    const problem: unknown = await response.clone().json()
    if (!isProblem(problem)) return response
    if (problem.code === 'identity.signatureRequired') {
      const signature = await signRequest(copy.clone())
      if (signature === null) return response
      copy.headers.set('X-Act-Signature', signature)
    } else if (problem.code !== 'identity.stepUpRequired' || !(await proveAgain(problem))) {
      return response
    }
    for (const [name, value] of Object.entries(requestHeaders(copy.method))) copy.headers.set(name, value)
    return fetch(copy)
  },
  onError({ id }) {
    copies.delete(id)
  },
}

export const client = createClient<paths>({ baseUrl: '/', credentials: 'same-origin' })
client.use(headers, stepUp)

/** For what a page asks by itself, again and again: it keeps no session alive. */
export const unattended = { headers: { 'X-Unattended': '1' } }

interface Reply<Data> {
  data?: Data
  error?: unknown
  response: Response
}

/** The answer's body, or the problem thrown so that queries and forms treat every refusal the same. */
export async function answer<Data>(call: Promise<Reply<Data>>): Promise<Data> {
  const reply = await call.catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw unreachable()
  })
  if (!reply.response.ok) {
    throw isProblem(reply.error) ? new ApiProblem(reply.error) : unexplained(reply.response.status)
  }
  return reply.data as Data
}
