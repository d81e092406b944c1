import type { IncomingMessage } from 'node:http'
import type { X509Certificate } from 'node:crypto'
import { errors, interactionPolicy, Provider } from 'oidc-provider'
import type { Configuration, JWK, KoaContextWithOIDC } from 'oidc-provider'
import { keyedDigest } from '../../platform/index.ts'
import type { Principal } from '../principal.ts'
import { createAdapter } from './adapter.ts'
import type { AdapterDeps } from './adapter.ts'
import type { ConsentEndings } from './consent.service.ts'
import { cannotBePhished } from './sign-in.ts'
import { commandLineClient, commandLineMetadata, scopes } from './client-metadata.ts'
import { apiPath } from './places.ts'
import type { OpenIdPlaces } from './places.ts'

/** Who sends a request to the provider, as far as the connection and the portal know. */
export interface Caller {
  readonly address: string
  readonly certificate: () => X509Certificate | undefined
  /** Who is signed in at the portal in the same browser. */
  readonly person: () => Promise<Principal | undefined>
}

export interface ProviderDeps extends AdapterDeps {
  readonly places: OpenIdPlaces
  readonly sessionHours: number
  readonly callerOf: (request: IncomingMessage) => Caller
  /** Who an account is now; undefined when it may do nothing any more. */
  readonly personNow: (accountId: string) => Promise<Principal | undefined>
}

/** ASVS 10.4, FAPI 2.0 §5.3: seconds. */
const lives = { code: 60, token: 300, interaction: 600, device: 600 } as const

/** Assertions of clients must end soon, for how long is remembered that one was used has an end, too. */
const longestAssertion = 300
/** How far clocks may differ, in seconds. */
const clockTolerance = 10
/** A JWT of another kind that its client signed (a proof, a logout token) says nothing about who asks (RFC 8725 §3.11). */
const assertionTypes: readonly unknown[] = [undefined, 'JWT', 'client-authentication+jwt']
/** FAPI 2.0 §5.4; Ed25519 has two names. */
const algorithms = ['ES256', 'EdDSA', 'Ed25519', 'PS256'] as const

/** The provider, set up once for a set of signing keys. Systems and portals meet FAPI 2.0 Security Profile. */
export function createProvider(deps: ProviderDeps, keys: readonly JWK[]): Provider {
  const provider = new Provider(deps.places.issuer, configurationOf(deps, keys))
  // Addresses are those of the issuer; the mount says by these headers what they are, whatever the caller sent.
  provider.proxy = true
  provider.use(nameForbiddenGrant)
  return provider
}

/** The library calls it an invalid request when a client uses a grant that is not its own; RFC 6749 §5.2 has a name for it. */
async function nameForbiddenGrant(ctx: MaybeOfProvider, next: () => Promise<void>): Promise<void> {
  await next()
  const { client, params } = ctx.oidc ?? {}
  const grant = params?.['grant_type']
  const body = ctx.body as { error?: string } | undefined
  if (!client || typeof grant !== 'string' || client.grantTypeAllowed(grant)) return
  if (body?.error === 'invalid_request') body.error = 'unauthorized_client'
}

/** What the provider knows of a request that is for it. */
type MaybeOfProvider = { body: unknown } & Partial<Pick<KoaContextWithOIDC, 'oidc'>>

function configurationOf(deps: ProviderDeps, keys: readonly JWK[]): Configuration {
  const { places } = deps
  return {
    adapter: createAdapter(deps),
    jwks: { keys: [...keys] },
    clients: [commandLineMetadata],
    clientAuthMethods: ['none', 'private_key_jwt', 'self_signed_tls_client_auth'],
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    enabledJWA: {
      clientAuthSigningAlgValues: [...algorithms],
      dPoPSigningAlgValues: [...algorithms],
      idTokenSigningAlgValues: ['ES256'],
    },
    assertJwtClientAuthClaimsAndHeader: (_ctx, claims, header) => {
      assertAssertion({ ...claims, typ: header['typ'] }, places.issuer, deps.clock.now())
    },
    responseTypes: ['code'],
    subjectTypes: ['public'],
    scopes: ['openid', 'offline_access'],
    claims: {
      openid: ['sub'],
      profile: ['name', 'preferred_username'],
      unit: ['unit_id', 'unit_name'],
    },
    conformIdTokenClaims: false,
    extraTokenClaims: ({ oidc: { entities } }) => {
      const source = entities.AuthorizationCode ?? entities.DeviceCode ?? entities.RefreshToken
      return { isPhishingResistant: cannotBePhished(source?.amr) }
    },
    findAccount: (_ctx, accountId) => findAccount(deps, accountId),
    allowOmittingSingleRegisteredRedirectUri: false,
    pkce: { required: () => true },
    clockTolerance,
    formats: { bitsOfOpaqueRandomness: 256 },
    cookies: cookiesOf(deps),
    ttl: livesFor(deps.sessionHours * 3_600),
    // FAPI 2.0 §5.3.2.1 wants bound refresh tokens to stay; the command line has nothing else to be known by.
    rotateRefreshToken: ({ oidc }) => oidc.client?.clientId === commandLineClient,
    issueRefreshToken: (_ctx, client, source) =>
      Promise.resolve(
        client.grantTypeAllowed('refresh_token') &&
          (client.clientId === commandLineClient || source.scopes.has('offline_access')),
      ),
    expiresWithSession: () => Promise.resolve(false),
    clientBasedCORS: () => false,
    renderError: (ctx, out) => {
      ctx.status = 303
      ctx.redirect(`/authorise?error=${encodeURIComponent(out.error)}`)
    },
    interactions: {
      policy: policyOf(deps),
      url: (_ctx, { uid }) => `${apiPath}/identity/interactions/${uid}`,
    },
    discovery: {
      ui_locales_supported: ['vi', 'en'],
      ...(places.mutualTls !== undefined && { mtls_endpoint_aliases: aliasesOf(places.mutualTls) }),
    },
    features: featuresOf(deps),
  }
}

function cookiesOf({ secret }: ProviderDeps): Configuration['cookies'] {
  return {
    keys: [keyedDigest(secret, 'openid-cookies', '')],
    names: { session: 'kho_openid', interaction: 'kho_openid_request', resume: 'kho_openid_resume' },
    long: { httpOnly: true, sameSite: 'lax' },
    short: { httpOnly: true, sameSite: 'lax' },
  }
}

/** How long each thing lives, in seconds; what a person agreed to ends with the life of a sign-in. */
function livesFor(signIn: number): Configuration['ttl'] {
  return {
    AccessToken: lives.token,
    ClientCredentials: lives.token,
    AuthorizationCode: lives.code,
    IdToken: lives.token,
    DeviceCode: lives.device,
    Interaction: lives.interaction,
    Session: signIn,
    Grant: signIn,
    RefreshToken: (ctx) => ctx.oidc.entities.RotatedRefreshToken?.remainingTTL ?? signIn,
  }
}

function featuresOf({ secret, places, callerOf, endings }: ProviderDeps): Configuration['features'] {
  return {
    devInteractions: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    clientCredentials: { enabled: true },
    deviceFlow: {
      enabled: true,
      deviceInfo: (ctx) => ({ address: callerOf(ctx.req).address, agent: ctx.get('user-agent').slice(0, 200) }),
    },
    dPoP: {
      enabled: true,
      nonceSecret: Buffer.from(keyedDigest(secret, 'openid-nonce', ''), 'base64url'),
    },
    fapi: {
      enabled: true,
      profile: (_ctx, client) => (client.clientId === commandLineClient ? undefined : '2.0'),
    },
    mTLS: {
      enabled: true,
      certificateBoundAccessTokens: true,
      selfSignedTlsClientAuth: true,
      getCertificate: ({ req }) => callerOf(req).certificate(),
    },
    pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
    revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => giveUp(endings, client, token) },
    resourceIndicators: {
      enabled: true,
      // A token is for the API as soon as something is asked that only the API knows.
      defaultResource: (ctx, client, oneOf) => {
        if (oneOf) return oneOf
        const asks = [scopes.read, scopes.write].some((scope) => ctx.oidc.requestParamScopes.has(scope))
        return asks || client.grantTypeAllowed('client_credentials') ? places.api : []
      },
      useGrantedResource: () => true,
      getResourceServerInfo: (_ctx, resource) => {
        if (resource !== places.api) throw new errors.InvalidTarget()
        return {
          ...{ scope: `${scopes.read} ${scopes.write}`, audience: places.api },
          ...{ accessTokenTTL: lives.token, accessTokenFormat: 'opaque' },
        }
      },
    },
  }
}

/** Signed out at the portal, or signed in there as somebody else: the provider's own session counts for nothing. */
function policyOf({ callerOf }: ProviderDeps) {
  const policy = interactionPolicy.base()
  const { Check } = interactionPolicy
  policy.get('login')?.checks.add(
    new Check('portal', 'sign-in at the portal is needed', 'login_required', async ({ req, oidc }) => {
      const signedIn = oidc.session?.accountId
      if (signedIn === undefined) return Check.NO_NEED_TO_PROMPT
      const person = await callerOf(req).person()
      return person?.accountId === signedIn ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT
    }),
  )
  return policy
}

async function findAccount({ personNow }: ProviderDeps, accountId: string) {
  const person = await personNow(accountId)
  if (!person) return undefined
  const { login, name, organisation } = person
  const claims = {
    ...{ sub: accountId, name, preferred_username: login },
    ...{ unit_id: organisation.id, unit_name: organisation.name },
  }
  return { accountId, claims: () => claims }
}

/** FAPI 2.0 §5.3.2.1: the issuer, as text, is the only audience; and the assertion is of now and not good for long. */
function assertAssertion(told: Readonly<Record<string, unknown>>, issuer: string, at: Date): void {
  const { typ, aud, iat, exp } = told
  const now = at.getTime() / 1_000
  if (!assertionTypes.includes(typ)) throw new errors.InvalidClientAuth('the assertion is a JWT of another kind')
  if (aud !== issuer) throw new errors.InvalidClientAuth('audience (aud) must equal the issuer identifier url')
  if (typeof exp !== 'number' || exp > now + longestAssertion) {
    throw new errors.InvalidClientAuth(`the assertion must end within ${String(longestAssertion)} s`)
  }
  if (iat !== undefined && (typeof iat !== 'number' || iat > now + clockTolerance)) {
    throw new errors.InvalidClientAuth('the assertion was issued in the future')
  }
}

interface Owned {
  readonly clientId?: string | undefined
}

interface Revoked extends Owned {
  readonly jti: string
  readonly grantId?: string | undefined
}

/** The library asks whether a token may be revoked, and then removes what is left of it: what the person allowed ends here, as an act. */
async function giveUp(endings: ConsentEndings, { clientId }: Owned, token: Revoked): Promise<boolean> {
  if (clientId === undefined || token.clientId !== clientId) {
    throw new errors.InvalidRequest('client is not authorized to revoke the presented token')
  }
  if (token.grantId !== undefined) await endings.giveUp(token.grantId, { client: clientId, token: token.jti })
  return true
}

function aliasesOf(base: string): Readonly<Record<string, string>> {
  return {
    token_endpoint: `${base}/token`,
    revocation_endpoint: `${base}/token/revocation`,
    pushed_authorization_request_endpoint: `${base}/request`,
    device_authorization_endpoint: `${base}/device/auth`,
    userinfo_endpoint: `${base}/me`,
  }
}
