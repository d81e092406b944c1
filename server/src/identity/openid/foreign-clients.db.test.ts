import { execFile } from 'node:child_process'
import { createPublicKey } from 'node:crypto'
import { promisify } from 'node:util'
import * as oauth from 'oauth4webapi'
import * as client from 'openid-client'
import { beforeAll, describe, expect, it } from 'vitest'
import { makeCertificate } from '../../../test/openid/certificate.ts'
import { clientKey, createBrowser, discover, openProvider } from '../../../test/openid/open-provider.ts'
import type { Browser } from '../../../test/openid/open-provider.ts'
import { files, manyFiles, offices } from '../../../test/warehouse/dataset.ts'
import { password } from '../../../test/warehouse/people.ts'
import type { Who } from '../../../test/warehouse/people.ts'
import { sha256 } from '../../platform/index.ts'
import { commandLineClient } from './client-metadata.ts'

const provider = await openProvider()
const { api, issuer, url, mutualTlsUrl, register, deliver, people } = provider
const readable = `/warehouse/datasets/${files}/records/HS0001?purpose=nghiep-vu`
const record = new URL(`${api}${readable}`)

beforeAll(async () => {
  await deliver('ma,ten\nDV1,Chi nhánh Một\nDV2,Chi nhánh Hai\n', { dataset: offices })
  await deliver(manyFiles(10))
})

/** Signs in at the portal in a browser; gives the headers of its changes. */
async function signInWith(browser: Browser, who: Who): Promise<Record<string, string>> {
  const body = JSON.stringify({ login: people[who].login, password })
  const headers = { 'content-type': 'application/json' }
  const answer = await browser.request('/api/v1/identity/sessions', { method: 'POST', headers, body })
  const { csrfToken } = (await answer.json()) as { csrfToken: string }
  return { 'x-csrf-token': csrfToken }
}

/** What the page does for the person: signs in, shows who asks, answers; gives where the browser is sent. */
async function answerRequest(browser: Browser, page: URL, who: Who, isAllowed = true) {
  expect(page.pathname).toBe('/authorise')
  const place = `/api/v1/identity/interactions/${page.searchParams.get('request') ?? ''}`
  const before = (await (await browser.request(`${place}/request`)).json()) as { needsSignIn: boolean }
  const headers = await signInWith(browser, who)
  const shown = (await (await browser.request(`${place}/request`)).json()) as object
  const word = `${place}/${isAllowed ? 'consent' : 'refusal'}`
  const answer = await browser.request(word, { method: 'POST', headers })
  const { continueTo } = (await answer.json()) as { continueTo: string }
  return { before, shown, back: await browser.go(continueTo) }
}

/** What a read with a token is answered; a refusal too is an answer. */
async function fetchWith(token: string, DPoP: client.DPoPHandle, config: client.Configuration) {
  try {
    return await client.fetchProtectedResource(config, token, record, 'GET', undefined, undefined, { DPoP })
  } catch (error) {
    if (error instanceof client.WWWAuthenticateChallengeError) return error.response
    throw error
  }
}

describe('a system', () => {
  it('gets a token by its key, sent in PEM, bound to another, and reads as its unit may (openid-client, Điều 11)', async () => {
    const { privateKey, jwk } = await clientKey()
    const pem = createPublicKey({ key: jwk, format: 'jwk' }).export({ type: 'spki', format: 'pem' })
    await register('hospital', { code: 'yte-hsbenhan', keys: [pem.toString()] })
    const config = await discover(issuer, 'yte-hsbenhan', client.PrivateKeyJwt(privateKey.key))
    const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'))
    const token = await client.clientCredentialsGrant(config, { scope: 'kho.read' }, { DPoP })
    expect(token).toMatchObject({ token_type: 'dpop', expires_in: 300, scope: 'kho.read' })
    const answer = await fetchWith(token.access_token, DPoP, config)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({ values: { ma: 'HS0001' } })
    const by = { via: 'token', client: { code: 'yte-hsbenhan', token: sha256(token.access_token).toString('hex') } }
    expect(await provider.call('auditor', '/journal/reads?limit=1')).toMatchObject({ body: { items: [{ actor: by }] } })
  })

  it('gets the same by oauth4webapi, with an Ed25519 proof', async () => {
    const { privateKey, jwk } = await clientKey()
    await register('hospital', { code: 'yte-oauth4webapi', keys: [jwk] })
    const insecure = { [oauth.allowInsecureRequests]: true } as const
    const found = await oauth.discoveryRequest(new URL(issuer), insecure)
    const server = await oauth.processDiscoveryResponse(new URL(issuer), found)
    const system = { client_id: 'yte-oauth4webapi' }
    const DPoP = oauth.DPoP({}, await oauth.generateKeyPair('Ed25519'))
    const ask = () =>
      oauth.clientCredentialsGrantRequest(
        ...([server, system, oauth.PrivateKeyJwt(privateKey), { scope: 'kho.read kho.write' }] as const),
        { DPoP, ...insecure },
      )
    const token = await oauth.processClientCredentialsResponse(server, system, await ask())
    const read = () =>
      oauth.protectedResourceRequest(token.access_token, 'GET', record, undefined, undefined, { DPoP, ...insecure })
    const refused = (await read().catch((error: unknown) => error)) as Error
    expect(oauth.isDPoPNonceError(refused)).toBe(true)
    expect((await read()).status).toBe(200)
  })

  it('is known by its certificate over mutual TLS, and its token by the same (curl)', async () => {
    const { certificate, files: own } = makeCertificate('lgsp')
    const { files: others } = makeCertificate('lgsp')
    await register('hospital', { code: 'lgsp-yte', certificates: [certificate] })
    const curl = async (pair: typeof own | undefined, ...more: string[]) => {
      const shown = pair ? ['--cert', pair.certificate, '--key', pair.key] : []
      const { stdout } = await promisify(execFile)('curl', ['-sk', '--max-time', '20', ...shown, ...more])
      return JSON.parse(stdout) as Record<string, unknown>
    }
    const form = ['-d', 'grant_type=client_credentials', '-d', 'client_id=lgsp-yte', '-d', 'scope=kho.read']
    const described = await curl(undefined, `${issuer}/.well-known/openid-configuration`)
    const { token_endpoint: place } = described['mtls_endpoint_aliases'] as { token_endpoint: string }
    expect(place).toBe(`${mutualTlsUrl}/openid/token`)
    const token = await curl(own, ...form, place)
    expect(token).toMatchObject({ token_type: 'Bearer', expires_in: 300 })
    expect(await curl(others, ...form, place)).toMatchObject({ error: 'invalid_client' })
    expect(await curl(undefined, ...form, place)).toMatchObject({ error: 'invalid_client' })
    const authorization = ['-H', `authorization: Bearer ${String(token['access_token'])}`]
    const read = `${mutualTlsUrl}/api/v1${readable}`
    expect(await curl(own, ...authorization, read)).toMatchObject({ values: { ma: 'HS0001' } })
    expect(await curl(others, ...authorization, read)).toMatchObject({ code: 'identity.certificateMissing' })
    expect(await curl(undefined, ...authorization, record.href)).toMatchObject({ code: 'identity.certificateMissing' })
  })
})

describe('another portal', () => {
  it('has a person signed in here by code and PKCE, and acts for them (openid-client, Điều 7.1)', async () => {
    const { privateKey, jwk } = await clientKey()
    const redirect = 'http://127.0.0.1:9/cb'
    await register('hospital', { code: 'cong-yte', kind: 'portal', keys: [jwk], redirectUris: [redirect] })
    const config = await discover(issuer, 'cong-yte', client.PrivateKeyJwt(privateKey))
    const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'))
    const pkceCodeVerifier = client.randomPKCECodeVerifier()
    const [state, nonce] = [client.randomState(), client.randomNonce()]
    const scope = 'openid profile unit offline_access kho.read'
    const address = await client.buildAuthorizationUrlWithPAR(config, {
      ...{ redirect_uri: redirect, scope, state, nonce, code_challenge_method: 'S256', prompt: 'consent' },
      code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    })
    const browser = createBrowser(url)
    const { before, shown, back } = await answerRequest(browser, await browser.go(address.href), 'hospital')
    expect(before.needsSignIn).toBe(true)
    expect(shown).toMatchObject({
      ...{ client: { code: 'cong-yte', unit: { name: 'Sở Y tế' } }, returnsTo: '127.0.0.1:9', needsSignIn: false },
      scopes: scope.split(' '),
    })
    expect(back.searchParams.get('iss')).toBe(issuer)
    const checks = { pkceCodeVerifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true }
    const tokens = await client.authorizationCodeGrant(config, back, checks, undefined, { DPoP })
    expect(tokens.claims()).toMatchObject({
      ...{ sub: people.hospital.principal.accountId, preferred_username: 'hospital', unit_name: 'Sở Y tế' },
      aud: 'cong-yte',
    })
    expect((await fetchWith(tokens.access_token, DPoP, config)).status).toBe(200)
    const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token ?? '', undefined, { DPoP })
    expect((await fetchWith(refreshed.access_token, DPoP, config)).status).toBe(200)
    await client.tokenRevocation(config, refreshed.access_token)
    expect((await fetchWith(refreshed.access_token, DPoP, config)).status).toBe(401)
    await client.tokenRevocation(config, tokens.refresh_token ?? '')
    expect((await fetchWith(tokens.access_token, DPoP, config)).status).toBe(401)
  })
})

describe('the command line', () => {
  it('is let in by its person at the portal (device flow, openid-client)', async () => {
    const config = await discover(issuer, commandLineClient, client.None())
    const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'))
    const asked = { scope: 'openid kho.read kho.write' }
    const waiting = await client.initiateDeviceAuthorization(config, asked)
    expect(await createBrowser(url).go(waiting.verification_uri)).toMatchObject({ pathname: '/device' })
    const headers = await provider.signIn('provider')
    const place = `/identity/devices/${waiting.user_code}`
    const shown = await provider.call(undefined, place, { headers })
    expect(shown.body).toMatchObject({
      client: 'kho-cli',
      scopes: ['openid', 'kho.read', 'kho.write'],
      address: '127.0.0.1',
    })
    const allow = { method: 'POST', headers } as const
    expect((await provider.call(undefined, `${place}/consent`, allow)).status).toBe(204)
    await provider.refusal({ status: 404, code: 'identity.deviceUnknown' }, undefined, `${place}/consent`, allow)
    const tokens = await client.pollDeviceAuthorizationGrant(config, waiting, undefined, { DPoP })
    expect((await fetchWith(tokens.access_token, DPoP, config)).status).toBe(200)
    const submit = new URL(`${api}/warehouse/datasets/${offices}/submissions`)
    const csv = new Headers({ 'content-type': 'text/csv' })
    const sent = await client.fetchProtectedResource(
      ...([config, tokens.access_token, submit, 'POST', 'ma,ten\nDV3,Chi nhánh Ba\n', csv] as const),
      { DPoP },
    )
    expect(sent.status).toBe(202)
    const received = '/journal/entries?event=warehouse.submission.received&limit=1'
    const by = { code: commandLineClient, token: sha256(tokens.access_token).toString('hex') }
    expect(await provider.call('auditor', received)).toMatchObject({
      body: { items: [{ actor: { accountName: 'provider', via: 'token', client: by } }] },
    })
    const rotated = await client.refreshTokenGrant(config, tokens.refresh_token ?? '', undefined, { DPoP })
    expect(rotated.refresh_token).not.toBe(tokens.refresh_token)
    // Whoever shows a used one has stolen it, or was stolen from: all that came of it ends.
    const again = client.refreshTokenGrant(config, tokens.refresh_token ?? '', undefined, { DPoP })
    await expect(again).rejects.toMatchObject({ error: 'invalid_grant' })
    expect((await fetchWith(rotated.access_token, DPoP, config)).status).toBe(401)
  })
})
