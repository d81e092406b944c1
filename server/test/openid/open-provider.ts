import type { AddressInfo } from 'node:net'
import type { JsonWebKey } from 'node:crypto'
import * as client from 'openid-client'
import { afterAll } from 'vitest'
import { openWarehouse, today } from '../warehouse/open-warehouse.ts'
import type { MovableClock, OpenWarehouse } from '../warehouse/open-warehouse.ts'
import { password } from '../warehouse/people.ts'
import type { Who } from '../warehouse/people.ts'
import type { Principal } from '../../src/identity/index.ts'
import { readConfig, Secret, systemClock } from '../../src/platform/index.ts'
import { listenWithTls } from '../../src/app/index.ts'
import type { World } from '../../src/app/index.ts'
import { makeCertificate } from './certificate.ts'

/** The time of the system, for the provider's library and foreign clients know no other. */
const clock: MovableClock = {
  ...systemClock,
  moveTo: () => {
    throw new Error(`The time of the system is not moved; it is after ${today} anyway`)
  },
}

export interface OpenProvider extends OpenWarehouse {
  readonly url: string
  /** Where certificates are asked for. */
  readonly mutualTlsUrl: string
  readonly issuer: string
  readonly api: string
  /** Registers a system or portal of somebody's unit. */
  readonly register: (who: Who, client: Registration) => Promise<void>
  /** Signs in at the portal: headers of its cookie and its CSRF token. */
  readonly signIn: (who: Who) => Promise<Record<'cookie' | 'x-csrf-token', string>>
}

export interface Registration {
  readonly code: string
  readonly kind?: 'system' | 'portal'
  readonly keys?: readonly (JsonWebKey | string)[]
  readonly certificates?: readonly string[]
  readonly roles?: readonly ('provider' | 'consumer')[]
  readonly redirectUris?: readonly string[]
}

/** A warehouse that listens, so that programs nobody here wrote can come to it. */
export async function openProvider(over: Pick<World, 'outside'> = {}): Promise<OpenProvider> {
  const place: { publicUrl?: string; mutualTlsUrl?: string } = {}
  const warehouse = await openWarehouse({ ...over, clock, addresses: () => place })
  const { app, call, modules, people } = warehouse
  await app.listen({ host: '127.0.0.1', port: 0 })
  const url = `http://127.0.0.1:${String((app.server.address() as AddressInfo).port)}`
  place.publicUrl = url
  const { certificate, key } = makeCertificate('server')
  const tls = { ...readConfig({}).tls, port: 0, certificate, key: new Secret(key) }
  const mutual = await listenWithTls(app, { host: '127.0.0.1', tls })
  if (!mutual) throw new Error('There is no listener for certificates')
  place.mutualTlsUrl = mutual.url
  afterAll(() => mutual.close())
  const by = (who: Who): Principal => ({ ...people[who].principal, via: 'session' })
  return {
    ...warehouse,
    ...{ url, mutualTlsUrl: mutual.url, issuer: `${url}/openid`, api: `${url}/api/v1` },
    register: async (who, { code, kind = 'system', keys = [], certificates = [], ...rest }) => {
      const isSystem = kind === 'system'
      const input = {
        ...{
          code,
          kind,
          name: `Ứng dụng ${code}`,
          purpose: 'kiểm thử',
          keys: keys as (string | Record<string, unknown>)[],
        },
        ...{ method: keys.length > 0 ? ('key' as const) : ('certificate' as const), certificates },
        roles: rest.roles ?? (isSystem ? (['consumer'] as const) : []),
        redirectUris: rest.redirectUris ?? (isSystem ? [] : ['http://127.0.0.1:9/cb']),
      }
      await modules.identity.requestClient(by(who), input, 'en')
      await modules.identity.registerClient(by('coordinator'), code, 'Số 1/QĐ-SKHCN')
    },
    signIn: async (who) => {
      const body = { login: people[who].login, password }
      const answer = await call<{ csrfToken: string }>(undefined, '/identity/sessions', { method: 'POST', body })
      const cookie = (answer.headers['set-cookie'] ?? '').split(';')[0] ?? ''
      return { cookie, 'x-csrf-token': answer.body.csrfToken }
    },
  }
}

/** A key pair of a client: the private key to sign with, and the public part to register. */
export async function clientKey(kid = 'one') {
  const { publicKey, privateKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])
  const jwk = { ...(await crypto.subtle.exportKey('jwk', publicKey)), kid, alg: 'ES256' } as JsonWebKey
  return { privateKey: { key: privateKey, kid }, jwk }
}

/** Discovery over plain HTTP, as only a test does it. */
export function discover(issuer: string, clientId: string, authentication: client.ClientAuth) {
  return client.discovery(new URL(issuer), clientId, undefined, authentication, {
    execute: [client.allowInsecureRequests],
  })
}

/** A browser that keeps cookies by path, follows redirects within the provider, and stops where it is sent elsewhere. */
export function createBrowser(url: string) {
  const jar: { name: string; value: string; path: string }[] = []
  const keep = (response: Response) => {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split('; ')
      const [name = '', value = ''] = pair.split(/=(.*)/s)
      const path = attributes.find((each) => /^path=/i.test(each))?.slice(5) ?? '/'
      const others = jar.filter((cookie) => cookie.name !== name || cookie.path !== path)
      jar.splice(0, jar.length, ...others, ...(value === '' ? [] : [{ name, value, path }]))
    }
  }
  const request = async (address: string, init: RequestInit = {}) => {
    const { pathname } = new URL(address, url)
    const sent = jar.filter(({ path }) => pathname === path || pathname.startsWith(path.replace(/\/?$/, '/')))
    const cookie = sent.map(({ name, value }) => `${name}=${value}`).join('; ')
    const headers = { ...(init.headers as Record<string, string> | undefined), ...(cookie === '' ? {} : { cookie }) }
    const response = await fetch(new URL(address, url), { ...init, headers, redirect: 'manual' })
    keep(response)
    return response
  }
  /** Follows redirects until the portal's own pages or another site. */
  const go = async (address: string): Promise<URL> => {
    const next = new URL(address, url)
    if (next.origin !== url || !/^\/(openid|api)\//.test(next.pathname)) return next
    const response = await request(next.href, { headers: { accept: 'text/html' } })
    const location = response.headers.get('location')
    if (location === null) throw new Error(`${next.href} ${String(response.status)} ${await response.text()}`)
    return go(location)
  }
  return { request, go, jar }
}

export type Browser = ReturnType<typeof createBrowser>
