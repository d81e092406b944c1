import { sql } from 'kysely'
import * as client from 'openid-client'
import { describe, expect, it } from 'vitest'
import { clientKey, createBrowser, discover, openProvider } from '../../../test/openid/open-provider.ts'
import { password } from '../../../test/warehouse/people.ts'
import type { Who } from '../../../test/warehouse/people.ts'
import { sha256 } from '../../platform/index.ts'
import { commandLineClient } from './client-metadata.ts'
import { commitToOrigin } from './consent.ts'

const provider = await openProvider()
const { issuer, url, people, call, refusal } = provider
const db = provider.testing.database.application
const redirect = 'http://127.0.0.1:9/cb'

interface Recorded {
  readonly id: string
  readonly event: string
  readonly actor: { readonly accountName: string; readonly via: string }
  readonly subject: { readonly id: string; readonly label: string }
  readonly payload: Readonly<Record<string, unknown>>
}

/** What the journal says of programs that were let in, newest first. */
async function recorded(limit = 1): Promise<readonly Recorded[]> {
  const found = await call<{ items: Recorded[] }>(
    'auditor',
    `/journal/entries?event=identity.consent&limit=${String(limit)}`,
  )
  return found.body.items
}

/** Which they are; their place in the log comes when it is sealed, at any moment. */
const recordedIds = async () => (await recorded()).map(({ id }) => id)

async function beginDevice(scope = 'openid kho.read kho.write') {
  const config = await discover(issuer, commandLineClient, client.None())
  const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'))
  // Its person is as quick as the test.
  const waiting = { ...(await client.initiateDeviceAuthorization(config, { scope })), interval: 0.01 }
  return { config, DPoP, waiting, place: `/identity/devices/${waiting.user_code}` }
}

/** The person of these headers was last there ten minutes ago. */
async function growStale(): Promise<void> {
  await db.execute(sql`UPDATE identity.sessions SET proven_at = proven_at - interval '10 minutes'`)
}

async function letIn(who: Who) {
  const device = await beginDevice()
  const headers = await provider.signIn(who)
  expect((await call(undefined, `${device.place}/consent`, { method: 'POST', headers })).status).toBe(204)
  const { config, waiting, DPoP } = device
  const tokens = await client.pollDeviceAuthorizationGrant(config, waiting, undefined, { DPoP })
  return { ...device, headers, tokens }
}

interface Listed {
  readonly id: string
  readonly client: string
  readonly origin: { readonly address: string; readonly agent: string } | null
  readonly until: string
}

async function listed(headers: Record<string, string>): Promise<readonly Listed[]> {
  return (await call<{ items: Listed[] }>(undefined, '/identity/consents', { headers })).body.items
}

describe('a terminal that is let in (Điều 7.1, 13.3)', () => {
  it('stands in the journal: by whom, for what, until when, and not from where', async () => {
    const { headers } = await letIn('provider')
    const [given] = await recorded()
    const [consent] = await listed(headers)
    expect(given).toMatchObject({
      event: 'identity.consent.given',
      actor: { accountName: 'provider', via: 'session' },
      subject: { id: consent?.id, label: 'kho-cli' },
      payload: {
        ...{ client: 'kho-cli', clientName: null, unit: null, way: 'device', mayChange: true, until: consent?.until },
        scopes: ['openid', 'kho.read', 'kho.write'],
      },
    })
    expect(consent).toMatchObject({ client: 'kho-cli', origin: { address: '127.0.0.1' } })
    expect(JSON.stringify(given)).not.toContain('127.0.0.1')
    const kept = await db.first<{ salt: string }>(sql`
      SELECT payload->'consent'->>'salt' AS salt FROM identity.openid_artifacts
      WHERE model = 'Grant' AND digest = ${sha256(consent?.id ?? '')}`)
    const commitment = commitToOrigin(consent?.origin ?? { address: '', agent: '' }, kept?.salt ?? '')
    expect(given?.payload['origin']).toBe(commitment.toString('hex'))
  })

  it('asks its person who they are when they were last there a while ago, and to send it away does not', async () => {
    const { place, config, waiting, DPoP } = await beginDevice()
    const headers = await provider.signIn('provider')
    await growStale()
    const before = await recordedIds()
    const stale = { status: 403, code: 'identity.stepUpRequired' }
    await refusal(stale, undefined, `${place}/consent`, { method: 'POST', headers })
    expect(await recordedIds()).toEqual(before)
    expect((await call(undefined, `${place}/refusal`, { method: 'POST', headers })).status).toBe(204)
    expect(await recorded()).toMatchObject([
      { event: 'identity.consent.refused', actor: { accountName: 'provider' }, subject: { label: 'kho-cli' } },
    ])
    const polled = client.pollDeviceAuthorizationGrant(config, waiting, undefined, { DPoP })
    await expect(polled).rejects.toMatchObject({ error: 'access_denied' })
  })

  it('leaves nothing when its code has run out, and is let in by no program', async () => {
    const before = await recordedIds()
    const { place } = await beginDevice()
    const headers = await provider.signIn('provider')
    await refusal({ status: 403, code: 'identity.personNeeded' }, 'provider', `${place}/consent`, { method: 'POST' })
    await db.execute(sql`UPDATE identity.openid_artifacts SET expires_at = now() WHERE user_code IS NOT NULL`)
    const over = { status: 404, code: 'identity.deviceUnknown' }
    await refusal(over, undefined, `${place}/consent`, { method: 'POST', headers })
    await refusal(over, undefined, `${place}/refusal`, { method: 'POST', headers })
    expect(await recordedIds()).toEqual(before)
  })

  it('is let in once, whoever presses twice at the same moment', async () => {
    const { place } = await beginDevice()
    const headers = await provider.signIn('hospital')
    const press = () => call(undefined, `${place}/consent`, { method: 'POST', headers })
    const answers = await Promise.all([press(), press(), press()])
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 404, 404])
    expect(await listed(headers)).toHaveLength(1)
  })
})

describe('the end of what was let in', () => {
  it('comes at once when its person says so, is nobody else’s to say, and is an act', async () => {
    const { headers, tokens, config, DPoP } = await letIn('provider')
    const [consent] = await listed(headers)
    const place = `/identity/consents/${consent?.id ?? ''}`
    const stranger = await provider.signIn('hospital')
    const unknown = { status: 404, code: 'identity.consentNotFound' }
    await refusal(unknown, undefined, place, { method: 'DELETE', headers: stranger })
    expect((await call(undefined, place, { method: 'DELETE', headers })).status).toBe(204)
    await refusal(unknown, undefined, place, { method: 'DELETE', headers })
    expect(await recorded()).toMatchObject([
      {
        event: 'identity.consent.ended',
        actor: { accountName: 'provider', via: 'session' },
        subject: { id: consent?.id, label: 'kho-cli' },
        payload: { by: 'person' },
      },
    ])
    const renewed = client.refreshTokenGrant(config, tokens.refresh_token ?? '', undefined, { DPoP })
    await expect(renewed).rejects.toMatchObject({ error: 'invalid_grant' })
  })

  it('is recorded once when the program gives up, by the token it showed (kho logout)', async () => {
    const { headers, tokens, config } = await letIn('coordinator')
    const [consent] = await listed(headers)
    const token = tokens.refresh_token ?? ''
    await client.tokenRevocation(config, token)
    await client.tokenRevocation(config, token)
    const own = (await recorded(20)).filter(({ subject }) => subject.id === consent?.id)
    expect(own).toMatchObject([
      {
        event: 'identity.consent.ended',
        actor: {
          ...{ accountName: 'coordinator', via: 'token' },
          client: { code: 'kho-cli', token: sha256(token).toString('hex') },
        },
        payload: { by: 'program' },
      },
      { event: 'identity.consent.given' },
    ])
    expect(await listed(headers)).toEqual([])
  })

  it('is recorded once when a token that counts once is shown twice, and then by nobody', async () => {
    const { headers, tokens, config, DPoP } = await letIn('coordinator')
    const [consent] = await listed(headers)
    const renew = () => client.refreshTokenGrant(config, tokens.refresh_token ?? '', undefined, { DPoP })
    await renew()
    await expect(renew()).rejects.toMatchObject({ error: 'invalid_grant' })
    const own = (await recorded(20)).filter(({ subject }) => subject.id === consent?.id)
    expect(own).toMatchObject([
      { event: 'identity.consent.ended', actor: { via: 'system' }, payload: { by: 'usedTwice' } },
      { event: 'identity.consent.given' },
    ])
  })
})

describe('another portal that is let in', async () => {
  const { privateKey, jwk } = await clientKey()
  await provider.register('hospital', { code: 'cong-dong-y', kind: 'portal', keys: [jwk], redirectUris: [redirect] })
  const config = await discover(issuer, 'cong-dong-y', client.PrivateKeyJwt(privateKey))

  /** A person signed in at the page that asks them; gives how they press one of its buttons, and the status and code of the answer. */
  async function beginSignIn() {
    const asked = await client.buildAuthorizationUrlWithPAR(config, {
      ...{ redirect_uri: redirect, scope: 'openid kho.read', code_challenge_method: 'S256', prompt: 'consent' },
      code_challenge: await client.calculatePKCECodeChallenge(client.randomPKCECodeVerifier()),
    })
    const browser = createBrowser(url)
    const page = await browser.go(asked.href)
    const body = JSON.stringify({ login: people.hospital.login, password })
    const json = { 'content-type': 'application/json' }
    const signed = await browser.request('/api/v1/identity/sessions', { method: 'POST', headers: json, body })
    const { csrfToken } = (await signed.json()) as { csrfToken: string }
    const place = `/api/v1/identity/interactions/${page.searchParams.get('request') ?? ''}`
    const press = async (word: 'consent' | 'refusal') => {
      const headers = { 'x-csrf-token': csrfToken }
      const answer = await browser.request(`${place}/${word}`, { method: 'POST', headers })
      return [answer.status, ((await answer.json()) as { code?: string }).code]
    }
    return { press, look: async () => (await browser.request(`${place}/request`)).status }
  }

  it('stands in the journal with its unit, and so does that it was sent away', async () => {
    const refused = await beginSignIn()
    expect(await refused.press('refusal')).toEqual([200, undefined])
    const stale = await beginSignIn()
    await growStale()
    expect(await stale.press('consent')).toEqual([403, 'identity.stepUpRequired'])
    const allowed = await beginSignIn()
    expect(await allowed.press('consent')).toEqual([200, undefined])
    const facts = { client: 'cong-dong-y', clientName: 'Ứng dụng cong-dong-y', unitName: 'Sở Y tế', way: 'sign-in' }
    expect(await recorded(2)).toMatchObject([
      {
        event: 'identity.consent.given',
        payload: { ...facts, scopes: ['openid', 'kho.read'], mayChange: false, origin: null },
      },
      { event: 'identity.consent.refused', actor: { accountName: 'hospital' }, payload: facts },
    ])
  })

  it('is let in once by one request, whoever presses twice, one after the other or at the same moment', async () => {
    const done = [200, undefined]
    const over = [404, 'identity.requestEnded']
    const before = await recordedIds()
    const twice = await beginSignIn()
    expect([await twice.press('consent'), await twice.press('consent')]).toEqual([done, over])
    expect(await twice.press('refusal')).toEqual(over)
    expect(await twice.look()).toBe(404)
    const atOnce = await beginSignIn()
    const answers = await Promise.all([atOnce.press('consent'), atOnce.press('consent'), atOnce.press('consent')])
    expect(answers.toSorted()).toEqual([done, over, over])
    const [first, second, third] = await recorded(3)
    expect([first, second]).toMatchObject([{ event: 'identity.consent.given' }, { event: 'identity.consent.given' }])
    expect([third?.id]).toEqual(before)
  })

  it('is sent away once, and not let in with the same press', async () => {
    const before = await recordedIds()
    const { press } = await beginSignIn()
    const answers = await Promise.all([press('refusal'), press('consent'), press('refusal')])
    expect(answers.map(([status]) => status).toSorted()).toEqual([200, 404, 404])
    const [first, second] = await recorded(2)
    expect(first?.id).not.toBe(second?.id)
    expect([second?.id]).toEqual(before)
  })
})

describe('who answers for a unit (Điều 17.1)', () => {
  it('is named and ended by a person who has just shown who they are, and by no program', async () => {
    const { unit } = people.hospital
    const leader = { person: { name: 'Lê Thị Minh Họa', position: 'Phó Giám đốc', phone: '0', email: 'a@example.vn' } }
    const body = { role: 'consumer', leader, validFrom: '2026-01-01' }
    const place = `/identity/organisations/${unit.id}/focal-points`
    const headers = await provider.signIn('coordinator')
    const named = await call<{ id: string }>(undefined, place, { method: 'POST', headers, body })
    expect(named.status).toBe(201)
    await growStale()
    const asked = { status: 403, code: 'identity.stepUpRequired' }
    await refusal(asked, undefined, place, { method: 'POST', headers, body: { ...body, validFrom: '2026-02-01' } })
    const end = `/identity/focal-points/${named.body.id}/end`
    await refusal(asked, undefined, end, { method: 'POST', headers, body: { on: '2026-03-01' } })
    await refusal({ status: 403, code: 'identity.personNeeded' }, 'coordinator', end, {
      ...{ method: 'POST', body: { on: '2026-03-01' } },
    })
  })
})
