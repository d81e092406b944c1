import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request as ask } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { openWarehouse } from '../../test/warehouse/open-warehouse.ts'
import { aDataset, aField, aKey } from '../catalogue/testing.ts'
import { anActor, anInstrument } from '../law/testing.ts'
import { createPool, noProxy, openUrl } from '../platform/index.ts'
import { createHttp } from './http.ts'
import { createMetrics } from './metrics.ts'
import { createOpenHttp, openRoutes } from './open-server.ts'
import { allRoutes, idlePortal } from './routes.ts'
import { surfacesOf } from './zone-hooks.ts'

/** Every surface of the product, asked from inside and from outside of its zone (Điều 13.2). */

const folder = mkdtempSync(path.join(os.tmpdir(), 'kho-zones-'))
const logFolder = path.join(folder, 'log')
const portalFolder = path.join(folder, 'portal')
mkdirSync(path.join(portalFolder, 'assets'), { recursive: true })
writeFileSync(path.join(portalFolder, 'index.html'), '<!doctype html><title>kho</title>')
writeFileSync(path.join(portalFolder, 'assets/a.js'), 'export {}')
const { modules, testing, people, clock } = await openWarehouse({ logFolder })
const actor = anActor()
const app = await createHttp({
  ...{ modules, metrics: createMetrics(), portalFolder, isStopping: () => false },
  proxyTrust: { ...noProxy, proxies: ['10.9.0.5/32'] },
})
await app.ready()
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true })
})
await modules.zones.addNetwork(
  actor,
  { zone: 'dedicated', network: '10.1.0.0/16', name: 'Mạng chuyên dùng' },
  undefined,
)
await modules.zones.addNetwork(actor, { zone: 'administration', network: '10.1.9.0/24', name: 'Quản trị' }, undefined)
await modules.zones.addNetwork(actor, { zone: 'health', network: '10.2.0.7/32', name: 'Giám sát' }, undefined)
await modules.journal.sequencer.seal()
const routes = allRoutes(modules, idlePortal)
const addressOf = (url: string) => url.replaceAll(/:\w+/g, '00000000-0000-7000-8000-000000000000').replace('*', 'none')
const from = async (remoteAddress: string, url: string, options: { method?: string; accept?: string } = {}) => {
  const { method = 'GET', accept } = options
  const headers = accept === undefined ? {} : { accept }
  return app.inject({ method: method as 'GET', url, remoteAddress, headers })
}
const codeOf = (answer: { body: string }) => (JSON.parse(answer.body) as { code?: string }).code
const outside = '198.51.100.9'

describe('what is mounted', () => {
  const elsewhere = surfacesOf(app).filter(({ url, method }) => !url.startsWith('/api/v1/') && method !== 'HEAD')

  it('says each from where it is reached, also what is no operation of the API', () => {
    const zonesOf = Object.fromEntries(elsewhere.map(({ url, zone }) => [url, zone]))
    expect(zonesOf).toEqual({
      '/health/live': 'health',
      '/health/ready': 'health',
      '/metrics': 'health',
      '/log/checkpoint': 'open',
      '/log/closed/:number/:file': 'open',
      '/log/tile/*': 'open',
      '/log/closed/:number/tile/*': 'open',
      '/log/tile/entries/*': 'dedicated',
      '/log/closed/:number/tile/entries/*': 'dedicated',
      '/openid/device': 'dedicated',
      '/openid/*': 'dedicated',
      '/.well-known/oauth-authorization-server/openid': 'dedicated',
      '/': 'dedicated',
      '/index.html': 'dedicated',
      '/assets/a.js': 'dedicated',
    })
  })

  it('holds every operation in the zone that it declares', () => {
    const mounted = new Map(surfacesOf(app).map(({ method, url, zone }) => [`${method} ${url}`, zone]))
    for (const { method, url, zone } of routes) expect(mounted.get(`${method} /api/v1${url}`), url).toBe(zone)
  })

  it('does not start where something says nothing', async () => {
    const wrong = await createHttp({
      ...{ modules, metrics: createMetrics(), portalFolder: '/nonexistent', isStopping: () => false },
    })
    wrong.get('/forgotten', () => 'x')
    await expect(wrong.ready()).rejects.toThrow('Without a zone: GET /forgotten')
  })

  it('is open where it tells nothing but public facts and what proves the log, and nowhere else', () => {
    expect(routes.filter(({ zone }) => zone === 'open').map(({ operationId }) => operationId)).toEqual([
      'catalogue.listPublicDatasets',
    ])
    expect(openRoutes(testing.database.application, clock).map(({ operationId }) => operationId)).toEqual([
      'catalogue.listPublicDatasets',
    ])
  })

  it('is of the administration where it gives accounts, clients and networks their rights', () => {
    const administrative = new Set([
      ...['account.invite', 'account.release', 'account.read', 'account.suspend', 'account.decide'].map(
        (name) => `identity.${name}`,
      ),
      ...['identity.review.open', 'identity.client.register'],
      ...['access.network.read', 'access.network.change', 'access.zoneRefusal.read'],
    ])
    for (const { permission, zone, operationId } of routes) {
      const isAdministrative = typeof permission !== 'string' && administrative.has(permission.name)
      expect(zone === 'administration', operationId).toBe(isAdministrative)
    }
  })
})

describe('from elsewhere', () => {
  const closed = routes.filter(({ zone }) => zone !== 'open')

  it.each(closed.map((route) => [`${route.method} ${route.url}`, route] as const))(
    '%s is refused before anything else is looked at (Điều 13.2)',
    async (_name, { method, url, zone }) => {
      const answer = await from(outside, `/api/v1${addressOf(url)}`, { method })
      expect(answer.statusCode).toBe(403)
      const expected = zone === 'administration' ? 'access.outsideAdministration' : 'access.outsideDedicated'
      if (method !== 'HEAD') expect(codeOf(answer)).toBe(expected)
    },
  )

  it.each([
    ['/', 403],
    ['/datasets/dan-cu', 403],
    ['/assets/a.js', 403],
    ['/api/v1/openapi.json', 403],
    ['/api/v1/khong-co', 403],
    ['/khong-co.txt', 403],
    ['/openid/.well-known/openid-configuration', 403],
    ['/openid/jwks', 403],
    ['/.well-known/oauth-authorization-server/openid', 403],
    ['/log/tile/entries/000', 403],
    ['/health/live', 403],
    ['/health/ready', 403],
    ['/metrics', 403],
    ['/log/checkpoint', 200],
    ['/api/v1/catalogue/public-datasets', 200],
  ])('%s is answered %i', async (url, status) => {
    expect((await from(outside, url)).statusCode).toBe(status)
  })

  it.each(['/', '/datasets/dan-cu', '/api/v1/openapi.json', '/openid/jwks', '/health/live', '/metrics'])(
    '%s is answered to the dedicated network',
    async (url) => {
      expect((await from('10.1.2.3', url)).statusCode).toBe(200)
    },
  )

  it('what administers is refused to the rest of the dedicated network, and to nobody who has no account let in', async () => {
    expect(codeOf(await from('10.1.2.3', '/api/v1/identity/accounts'))).toBe('access.outsideAdministration')
    expect(codeOf(await from('10.1.9.3', '/api/v1/identity/accounts'))).toBe('platform.signInRequired')
  })

  it('health is answered to who watches, and to the proxy', async () => {
    for (const address of ['10.2.0.7', '10.9.0.5', '127.0.0.1'])
      expect((await from(address, '/health/live')).statusCode).toBe(200)
    expect(codeOf(await from('10.2.0.7', '/api/v1/identity/session'))).toBe('access.outsideDedicated')
    expect(codeOf(await from('10.9.0.5', '/api/v1/identity/session'))).toBe('access.callerUnclear')
  })

  it('a program is told where to come from, in its language, by which clause', async () => {
    const headers = { 'accept-language': 'en' }
    const answer = await app.inject({ url: '/api/v1/identity/session', remoteAddress: outside, headers })
    expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(JSON.parse(answer.body)).toMatchObject({
      ...{ status: 403, code: 'access.outsideDedicated', clause: 'Điều 13.2', address: outside },
      detail: `The request comes from ${outside}, which is not on the dedicated network.`,
    })
  })

  it('a browser gets a page in Vietnamese that runs nothing', async () => {
    const answer = await from(outside, '/datasets/dan-cu', {
      accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8',
    })
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([403, 'text/html; charset=utf-8'])
    expect(answer.body).toContain('<html lang="vi">')
    expect(answer.body).toContain('Chỉ truy cập được từ mạng chuyên dùng của Thành phố')
    expect(answer.body).toContain(outside)
    expect(answer.body).not.toMatch(/<script/i)
    expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/)
  })

  it('refusals are told to administrator and auditor, and to nobody else', async () => {
    const list = (who: keyof typeof people) =>
      app.inject({
        url: '/api/v1/access/zone-refusals?limit=1000',
        headers: { authorization: `Bearer ${people[who].token}` },
      })
    const stranger = '198.51.100.77'
    await from(stranger, '/metrics')
    const seen = (await list('auditor')).json<{ items: Record<string, unknown>[] }>().items
    expect(seen.find(({ address, route }) => address === stranger && route === 'GET /metrics')).toMatchObject({
      ...{ zone: 'health', reason: 'network', sealed: false },
    })
    expect((await list('provider')).statusCode).toBe(403)
  })
})

describe('over a real connection', () => {
  const listening = app.listen({ host: '127.0.0.1', port: 0 }).then(() => (app.server.address() as AddressInfo).port)

  /** Sends header lines as they are, also twice the same. */
  async function send(lines: readonly string[]): Promise<number> {
    const port = await listening
    return new Promise((resolve, reject) => {
      const sent = ask(
        {
          host: '127.0.0.1',
          port,
          path: '/api/v1/identity/session',
          headers: lines.flatMap((line) => line.split(/: ?(.*)/s).slice(0, 2)),
        },
        (answer) => {
          answer.resume()
          resolve(answer.statusCode ?? 0)
        },
      )
      sent.on('error', reject).end()
    })
  }

  it.each([
    ['nothing but the name of this machine', ['Host: localhost'], 200],
    ['the name outside', ['Host: kho.example.vn'], 403],
    ['an address of the dedicated network', ['Host: localhost', 'X-Forwarded-For: 10.1.2.3'], 403],
    ['it twice', ['Host: localhost', 'X-Forwarded-For: 10.1.2.3', 'X-Forwarded-For: 10.1.2.4'], 403],
    ['it in small letters', ['Host: localhost', 'x-forwarded-for: 10.1.2.3'], 403],
    ['its own address', ['Host: localhost', 'X-Forwarded-For: 127.0.0.1'], 403],
    ['Forwarded', ['Host: localhost', 'Forwarded: for=10.1.2.3'], 403],
  ])('a request with %s is answered so', async (_what, lines, status) => {
    expect(await send(lines)).toBe(status)
  })

  it('behind a proxy on this machine the last of several headers counts', async () => {
    const behind = await createHttp({
      ...{ modules, metrics: createMetrics(), portalFolder: '/nonexistent', isStopping: () => false },
      publicUrl: 'https://kho.test',
    })
    afterAll(() => behind.close())
    await behind.listen({ host: '127.0.0.1', port: 0 })
    const { port } = behind.server.address() as AddressInfo
    const through = (...named: string[]) =>
      new Promise<number>((resolve, reject) => {
        const headers = ['Host', 'kho.test', ...named.flatMap((each) => ['X-Forwarded-For', each])]
        ask({ host: '127.0.0.1', port, path: '/api/v1/identity/session', headers }, (answer) => {
          answer.resume()
          resolve(answer.statusCode ?? 0)
        })
          .on('error', reject)
          .end()
      })
    expect(await through('10.1.2.3')).toBe(200)
    expect(await through(outside, '10.1.2.3')).toBe(200)
    expect(await through('10.1.2.3', outside)).toBe(403)
    expect(await through(`10.1.2.3, ${outside}`)).toBe(403)
    expect(await through()).toBe(403)
  })
})

describe('the open zone as a process of its own', async () => {
  const { law, catalogue } = modules
  const { id: instrument } = await law.register(actor, anInstrument({ number: '77/QĐ-UBND' }))
  const provider = people.provider.unit.id
  const consumers = [{ group: 'all' as const }]
  for (const [code, classification] of [
    ['cong-vien', 'public'],
    ['noi-bo', 'internal'],
    ['da-cong-khai', 'public'],
    ['chua-ban-hanh', 'public'],
  ] as const) {
    await catalogue.registerDataset(
      actor,
      aDataset({ code, provider, classification, consumers, contact: '028 0000 0000' }),
    )
    const fields = [aKey(), aField({ name: 'ten' }), aField({ name: 'nguoi_lap' })]
    await catalogue.declareStructure(actor, code, { fields, note: '' })
  }
  await catalogue.promulgate(actor, {
    instrument,
    effectiveFrom: '2026-03-01',
    datasets: ['cong-vien', 'noi-bo', 'da-cong-khai'],
  })
  await catalogue.reviseDataset(
    people.provider.principal,
    'da-cong-khai',
    aDataset({ code: 'da-cong-khai', provider, classification: 'internal', consumers }),
  )
  // No public dataset can have such a field by way of the product; were there one, it would not be told.
  await testing.asIntruder(
    `UPDATE catalogue.structures SET fields = jsonb_set(fields, '{2,sensitivity}', '"personal"')
     WHERE dataset_id = (SELECT id FROM catalogue.datasets WHERE code = 'cong-vien')`,
  )
  const pool = createPool(openUrl(testing.adminUrl, testing.secret), 2)
  const log = modules.world.log
  const open = await createOpenHttp({
    db: pool.db,
    ping: () => pool.role(),
    clock,
    log,
    logFolder,
    proxyTrust: noProxy,
  })
  afterAll(async () => {
    await open.close()
    await pool.close()
  })
  const get = (url: string, remoteAddress = outside) => open.inject({ url, remoteAddress })

  it('mounts what is open and health, and nothing else', () => {
    const zones = surfacesOf(open).map(({ url, zone }) => `${zone} ${url}`)
    expect([...new Set(zones)].sort()).toEqual([
      'health /health/live',
      'health /health/ready',
      'health /metrics',
      'open /api/v1/catalogue/public-datasets',
      'open /log/checkpoint',
      'open /log/closed/:number/:file',
      'open /log/closed/:number/tile/*',
      'open /log/tile/*',
    ])
  })

  it('tells of public datasets in force what anybody may know, as the role that sees no table', async () => {
    const answer = await get('/api/v1/catalogue/public-datasets')
    expect(answer.statusCode).toBe(200)
    const { items, next } = answer.json<{ items: { code: string; fields: { name: string }[] }[]; next: null }>()
    expect(items.map(({ code }) => code)).toEqual(['cong-vien'])
    expect(items[0]?.fields.map(({ name }) => name)).toEqual(['ma', 'ten'])
    expect(next).toBeNull()
    for (const hidden of ['noi-bo', 'chua-ban-hanh', 'da-cong-khai', 'nguoi_lap', '028 0000'])
      expect(answer.body).not.toContain(hidden)
    expect(await from(outside, '/api/v1/catalogue/public-datasets').then(({ body }) => body)).toBe(answer.body)
  })

  it('serves the published log, and none of its entries', async () => {
    expect((await get('/log/checkpoint')).statusCode).toBe(200)
    for (const width of [1, 2, 3, 50]) {
      const name = `000.p/${String(width)}`
      for (const path of ['tile/entries', 'tile//entries', 'tile/./entries', 'tile/%65ntries', 'tile/x/../entries'])
        expect((await get(`/log/${path}/${name}`)).statusCode, path).toBe(404)
    }
  })

  it.each(['/api/v1/identity/session', '/api/v1/catalogue/datasets', '/api/v1/openapi.json', '/', '/openid/jwks'])(
    '%s is not there, even for this machine',
    async (url) => {
      expect((await get(url, '127.0.0.1')).statusCode).toBe(404)
    },
  )

  it('is watched from this machine and the networks of health alone', async () => {
    for (const [address, status] of [
      ['127.0.0.1', 200],
      ['10.2.0.7', 200],
      ['10.1.2.3', 403],
      [outside, 403],
    ] as const) {
      expect((await get('/health/ready', address)).statusCode, address).toBe(status)
      expect((await get('/metrics', address)).statusCode, address).toBe(status)
    }
  })

  it('refuses what no store can hold, and pages by code', async () => {
    expect((await get('/api/v1/catalogue/public-datasets?cursor=%00')).statusCode).toBe(400)
    expect((await get('/api/v1/catalogue/public-datasets?limit=0')).statusCode).toBe(400)
    const first = (await get('/api/v1/catalogue/public-datasets?limit=1')).json<{ next: string }>()
    expect(first.next).toBe('cong-vien')
    const second = (await get(`/api/v1/catalogue/public-datasets?cursor=${first.next}`)).json<{ items: object[] }>()
    expect(second.items).toEqual([])
  })
})
