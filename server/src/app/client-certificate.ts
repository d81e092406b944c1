import { X509Certificate } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { TLSSocket } from 'node:tls'
import type { Socket } from 'node:net'
import { networkCheck, sha256 } from '../platform/index.ts'
import type { Clock, ProxyTrust } from '../platform/index.ts'

/** Finds the certificate a request came with. */
export interface CertificateReader {
  /** Undefined when there is none in force. */
  certificateOf(request: IncomingMessage): X509Certificate | undefined
  /** SHA-256 of its bytes, base64url (RFC 8705). */
  thumbprintOf(request: IncomingMessage): string | undefined
}

/**
 * From the connection itself, or from the header of a proxy that was named. What anybody else writes into that header is
 * nothing: it would let everybody be everybody.
 */
export function createCertificateReader(
  { proxies, certificateHeader }: Pick<ProxyTrust, 'proxies' | 'certificateHeader'>,
  clock: Clock,
): CertificateReader {
  const isProxy = networkCheck(proxies)
  const ofSocket = new WeakMap<Socket, X509Certificate>()
  const thumbprints = new WeakMap<X509Certificate, string>()

  const found = ({ socket, headers }: IncomingMessage) => {
    const handedOn = proxies.length > 0 && isProxy(socket.remoteAddress ?? '') ? headers[certificateHeader] : undefined
    if (typeof handedOn === 'string') return parseHeader(handedOn)
    if (!(socket instanceof TLSSocket)) return undefined
    const known = ofSocket.get(socket) ?? socket.getPeerX509Certificate()
    if (known) ofSocket.set(socket, known)
    return known
  }
  const certificateOf = (request: IncomingMessage) => {
    const certificate = found(request)
    const now = clock.now()
    const isInForce = certificate && certificate.validFromDate <= now && now < certificate.validToDate
    return isInForce ? certificate : undefined
  }
  return {
    certificateOf,
    thumbprintOf: (request) => {
      const certificate = certificateOf(request)
      if (!certificate) return undefined
      const known = thumbprints.get(certificate) ?? sha256(certificate.raw).toString('base64url')
      thumbprints.set(certificate, known)
      return known
    },
  }
}

/** RFC 9440 (`:base64 of DER:`), or PEM with its signs escaped, as nginx writes it. */
function parseHeader(text: string): X509Certificate | undefined {
  const [, base64] = /^:([A-Za-z0-9+/=]+):$/.exec(text) ?? []
  try {
    return new X509Certificate(base64 === undefined ? decodeURIComponent(text) : Buffer.from(base64, 'base64'))
  } catch {
    return undefined
  }
}
