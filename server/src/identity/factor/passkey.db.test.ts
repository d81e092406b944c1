import { describe, expect, it } from 'vitest'
import { by, openIdentity, party } from '../../../test/identity/open-identity.ts'
import { PasskeyDevice } from '../../../test/identity/passkey-device.ts'
import type { Flaw } from '../../../test/identity/passkey-device.ts'
import { relyingPartyAt } from './passkey.ts'

const { identity, testing, withPasskey, withCodes, issue, passSeconds } = await openIdentity()
const { login, device, principal } = await withPasskey(['coordinator'])
const refused = { code: 'identity.passkeyRefused' }
const over = { code: 'identity.attemptOver' }

async function signIn(flaw?: Flaw, with_ = device) {
  const { attempt, options } = await identity.askForSignIn(party)
  return identity.signInByPasskey(party, { attempt, response: with_.answer(options, flaw) }, by)
}

describe('signing in with a passkey', () => {
  it('needs no login: the question names no account, and asks for user verification', async () => {
    const { options } = await identity.askForSignIn(party)
    expect(options).toMatchObject({ rpId: 'kho.test', userVerification: 'required' })
    expect(options.allowCredentials ?? []).toEqual([])
    expect((await signIn()).principal).toMatchObject({ login, roles: ['coordinator'], withheldRoles: [] })
  })

  it.each<[string, Flaw]>([
    ['of another origin', { origin: 'https://kho.test.evil.example' }],
    ['of the same name by plain http', { origin: 'http://kho.test' }],
    ['for another relying party', { rpId: 'evil.example' }],
    ['without user verification', { userVerified: false }],
    ['to another challenge', { challenge: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
    ['to the making of a passkey', { type: 'webauthn.create' }],
    ['signed with another key', { foreignKey: true }],
    ['changed after it was signed', { tampered: true }],
    ['of another person', { userHandle: Buffer.alloc(16).toString('base64url') }],
  ])('is refused with an answer %s', async (_what, flaw) => {
    await expect(signIn(flaw)).rejects.toMatchObject(refused)
  })

  it('is refused with a passkey that was never registered here', async () => {
    const stranger = new PasskeyDevice(party.origin)
    stranger.register({ challenge: 'x', user: { id: '' } })
    await expect(signIn({}, stranger)).rejects.toMatchObject(refused)
  })

  it('takes each challenge once, from the browser that was asked, within five minutes', async () => {
    const { attempt, options } = await identity.askForSignIn(party)
    const response = device.answer(options)
    const bring = (with_: string | undefined) => identity.signInByPasskey(party, { attempt: with_, response }, by)
    await expect(bring(undefined)).rejects.toMatchObject(over)
    await expect(bring((await identity.askForSignIn(party)).attempt)).rejects.toMatchObject(refused)
    await bring(attempt)
    await expect(bring(attempt)).rejects.toMatchObject(over)
    const late = await identity.askForSignIn(party)
    passSeconds(301)
    const answer = { attempt: late.attempt, response: device.answer(late.options) }
    await expect(identity.signInByPasskey(party, answer, by)).rejects.toMatchObject(over)
  })

  it('uses a challenge up by a wrong answer, too', async () => {
    const { attempt, options } = await identity.askForSignIn(party)
    const wrong = { attempt, response: device.answer(options, { foreignKey: true }) }
    await expect(identity.signInByPasskey(party, wrong, by)).rejects.toMatchObject(refused)
    const right = { attempt, response: device.answer(options) }
    await expect(identity.signInByPasskey(party, right, by)).rejects.toMatchObject(over)
  })

  it('takes no answer that was asked for another purpose', async () => {
    const { attempt, options } = await identity.askForProof(party, principal.accountId)
    const answer = { attempt, response: device.answer(options) }
    await expect(identity.signInByPasskey(party, answer, by)).rejects.toMatchObject(over)
  })

  it('refuses a copy, whose counter has not grown, and tells the owner', async () => {
    const cloned = await withPasskey()
    await signIn({ counter: 7 }, cloned.device)
    for (const counter of [7, 3, 0]) {
      await expect(signIn({ counter }, cloned.device)).rejects.toMatchObject(refused)
    }
    await signIn({ counter: 8 }, cloned.device)
    const history = async () => identity.listSignIns(cloned.principal.accountId, { after: undefined, limit: 10 })
    await expect
      .poll(async () => (await history()).filter(({ outcome }) => outcome === 'copied-passkey'))
      .toHaveLength(3)
  })

  it('works with passkeys that count nothing, as those kept in clouds do', async () => {
    const synced = await withPasskey()
    await signIn({ counter: 0 }, synced.device)
    expect((await signIn({ counter: 0 }, synced.device)).principal.login).toBe(synced.login)
  })

  it('of a suspended account opens nothing', async () => {
    const ended = await withPasskey()
    await identity.suspendAccount({ ...principal, via: 'session' }, ended.principal.accountId)
    await expect(signIn({}, ended.device)).rejects.toMatchObject({ code: 'identity.accountSuspended' })
  })
})

describe('keeping passkeys', () => {
  async function add(owner: typeof principal, made = new PasskeyDevice(party.origin)) {
    const { attempt, options } = await identity.askForNewPasskey(party, owner)
    await identity.addPasskey(party, owner, { attempt, response: made.register(options), name: 'Điện thoại' })
    return made
  }

  it('adds one, which opens the account from then on; removed, it opens nothing more', async () => {
    const owner = await withPasskey()
    const second = await add(owner.principal)
    expect((await signIn({}, second)).principal.login).toBe(owner.login)
    const [newest, first] = (await identity.listFactors(owner.principal)).passkeys
    expect(newest).toMatchObject({ name: 'Điện thoại', lastDevice: 'Firefox · Linux', lastAddress: '10.0.0.1' })
    await identity.removePasskey(owner.principal, newest?.id ?? '')
    await expect(signIn({}, second)).rejects.toMatchObject(refused)
    const last = { code: 'identity.lastFactor' }
    await expect(identity.removePasskey(owner.principal, first?.id ?? '')).rejects.toMatchObject(last)
  })

  it('asks the authenticator for one that is found without a login, and for none it holds already', async () => {
    const { options } = await identity.askForNewPasskey(party, principal)
    expect(options).toMatchObject({
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      attestation: 'none',
      excludeCredentials: [{ id: device.credentialId }],
    })
    expect(Buffer.from(options.user.id, 'base64url').toString('utf8')).not.toContain(login)
  })

  it('registers none without user verification, for another origin, or twice', async () => {
    for (const flaw of [{ userVerified: false }, { origin: 'https://evil.example' }, { rpId: 'evil.example' }]) {
      const { attempt, options } = await identity.askForNewPasskey(party, principal)
      const response = new PasskeyDevice(party.origin).register(options, flaw)
      const added = identity.addPasskey(party, principal, { attempt, response, name: 'x' })
      await expect(added).rejects.toMatchObject(refused)
    }
    await expect(add(principal, device)).rejects.toMatchObject(refused)
  })

  it('is not open to a phished password where it would lead to guarded roles (Điều 15.3)', async () => {
    const guarded = await withCodes(['coordinator', 'consumer'])
    expect(guarded.principal).toMatchObject({ roles: ['consumer'], withheldRoles: ['coordinator'] })
    const byLink = { code: 'identity.passkeyByLinkOnly', params: { roles: ['coordinator'] } }
    await expect(async () => identity.askForNewPasskey(party, guarded.principal)).rejects.toMatchObject(byLink)
    const plain = await withCodes(['consumer'])
    await add(plain.principal)
  })

  it('names them, and touches no passkey of another account', async () => {
    const [own] = (await identity.listFactors(principal)).passkeys
    await identity.renamePasskey(principal, own?.id ?? '', 'Khóa bảo mật')
    expect((await identity.listFactors(principal)).passkeys[0]?.name).toBe('Khóa bảo mật')
    const { principal: other } = await withPasskey()
    const missing = { code: 'identity.passkeyNotFound' }
    await add(other)
    await expect(identity.renamePasskey(other, own?.id ?? '', 'x')).rejects.toMatchObject(missing)
    await expect(identity.removePasskey(other, own?.id ?? '')).rejects.toMatchObject(missing)
  })

  it('writes names and credentials into no entry of the journal', async () => {
    const entries = await testing.asAdmin<{ text: string }>(
      `SELECT payload::text AS text FROM journal.entries WHERE event LIKE 'identity.passkey.%'`,
    )
    expect(entries.length).toBeGreaterThan(5)
    expect(entries.map(({ text }) => text).join()).not.toMatch(/Khóa bảo mật|Điện thoại|Máy bàn/)
    expect(entries.map(({ text }) => text).join()).not.toContain(device.credentialId)
  })
})

it('belongs to the address people use', () => {
  expect(relyingPartyAt('https://kho.example.vn:8443/')).toEqual({
    id: 'kho.example.vn',
    origin: 'https://kho.example.vn:8443',
  })
})

it('an account that was issued and not activated has nothing to sign in with', async () => {
  const { login: waiting } = await issue()
  const tried = identity.signIn({ login: waiting, password: '', address: '10.0.0.9', requestId: 'r' })
  await expect(tried).rejects.toMatchObject({ code: 'identity.signInFailed' })
})
