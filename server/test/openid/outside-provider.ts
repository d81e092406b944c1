import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { generateKeyPairSync } from 'node:crypto'
import { Provider } from 'oidc-provider'
import type { JWK } from 'oidc-provider'
import { afterAll } from 'vitest'
import type { Members, Signer } from './jwt.ts'
import { epoch, signJwt } from './jwt.ts'

export const outsideClient = {
  id: 'khochung',
  secret: 'bí mật chỉ dùng khi thử'.replaceAll(/[^a-z]/g, 'x').padEnd(40, 'x'),
}

/** What the provider does in the next sign-ins, besides what it should. */
export interface Behaviour {
  /** Whom it signs in; nobody: it answers with a refusal. */
  subject: string | undefined
  /** Members of the ID token that differ. */
  claims: Members
  header: Members
  /** Another key that signs, or what is done to the ID token at the end. */
  by: Signer | undefined
  then: (jwt: string) => string
}

const asItShould: Behaviour = { subject: 'nguoi-1', claims: {}, header: {}, by: undefined, then: (jwt) => jwt }

/**
 * A provider that nobody here wrote (oidc-provider), on a port of its own. Its ID tokens are signed anew with its own key, so
 * that a test can have it say anything. Call it at the top of a test file.
 */
export async function openOutsideProvider() {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => new Promise((resolve) => server.close(resolve)))
  const issuer = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const kid = 'outside'
  const behaviour = { ...asItShould }
  return {
    issuer,
    behaviour,
    /** From now on it does what it should, but for what is said. */
    behave: (over: Partial<Behaviour> = {}) => Object.assign(behaviour, asItShould, over),
    /** Serves, once it is known where people are taken back to. */
    serve: (redirectUri: string) => {
      const jwk = { ...privateKey.export({ format: 'jwk' }), kid, alg: 'ES256', use: 'sig' } as JWK
      const provider = providerAt(issuer, { jwk, redirectUri, behaviour })
      provider.use(async (ctx, next) => {
        await next()
        const body = ctx.body as { id_token?: string } | undefined
        if (body?.id_token !== undefined) body.id_token = signedAnew(body.id_token, { privateKey, kid, behaviour })
      })
      const handle = provider.callback()
      server.on('request', (request, response) => {
        void handle(request, response)
      })
    },
  }
}

function signedAnew(
  idToken: string,
  { privateKey, kid, behaviour }: { privateKey: Signer['privateKey']; kid: string; behaviour: Behaviour },
): string {
  const claims = JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString()) as Members
  const own = { ...claims, auth_time: epoch(), ...behaviour.claims }
  return behaviour.then(signJwt({ alg: 'ES256', kid, ...behaviour.header }, own, behaviour.by ?? { privateKey }))
}

interface Setting {
  readonly jwk: JWK
  readonly redirectUri: string
  readonly behaviour: Behaviour
}

function providerAt(issuer: string, { jwk, redirectUri, behaviour }: Setting): Provider {
  const provider: Provider = new Provider(issuer, {
    jwks: { keys: [jwk] },
    clients: [
      {
        ...{ client_id: outsideClient.id, client_secret: outsideClient.secret, redirect_uris: [redirectUri] },
        ...{ id_token_signed_response_alg: 'ES256', response_types: ['code'], grant_types: ['authorization_code'] },
      },
    ],
    findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    cookies: { keys: ['only for trials'] },
    loadExistingGrant: async (ctx) => {
      const { client, session } = ctx.oidc
      const grant = new provider.Grant({ clientId: client?.clientId, accountId: session?.accountId })
      grant.addOIDCScope('openid')
      await grant.save()
      return grant
    },
  })
  // Its page of sign-in has one person, who signs in at once or says no.
  provider.use(async (ctx, next) => {
    if (!ctx.path.startsWith('/interaction/')) {
      await next()
      return
    }
    const { subject } = behaviour
    const said = subject === undefined ? { error: 'access_denied' } : { login: { accountId: subject } }
    await provider.interactionFinished(ctx.req, ctx.res, said)
    ctx.respond = false
  })
  return provider
}
