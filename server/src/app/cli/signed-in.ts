import { createHash, createPrivateKey, createPublicKey } from 'node:crypto'
import type { JsonWebKey, webcrypto } from 'node:crypto'
import os from 'node:os'
import { importJWK, SignJWT } from 'jose'
import * as oauth from 'openid-client'
import { newId, systemClock } from '../../platform/index.ts'
import { noServerAt } from './client.ts'
import { UsageError } from './command.ts'
import type { Credentials } from './credentials.ts'
import { changeSignIn, findSignIn } from './sign-in-file.ts'
import type { SignIn } from './sign-in-file.ts'

export const commandLineClient = 'kho-cli'

/** A token is renewed this long before its end. */
const spareMilliseconds = 30_000

/** The provider of a server, as the command line's own client sees it. */
export async function discoverProvider(url: string): Promise<oauth.Configuration> {
  const isPlain = new URL(url).protocol === 'http:'
  try {
    return await oauth.discovery(new URL(`${url}/openid`), commandLineClient, undefined, oauth.None(), {
      ...(isPlain && { execute: [oauth.allowInsecureRequests] }),
      // The person who is asked to confirm sees which machine it is.
      [oauth.customFetch]: (address, options) =>
        fetch(address, {
          ...options,
          body: options.body ?? null,
          headers: { ...options.headers, 'user-agent': `kho on ${os.hostname()}` },
        }),
    })
  } catch (cause) {
    throw noServerAt(url, cause)
  }
}

/** The key of a sign-in, to sign what is asked of the provider. */
export async function proofKeyOf(config: oauth.Configuration, key: JsonWebKey): Promise<oauth.DPoPHandle> {
  const publicPart = createPublicKey(createPrivateKey({ key, format: 'jwk' })).export({ format: 'jwk' })
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
  const [privateKey, publicKey] = await Promise.all([
    crypto.subtle.importKey('jwk', { ...key } as webcrypto.JsonWebKey, algorithm, false, ['sign']),
    crypto.subtle.importKey('jwk', { ...publicPart } as webcrypto.JsonWebKey, algorithm, true, ['verify']),
  ])
  return oauth.getDPoPHandle(config, { privateKey, publicKey })
}

/** Requests with the tokens of a sign-in, each with a proof that its key is held; tokens are renewed as they end. */
export function signedInCredentials(file: string, url: string): Credentials {
  let nonce: string | undefined
  return {
    headersFor: async (method, address) => {
      const { accessToken, key } = await currentSignIn(file, url)
      const proof = await signProof(key, { method, address, token: accessToken, nonce })
      return { authorization: `DPoP ${accessToken}`, dpop: proof }
    },
    learn: (status, header) => {
      const given = header('dpop-nonce') ?? undefined
      const isNew = given !== undefined && given !== nonce
      nonce = given ?? nonce
      return isNew && status === 401 && (header('www-authenticate') ?? '').includes('use_dpop_nonce')
    },
  }
}

async function currentSignIn(file: string, url: string): Promise<SignIn> {
  const kept = await findSignIn(file, url)
  if (kept && isGood(kept)) return kept
  const renewed = await changeSignIn(file, url, async (before) => {
    if (!before) return undefined
    // Another command may have been quicker.
    return isGood(before) ? before : renew(url, before)
  })
  if (!renewed) throw new UsageError('Your sign-in has ended. Sign in again with "kho login".')
  return renewed
}

const isGood = ({ expiresAt }: SignIn) => expiresAt - systemClock.now().getTime() > spareMilliseconds

async function renew(url: string, before: SignIn): Promise<SignIn | undefined> {
  const config = await discoverProvider(url)
  const DPoP = await proofKeyOf(config, before.key)
  try {
    const tokens = await oauth.refreshTokenGrant(config, before.refreshToken, undefined, { DPoP })
    return { ...before, ...keptOf(tokens, before.refreshToken) }
  } catch (error) {
    if (error instanceof oauth.ResponseBodyError) return undefined
    throw noServerAt(url, error)
  }
}

/** What is kept of an answer with tokens. */
export function keptOf(tokens: oauth.TokenEndpointResponse, refreshToken = ''): Omit<SignIn, 'login' | 'key'> {
  return {
    accessToken: tokens.access_token,
    refreshToken: tokens.refresh_token ?? refreshToken,
    expiresAt: systemClock.now().getTime() + (tokens.expires_in ?? 0) * 1_000,
  }
}

interface ProofSubject {
  readonly method: string
  readonly address: string
  readonly token: string
  readonly nonce: string | undefined
}

async function signProof(key: JsonWebKey, { method, address, token, nonce }: ProofSubject): Promise<string> {
  const { origin, pathname } = new URL(address)
  const { kty, crv, x, y } = key
  const now = systemClock.now()
  return new SignJWT({
    ...{ jti: newId<'proof'>(now), htm: method, htu: origin + pathname },
    ath: createHash('sha256').update(token).digest('base64url'),
    ...(nonce !== undefined && { nonce }),
  })
    .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } as Record<string, string> })
    .setIssuedAt(Math.floor(now.getTime() / 1_000))
    .sign(await importJWK({ ...key } as Record<string, string>, 'ES256'))
}
