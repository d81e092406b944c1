import type { FastifyInstance, InjectOptions } from 'fastify'
import { expect } from 'vitest'
import type { Identity } from '../../src/identity/index.ts'
import type { People, Person, Who } from './people.ts'
import type { Problem } from './wire.ts'

export interface CallOptions {
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'
  readonly query?: Readonly<Record<string, string | string[]>>
  readonly body?: NonNullable<InjectOptions['payload']>
  readonly headers?: Readonly<Record<string, string>>
  readonly language?: 'vi' | 'en'
  /** In a session opened just now, for what asks a person to have shown who they are; otherwise with a token. */
  readonly asPerson?: true
}

export interface Answer<Body> {
  readonly status: number
  /** What the JSON says; undefined when the answer is no JSON. */
  readonly body: Body
  readonly text: string
  readonly bytes: Buffer
  readonly headers: Readonly<Record<string, string>>
}

/** What a refusal must be. */
export interface ExpectedProblem {
  readonly status: number
  readonly code: string
  readonly clause?: string
}

export interface Caller {
  readonly app: FastifyInstance
  /** One request with somebody's token, or with nobody's; the path is below `/api/v1`. */
  readonly call: <Body = unknown>(who: Who | undefined, path: string, options?: CallOptions) => Promise<Answer<Body>>
  /** The same request in both languages: each must be refused clearly, with what to do next. */
  readonly refusal: (
    expected: ExpectedProblem,
    ...request: Parameters<Caller['call']>
  ) => Promise<Record<'vi' | 'en', Problem>>
}

export function createCaller(app: FastifyInstance, people: People, identity: Identity): Caller {
  const call = async <Body = unknown>(
    who: Who | undefined,
    path: string,
    { method = 'GET', query, body, headers, language, asPerson }: CallOptions = {},
  ): Promise<Answer<Body>> => {
    const response = await app.inject({
      ...{ method, url: `/api/v1${path}` },
      ...(query && { query: { ...query } }),
      ...(body === undefined ? {} : { payload: body }),
      headers: {
        ...(who &&
          (asPerson ? await personHeaders(identity, people[who]) : { authorization: `Bearer ${people[who].token}` })),
        ...(language && { 'accept-language': language }),
        ...headers,
      },
    })
    const isJson = /^application\/([a-z]+\+)?json/.test(response.headers['content-type']?.toString() ?? '')
    return {
      status: response.statusCode,
      body: (isJson && response.body !== '' ? response.json() : undefined) as Body,
      text: response.body,
      bytes: response.rawPayload,
      headers: Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)])),
    }
  }
  const refusal: Caller['refusal'] = async (expected, who, path, options) => {
    const inLanguage = async (language: 'vi' | 'en') => {
      const answer = await call<Problem>(who, path, { ...options, language })
      expect({ status: answer.status, text: answer.text }).toMatchObject({ status: expected.status })
      expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
      expect(answer.headers['content-language']).toBe(language)
      return answer.body
    }
    const problems = { vi: await inLanguage('vi'), en: await inLanguage('en') }
    expectClear(expected, problems)
    return problems
  }
  return { app, call, refusal }
}

/** What a browser sends after its person has signed in; without the password, whose check takes its time. */
async function personHeaders(identity: Identity, { principal }: Person): Promise<Record<string, string>> {
  const { session } = await identity.openSession({
    ...{ accountId: principal.accountId, factor: 'passkey', method: 'passkey', requestId: 'test' },
    where: { address: '127.0.0.1', device: '' },
  })
  return { cookie: `kho_session=${session}`, 'x-csrf-token': identity.csrfToken(session) }
}

/** The same problem in both languages, each in its own words. */
function expectClear(expected: ExpectedProblem, { vi, en }: Record<'vi' | 'en', Problem>): void {
  expect(vi).toMatchObject(expected)
  expect(en).toMatchObject(expected)
  for (const text of ['title', 'remedy'] as const) {
    expect(vi[text].length, text).toBeGreaterThan(0)
    expect(en[text].length, text).toBeGreaterThan(0)
    expect(vi[text], text).not.toBe(en[text])
  }
  expect(`${vi.title} ${vi.remedy}`.normalize('NFD')).toMatch(/đ|\p{M}/u)
  expect(JSON.stringify([vi, en])).not.toMatch(/\{\w+\}/)
}
