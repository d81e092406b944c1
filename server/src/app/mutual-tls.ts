import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { ConfigError } from '../platform/index.ts'
import type { Config } from '../platform/index.ts'

export interface MutualTls {
  readonly url: string
  close(): Promise<void>
}

/**
 * A second listener in front of the same routes, which asks callers for a certificate. It takes any: whether a certificate
 * counts for anything is decided by whoever registered it, not by who signed it (RFC 8705 §2.2).
 */
export async function listenWithTls(
  http: FastifyInstance,
  { host, tls }: Pick<Config, 'host' | 'tls'>,
): Promise<MutualTls | undefined> {
  const { port, certificate, key } = tls
  if (port === undefined || certificate === undefined || key === undefined) return undefined
  const server = openServer(certificate, key.reveal(), http)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen({ host, port }, resolve)
  })
  const shownHost = host.includes(':') ? `[${host}]` : host
  return {
    url: `https://${shownHost}:${String((server.address() as AddressInfo).port)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}

function openServer(cert: string, key: string, http: FastifyInstance) {
  const options = { cert, key, requestCert: true, rejectUnauthorized: false, minVersion: 'TLSv1.2' } as const
  try {
    return createServer(options, (request, response) => {
      http.routing(request, response)
    })
  } catch (cause) {
    throw new ConfigError(
      'KHO_TLS_KEY is not the key of the first certificate in KHO_TLS_CERTIFICATE, or one is damaged.',
      {
        cause,
      },
    )
  }
}
