import { describe, expect, it } from 'vitest'
import { isNetwork, networkCheck } from './network.ts'

describe('a network in CIDR', () => {
  it.each(['10.1.0.0/16', '203.0.113.7/32', '0.0.0.0/0', '2001:db8::/32', '::1/128', '::ffff:10.0.0.0/104'])(
    '%s is one',
    (text) => {
      expect(isNetwork(text)).toBe(true)
    },
  )

  it.each([
    '10.1.0.0',
    '10.1.0.0/33',
    '10.1.0.0/',
    '10.1/16',
    '2001:db8::/129',
    '10.1.0.0/-1',
    'kho.test/24',
    '',
    '/8',
  ])('"%s" is none', (text) => {
    expect(isNetwork(text)).toBe(false)
  })
})

describe('an address', () => {
  it.each([
    ['10.1.2.3', '10.1.0.0/16'],
    ['10.1.255.255', '10.1.0.0/16'],
    ['203.0.113.7', '203.0.113.7/32'],
    ['::ffff:10.1.2.3', '10.1.0.0/16'],
    ['::FFFF:10.1.2.3', '10.1.0.0/16'],
    ['::ffff:0a01:0203', '10.1.0.0/16'],
    ['10.1.2.3', '::ffff:10.1.0.0/112'],
    ['2001:db8:1::7', '2001:db8:1::/48'],
    ['2001:0DB8:0001::0007', '2001:db8:1::/48'],
    ['::1', '::1/128'],
    ['198.51.100.1', '0.0.0.0/0'],
  ])('%s is within %s', (address, network) => {
    expect(networkCheck([network])(address)).toBe(true)
  })

  it.each([
    ['10.2.0.0', '10.1.0.0/16'],
    ['10.0.255.255', '10.1.0.0/16'],
    ['203.0.113.8', '203.0.113.7/32'],
    ['::ffff:10.2.0.1', '10.1.0.0/16'],
    ['2001:db8:2::7', '2001:db8:1::/48'],
    ['2001:db8::1', '0.0.0.0/0'],
    ['10.1.2.3.4', '10.1.0.0/16'],
    ['10.1.2.3, 10.1.2.4', '10.1.0.0/16'],
    ['10.1.2.3%eth0', '10.1.0.0/16'],
    ['', '0.0.0.0/0'],
  ])('%s is not within %s', (address, network) => {
    expect(networkCheck([network])(address)).toBe(false)
  })

  it('is within one of several, and within none when none is named', () => {
    const isWithin = networkCheck(['10.1.0.0/16', '2001:db8::/32'])
    expect(['10.1.0.1', '2001:db8::1', '10.2.0.1'].map(isWithin)).toEqual([true, true, false])
    expect(networkCheck([])('10.1.0.1')).toBe(false)
  })
})
