import { describe, expect, it } from 'vitest'
import { zones } from '../../platform/index.ts'
import type { CallerDoubt, Zone } from '../../platform/index.ts'
import { createZoneRule } from './zone.ts'
import type { Network } from './zone.ts'

const at = (address: string, doubt?: CallerDoubt) => ({ address, doubt })
const dedicated = { zone: 'dedicated', network: '10.1.0.0/16' } as const
const administration = { zone: 'administration', network: '10.1.9.0/24' } as const
const strayAdministration = { zone: 'administration', network: '192.0.2.0/24' } as const
const health = { zone: 'health', network: '10.2.0.7/32' } as const
type Given = readonly Pick<Network, 'zone' | 'network'>[]
const reached = (networks: Given, ...caller: Parameters<typeof at>) =>
  zones.filter((zone) => createZoneRule(networks)(zone, at(...caller)))

describe('a zone is reached (Điều 13.2)', () => {
  it.each<[string, Given, string, readonly Zone[]]>([
    ['by this machine, before any network is named', [], '127.0.0.1', zones],
    ['by this machine in IPv6, whatever is named', [dedicated, administration, health], '::1', zones],
    ['by nobody else before a network is named', [], '10.1.2.3', ['open']],
    ['from the dedicated network', [dedicated], '10.1.2.3', zones],
    ['from elsewhere', [dedicated], '198.51.100.9', ['open']],
    [
      'from the dedicated network, not for administration',
      [dedicated, administration],
      '10.1.2.3',
      ['dedicated', 'open', 'health'],
    ],
    ['from a network of administration', [dedicated, administration], '10.1.9.3', zones],
    [
      'from a network of administration outside the dedicated one',
      [dedicated, strayAdministration],
      '192.0.2.3',
      ['open'],
    ],
    ['for health alone', [dedicated, health], '10.2.0.7', ['open', 'health']],
    ['from a neighbour of that', [dedicated, health], '10.2.0.8', ['open']],
    ['from IPv6', [{ zone: 'dedicated', network: '2001:db8:1::/48' }], '2001:db8:1::7', zones],
    ['from other IPv6', [{ zone: 'dedicated', network: '2001:db8:1::/48' }], '2001:db8:2::7', ['open']],
  ])('%s', (_what, networks, address, expected) => {
    expect(reached(networks, address)).toEqual(zones.filter((zone) => expected.includes(zone)))
  })

  it.each<CallerDoubt>(['no-address', 'strange-proxy', 'malformed', 'too-many-hops'])(
    'by nobody of whom it is not clear where they are (%s), but for what is open',
    (doubt) => {
      for (const address of ['127.0.0.1', '10.1.2.3', '10.2.0.7'])
        expect(reached([dedicated, health], address, doubt)).toEqual(['open'])
    },
  )

  it('by a proxy that asks for itself whether the server lives', () => {
    expect(reached([dedicated], '10.9.0.5', 'nobody-named')).toEqual(['open', 'health'])
  })
})
