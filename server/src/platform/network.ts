import { BlockList, isIP, SocketAddress } from 'node:net'

const form = /^([0-9A-Fa-f:.]+)\/(\d{1,3})$/

/** Whether a text is a network in CIDR, like `10.1.0.0/16`. */
export function isNetwork(text: string): boolean {
  const [, address = '', prefix = ''] = form.exec(text) ?? []
  const family = isIP(address)
  return family !== 0 && Number(prefix) <= (family === 4 ? 32 : 128)
}

/** A check of addresses against networks; an IPv4 address stays one when a socket tells it as IPv6. */
export function networkCheck(networks: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const network of networks) {
    const [, address = '', prefix = ''] = form.exec(network) ?? []
    list.addSubnet(address, Number(prefix), isIP(address) === 4 ? 'ipv4' : 'ipv6')
  }
  return (address) => {
    const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
    const family = isIP(plain)
    return family !== 0 && list.check(plain, family === 4 ? 'ipv4' : 'ipv6')
  }
}

/** Networks of this machine itself. */
export const ownNetworks: readonly string[] = ['127.0.0.0/8', '::1/128']

/** Whether an address is the machine's own. */
export const isLoopback = networkCheck(ownNetworks)

/** Addresses that belong to nobody who could call: unspecified, multicast, reserved. */
const isNobodys = networkCheck(['0.0.0.0/8', '224.0.0.0/4', '240.0.0.0/4', '::/128', 'ff00::/8'])

/** An address in canonical form, IPv4 as such also where it was written as IPv6; undefined when it is none of a caller. */
export function plainAddress(text: string | undefined): string | undefined {
  if (text === undefined || text.includes('%')) return undefined
  const family = isIP(text)
  if (family === 0) return undefined
  const written = family === 4 ? text : new SocketAddress({ address: text, family: 'ipv6' }).address
  const plain = written.replace(/^::ffff:(?=\d+\.)/, '')
  return isNobodys(plain) ? undefined : plain
}
