import { forwardingHeaders } from './http/index.ts'
import type { ForwardingHeader } from './http/index.ts'
import type { Secret } from './secret.ts'

/** The listener that asks for certificates, and the proxies whose word counts. */
export interface TlsConfig {
  readonly port: number | undefined
  readonly certificate: string | undefined
  readonly key: Secret | undefined
  readonly publicUrl: string | undefined
  readonly trustedProxies: readonly string[]
  readonly proxyHops: number
  readonly forwardingHeader: ForwardingHeader
  readonly certificateHeader: string
}

type TlsSetting =
  | 'KHO_TLS_PORT'
  | 'KHO_TLS_CERTIFICATE'
  | 'KHO_TLS_KEY'
  | 'KHO_TLS_PUBLIC_URL'
  | 'KHO_TRUSTED_PROXIES'
  | 'KHO_PROXY_HOPS'
  | 'KHO_FORWARDING_HEADER'
  | 'KHO_CLIENT_CERTIFICATE_HEADER'
type Read<Value> = (name: TlsSetting) => Value | undefined

export function readTls(text: Read<string>, secret: Read<Secret>): TlsConfig {
  const port = text('KHO_TLS_PORT')
  return {
    port: port === undefined ? undefined : Number(port),
    certificate: text('KHO_TLS_CERTIFICATE'),
    key: secret('KHO_TLS_KEY'),
    publicUrl: text('KHO_TLS_PUBLIC_URL'),
    trustedProxies: networksOf(text('KHO_TRUSTED_PROXIES') ?? '').filter((network) => network !== ''),
    proxyHops: Number(text('KHO_PROXY_HOPS')),
    forwardingHeader: forwardingHeaders.find((name) => name === text('KHO_FORWARDING_HEADER')) ?? 'x-forwarded-for',
    certificateHeader: text('KHO_CLIENT_CERTIFICATE_HEADER') ?? '',
  }
}

/** Networks as they stand in a setting, between commas. */
export function networksOf(value: string): string[] {
  return value.split(/,\s*/)
}
