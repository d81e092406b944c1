import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openWarehouse } from '../../test/warehouse/open-warehouse.ts'
import { password } from '../../test/warehouse/people.ts'
import { createCookieJar, relyingPartyAt } from '../identity/index.ts'
import { createHttp } from './http.ts'
import { createMetrics } from './metrics.ts'
import { allRoutes } from './routes.ts'

/** What a browser is protected from, asked of the product at an https address, with a portal of one page. */
const { modules, people, blobFolder } = await openWarehouse()
const portalFolder = path.join(blobFolder, 'portal')
mkdirSync(portalFolder)
writeFileSync(path.join(portalFolder, 'index.html'), '<!doctype html><title>kho</title>')
const publicUrl = 'https://kho.test'
const app = await createHttp({
  ...{ modules, metrics: createMetrics(), publicUrl, portalFolder, isStopping: () => false },
})
afterAll(() => app.close())
const portal = { jar: createCookieJar(true), party: () => relyingPartyAt(publicUrl) }
const changing = allRoutes(modules, portal).filter(({ method }) => method !== 'GET' && method !== 'HEAD')
const addressOf = (url: string) => `/api/v1${url.replaceAll(/:\w+/g, '00000000-0000-7000-8000-000000000000')}`

async function openSession() {
  const { accountId } = people.coordinator.principal
  const { session } = await modules.identity.openSession({
    ...{ accountId, factor: 'passkey', method: 'passkey', requestId: 'r', where: { address: '::1', device: '' } },
  })
  return { cookie: `__Host-kho_session=${session}`, session }
}
const signIn = (headers: Record<string, string> = {}) =>
  app.inject({
    ...{ method: 'POST', url: '/api/v1/identity/sessions', headers },
    payload: { login: people.provider.login, password },
  })
const codeOf = (answer: { json: () => unknown }) => (answer.json() as { code: string }).code

describe('a page of another site', () => {
  it('finds every route that changes something in the table', () => {
    expect(changing.length).toBeGreaterThan(50)
  })

  it.each(changing.map((route) => [`${route.method} ${route.url}`, route] as const))(
    'does nothing by %s with the cookie the browser sends along',
    async (_name, { method, url }) => {
      const { cookie } = await openSession()
      for (const token of [undefined, '', 'x'.repeat(43)]) {
        const headers = { cookie, ...(token !== undefined && { 'x-csrf-token': token }) }
        const answer = await app.inject({ method, url: addressOf(url), headers })
        expect([answer.statusCode, codeOf(answer)]).toEqual([403, 'platform.csrfMismatch'])
      }
    },
  )

  it.each(changing.map((route) => [`${route.method} ${route.url}`, route] as const))(
    'does nothing by %s where there is no session yet',
    async (_name, { method, url }) => {
      for (const site of ['cross-site', 'same-site']) {
        const answer = await app.inject({ method, url: addressOf(url), headers: { 'sec-fetch-site': site } })
        expect([answer.statusCode, codeOf(answer)]).toEqual([403, 'platform.csrfMismatch'])
      }
    },
  )

  it('signs nobody in by a form, whose content is no JSON', async () => {
    for (const type of ['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x']) {
      const payload = `{"login":"${people.provider.login}","password":"${password}"}`
      const headers = { 'content-type': type }
      const answer = await app.inject({ method: 'POST', url: '/api/v1/identity/sessions', headers, payload })
      expect(answer.statusCode).toBeGreaterThanOrEqual(400)
      expect(answer.headers['set-cookie']).toBeUndefined()
    }
  })
})

describe('cookies', () => {
  it('travel by https alone, from this host alone, and no script reads them', async () => {
    const [session = '', device = ''] = [(await signIn()).headers['set-cookie']].flat()
    expect(session).toMatch(/^__Host-kho_session=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/)
    expect(device).toMatch(/^__Host-kho_device=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
    const asked = await app.inject({ method: 'POST', url: '/api/v1/identity/passkey-attempts' })
    expect([asked.headers['set-cookie']].flat()).toEqual([
      expect.stringMatching(/^__Host-kho_attempt=[\w-]{43}; Max-Age=300; Path=\/; HttpOnly; Secure; SameSite=Strict$/),
    ])
  })

  it('of a name a neighbour could set count for nothing', async () => {
    const { session } = await openSession()
    const headers = { cookie: `kho_session=${session}` }
    expect((await app.inject({ url: '/api/v1/identity/session', headers })).json()).toEqual({ account: null })
  })
})

describe('a session (fixation)', () => {
  it('never has a name that was brought along: each sign-in makes its own, and ends the one before it', async () => {
    const planted = { cookie: `__Host-kho_session=${'A'.repeat(43)}` }
    const first = cookieOf(await signIn(planted))
    expect(first).not.toBe(planted.cookie)
    expect((await whoIs(planted.cookie)).account).toBeNull()
    const csrf = (await whoIs(first)).csrfToken ?? ''
    const second = cookieOf(await signIn({ cookie: first, 'x-csrf-token': csrf }))
    expect(second).not.toBe(first)
    expect((await whoIs(first)).account).toBeNull()
    expect((await whoIs(second)).account?.login).toBe(people.provider.login)
  })

  it('gets a new name, and a new CSRF token, when its person proves to be there', async () => {
    const before = cookieOf(await signIn())
    const csrf = (await whoIs(before)).csrfToken ?? ''
    const proven = await app.inject({
      ...{ method: 'POST', url: '/api/v1/identity/session/proofs', payload: { password } },
      headers: { cookie: before, 'x-csrf-token': csrf },
    })
    expect(proven.statusCode).toBe(201)
    const after = cookieOf(proven)
    expect((await whoIs(before)).account).toBeNull()
    expect((await whoIs(after)).csrfToken).not.toBe(csrf)
  })
})

describe('no other site shows this one in a frame', () => {
  it.each(['/', '/sign-in', '/activate', '/account', '/api/v1/identity/session', '/api/v1/khong-co', '/health/live'])(
    '%s says so',
    async (url) => {
      const { headers } = await app.inject({ url })
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
      expect(headers['x-frame-options']).toBe('DENY')
      expect(headers['x-content-type-options']).toBe('nosniff')
    },
  )
})

function cookieOf(answer: { headers: Record<string, unknown> }): string {
  const [session = ''] = [answer.headers['set-cookie']].flat() as string[]
  return session.split(';')[0] ?? ''
}

async function whoIs(cookie: string) {
  const answer = await app.inject({ url: '/api/v1/identity/session', headers: { cookie } })
  return answer.json<{ account: { login: string } | null; csrfToken?: string }>()
}
