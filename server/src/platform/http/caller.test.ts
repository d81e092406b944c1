import { describe, expect, it } from 'vitest'
import { createCallerReader, noProxy } from './caller.ts'
import type { ProxyTrust } from './caller.ts'

/** Where a request comes from, as everything that asks is told (Điều 13.2). */

const proxy = '10.9.0.5'
const one: ProxyTrust = { ...noProxy, proxies: ['10.9.0.5/32', '10.9.0.6/32', '2001:db8:9::5/128'] }
const two: ProxyTrust = { ...one, hops: 2 }
const byForwarded: ProxyTrust = { ...one, forwardingHeader: 'forwarded' }

function callerOf(trust: ProxyTrust, peer: string | undefined, headers: Record<string, string> = {}) {
  return createCallerReader(trust)({ socket: { remoteAddress: peer }, headers })
}
const list = (line: string) => ({ 'x-forwarded-for': line })

describe('without a proxy', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::ffff:cb00:7107', '203.0.113.7'],
    ['2001:0DB8::0007', '2001:db8::7'],
    ['fe80::1%eth0', 'fe80::1'],
    ['127.0.0.1', '127.0.0.1'],
    ['::1', '::1'],
  ])('a connection of %s is one of %s', (peer, address) => {
    expect(callerOf(noProxy, peer)).toEqual({ address, doubt: undefined })
  })

  it('a connection that is gone has no address', () => {
    expect(callerOf(noProxy, undefined)).toEqual({ address: 'unknown', doubt: 'no-address' })
  })

  it.each(['localhost', 'localhost:8686', 'kho.localhost', '127.0.0.1:8686', '127.8.8.8', '[::1]:8686', 'LOCALHOST'])(
    'this machine calls itself %s',
    (host) => {
      expect(callerOf(noProxy, '127.0.0.1', { host })).toEqual({ address: '127.0.0.1', doubt: undefined })
    },
  )

  it.each([
    { host: 'kho.example.vn' },
    { host: 'localhost.example.vn' },
    { host: '127.0.0.1.example.vn' },
    { host: '10.0.0.1' },
    list('127.0.0.1'),
    list(''),
    { forwarded: 'for=127.0.0.1' },
    { 'x-real-ip': '127.0.0.1' },
    { 'x-client-ip': '127.0.0.1' },
    { 'true-client-ip': '127.0.0.1' },
    { 'cf-connecting-ip': '127.0.0.1' },
    { 'x-forwarded-host': 'localhost' },
    { via: '1.1 squid' },
  ])('a request over this machine with %j came through a proxy that nobody named', (headers) => {
    expect(callerOf(noProxy, '127.0.0.1', headers)).toEqual({ address: '127.0.0.1', doubt: 'strange-proxy' })
    expect(callerOf(one, '::1', headers)).toEqual({ address: '::1', doubt: 'strange-proxy' })
  })

  it('so did one of another machine that says it was handed on', () => {
    expect(callerOf(one, '10.9.0.7', list('10.1.2.3'))).toEqual({ address: '10.9.0.7', doubt: 'strange-proxy' })
    expect(callerOf(one, '10.9.0.7', { host: 'kho.example.vn' })).toEqual({ address: '10.9.0.7', doubt: undefined })
  })
})

describe('behind a proxy that is named', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['203.0.113.7:4711', '203.0.113.7'],
    ['2001:db8::7', '2001:db8::7'],
    ['[2001:db8::7]', '2001:db8::7'],
    ['[2001:db8::7]:4711', '2001:db8::7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['[::ffff:203.0.113.7]:80', '203.0.113.7'],
    ['\t203.0.113.7 ', '203.0.113.7'],
    ['10.1.2.3, 203.0.113.7', '203.0.113.7'],
    ['10.1.2.3,203.0.113.7', '203.0.113.7'],
    ['nonsense, , 203.0.113.7', '203.0.113.7'],
    ['10.9.0.6, 203.0.113.7', '203.0.113.7'],
  ])('%j names %s', (line, address) => {
    for (const peer of [proxy, `::ffff:${proxy}`, '2001:db8:9::5'])
      expect(callerOf(one, peer, list(line))).toEqual({ address, doubt: undefined })
  })

  it('a second proxy counts where two stand in a row', () => {
    expect(callerOf(two, proxy, list('1.2.3.4, 203.0.113.7, 10.9.0.6'))).toEqual({
      address: '203.0.113.7',
      doubt: undefined,
    })
    expect(callerOf(one, proxy, list('1.2.3.4, 203.0.113.7, 10.9.0.6'))).toEqual({
      address: proxy,
      doubt: 'too-many-hops',
    })
    expect(callerOf(two, proxy, list('203.0.113.7, 10.9.0.6, 10.9.0.6'))).toEqual({
      address: '10.9.0.6',
      doubt: 'too-many-hops',
    })
  })

  it.each([
    ['for=203.0.113.7', '203.0.113.7'],
    ['For=203.0.113.7;proto=https;by=10.9.0.5', '203.0.113.7'],
    ['for="203.0.113.7:4711"', '203.0.113.7'],
    ['for="[2001:db8::7]"', '2001:db8::7'],
    ['for="[2001:db8::7]:4711"', '2001:db8::7'],
    ['for=10.1.2.3, for=203.0.113.7', '203.0.113.7'],
    ['for="10.1.2.3, for=10.1.2.4", for=203.0.113.7', '203.0.113.7'],
    ['for=_hidden, for=unknown ,for=203.0.113.7', '203.0.113.7'],
    ['proto=https;for=203.0.113.7;host="a;b,c"', '203.0.113.7'],
  ])('Forwarded: %s names %s, and X-Forwarded-For nobody', (line, address) => {
    const headers = { forwarded: line, ...list('10.1.2.3') }
    expect(callerOf(byForwarded, proxy, headers)).toEqual({ address, doubt: undefined })
  })
})

/** Tricks by which somebody outside might pass for the dedicated network, 10.1.0.0/16: none gives an address of it. */
describe('no header passes for the dedicated network (Điều 13.2)', () => {
  const inside = '10.1.2.3'
  const tricks: readonly (readonly [string, ProxyTrust, string, Record<string, string>])[] = [
    ['an address of its own, through no proxy', noProxy, '198.51.100.9', list(inside)],
    ['another header, through no proxy', noProxy, '198.51.100.9', { 'x-real-ip': inside }],
    ['Forwarded, through no proxy', noProxy, '198.51.100.9', { forwarded: `for=${inside}` }],
    ['a neighbour of the proxy', one, '10.9.0.4', list(inside)],
    ['the address as the first of two', one, proxy, list(`${inside}, 198.51.100.9`)],
    ['the address as the first of many', one, proxy, list(`${inside}, ${inside}, ${inside}, 198.51.100.9`)],
    ['the address of the proxy before the own one', one, proxy, list(`${inside}, ${proxy}, 198.51.100.9`)],
    ['the proxy itself named last', one, proxy, list(`${inside}, ${proxy}`)],
    ['another proxy named last', one, proxy, list(`${inside}, 10.9.0.6`)],
    ['three proxies where two may be', two, proxy, list(`${inside}, 10.9.0.6, 10.9.0.5`)],
    ['Forwarded where X-Forwarded-For counts', one, proxy, { forwarded: `for=${inside}`, ...list('198.51.100.9') }],
    ['Forwarded alone where X-Forwarded-For counts', one, proxy, { forwarded: `for=${inside}` }],
    ['X-Forwarded-For alone where Forwarded counts', byForwarded, proxy, list(inside)],
    ['X-Forwarded-For where Forwarded counts', byForwarded, proxy, { ...list(inside), forwarded: 'for=198.51.100.9' }],
    ['X-Real-IP', one, proxy, { 'x-real-ip': inside, ...list('198.51.100.9') }],
    ['X-Client-IP', one, proxy, { 'x-client-ip': inside, ...list('198.51.100.9') }],
    ['X-Cluster-Client-IP', one, proxy, { 'x-cluster-client-ip': inside, ...list('198.51.100.9') }],
    ['True-Client-IP', one, proxy, { 'true-client-ip': inside, ...list('198.51.100.9') }],
    ['CF-Connecting-IP', one, proxy, { 'cf-connecting-ip': inside, ...list('198.51.100.9') }],
    ['X-Original-Forwarded-For', one, proxy, { 'x-original-forwarded-for': inside, ...list('198.51.100.9') }],
    ['an underscore', one, proxy, { x_forwarded_for: inside, ...list('198.51.100.9') }],
    ['a comma behind', one, proxy, list(`${inside},`)],
    ['an empty last name', one, proxy, list(`${inside}, `)],
    ['an empty header', one, proxy, list('')],
    ['a port that is none', one, proxy, list(`${inside}:port`)],
    ['a port of six digits', one, proxy, list(`${inside}:123456`)],
    ['leading zeros', one, proxy, list('010.001.002.003')],
    ['hexadecimal', one, proxy, list('0x0a.0x01.0x02.0x03')],
    ['one number', one, proxy, list('167838211')],
    ['three numbers', one, proxy, list('10.1.515')],
    ['a network', one, proxy, list('10.1.0.0/16')],
    ['a name', one, proxy, list('localhost')],
    ['quotes', one, proxy, list(`"${inside}"`)],
    ['brackets around IPv4 left open', one, proxy, list(`[${inside}`)],
    ['a scope', one, proxy, list('fe80::1%eth0')],
    ['semicolons for commas', one, proxy, list(`198.51.100.9;${inside}`)],
    ['spaces for commas', one, proxy, list(`198.51.100.9 ${inside}`)],
    ['a line break', one, proxy, list(`198.51.100.9\n${inside}`)],
    ['a NUL', one, proxy, list(`${inside}\0`)],
    ['full-width digits', one, proxy, list('１０.１.２.３')],
    ['a dot behind', one, proxy, list(`${inside}.`)],
    ['this machine', one, proxy, list('127.0.0.1')],
    ['this machine in IPv6', one, proxy, list('::1')],
    ['this machine, mapped', one, proxy, list('::ffff:127.0.0.1')],
    ['this machine, mapped and hexadecimal', one, proxy, list('::ffff:7f00:1')],
    ['no address', one, proxy, list('0.0.0.0')],
    ['no address in IPv6', one, proxy, list('::')],
    ['IPv4 in IPv6 that is not mapped', one, proxy, list(`::${inside}`)],
    ['translated IPv4', one, proxy, list('64:ff9b::a01:203')],
    ['6to4', one, proxy, list('2002:a01:203::')],
    ['Forwarded with a quote left open', byForwarded, proxy, { forwarded: `for="${inside}, for=198.51.100.9` }],
    ['Forwarded with two for', byForwarded, proxy, { forwarded: `for=198.51.100.9;for=${inside}` }],
    ['Forwarded with no for', byForwarded, proxy, { forwarded: `for=${inside}, by=198.51.100.9` }],
    ['Forwarded that hides', byForwarded, proxy, { forwarded: `for=${inside}, for=_hidden` }],
    ['Forwarded that does not know', byForwarded, proxy, { forwarded: `for=${inside}, for=unknown` }],
    ['Forwarded with a comma behind', byForwarded, proxy, { forwarded: `for=${inside},` }],
    ['Forwarded with an escaped quote', byForwarded, proxy, { forwarded: `for="\\"${inside}", for=198.51.100.9` }],
    ['Forwarded with spaces in it', byForwarded, proxy, { forwarded: `for = ${inside}` }],
    ['Forwarded that is a list of addresses', byForwarded, proxy, { forwarded: inside }],
  ]

  it('by more than fifty tricks (Điều 13.2)', () => {
    expect(tricks.length).toBeGreaterThan(50)
  })

  it.each(tricks)('not by %s', (_what, trust, peer, headers) => {
    const { address, doubt } = callerOf(trust, peer, headers)
    expect(address).not.toMatch(/^10\.1\./)
    expect(doubt !== undefined || !/^(127\.|::1$)/.test(address)).toBe(true)
  })
})
