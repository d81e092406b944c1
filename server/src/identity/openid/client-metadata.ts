import type { ClientMetadata } from 'oidc-provider'
import { isCounting } from '../client/client-key.ts'
import type { Client } from '../client/client.ts'

/** The command line: everybody may have a copy, so it proves nothing but the key that its tokens are bound to. */
export const commandLineClient = 'kho-cli'

export const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code'

/** What a token may be used for: to ask, or to change something, too. */
export const scopes = { read: 'kho.read', write: 'kho.write' } as const

export const commandLineMetadata: ClientMetadata = {
  client_id: commandLineClient,
  client_name: 'kho',
  application_type: 'native',
  token_endpoint_auth_method: 'none',
  grant_types: [deviceGrant, 'refresh_token'],
  response_types: [],
  redirect_uris: [],
  dpop_bound_access_tokens: true,
  id_token_signed_response_alg: 'ES256',
}

/** A registered client in the words of the standards; FAPI 2.0: known by key or certificate, tokens bound to it. */
export function clientMetadata(client: Client, now: Date): ClientMetadata {
  const isSystem = client.kind === 'system'
  const isKeyed = client.method === 'key'
  return {
    client_id: client.code,
    client_name: client.name,
    token_endpoint_auth_method: isKeyed ? 'private_key_jwt' : 'self_signed_tls_client_auth',
    grant_types: isSystem ? ['client_credentials'] : ['authorization_code', 'refresh_token'],
    response_types: isSystem ? [] : ['code'],
    redirect_uris: [...client.redirectUris],
    jwks: { keys: client.keys.filter((key) => isCounting(key, now)).map(({ jwk }) => jwk) },
    dpop_bound_access_tokens: isKeyed,
    tls_client_certificate_bound_access_tokens: !isKeyed,
    id_token_signed_response_alg: 'ES256',
    require_pushed_authorization_requests: !isSystem,
  }
}
