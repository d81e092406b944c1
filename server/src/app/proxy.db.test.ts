import { afterAll, expect, it } from 'vitest'
import { openWarehouse } from '../../test/warehouse/open-warehouse.ts'
import { noProxy } from '../platform/index.ts'
import { createHttp } from './http.ts'
import { createMetrics } from './metrics.ts'

const { modules } = await openWarehouse()

async function behind(publicUrl: string | undefined, proxies: readonly string[] = []) {
  const app = await createHttp({
    ...{ modules, metrics: createMetrics(), portalFolder: '/nonexistent' },
    ...{ publicUrl, isStopping: () => false, proxyTrust: { ...noProxy, proxies, hops: 2 } },
  })
  app.get('/probe', { config: { zone: 'open' } }, (request) => request.caller.address)
  afterAll(() => app.close())
  return async (from: string, forwarded: string) => {
    const headers = forwarded === '' ? {} : { 'x-forwarded-for': forwarded }
    return (await app.inject({ url: '/probe', remoteAddress: from, headers })).body
  }
}

it.each([
  ['the address the proxy names', '203.0.113.7', '203.0.113.7'],
  ['the last one named, whatever the caller wrote before it', '1.2.3.4, 203.0.113.7', '203.0.113.7'],
  ['that of an office in a private network too', '1.2.3.4, 10.9.9.9', '10.9.9.9'],
  ['its own where none is named', '', '127.0.0.1'],
])('behind a proxy on this machine a caller is known by %s', async (_what, forwarded, ip) => {
  const ask = await behind('https://kho.test')
  expect(await ask('127.0.0.1', forwarded)).toBe(ip)
})

it('without a proxy a caller is known by the address of its connection', async () => {
  const ask = await behind(undefined)
  expect(await ask('203.0.113.9', '1.2.3.4')).toBe('203.0.113.9')
})

it.each([
  ['the address it names', '10.0.0.5', '203.0.113.7', '203.0.113.7'],
  ['the last address that is no proxy', '10.0.0.5', '1.2.3.4, 203.0.113.7, 10.0.0.6', '203.0.113.7'],
  ['the last one named, whatever the caller wrote before it', '10.0.0.5', '1.2.3.4, 203.0.113.7', '203.0.113.7'],
  ['its own where it names none', '10.0.0.5', '', '10.0.0.5'],
])('of a proxy that was named counts %s', async (_what, from, forwarded, ip) => {
  const ask = await behind('https://kho.test', ['10.0.0.5/32', '10.0.0.6/32'])
  expect(await ask(from, forwarded)).toBe(ip)
})

it.each([
  ['where proxies were named, of nobody else', 'https://kho.test', '10.0.0.7'],
  ['nor of a neighbour in its network', 'https://kho.test', '10.0.0.4'],
  ['nor of the machine itself', 'https://kho.test', '127.0.0.1'],
  ['nor without a public address', undefined, '203.0.113.9'],
])('the word on an address counts %s', async (_what, publicUrl, from) => {
  const ask = await behind(publicUrl, ['10.0.0.5/32'])
  expect(await ask(from, '1.2.3.4')).toBe(from)
})

it('a public address alone lets no machine but this one tell where a request came from', async () => {
  const ask = await behind('https://kho.test')
  expect(await ask('10.0.0.1', '1.2.3.4')).toBe('10.0.0.1')
})
