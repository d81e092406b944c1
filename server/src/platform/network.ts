import { BlockList, isIP } from 'node:net'

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
