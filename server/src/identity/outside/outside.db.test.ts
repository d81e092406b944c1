import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { epoch, newSigner, withOtherClaims, withoutSignature } from '../../../test/openid/jwt.ts'
import { createBrowser, openProvider } from '../../../test/openid/open-provider.ts'
import { openOutsideProvider, outsideClient } from '../../../test/openid/outside-provider.ts'
import type { Behaviour } from '../../../test/openid/outside-provider.ts'
import { told } from '../../../test/openid/wire.ts'
import { activateWithPasskey } from '../../../test/identity/open-identity.ts'
import { anActor } from '../../law/testing.ts'
import { Secret } from '../../platform/index.ts'

const outside = await openOutsideProvider()
const { issuer, behave } = outside
const warehouse = await openProvider({
  outside: {
    ...{ issuer, clientId: outsideClient.id, clientSecret: new Secret(outsideClient.secret), name: 'Cổng cán bộ' },
    phishingResistant: ['phr', 'phrh', 'hwk'],
  },
})
const { url, api, modules, people, testing, call, refusal } = warehouse
const { identity } = modules
const place = `${api}/identity/outside-sign-ins`
const coordinator = { ...people.coordinator.principal, via: 'session' as const }
outside.serve(`${place}/return`)
const hospital = people.hospital.principal.accountId

beforeAll(async () => {
  await identity.linkOutside(coordinator, hospital, 'nguoi-1')
  // Demo accounts hold all roles whatever they sign in with; this one is that of a real person.
  const wanted = { login: 'thanh.tra', name: 'Thanh tra', unit: people.auditor.unit.id, roles: ['auditor'] as const }
  const { id, activation } = await identity.issueAccount(anActor(), wanted)
  await activateWithPasskey(identity, activation?.token ?? '')
  const link = await identity.linkOutside(coordinator, id, 'thanh-tra')
  await identity.linkOutside(coordinator, id, 'thanh-tra-2')
  const second = { ...people.committee.principal, via: 'session' as const }
  await identity.confirmOutside(second, id, link.id, 'thanh-tra')
})
beforeEach(() => {
  behave()
})

/** Two browsers in one: cookies of the warehouse and of the provider outside, which a browser keeps apart. */
function createVisitor() {
  const here = createBrowser(url)
  const there = createBrowser(issuer)
  const step = (address: string) => (address.startsWith(issuer) ? there : here).request(address)
  /** Follows wherever it is sent, up to a page of the portal. */
  const go = async (address: string): Promise<URL> => {
    const found = new URL(address, url)
    if (found.origin === url && !found.pathname.startsWith('/api/')) return found
    const response = await step(found.href)
    const location = response.headers.get('location')
    if (location === null) throw new Error(`${found.href} ${String(response.status)} ${await response.text()}`)
    return go(new URL(location, found).href)
  }
  /** As far as the answer of the provider, which is not taken back yet. */
  const toAnswer = async (): Promise<URL> => {
    let next = `${place}?to=/datasets`
    while (!next.startsWith(`${place}/return`)) {
      const location = (await step(next)).headers.get('location')
      next = new URL(location ?? '', next).href
    }
    return new URL(next)
  }
  const session = async () => {
    const { body } = await told(await here.request('/api/v1/identity/session'))
    return body as { account: { login: string } | null; roles?: string[]; withheldRoles?: string[] }
  }
  return { go, toAnswer, session, here }
}

const signIn = async (visitor = createVisitor()) => ({ page: await visitor.go(`${place}?to=/datasets`), visitor })
const outcomeOf = (page: URL) => page.searchParams.get('outside')

describe('a person whom the provider outside signs in (Điều 7.1, 15.3)', () => {
  it('is the account that a coordinator linked, goes on where they began, and finds it in their history', async () => {
    expect((await call(undefined, '/identity/sign-in-ways')).body).toEqual({ outside: { name: 'Cổng cán bộ' } })
    const { page, visitor } = await signIn()
    expect(page.pathname + page.search).toBe('/sign-in?to=%2Fdatasets')
    expect(await visitor.session()).toMatchObject({ account: { login: 'hospital' }, roles: ['consumer'] })
    const [last] = await identity.listSignIns(people.hospital.principal.accountId, { after: undefined, limit: 1 })
    expect(last).toMatchObject({ outcome: 'opened', method: 'outside' })
    const [open] = await identity.listSessions(people.hospital.principal.accountId)
    expect(open?.factor).toBe('outside')
  })

  it('gets no account by signing in: they are told the name to give to a coordinator, and nobody else is', async () => {
    behave({ subject: '079 người/lạ' })
    const { page, visitor } = await signIn()
    expect(outcomeOf(page)).toBe('unknown')
    expect(decodeURIComponent(page.hash.slice(1))).toBe('079 người/lạ')
    expect(page.search).not.toContain('079')
    expect((await visitor.session()).account).toBeNull()
  })

  it.each<[string, Partial<Behaviour>, string[], string[]]>([
    ['nothing is said of how', {}, [], ['auditor']],
    ['a password is said', { claims: { acr: 'pwd', amr: ['pwd', 'otp'] } }, [], ['auditor']],
    ['acr says it resists phishing', { claims: { acr: 'phr' } }, ['auditor'], []],
    ['amr says it was a key in hardware', { claims: { amr: ['hwk', 'user'] } }, ['auditor'], []],
    ['acr is a list', { claims: { acr: ['phr'] } }, [], ['auditor']],
    ['amr is one word', { claims: { amr: 'hwk' } }, [], ['auditor']],
  ])('holds guarded roles only as acr and amr say: %s', async (_what, how, roles, withheld) => {
    behave({ subject: 'thanh-tra', ...how })
    const { visitor } = await signIn()
    expect(await visitor.session()).toMatchObject({ account: { login: 'thanh.tra' }, roles, withheldRoles: withheld })
  })
})

it('a link that one person made alone leads to no guarded role, whatever acr says (Điều 15.3)', async () => {
  behave({ subject: 'thanh-tra-2', claims: { acr: 'phr' } })
  const { visitor } = await signIn()
  expect(await visitor.session()).toMatchObject({ roles: [], withheldRoles: ['auditor'] })
})

describe('an answer of the provider outside opens nothing', () => {
  const thief = newSigner()
  it.each<[string, Partial<Behaviour>]>([
    ['when the person said no', { subject: undefined }],
    ['signed by another key', { by: thief }],
    ['signed by a key in its header', { by: thief, header: { jwk: thief.jwk, kid: undefined } }],
    ['with alg none', { header: { alg: 'none' } }],
    ['with the signature taken away', { then: withoutSignature }],
    ['changed after it was signed', { then: (jwt) => withOtherClaims(jwt, { sub: 'thanh-tra' }) }],
    ['of another issuer', { claims: { iss: 'https://khac.example' } }],
    ['for another client', { claims: { aud: 'khac' } }],
    ['for several, of another', { claims: { aud: ['khochung', 'khac'], azp: 'khac' } }],
    ['that has ended', { claims: { exp: epoch() - 120 } }],
    ['without an end', { claims: { exp: undefined } }],
    ['that begins later', { claims: { nbf: epoch() + 600 } }],
    ['without a nonce', { claims: { nonce: undefined } }],
    ['with another nonce', { claims: { nonce: 'x' } }],
    ['about nobody', { claims: { sub: undefined } }],
    ['that does not say when the person signed in', { claims: { auth_time: undefined } }],
    ['about a sign-in of yesterday', { claims: { auth_time: epoch() - 86_400 } }],
  ])('%s', async (_what, how) => {
    behave(how)
    const { page, visitor } = await signIn()
    expect(outcomeOf(page)).toBe('refused')
    expect((await visitor.session()).account).toBeNull()
  })

  it('in another browser than the one that asked, or a second time', async () => {
    const visitor = createVisitor()
    const answer = await visitor.toAnswer()
    expect(outcomeOf(await createVisitor().go(answer.href))).toBe('over')
    const stranger = createVisitor()
    await stranger.toAnswer()
    expect(outcomeOf(await stranger.go(answer.href))).toBe('refused')
    expect(outcomeOf(await visitor.go(answer.href))).toBe(null)
    expect(outcomeOf(await visitor.go(answer.href))).toBe('over')
  })

  it.each<[string, Record<string, readonly string[]>]>([
    ['with another state', { state: ['x'] }],
    ['without a state', { state: [] }],
    ['of another provider (mix-up)', { iss: ['https://khac.example'] }],
    ['that does not say whose it is', { iss: [] }],
    ['with another code', { code: ['x'] }],
    ['without a code', { code: [] }],
    ['with two codes', { code: ['x', 'y'] }],
  ])('%s', async (_what, over) => {
    const visitor = createVisitor()
    const answer = await visitor.toAnswer()
    for (const [name, values] of Object.entries(over)) {
      answer.searchParams.delete(name)
      for (const value of values) answer.searchParams.append(name, value)
    }
    expect(outcomeOf(await visitor.go(answer.href))).toBe('refused')
    expect((await visitor.session()).account).toBeNull()
  })

  it('with a cookie that was made up, and leads to no other site', async () => {
    const visitor = createVisitor()
    const answer = await visitor.toAnswer()
    const headers = { cookie: `kho_outside=${Buffer.from('{"state":"x"}').toString('base64url')}` }
    const faked = await fetch(answer, { headers, redirect: 'manual' })
    expect(faked.headers.get('location')).toBe('/sign-in?outside=over')
    const away = createVisitor()
    const page = await away.go(`${place}?to=https://khac.example/`)
    expect(page.origin).toBe(url)
  })
})

describe('a link between a person outside and an account', () => {
  const linksOf = (id: string) => `/identity/accounts/${id}/outside-links`
  const person = { method: 'POST', asPerson: true } as const
  const ward = people.ward.principal.accountId

  it('is made and ended by a coordinator with a fresh proof; what was opened that way ends with it (Điều 15.3)', async () => {
    const body = { subject: 'phuong-1' }
    const made = await call<{ id: string }>('coordinator', linksOf(ward), { ...person, body })
    expect(made).toMatchObject({ status: 201, body: { issuer } })
    behave({ subject: 'phuong-1' })
    const { visitor } = await signIn()
    expect((await visitor.session()).account?.login).toBe('ward')
    expect((await call<{ items: object[] }>('coordinator', linksOf(ward))).body.items).toHaveLength(1)
    const ended = `${linksOf(ward)}/${made.body.id}`
    expect((await call('coordinator', ended, { method: 'DELETE', asPerson: true })).status).toBe(204)
    expect((await visitor.session()).account).toBeNull()
    expect(outcomeOf((await signIn()).page)).toBe('unknown')
    await refusal({ status: 404, code: 'identity.outsideLinkNotFound' }, 'coordinator', ended, {
      ...{ method: 'DELETE', asPerson: true },
    })
  })

  it('is nobody else’s to make, not for oneself, not twice, and not by a token', async () => {
    const body = { subject: 'nguoi-1' }
    const own = linksOf(people.coordinator.principal.accountId)
    await refusal({ status: 403, code: 'platform.permissionMissing' }, 'hospital', linksOf(ward), { ...person, body })
    await refusal({ status: 409, code: 'identity.ownOutsideLink' }, 'coordinator', own, { ...person, body })
    await refusal({ status: 409, code: 'identity.outsideLinkTaken' }, 'coordinator', linksOf(ward), { ...person, body })
    await refusal({ status: 403, code: 'identity.personNeeded' }, 'coordinator', linksOf(ward), {
      method: 'POST',
      body,
    })
    const nobody = linksOf('01890000-0000-7000-8000-000000000000')
    await refusal({ status: 404, code: 'identity.accountNotFound' }, 'coordinator', nobody, { ...person, body })
  })

  it('is confirmed by another than who made it, who knows whom it is about, and not by the person of the account', async () => {
    const link = await identity.linkOutside(coordinator, ward, 'phuong-2')
    const place = `${linksOf(ward)}/${link.id}/confirmation`
    const body = { subject: 'phuong-2' }
    await refusal({ status: 409, code: 'identity.ownOutsideLink' }, 'coordinator', place, { ...person, body })
    await refusal({ status: 403, code: 'platform.permissionMissing' }, 'hospital', place, { ...person, body })
    const second = { ...people.committee.principal, via: 'session' as const }
    await expect(identity.confirmOutside(second, ward, link.id, 'phuong-3')).rejects.toMatchObject({
      code: 'identity.outsideLinkNotFound',
    })
    const oneself = { ...people.ward.principal, via: 'session' as const }
    await expect(identity.confirmOutside(oneself, ward, link.id, 'phuong-2')).rejects.toMatchObject({
      code: 'identity.ownOutsideLink',
    })
    await identity.confirmOutside(second, ward, link.id, 'phuong-2')
    expect(await identity.listOutsideLinks(ward)).toMatchObject([{ id: link.id, isConfirmed: true }])
  })

  it('stands in the journal without who the person is, and only as a digest in the database', async () => {
    const entries = await testing.database.application.rows<{ text: string; event: string }>(sql`
      SELECT event, entry::text AS text FROM (SELECT event, to_jsonb(e) AS entry FROM journal.entries AS e) AS all_entries
      WHERE event LIKE 'identity.outsideLink.%'`)
    expect(new Set(entries.map(({ event }) => event))).toEqual(
      new Set(['made', 'confirmed', 'ended'].map((each) => `identity.outsideLink.${each}`)),
    )
    expect(entries.map(({ text }) => text).join()).not.toMatch(/nguoi-1|phuong-1|thanh-tra/)
    const kept = await testing.database.application.rows<{ subject: Buffer }>(
      sql`SELECT subject FROM identity.outside_links`,
    )
    expect(kept.every(({ subject }) => subject.length === 32)).toBe(true)
  })

  it('is not made to the account of a system, which no person gets by a one-time link or as a focal point either', async () => {
    await warehouse.register('hospital', { code: 'benh-an', keys: [newSigner().jwk] })
    const found = sql<{ id: string }>`SELECT id FROM identity.accounts WHERE login = 'benh-an'`
    const { id = '' } = (await testing.database.application.first(found)) ?? {}
    const ofSystem = { code: 'identity.accountOfSystem' }
    await expect(identity.linkOutside(coordinator, id, 'he-thong')).rejects.toMatchObject(ofSystem)
    await expect(identity.issueLinkFor(coordinator, id)).rejects.toMatchObject(ofSystem)
    const unit = people.hospital.unit.id
    const point = { unit, role: 'provider', leader: { account: id }, validFrom: '2026-06-01', validTo: null } as const
    await expect(identity.assignFocalPoint(coordinator, point)).rejects.toMatchObject(ofSystem)
  })

  it('is of no use to an account that is suspended', async () => {
    await identity.linkOutside(coordinator, people.stranger.principal.accountId, 'thue')
    await identity.suspendAccount(coordinator, people.stranger.principal.accountId)
    behave({ subject: 'thue' })
    expect(outcomeOf((await signIn()).page)).toBe('suspended')
  })
})

describe('where the provider outside is not', () => {
  it('says so, without one and with one that does not answer', async () => {
    const { call: ask } = await openProvider()
    expect((await ask(undefined, '/identity/sign-in-ways')).body).toEqual({ outside: null })
    expect((await ask(undefined, '/identity/outside-sign-ins')).headers['location']).toBe('/sign-in?outside=absent')
    const gone = await openProvider({
      outside: {
        issuer: 'http://127.0.0.1:9',
        clientId: 'x',
        clientSecret: undefined,
        name: 'x',
        phishingResistant: [],
      },
    })
    const answer = await gone.call(undefined, '/identity/outside-sign-ins')
    expect(answer).toMatchObject({ status: 303, headers: { location: '/sign-in?outside=unreachable' } })
  })
})
