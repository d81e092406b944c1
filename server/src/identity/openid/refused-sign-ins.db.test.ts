import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { newSigner } from '../../../test/openid/jwt.ts'
import { createBrowser } from '../../../test/openid/open-provider.ts'
import { openTrial, redirectUri, refused, textOf } from '../../../test/openid/trial.ts'
import type { Over } from '../../../test/openid/trial.ts'
import { post } from '../../../test/openid/wire.ts'
import { sha256 } from '../../platform/index.ts'
import { jwkThumbprint } from '../client/client-key.ts'
import { commandLineClient, deviceGrant } from './client-metadata.ts'

const trial = await openTrial()
const { url, issuer, portal, otherPortal, push, authorise, code, exchange, refresh, read, key, testing } = trial
const thief = newSigner()
const db = testing.database.application

/** A pushed request that differs from a good one in one thing, and how it is refused. */
type Case = [name: string, form: NonNullable<Over['form']>, error: string]

const redirects: Case[] = [
  ['another host', { redirect_uri: 'https://khac.example/tro-ve' }, 'invalid_request'],
  ['a host that begins alike', { redirect_uri: 'https://cong.example.khac.example/tro-ve' }, 'invalid_request'],
  ['a host below', { redirect_uri: 'https://x.cong.example/tro-ve' }, 'invalid_request'],
  ['plain http', { redirect_uri: 'http://cong.example/tro-ve' }, 'invalid_request'],
  ['another port', { redirect_uri: 'https://cong.example:8443/tro-ve' }, 'invalid_request'],
  ['the port written out', { redirect_uri: 'https://cong.example:443/tro-ve' }, 'invalid_request'],
  ['a longer path', { redirect_uri: `${redirectUri}/them` }, 'invalid_request'],
  ['a slash more', { redirect_uri: `${redirectUri}/` }, 'invalid_request'],
  ['a way up', { redirect_uri: `${redirectUri}/../../x` }, 'invalid_request'],
  ['an escaped letter', { redirect_uri: 'https://cong.example/tro%2Dve' }, 'invalid_request'],
  ['a capital letter', { redirect_uri: 'https://cong.example/Tro-ve' }, 'invalid_request'],
  ['a question', { redirect_uri: `${redirectUri}?next=https://khac.example` }, 'invalid_request'],
  ['a fragment', { redirect_uri: `${redirectUri}#x` }, 'invalid_request'],
  ['a user', { redirect_uri: 'https://cong.example@khac.example/tro-ve' }, 'invalid_request'],
  ['a backslash', { redirect_uri: 'https://khac.example\\@cong.example/tro-ve' }, 'invalid_request'],
  ['a script', { redirect_uri: 'javascript:alert(1)' }, 'invalid_request'],
  ['no address at all', { redirect_uri: 'x' }, 'invalid_request'],
  ['nothing', { redirect_uri: undefined }, 'invalid_request'],
  ['two addresses', { redirect_uri: [redirectUri, 'https://khac.example/'] }, 'invalid_request'],
]

const requests: Case[] = [
  ['without PKCE', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
  ['with PKCE downgraded to plain', { code_challenge_method: 'plain' }, 'invalid_request'],
  ['with PKCE of no method', { code_challenge_method: undefined }, 'invalid_request'],
  ['with PKCE of another method', { code_challenge_method: 'S512' }, 'invalid_request'],
  ['with a method without challenge', { code_challenge: undefined }, 'invalid_request'],
  ['with a challenge that is too short', { code_challenge: 'x' }, 'invalid_request'],
  ['with a challenge of other letters', { code_challenge: '%'.repeat(43) }, 'invalid_request'],
  ['for a token in the address', { response_type: 'token' }, 'unsupported_response_type'],
  ['for an ID token in the address', { response_type: 'id_token', nonce: 'x' }, 'unsupported_response_type'],
  ['for a code and an ID token', { response_type: 'code id_token', nonce: 'x' }, 'unsupported_response_type'],
  ['for nothing', { response_type: 'none' }, 'unsupported_response_type'],
  ['of no type', { response_type: undefined }, 'invalid_request'],
  ['answered to another window', { response_mode: 'web_message' }, 'unsupported_response_mode'],
  ['answered by JWT', { response_mode: 'jwt' }, 'unsupported_response_mode'],
  ['answered in a way nobody knows', { response_mode: 'x' }, 'unsupported_response_mode'],
  ['as a request object', { request: 'a.b.c' }, 'request_not_supported'],
  ['at an address', { request_uri: 'https://khac.example/request' }, 'request_uri_not_supported'],
  ['at a request pushed before', { request_uri: 'urn:ietf:params:oauth:request_uri:x' }, 'request_uri_not_supported'],
  ['with a registration of its own', { registration: '{}' }, 'registration_not_supported'],
  ['in the name of another client', { client_id: otherPortal.code }, 'invalid_request'],
  ['for another API', { resource: 'https://khac.example/api' }, 'invalid_target'],
  ['with its scope twice', { scope: ['openid', 'kho.write'] }, 'invalid_request'],
  ['with its state twice', { state: ['a', 'b'] }, 'invalid_request'],
  ['that must not ask and must', { prompt: 'none login' }, 'invalid_request'],
  ['with an age of nobody', { max_age: '-1' }, 'invalid_request'],
  ['that asks in a way nobody knows', { prompt: 'x' }, 'invalid_request'],
  ['bound to another key than its proof', { dpop_jkt: sha256('x').toString('base64url') }, 'invalid_request'],
]

describe('a portal that pushes a request (Điều 7.1)', () => {
  it('is given a name for it', async () => {
    expect(await push()).toMatchObject({ status: 201, body: { expires_in: 60 } })
  })

  it.each(redirects)('is refused when people are to be taken back to %s', async (_name, form, error) => {
    const answer = await push({ form })
    expect(answer).toMatchObject(refused(400, error))
    expect(answer.body['error_description']).toMatch(/redirect_uri/)
  })

  it.each(requests)('is refused %s', async (_name, form, error) => {
    expect(await push({ form })).toMatchObject(refused(400, error))
  })

  it('is refused as a system, as the command line and as nobody', async () => {
    expect((await push({}, trial.system)).status).toBe(400)
    const form = { response_type: 'code', client_id: commandLineClient, redirect_uri: redirectUri }
    expect((await post(`${issuer}/request`, form)).status).toBe(400)
    const bare = { client_assertion: undefined, client_assertion_type: undefined, client_id: portal.code }
    expect(await push({ form: bare })).toMatchObject(refused(401, 'invalid_client'))
  })
})

describe('a browser that is sent to the provider', () => {
  const staysHere = (page: URL) => {
    expect(page.origin).toBe(url)
  }

  it.each<[string, () => Promise<Record<string, string>>, string]>([
    ['without a pushed request', () => Promise.resolve({ ...plain(), client_id: portal.code }), 'invalid_redirect_uri'],
    ['by a client nobody knows', () => Promise.resolve({ ...plain(), client_id: 'khong-co' }), 'invalid_client'],
    ['with the request of another portal', () => named(otherPortal.code), 'invalid_request_object'],
    ['with a request nobody pushed', () => Promise.resolve(request('x'.repeat(43))), 'invalid_request_uri'],
    [
      'with a request on another site',
      () => Promise.resolve(at('https://khac.example/r')),
      'request_uri_not_supported',
    ],
    ['with a request that has ended', () => ended(), 'invalid_request_uri'],
  ])('goes to no other place and is told so, %s', async (_name, made, error) => {
    const page = await authorise(createBrowser(url), await made())
    staysHere(page)
    expect(page.pathname).toBe('/authorise')
    expect(page.searchParams.get('error')).toBe(error)
  })

  function plain(): Record<string, string> {
    return { response_type: 'code', redirect_uri: 'https://khac.example/', scope: 'openid', state: 'x' }
  }

  async function named(client: string) {
    return { client_id: client, request_uri: textOf(await push(), 'request_uri') }
  }

  function at(address: string) {
    return { client_id: portal.code, request_uri: address }
  }

  function request(id: string) {
    return at(`urn:ietf:params:oauth:request_uri:${id}`)
  }

  async function ended() {
    const made = await named(portal.code)
    await db.execute(sql`UPDATE identity.openid_artifacts SET payload = payload || '{"exp": 1}', expires_at = now()
      WHERE digest = ${sha256(made.request_uri.split(':').at(-1) ?? '')}`)
    return made
  }

  it('is taken back with a refusal when its portal has not pushed the request', async () => {
    const form = { ...plain(), client_id: portal.code, redirect_uri: redirectUri }
    const back = await authorise(createBrowser(url), form)
    expect(back.origin + back.pathname).toBe(redirectUri)
    expect(Object.fromEntries(back.searchParams)).toMatchObject({ error: 'invalid_request', iss: issuer, state: 'x' })
  })

  it('brings the issuer’s name back with a code and with a refusal, so that nobody mixes two up', async () => {
    const back = await trial.back()
    expect(back.origin + back.pathname).toBe(redirectUri)
    expect(Object.fromEntries(back.searchParams)).toMatchObject({ iss: issuer, state: 'trang-thai' })
    const no = await trial.back({ isAllowed: false })
    expect(Object.fromEntries(no.searchParams)).toEqual({
      ...{ error: 'access_denied', error_description: 'the person said no' },
      ...{ iss: issuer, state: 'trang-thai' },
    })
  })

  it('gets nothing without being asked where nobody is signed in', async () => {
    const request_uri = textOf(await push({ form: { prompt: 'none' } }), 'request_uri')
    const back = await authorise(createBrowser(url), { client_id: portal.code, request_uri })
    expect(back.searchParams.get('error')).toBe('login_required')
    expect(back.searchParams.get('iss')).toBe(issuer)
  })

  it('uses a request once', async () => {
    const browser = createBrowser(url)
    const made = await named(portal.code)
    const back = await trial.agree(await authorise(browser, made), browser)
    expect(back.searchParams.get('code')).not.toBeNull()
    const again = await authorise(browser, made)
    staysHere(again)
    expect(again.searchParams.get('error')).toBe('invalid_request_uri')
  })

  it('does not go on with what another browser began', async () => {
    const page = await authorise(createBrowser(url), await named(portal.code))
    const place = `/api/v1/identity/interactions/${page.searchParams.get('request') ?? ''}/request`
    expect((await createBrowser(url).request(place)).status).toBe(404)
  })
})

describe('a code', () => {
  const invalid = refused(400, 'invalid_grant')

  it('is changed for tokens by its verifier', async () => {
    expect(await exchange(await code())).toMatchObject({ status: 200, body: { token_type: 'DPoP' } })
  })

  it.each<[string, Over, Record<string, unknown>]>([
    ['a wrong verifier', { form: { code_verifier: 'x'.repeat(43) } }, invalid],
    ['no verifier', { form: { code_verifier: undefined } }, invalid],
    ['a verifier that is too short', { form: { code_verifier: 'x' } }, refused(400, 'invalid_request')],
    ['the challenge as verifier', { form: { code_verifier: challenge() } }, invalid],
    ['another address to go back to', { form: { redirect_uri: 'https://khac.example/tro-ve' } }, invalid],
    ['no address to go back to', { form: { redirect_uri: undefined } }, refused(400, 'invalid_request')],
    ['another code', { form: { code: 'x'.repeat(43) } }, invalid],
    ['no code', { form: { code: undefined } }, refused(400, 'invalid_request')],
    ['no proof', { headers: { DPoP: '' } }, invalid],
    ['an assertion of a thief', { assertion: { by: thief } }, refused(401, 'invalid_client')],
  ])('is refused with %s, and is not used up by that', async (_name, over, expected) => {
    const mine = await code()
    expect(await exchange(mine, over)).toMatchObject(expected)
    expect(await exchange(mine)).toMatchObject({ status: 200 })
  })

  function challenge(): string {
    return sha256(trial.verifier).toString('base64url')
  }

  it('of another client is refused, and its owner may still use it', async () => {
    const mine = await code()
    expect(await exchange(mine, {}, otherPortal)).toMatchObject(invalid)
    expect(await exchange(mine)).toMatchObject({ status: 200 })
  })

  it('asked for with a key is changed with that key only', async () => {
    const bound = { form: { dpop_jkt: jwkThumbprint(key.jwk) } }
    expect(await exchange(await code(bound), { key: thief })).toMatchObject(invalid)
    expect(await exchange(await code(bound))).toMatchObject({ status: 200 })
  })

  it('that is used twice ends all that came of it', async () => {
    const mine = await code()
    const first = await exchange(mine)
    expect(await read(textOf(first, 'access_token'))).toMatchObject({ status: 200 })
    expect(await exchange(mine)).toMatchObject(invalid)
    expect(await read(textOf(first, 'access_token'))).toMatchObject(refused(401, 'platform.tokenUnknown'))
    expect(await refresh(textOf(first, 'refresh_token'))).toMatchObject(invalid)
  })

  it('used twice at once gives tokens once at most', async () => {
    const mine = await code()
    const both = await Promise.all([exchange(mine), exchange(mine)])
    expect(both.filter(({ status }) => status === 200).length).toBeLessThan(2)
  })

  it('that has ended is refused', async () => {
    const mine = await code()
    await db.execute(sql`UPDATE identity.openid_artifacts SET payload = payload || '{"exp": 1}', expires_at = now()
      WHERE digest = ${sha256(mine)}`)
    expect(await exchange(mine)).toMatchObject(invalid)
  })

  it('gives no scope that its person was not asked for', async () => {
    const answer = await exchange(await code({ form: { scope: 'openid kho.read' } }), {
      form: { scope: 'openid kho.read kho.write' },
    })
    expect(answer).toMatchObject({ status: 200, body: { scope: 'kho.read' } })
    expect(answer.body['refresh_token']).toBeUndefined()
  })
})

describe('a refresh token', () => {
  const invalid = refused(400, 'invalid_grant')
  const tokens = async () => {
    const answer = await exchange(await code())
    return { access: textOf(answer, 'access_token'), mine: textOf(answer, 'refresh_token') }
  }

  it('is refused to whoever it was not issued to, and serves its owner afterwards', async () => {
    const { access, mine } = await tokens()
    expect(await refresh(mine, {}, otherPortal)).toMatchObject(invalid)
    expect(await refresh(access)).toMatchObject(invalid)
    expect(await refresh('x'.repeat(43))).toMatchObject(invalid)
    expect(await refresh(mine, { form: { scope: 'openid kho.read kho.write' } })).toMatchObject(
      refused(400, 'invalid_scope'),
    )
    expect(await refresh(mine, { headers: { DPoP: '' } })).toMatchObject(invalid)
    expect(await refresh(mine)).toMatchObject({ status: 200 })
  })
})

describe('a device', () => {
  const begin = async () => {
    const answer = await post(`${issuer}/device/auth`, { client_id: commandLineClient, scope: 'openid kho.read' })
    return { device: textOf(answer, 'device_code'), user: textOf(answer, 'user_code') }
  }
  const poll = (device: string, over: Over = {}) => {
    const none = { client_assertion: undefined, client_assertion_type: undefined }
    const form = { grant_type: deviceGrant, device_code: device, client_id: commandLineClient, ...none }
    return trial.send(portal, '/token', form, { ...over, form: { ...none, ...over.form } })
  }
  const answer = async (user: string, isAllowed: boolean) => {
    const headers = await trial.signIn('hospital')
    const place = `/identity/devices/${user}/${isAllowed ? 'consent' : 'refusal'}`
    return trial.call(undefined, place, { method: 'POST', headers })
  }

  it('waits, is let in, and its code counts once', async () => {
    const { device, user } = await begin()
    expect(await poll(device)).toMatchObject(refused(400, 'authorization_pending'))
    expect((await answer(user, true)).status).toBe(204)
    const first = await poll(device)
    expect(first).toMatchObject({ status: 200 })
    expect(await poll(device)).toMatchObject(refused(400, 'invalid_grant'))
    expect(await read(textOf(first, 'access_token'))).toMatchObject(refused(401, 'platform.tokenUnknown'))
  })

  it('is refused when its person says no, when nobody says anything, and by a code nobody has', async () => {
    const { device, user } = await begin()
    expect((await answer(user, false)).status).toBe(204)
    expect(await poll(device)).toMatchObject(refused(400, 'access_denied'))
    const late = await begin()
    await db.execute(sql`UPDATE identity.openid_artifacts SET payload = payload || '{"exp": 1}', expires_at = now()
      WHERE digest = ${sha256(late.device)}`)
    expect(await poll(late.device)).toMatchObject(refused(400, 'expired_token'))
    expect((await answer(late.user, true)).status).toBe(404)
    expect(await poll('x'.repeat(43))).toMatchObject(refused(400, 'invalid_grant'))
    expect((await answer('AAAA-AAAA', true)).status).toBe(404)
  })

  it('is no way in for systems and portals, and proves its key', async () => {
    const { device, user } = await begin()
    for (const client of [trial.system, portal]) {
      const taken = await trial.send(client, '/token', { grant_type: deviceGrant, device_code: device })
      expect(taken).toMatchObject(refused(400, 'unauthorized_client'))
      expect((await trial.send(client, '/device/auth', { scope: 'openid' })).status).toBe(400)
    }
    await answer(user, true)
    expect(await poll(device, { headers: { DPoP: '' } })).toMatchObject(refused(400, 'invalid_grant'))
  })

  it('that shows a used refresh token ends all that came of it', async () => {
    const { device, user } = await begin()
    await answer(user, true)
    const first = await poll(device)
    const none = { client_assertion: undefined, client_assertion_type: undefined, client_id: commandLineClient }
    const renew = (token: string, over: Over = {}) => refresh(token, { ...over, form: none })
    const used = textOf(first, 'refresh_token')
    expect(await renew(used, { key: thief })).toMatchObject(refused(400, 'invalid_grant'))
    const second = await renew(used)
    expect(second).toMatchObject({ status: 200 })
    expect(await renew(used)).toMatchObject(refused(400, 'invalid_grant'))
    expect(await renew(textOf(second, 'refresh_token'))).toMatchObject(refused(400, 'invalid_grant'))
    expect(await read(textOf(second, 'access_token'))).toMatchObject(refused(401, 'platform.tokenUnknown'))
  })
})
