import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeCertificate } from '../../test/openid/certificate.ts'
import { fixedClock, noProxy, sha256, systemClock } from '../platform/index.ts'
import type { Clock, ProxyTrust } from '../platform/index.ts'
import { createCertificateReader } from './client-certificate.ts'
import type { CertificateReader } from './client-certificate.ts'

const { certificate } = makeCertificate('lgsp')
const thumbprint = sha256(new X509Certificate(certificate).raw).toString('base64url')
const der = new X509Certificate(certificate).raw.toString('base64')
const trusted: ProxyTrust = { ...noProxy, proxies: ['127.0.0.0/8'] }

/** A plain server that answers with the certificate it believes a request came with. */
const held: { reader: CertificateReader } = { reader: createCertificateReader(noProxy, systemClock) }
const server = createServer((request, response) => response.end(held.reader.thumbprintOf(request) ?? 'none'))
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
afterAll(() => new Promise((resolve) => server.close(resolve)))

async function seen(trust: ProxyTrust, headers: Record<string, string>, clock: Clock = systemClock): Promise<string> {
  held.reader = createCertificateReader(trust, clock)
  const { port } = server.address() as AddressInfo
  const answer = await fetch(`http://127.0.0.1:${String(port)}`, { headers: { ...headers, connection: 'close' } })
  return answer.text()
}

describe('a certificate that a header tells', () => {
  it.each([
    ['as RFC 9440 writes it', `:${der}:`],
    ['as PEM with escaped signs', encodeURIComponent(certificate)],
  ])('counts from a proxy that was named, %s', async (_how, value) => {
    expect(await seen(trusted, { 'client-cert': value })).toBe(thumbprint)
  })

  it('counts in the header that was named only', async () => {
    const named = { ...trusted, certificateHeader: 'x-ssl-client-cert' }
    expect(await seen(named, { 'x-ssl-client-cert': `:${der}:` })).toBe(thumbprint)
    expect(await seen(named, { 'client-cert': `:${der}:` })).toBe('none')
  })

  it.each<[string, ProxyTrust, string]>([
    ['when no proxy was named', noProxy, `:${der}:`],
    ['from another address than the proxy’s', { ...trusted, proxies: ['10.0.0.5/32'] }, `:${der}:`],
    ['cut short', trusted, `:${der.slice(0, 200)}:`],
    ['that is no base64', trusted, ':!!!:'],
    ['that is empty', trusted, '::'],
    ['that is a word', trusted, 'x'],
    ['that escapes nothing there is', trusted, '%E0%A4%A'],
    ['twice', trusted, `:${der}:, :${der}:`],
  ])('is nothing %s', async (_why, trust, value) => {
    expect(await seen(trust, { 'client-cert': value })).toBe('none')
  })

  it('is nothing before it begins and after it has ended', async () => {
    const { validFromDate, validToDate } = new X509Certificate(certificate)
    const at = (instant: Date, shift: number) => fixedClock(new Date(instant.getTime() + shift).toISOString())
    const header = { 'client-cert': `:${der}:` }
    expect(await seen(trusted, header, at(validFromDate, -1_000))).toBe('none')
    expect(await seen(trusted, header, at(validFromDate, 0))).toBe(thumbprint)
    expect(await seen(trusted, header, at(validToDate, -1_000))).toBe(thumbprint)
    expect(await seen(trusted, header, at(validToDate, 0))).toBe('none')
  })

  it('is none where a plain connection tells nothing', async () => {
    expect(await seen(trusted, {})).toBe('none')
  })
})
