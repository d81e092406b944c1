import { Value } from 'typebox/value'
import { afterAll, expect } from 'vitest'
import { accessRoutes } from '../../src/access/index.ts'
import {
  createHttp,
  createMetrics,
  createModules,
  demoCity,
  loadDemoFrame,
  registerDemoDataset,
} from '../../src/app/index.ts'
import { catalogueRoutes } from '../../src/catalogue/index.ts'
import { createCookieJar, identityRoutes, relyingPartyAt } from '../../src/identity/index.ts'
import type { Identity, Principal } from '../../src/identity/index.ts'
import { lawRoutes } from '../../src/law/index.ts'
import { createFolderBlobStore, createLog, fixedClock, ProblemShape } from '../../src/platform/index.ts'
import type { BlobStore, Route } from '../../src/platform/index.ts'
import { referenceRoutes } from '../../src/reference/index.ts'
import { createTestDatabase } from '../database.ts'

/** The demo accounts that stand for a role. */
export const logins = {
  ...{ provider: 'hokhau', consumer: 'yte', coordinator: 'dieuphoi', committee: 'uyban', auditor: 'kiemtoan' },
  administrator: 'quantri',
}
export type RoleName = keyof typeof logins

export interface Call {
  /** By an API token. */
  readonly as?: RoleName
  /** In a session, as a person. */
  readonly person?: RoleName
  readonly json?: unknown
  readonly csv?: string
  readonly headers?: Record<string, string>
}
type Method = Route['method']

/**
 * The routes up to access, asked over HTTP the way clients do, in the demo city before anything was delivered; call it at
 * the top of a test file.
 */
export async function openCityOverHttp() {
  const testing = await createTestDatabase()
  const clock = fixedClock('2026-03-02T03:00:00Z')
  const modules = createModules({
    ...{ database: testing.database, blobs: noBlobs, clock, log: createLog('silent'), secret: testing.secret },
    ...{ sessionHours: 10, submissionMaxBytes: 1024, uploadFolder: '/nowhere' },
  })
  const app = await createHttp({
    ...{ modules, metrics: createMetrics(), publicUrl: 'https://kho.test', portalFolder: '/nowhere' },
    isStopping: () => false,
  })
  afterAll(() => app.close())
  const frame = await loadDemoFrame(modules)
  for (const dataset of demoCity.datasets) await registerDemoDataset(modules, dataset, frame)
  const { law, identity, reference, catalogue, policies, access, cursors } = modules
  const party = () => relyingPartyAt('https://kho.test')
  const routes: readonly Route[] = [
    ...lawRoutes({ law, cursors, actorOf: () => expect.fail('not called here') }),
    ...identityRoutes({
      identity,
      cursors,
      permissions: () => [],
      routes: () => [],
      portal: { jar: createCookieJar(true), party },
    }),
    ...referenceRoutes({ reference, cursors }),
    ...catalogueRoutes({ catalogue, cursors }),
    ...accessRoutes({ access, policies, clock, cursors, db: testing.database.application }),
  ]
  const credentials = await signInAll(identity)

  /** Calls an operation; every answer must have the shape its route declares, every problem the shape of a problem. */
  const call = async (method: Method, path: string, sent: Call = {}) => {
    const { json, csv } = sent
    const answer = await app.inject({
      ...{ method, url: `/api/v1${path}` },
      headers: { ...(await credentials(sent)), ...headersOf(sent) },
      ...(json !== undefined && { payload: JSON.stringify(json) }),
      ...(csv !== undefined && { payload: csv }),
    })
    const body = answer.body === '' ? undefined : (JSON.parse(answer.body) as Record<string, unknown>)
    const { statusCode: status } = answer
    const shape = status < 400 ? routeOf(routes, method, path)?.schema.response[status] : ProblemShape
    if (!shape) throw new Error(`${method} ${path} answered ${String(status)}, which it does not declare`)
    if (body !== undefined) expect([...Value.Errors(shape, body)], `${method} ${path}`).toEqual([])
    return { status, body: body ?? {}, headers: answer.headers }
  }
  return { clock, routes, call }
}

const noBlobs: BlobStore = {
  put: () => Promise.reject(new Error('nothing is delivered here')),
  read: () => {
    throw new Error('nothing is delivered here')
  },
  source: () => Promise.reject(new Error('nothing is delivered here')),
  has: () => Promise.resolve(false),
  spool: () => Promise.reject(new Error('nothing is delivered here')),
  sweep: () => Promise.resolve(),
  remove: () => Promise.resolve(),
  temporary: createFolderBlobStore('/nowhere', () => '').temporary,
  sealed: createFolderBlobStore('/nowhere', () => '').sealed,
}

/** Gives what says who calls: the token of an account, or a session opened just now, in which what is dangerous can be done. */
async function signInAll(identity: Identity) {
  const [tokens, accounts] = [new Map<RoleName, string>(), new Map<RoleName, Principal>()]
  for (const [role, login] of Object.entries(logins) as [RoleName, string][]) {
    const { principal } = await identity.signIn({ login, password: demoCity.password, address: '::1', requestId: 'r' })
    accounts.set(role, principal)
    tokens.set(role, (await identity.issueToken(principal, { label: 'thử', expiresInDays: 1 })).token)
  }
  const inSession = async (role: RoleName) => {
    const accountId = accounts.get(role)?.accountId ?? expect.fail(`nobody is ${role}`)
    const where = { address: '::1', device: '' }
    const opening = { accountId, factor: 'passkey', method: 'passkey', where, requestId: 'r' } as const
    const { session } = await identity.openSession(opening)
    return { cookie: `__Host-kho_session=${session}`, 'x-csrf-token': identity.csrfToken(session) }
  }
  return async ({ as, person }: Call): Promise<Record<string, string>> => ({
    ...(as && { authorization: `Bearer ${tokens.get(as) ?? ''}` }),
    ...(person && (await inSession(person))),
  })
}

const headersOf = ({ json, csv, headers = {} }: Call): Record<string, string> => ({
  ...(json !== undefined && { 'content-type': 'application/json' }),
  ...(csv !== undefined && { 'content-type': 'text/csv' }),
  ...headers,
})

function routeOf(routes: readonly Route[], method: Method, path: string): Route | undefined {
  const [bare = ''] = path.split('?')
  const matches = (url: string) => new RegExp(`^${url.replace(/:[a-z]+/g, '[^/]+')}$`).test(bare)
  return routes.find((route) => route.method === method && matches(route.url))
}

export const idOf = (body: Record<string, unknown>) => String(body['id'])
export const itemsOf = (body: Record<string, unknown>) => body['items'] as Record<string, unknown>[]
/** What an instrument is registered by. */
export const decree = {
  ...{
    number: '99/QĐ-UBND',
    kind: 'decision',
    title: 'Danh mục năm 2026',
    issuer: 'UBND Thành phố',
    signer: 'Chủ tịch',
  },
  ...{ signedOn: '2026-02-01', effectiveFrom: '2026-02-01', effectiveTo: null },
}
