import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { isLoopback, networkCheck, plainAddress } from '../network.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Where the request comes from. Set by `app` before anything else looks at it. */
    caller: Caller
  }
}

export const forwardingHeaders = ['x-forwarded-for', 'forwarded'] as const
export type ForwardingHeader = (typeof forwardingHeaders)[number]

/** The proxies in front, and how they say for whom they ask. */
export interface ProxyTrust {
  /** Networks of the proxies whose word counts; nobody's unless named. */
  readonly proxies: readonly string[]
  /** So many proxies stand in a row at most. */
  readonly hops: number
  /** The one header in which they name callers; the other one is nothing but what a caller wrote. */
  readonly forwardingHeader: ForwardingHeader
  /** The header in which they hand on certificates. */
  readonly certificateHeader: string
}

export const noProxy: ProxyTrust = {
  proxies: [],
  hops: 1,
  forwardingHeader: 'x-forwarded-for',
  certificateHeader: 'client-cert',
}

/** Why it cannot be said where a request comes from. */
export type CallerDoubt =
  /** The connection has no address any more. */
  | 'no-address'
  /** A proxy that nobody named stands in front: its requests would look like its own. */
  | 'strange-proxy'
  /** A proxy asks and names nobody it asks for. */
  | 'nobody-named'
  /** A proxy hands on what is no address. */
  | 'malformed'
  /** More proxies in a row than there should be. */
  | 'too-many-hops'

export interface Caller {
  /** Where the request comes from; with a doubt, the last address that is certain. In canonical form, IPv4 always as such. */
  readonly address: string
  readonly doubt: CallerDoubt | undefined
}

/** What is looked at of a request. */
interface Call extends Pick<IncomingMessage, 'headers'> {
  readonly socket: { readonly remoteAddress?: string | undefined }
}

/**
 * The one place that tells who calls. Only named proxies are believed, from the nearest one outwards, each about the one
 * it heard it from: what stands further left than the first that is no proxy the caller may have invented. Whatever
 * cannot be followed to its end is in doubt, never somebody else's address.
 */
export function createCallerReader(trust: ProxyTrust): (request: Call) => Caller {
  const isProxy = networkCheck(trust.proxies)
  return ({ socket, headers }) => {
    const peer = plainAddress(socket.remoteAddress?.replace(/%.*$/, ''))
    if (peer === undefined) return { address: 'unknown', doubt: 'no-address' }
    const isOwn = isLoopback(peer) && !comesFromElsewhere(headers)
    if (!isProxy(peer)) return { address: peer, doubt: isOwn || isDirect(peer, headers) ? undefined : 'strange-proxy' }
    const line = headers[trust.forwardingHeader]
    if (line === undefined) return { address: peer, doubt: isOwn ? undefined : 'nobody-named' }
    return follow(peer, namesOf(trust.forwardingHeader, [line].flat().join(',')), { isProxy, hops: trust.hops })
  }
}

/** @param names the nearest first; undefined where one cannot be read */
function follow(
  peer: string,
  names: readonly (string | undefined)[],
  { isProxy, hops }: { readonly isProxy: (address: string) => boolean; readonly hops: number },
): Caller {
  let nearest = peer
  for (const [place, name] of names.entries()) {
    const address = plainAddress(name)
    // Nobody comes from this machine by way of another one.
    if (address === undefined || isLoopback(address)) return { address: nearest, doubt: 'malformed' }
    if (!isProxy(address)) return { address, doubt: undefined }
    if (place + 1 >= hops) return { address: nearest, doubt: 'too-many-hops' }
    nearest = address
  }
  return { address: nearest, doubt: 'nobody-named' }
}

const namesOf = (header: ForwardingHeader, line: string) =>
  (header === 'forwarded' ? namesInForwarded(line) : line.split(',').map(nameInList)).reverse()

/** `203.0.113.7`, `203.0.113.7:4711`, `2001:db8::7`, `[2001:db8::7]`, `[2001:db8::7]:4711`. */
function nameInList(text: string): string | undefined {
  const name = text.replace(/^[ \t]+|[ \t]+$/g, '')
  const [, six, four] = /^(?:\[([^\]]+)\]|([\d.]+))(?::\d{1,5})?$/.exec(name) ?? []
  return six ?? four ?? name
}

const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+"
const pair = `${token}=(?:${token}|"(?:[^"\\\\]|\\\\.)*")`
const element = new RegExp(`^[ \\t]*(${pair}(?:[ \\t]*;[ \\t]*${pair})*)[ \\t]*(?:,|$)`)

/** The `for` of each element (RFC 7239); where the whole cannot be read, one that is nobody. */
function namesInForwarded(line: string): (string | undefined)[] {
  const names: (string | undefined)[] = []
  for (let rest = line; rest !== '';) {
    const [whole, pairs] = element.exec(rest) ?? []
    if (whole === undefined || pairs === undefined) return [undefined]
    const named = [...pairs.matchAll(new RegExp(pair, 'g'))].map(([each]) => each).filter((each) => /^for=/i.test(each))
    names.push(named.length === 1 ? nodeOf(named[0]?.slice(4) ?? '') : undefined)
    rest = rest.slice(whole.length)
    if (rest === '' && whole.endsWith(',')) names.push(undefined)
  }
  return names
}

/** IPv6 stands in brackets, and whatever has a colon in quotes (RFC 7239 §6). */
function nodeOf(value: string): string | undefined {
  const node = value.startsWith('"') ? value.slice(1, -1) : value
  const [, six, four] = /^(?:\[([^\]]+)\]|([\d.]+))(?::\d{1,5})?$/.exec(node) ?? []
  return six ?? four
}

/** Headers that proxies write, whoever made them. */
const proxyHeaders = [
  ...[
    'forwarded',
    'x-forwarded-for',
    'x-forwarded-host',
    'x-forwarded-server',
    'x-forwarded-proto',
    'x-real-ip',
    'via',
  ],
  ...['x-client-ip', 'x-cluster-client-ip', 'true-client-ip', 'cf-connecting-ip', 'x-original-forwarded-for'],
]
const ownName = /^(localhost|[\w.-]+\.localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i

const wasHandedOn = (headers: IncomingHttpHeaders) => proxyHeaders.some((name) => headers[name] !== undefined)

/** Whether another machine asks without a proxy between. */
const isDirect = (peer: string, headers: IncomingHttpHeaders) => !isLoopback(peer) && !wasHandedOn(headers)

/** Whether a request over this machine's own network was handed on: it says so, or calls the machine by its name outside. */
function comesFromElsewhere(headers: IncomingHttpHeaders): boolean {
  return wasHandedOn(headers) || (headers.host !== undefined && !ownName.test(headers.host))
}
