import { ownNetworks } from '../platform/index.ts'
import type { ProxyTrust, TlsConfig } from '../platform/index.ts'

/** Which proxies are believed, and in what. */
export function proxyTrustOf({
  trustedProxies,
  proxyHops,
  forwardingHeader,
  certificateHeader,
}: TlsConfig): ProxyTrust {
  return { proxies: trustedProxies, hops: proxyHops, forwardingHeader, certificateHeader }
}

/** With a public address and no proxy named, one on this machine is believed: that is where it stands then. */
export function trustBehind(publicUrl: string | undefined, trust: ProxyTrust): ProxyTrust {
  return trust.proxies.length > 0 || publicUrl === undefined ? trust : { ...trust, proxies: ownNetworks }
}
