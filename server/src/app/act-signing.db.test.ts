import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { activateWithPasskey, party } from '../../test/identity/open-identity.ts'
import type { PasskeyDevice } from '../../test/identity/passkey-device.ts'
import type { Flaw } from '../../test/identity/passkey-device.ts'
import { bent } from '../../test/journal/bending.ts'
import { offices } from '../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../test/warehouse/open-warehouse.ts'
import { verifySignatures } from '../identity/index.ts'
import type { Principal, Role } from '../identity/index.ts'
import type { Actor, ActorSignature, JournalRecord } from '../journal/index.ts'
import { verifyJournal } from '../journal/index.ts'
import { anActor, anInstrument } from '../law/testing.ts'
import type { Json } from '../platform/index.ts'
import { createHttp } from './http.ts'
import { createMetrics } from './metrics.ts'
import { allRoutes, idlePortal } from './routes.ts'

/** Guarded acts are signed by a passkey, one by one, and who writes into an officer's name is found by it (D5). */
const { modules, people, blobFolder, testing, clock } = await openWarehouse()
const { identity, journal, world, catalogue, law } = modules
const app = await createHttp({
  ...{ modules, metrics: createMetrics(), publicUrl: party.origin, portalFolder: blobFolder, isStopping: () => false },
})
afterAll(() => app.close())

interface Officer {
  readonly device: PasskeyDevice
  readonly principal: Principal
  readonly session: string
}

let count = 0
async function anAccount(roles: readonly Role[] = ['consumer']) {
  const input = { login: `ky.ten.${String((count += 1))}`, name: 'Cán bộ', unit: people.coordinator.principal.unitId }
  const account = await identity.issueAccount(anActor(), { ...input, roles })
  return { id: account.id, token: account.activation?.token ?? '' }
}
const anOfficer = async (roles: readonly Role[] = ['coordinator']): Promise<Officer> =>
  activateWithPasskey(identity, (await anAccount(roles)).token)

const officer = await anOfficer()

interface Sent {
  readonly by?: Officer
  readonly method?: 'POST' | 'DELETE'
  readonly payload?: object
}

async function send(path: string, { by = officer, method = 'POST', payload }: Sent, more: Record<string, string> = {}) {
  const cookie = [`__Host-kho_session=${by.session}`, ...(more['cookie'] === undefined ? [] : [more['cookie']])].join(
    '; ',
  )
  const session = await app.inject({ url: '/api/v1/identity/session', headers: { cookie } })
  const headers = { ...more, cookie, 'x-csrf-token': session.json<{ csrfToken: string }>().csrfToken }
  const answer = await app.inject({ method, url: `/api/v1${path}`, headers, ...(payload && { payload }) })
  return { status: answer.statusCode, code: answer.body === '' ? '' : answer.json<{ code?: string }>().code, answer }
}

interface Signing extends Sent {
  /** What is signed in place of what is sent. */
  readonly instead?: { readonly path?: string; readonly body?: object; readonly method?: string }
  readonly flaw?: Flaw
  readonly device?: PasskeyDevice
}

/** Has an act signed; gives the headers to send it with. */
async function sign(path: string, signing: Signing): Promise<Record<string, string>> {
  const { by = officer, method = 'POST', payload, instead = {}, flaw, device = by.device } = signing
  const content = instead.body ?? payload
  const body = createHash('sha256')
    .update(content ? JSON.stringify(content) : '')
    .digest('hex')
  const act = { method: instead.method ?? method, path: `/api/v1${instead.path ?? path}`, body }
  const { answer } = await send('/identity/act-attempts', { by, payload: act })
  const [attempt = ''] = [answer.headers['set-cookie']].flat()
  const response = device.answer(answer.json<{ challenge: string }>(), flaw)
  const header = Buffer.from(JSON.stringify(response)).toString('base64url')
  return { cookie: attempt.split(';')[0] ?? '', 'x-act-signature': header }
}

async function signed(path: string, signing: Signing = {}) {
  return send(path, signing, await sign(path, signing))
}

const verify = () => verifySignatures(testing.database.application, allRoutes(modules, idlePortal))
const lastSignature = async (event: string): Promise<ActorSignature | null> => {
  const [row] = await testing.asAdmin<{ signature: ActorSignature | null }>(
    `SELECT c.signature FROM journal.changes AS c JOIN journal.entries AS e ON e.change_id = c.id
     WHERE e.event = '${event}' ORDER BY e.id DESC LIMIT 1`,
  )
  return row?.signature ?? null
}
/** How the last entry of an event stands, as its page asks. */
async function standing(event: string) {
  const [row] = await testing.asAdmin<{ id: string }>(
    `SELECT id FROM journal.entries WHERE event = '${event}' ORDER BY id DESC LIMIT 1`,
  )
  return identity.signatureOf(allRoutes(modules, idlePortal), row?.id ?? '')
}
const suspension = async () => `/identity/accounts/${(await anAccount()).id}/suspension`

describe('a guarded act of who has a passkey (Điều 15.3)', () => {
  it('asks for a signature, however fresh the session is', async () => {
    expect(await send(await suspension(), {})).toMatchObject({ status: 403, code: 'identity.signatureRequired' })
  })

  it('is done with one, which stands in its leaf and is found good', async () => {
    const path = await suspension()
    const before = await verify()
    expect((await signed(path)).status).toBe(204)
    expect(await lastSignature('identity.account.suspended')).toMatchObject({
      kind: 'webauthn',
      act: { method: 'POST', path: `/api/v1${path}`, body: createHash('sha256').digest('hex') },
    })
    expect(await verify()).toEqual({ signed: before.signed + 1, faults: [] })
    expect(await standing('identity.account.suspended')).toBe('signed')
    expect(await standing('identity.account.issued')).toBe('unsigned')
  })

  it('is found good after its person came back by a link, on its page too', async () => {
    const lost = await anOfficer(['consumer'])
    const { status, answer } = await signed(`/identity/accounts/${lost.principal.accountId}/links`)
    expect(status).toBe(201)
    const by = await activateWithPasskey(identity, new URL(answer.json<{ address: string }>().address).hash.slice(1))
    expect((await signed('/identity/tokens', { by, payload: { label: 'mới' } })).status).toBe(201)
    expect((await verify()).faults).toEqual([])
    expect(await standing('identity.token.issued')).toBe('signed')
  })

  it('is not to be signed under an address that can be read in several ways', async () => {
    const path = await suspension()
    for (const other of [`${path}?x=1`, path.replace('accounts', '%61ccounts')]) {
      expect(await signed(other, { instead: { path } })).toMatchObject({ status: 401, code: 'identity.passkeyRefused' })
      const act = { method: 'POST', path: `/api/v1${other}`, body: createHash('sha256').digest('hex') }
      expect((await send('/identity/act-attempts', { payload: act })).status).toBe(400)
    }
  })

  it('says nothing of the person: the handle of the user stays out', async () => {
    expect(JSON.stringify(await lastSignature('identity.account.suspended'))).not.toContain('userHandle')
  })

  it('is signed with its body', async () => {
    const payload = { label: 'chạy thử' }
    const answer = await signed('/identity/tokens', { payload })
    expect([answer.status, (await lastSignature('identity.token.issued'))?.act.body]).toEqual([
      201,
      createHash('sha256').update(JSON.stringify(payload)).digest('hex'),
    ])
    expect((await verify()).faults).toEqual([])
  })

  it.each<[string, Signing]>([
    ['another path', { instead: { path: '/identity/accounts/00000000-0000-7000-8000-000000000000/suspension' } }],
    ['another method', { instead: { method: 'DELETE' } }],
    ['another body', { instead: { body: { label: 'x' } } }],
    ['another challenge', { flaw: { challenge: 'AAAA' } }],
    ['another origin', { flaw: { origin: 'https://kho.test.evil.example' } }],
    ['no user verification', { flaw: { userVerified: false } }],
    ['another key', { flaw: { foreignKey: true } }],
    ['something changed afterwards', { flaw: { tampered: true } }],
    ['the handle of nobody', { flaw: { userHandle: '\u0000' } }],
  ])('is refused with a signature under %s', async (_what, signing) => {
    expect(await signed(await suspension(), signing)).toMatchObject({ status: 401, code: 'identity.passkeyRefused' })
  })

  it('is refused with the passkey of somebody else, and with what is no assertion', async () => {
    const other = await anOfficer()
    const path = await suspension()
    const refused = { status: 401, code: 'identity.passkeyRefused' }
    expect(await signed(path, { device: other.device })).toMatchObject(refused)
    expect(await send(path, {}, { 'x-act-signature': 'AAAA' })).toMatchObject(refused)
    for (const change of [
      { id: '\u0000' },
      { id: '\ud800' },
      { id: 5 },
      { response: null },
      { response: [] },
      { type: {} },
    ]) {
      const headers = await sign(path, {})
      const signed = JSON.parse(Buffer.from(headers['x-act-signature'] ?? '', 'base64url').toString()) as object
      const header = Buffer.from(JSON.stringify({ ...signed, ...change })).toString('base64url')
      expect(await send(path, {}, { ...headers, 'x-act-signature': header }), JSON.stringify(change)).toMatchObject(
        refused,
      )
    }
  })

  it('is refused for a reason when the header was bent in any way, and is done only as it was signed (Điều 13.3)', async () => {
    const path = await suspension()
    const before = await verify()
    for (let seed = 0; seed < 40; seed += 1) {
      const headers = await sign(path, {})
      const whole = Buffer.from(headers['x-act-signature'] ?? '', 'base64url')
      const [input = whole] = fc.sample(bent(whole), { seed, numRuns: 1 })
      const { status, code } = await send(path, {}, { ...headers, 'x-act-signature': input.toString('base64url') })
      // What the passkey signed stands beside what it did not; where only that was bent, the act is done as it was signed.
      if (status !== 204) expect([status, code], input.toString()).toEqual([401, 'identity.passkeyRefused'])
    }
    expect((await verify()).faults).toEqual(before.faults)
  })

  it('is signed once: the same signature does nothing a second time', async () => {
    const path = await suspension()
    const headers = await sign(path, {})
    expect((await send(path, {}, headers)).status).toBe(204)
    expect((await send(path, {}, headers)).code).toBe('identity.attemptOver')
  })

  it('is done after a fresh proof by who has none', async () => {
    const { accountId } = people.coordinator.principal
    const { session } = await identity.openSession({
      ...{ accountId, factor: 'password', method: 'password', requestId: 'r', where: { address: '::1', device: '' } },
    })
    const by = { ...officer, session }
    expect((await send(await suspension(), { by })).status).toBe(204)
    expect((await verify()).faults).toEqual([])
  })
})

describe('an entry in the name of an officer, all its hashes right (D5)', () => {
  const suspended = (id: string) => ({
    event: 'identity.account.suspended',
    subject: { type: 'account', id, label: 'ai.do' },
    payload: { reason: 'x' },
  })
  /** Writes as who holds the database and the key of the log could; gives what is found of it. */
  async function forge(record: JournalRecord, over: Partial<Actor> = {}): Promise<string[]> {
    const before = (await verify()).faults.length
    await journal.change({ ...officer.principal, ...over }, (tx) => tx.record(record))
    await journal.sequencer.seal()
    expect((await verifyJournal(world.database.application)).faults).toEqual([])
    return (await verify()).faults.slice(before).map(({ reason }) => reason)
  }
  const login = officer.principal.login
  const registered = {
    event: 'identity.passkey.registered',
    subject: { type: 'account', id: officer.principal.accountId, label: login },
    payload: { passkey: 'x', synced: false, publicKey: 'pQECAyYgASFYIA' },
  }

  it.each(['session', 'token', 'system'] as const)('is named when nobody signed it, by way of a %s', async (via) => {
    const { id } = await anAccount()
    expect(await forge(suspended(id), { via })).toEqual([`${login}: has a passkey, but has not signed this`])
    expect(await standing('identity.account.suspended')).toBe('faulty')
  })

  it('is named with the signature of another act', async () => {
    const [path, { id }] = [await suspension(), await anAccount()]
    await signed(path)
    const signature = (await lastSignature('identity.account.suspended')) ?? undefined
    expect(await forge(suspended(id), { signature })).toEqual([`${login}: the signature was made for another change`])
  })

  it('is named with a signature that was asked for and not used, when it is about something else', async () => {
    const [asked, { id }] = [await suspension(), await anAccount()]
    const signature = await signatureFor(asked, officer)
    expect(await forge(suspended(id), { signature })).toEqual([`${login}: what was signed is POST /api/v1${asked}`])
  })

  it('is named when what it carries is no signature at all, or names an address that is none', async () => {
    const { id } = await anAccount()
    const broken = {} as ActorSignature
    expect(await forge(suspended(id), { signature: broken })).toEqual([`${login}: what it carries is no signature`])
    const { act, ...rest } = await signatureFor(`/identity/accounts/${id}/suspension`, officer)
    const signature = { ...rest, act: { ...act, path: '/api/v1/identity/accounts/%E0%A4%A/suspension' } }
    expect(await forge(suspended(id), { signature })).toEqual([
      `${login}: what was signed is POST ${signature.act.path}`,
    ])
  })

  it('is named when its path was written anew under the signature', async () => {
    const [asked, { id }] = [await suspension(), await anAccount()]
    const { act, ...rest } = await signatureFor(asked, officer)
    const signature = { ...rest, act: { ...act, path: `/api/v1/identity/accounts/${id}/suspension` } }
    expect(await forge(suspended(id), { signature })).toEqual([`${login}: what was signed is another act`])
  })

  it('is named with a passkey of somebody else, and with one that was written into the journal for it', async () => {
    const stranger = await anOfficer()
    const { id } = await anAccount()
    const signature = await signatureFor(`/identity/accounts/${id}/suspension`, stranger)
    const notTheirs = `${login}: signed with a passkey that was not registered for the account then`
    expect(await forge(suspended(id), { signature })).toEqual([notTheirs])
    expect(await forge(registered)).toEqual([`${login}: has a passkey, but has not signed this`])
    expect(await forge(registered, { via: 'system' })).toEqual([`${login}: a passkey that no person registered`])
    const again = await signatureFor(`/identity/accounts/${id}/suspension`, stranger)
    expect(await forge(suspended(id), { signature: again })).toEqual([notTheirs])
  })

  it('is named when a link was written into the journal that nobody signed or released', async () => {
    const link = (event: string, payload: Record<string, Json>) => ({
      ...{ event: `identity.link.${event}`, payload: { link: 'L', purpose: 'recovery', ...payload } },
      subject: { type: 'account', id: officer.principal.accountId, label: login },
    })
    const unsigned = `${login}: has a passkey, but has not signed this`
    expect(await forge(link('issued', { needsRelease: false }))).toEqual([unsigned])
    expect(await forge(link('used', {}))).toEqual([])
    const { id } = await anAccount()
    expect(await forge(suspended(id))).toEqual([unsigned])
  })

  const passkeyOf = async ({ principal }: Officer) => (await identity.listFactors(principal)).passkeys[0]?.id ?? ''

  /** What an officer would have signed for an act that was never done. */
  async function signatureFor(path: string, by: Officer): Promise<ActorSignature> {
    const headers = await sign(path, { by })
    const response = JSON.parse(Buffer.from(headers['x-act-signature'] ?? '', 'base64url').toString()) as Response
    const attempt = (headers['cookie'] ?? '').split('=')[1] ?? ''
    const body = createHash('sha256').digest('hex')
    const act = { nonce: createHash('sha256').update(attempt).digest('base64url'), method: 'POST', body }
    const { authenticatorData, clientDataJSON: clientData, signature } = response.response
    return {
      ...{ kind: 'webauthn', key: await passkeyOf(by), authenticatorData, clientData, signature },
      act: { ...act, path: `/api/v1${path}` },
    }
  }
})

describe('what is done with a dataset or with accounts under review', () => {
  interface Guarded {
    readonly path: string
    readonly payload: object
    readonly event: string
  }
  const anInstrumentId = async (number: string) => (await law.register(anActor(), anInstrument({ number }))).id

  async function reopening(): Promise<Guarded> {
    const closing = { stage: 'closed' as const, instrument: await anInstrumentId('1/QĐ'), reason: 'Thử' }
    await catalogue.retireDataset(people.coordinator.principal, offices, closing)
    const payload = { instrument: await anInstrumentId('2/QĐ'), reason: 'Thử' }
    return { path: `/catalogue/datasets/${offices}/reopening`, payload, event: 'catalogue.dataset.reopened' }
  }

  async function answering(): Promise<Guarded> {
    const { id: account } = await anAccount()
    clock.moveTo(new Date(clock.now().getTime() + 60_000).toISOString())
    const { id } = await identity.openReview(anActor())
    const payload = { answers: [{ account, revoked: [] }] }
    return { path: `/identity/reviews/${id}/answers`, payload, event: 'identity.review.answered' }
  }

  it.each([
    ['Reopening a dataset (Điều 9)', reopening],
    ['Answering a review (Điều 15.3)', answering],
  ])(
    '%s is refused unsigned or with a forged signature; a good one is in its leaf and verified',
    async (_what, make) => {
      const { path, payload, event } = await make()
      expect(await send(path, { payload })).toMatchObject({ status: 403, code: 'identity.signatureRequired' })
      const forged: Partial<Signing>[] = [{ flaw: { foreignKey: true } }, { instead: { body: { ...payload, x: 1 } } }]
      for (const each of forged) {
        const refused = await signed(path, { payload, ...each })
        expect(refused).toMatchObject({ status: 401, code: 'identity.passkeyRefused' })
      }
      const before = await verify()
      expect((await signed(path, { payload })).status).toBeLessThan(300)
      const body = createHash('sha256').update(JSON.stringify(payload)).digest('hex')
      expect((await lastSignature(event))?.act).toMatchObject({ method: 'POST', path: `/api/v1${path}`, body })
      expect(await verify()).toEqual({ signed: before.signed + 1, faults: before.faults })
      expect(await standing(event)).toBe('signed')
      await journal.sequencer.seal()
      expect((await verifyJournal(world.database.application)).faults).toEqual([])
      const kept = JSON.stringify(await lastSignature(event))
      const written = (signature: string) =>
        testing.asIntruder(
          `UPDATE journal.changes SET signature = ${signature}
         WHERE id = (SELECT change_id FROM journal.entries WHERE event = '${event}' ORDER BY id DESC LIMIT 1)`,
        )
      await written('NULL')
      expect((await verifyJournal(world.database.application)).faults).not.toEqual([])
      await written(`'${kept}'`)
    },
  )
})

interface Response {
  readonly id: string
  readonly response: {
    readonly authenticatorData: string
    readonly clientDataJSON: string
    readonly signature: string
  }
}
