import { generateKeyPairSync } from 'node:crypto'
import http from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { Provider } from 'oidc-provider'

/** What the warehouse is told of the provider, by its settings. */
export const outsideName = 'Cổng cán bộ'
const [client, secret] = ['khochung', 'only-for-trials'.padEnd(40, 'x')]

/** The word of `acr` by which it says that a sign-in could not be phished. */
export const resists = 'phr'

/** An OpenID provider of somebody else (oidc-provider), whose sign-in page takes anybody by their word. */
export interface OutsideProvider {
  /** Settings of a product that lets it sign people in. */
  readonly settings: Readonly<Record<string, string>>
  /** Serves the product at these addresses. */
  serve(addresses: readonly string[]): void
  close(): void
}

export async function openOutsideProvider(): Promise<OutsideProvider> {
  const server = http.createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  return {
    settings: {
      ...{ KHO_OUTSIDE_ISSUER: issuer, KHO_OUTSIDE_CLIENT_ID: client, KHO_OUTSIDE_CLIENT_SECRET: secret },
      ...{ KHO_OUTSIDE_NAME: outsideName, KHO_OUTSIDE_PHISHING_RESISTANT: resists },
    },
    serve: (addresses) => {
      const provider = providerAt(issuer, addresses)
      const handle = provider.callback()
      server.on('request', (request, response) => {
        if (request.url?.startsWith('/interaction/') === true) void interact(provider, request, response)
        else void handle(request, response)
      })
    },
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

function providerAt(issuer: string, addresses: readonly string[]): Provider {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const provider: Provider = new Provider(issuer, {
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'outside', alg: 'ES256', use: 'sig' }] },
    clients: [
      {
        ...{ client_id: client, client_secret: secret, response_types: ['code'], grant_types: ['authorization_code'] },
        ...{ id_token_signed_response_alg: 'ES256', require_auth_time: true },
        redirect_uris: addresses.map((address) => `${address}/api/v1/identity/outside-sign-ins/return`),
      },
    ],
    acrValues: [resists, 'pwd'],
    findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    cookies: { keys: ['only for trials'] },
    loadExistingGrant: async (ctx) => {
      const grant = new provider.Grant({ clientId: ctx.oidc.client?.clientId, accountId: ctx.oidc.session?.accountId })
      grant.addOIDCScope('openid')
      await grant.save()
      return grant
    },
  })
  return provider
}

const page = `<!doctype html><html lang="vi"><title>${outsideName}</title><form method="post">
  <label>Tên <input name="subject"></label> <button name="acr" value="pwd">Bằng mật khẩu</button>
  <button name="acr" value="${resists}">Bằng khóa</button></form></html>`

/** Its page of sign-in, and what follows from the answer. */
async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST') {
    response.setHeader('content-type', 'text/html; charset=utf-8').end(page)
    return
  }
  const form = new URLSearchParams(await text(request))
  const login = { accountId: form.get('subject') ?? '', acr: form.get('acr') ?? '' }
  await provider.interactionFinished(request, response, { login })
}
