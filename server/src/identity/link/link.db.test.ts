import { describe, expect, it } from 'vitest'
import { codeOf } from '../../../test/identity/authenticator-app.ts'
import { activateWithPasskey, by, openIdentity, party, password } from '../../../test/identity/open-identity.ts'
import { anActor } from '../../law/testing.ts'
import { linkAddress } from './link.ts'

const { identity, testing, clock, issue, withPasskey, withCodes, passSeconds } = await openIdentity()
const coordinator = anActor()
const unusable = { code: 'identity.linkUnusable' }

async function signInWith(device: Awaited<ReturnType<typeof activateWithPasskey>>['device']) {
  const { attempt, options } = await identity.askForSignIn(party)
  return identity.signInByPasskey(party, { attempt, response: device.answer(options) }, by)
}

describe('an activation link', () => {
  it('says what it is for, and brings the account its first passkey and a session', async () => {
    const { login, token } = await issue(['provider', 'coordinator'])
    expect(await identity.readLink(token)).toMatchObject({
      ...{ purpose: 'activation', login, roles: ['provider', 'coordinator'], unit: { name: 'Sở Thử nghiệm' } },
      expiresAt: new Date(clock.now().getTime() + 7 * 86_400_000),
    })
    const { principal, device } = await activateWithPasskey(identity, token)
    expect(principal).toMatchObject({ login, roles: ['provider', 'coordinator'], withheldRoles: [] })
    expect((await signInWith(device)).principal.login).toBe(login)
  })

  it('counts once, even when it is used twice at the same moment', async () => {
    const { token } = await issue()
    const both = await Promise.allSettled([activateWithPasskey(identity, token), activateWithPasskey(identity, token)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(identity.readLink(token)).rejects.toMatchObject(unusable)
  })

  it('ends by itself, and is nothing when it is made up', async () => {
    const { token } = await issue()
    passSeconds(7 * 86_400)
    await expect(identity.readLink(token)).rejects.toMatchObject(unusable)
    await expect(activateWithPasskey(identity, token)).rejects.toMatchObject(unusable)
    await expect(identity.readLink('A'.repeat(43))).rejects.toMatchObject(unusable)
  })

  it('of an account that was suspended opens nothing', async () => {
    const { id, token } = await issue()
    await identity.suspendAccount(coordinator, id)
    await expect(identity.readLink(token)).rejects.toMatchObject(unusable)
  })

  it('is left whole by a weak password or a wrong code', async () => {
    const { token } = await issue()
    const { secret, offer } = await identity.offerAuthenticatorByLink(token)
    const code = codeOf(secret, clock.now().getTime())
    const use = (over: { password?: string; code?: string; offer?: string }) =>
      identity.useLink(party, token, {
        ...{ password: over.password ?? password, ...by },
        authenticator: { offer: over.offer ?? offer, code: over.code ?? code },
      })
    await expect(use({ password: 'ngắn' })).rejects.toMatchObject({ code: 'identity.passwordTooShort' })
    await expect(use({ password: '1qaz2wsx3edc' })).rejects.toMatchObject({ code: 'identity.passwordCommon' })
    await expect(use({ code: '000000' })).rejects.toMatchObject({ code: 'identity.codeWrong' })
    const { offer: foreign } = await identity.offerAuthenticatorByLink((await issue()).token)
    await expect(use({ offer: foreign })).rejects.toMatchObject({ code: 'identity.codeWrong' })
    expect((await use({})).principal.proof?.factor).toBe('two-factor')
  })

  it('takes an offered authenticator for ten minutes', async () => {
    const { token } = await issue()
    const { secret, offer } = await identity.offerAuthenticatorByLink(token)
    passSeconds(601)
    const authenticator = { offer, code: codeOf(secret, clock.now().getTime()) }
    const used = identity.useLink(party, token, { password, authenticator, ...by })
    await expect(used).rejects.toMatchObject({ code: 'identity.codeWrong' })
  })
})

describe('a link from a coordinator', () => {
  it('takes away all that was there before: passkeys, password, codes, sessions', async () => {
    const { device, session, principal } = await withPasskey()
    const { token } = await identity.issueLinkFor(coordinator, principal.accountId)
    expect((await signInWith(device)).principal.accountId).toBe(principal.accountId)
    const renewed = await activateWithPasskey(identity, token)
    await expect(signInWith(device)).rejects.toMatchObject({ code: 'identity.passkeyRefused' })
    expect(await identity.authenticate({ session, shown: undefined, requestId: 'r' })).toBeUndefined()
    expect((await signInWith(renewed.device)).principal.accountId).toBe(principal.accountId)

    const other = await withCodes()
    const { token: second } = await identity.issueLinkFor(coordinator, other.principal.accountId)
    await activateWithPasskey(identity, second)
    const code = codeOf(other.secret, clock.now().getTime() + 30_000)
    const old = identity.signIn({ login: other.login, password, code, address: '10.9.9.9', requestId: 'r' })
    await expect(old).rejects.toMatchObject({ code: 'identity.signInFailed' })
  })

  it('ends the links before it', async () => {
    const { id, token } = await issue()
    const { token: newer } = await identity.issueLinkFor(coordinator, id)
    await expect(identity.readLink(token)).rejects.toMatchObject(unusable)
    expect((await identity.readLink(newer)).purpose).toBe('activation')
  })

  it('of recovery ends by itself after a day', async () => {
    const { principal } = await withPasskey()
    const { token } = await identity.issueLinkFor(coordinator, principal.accountId)
    expect((await identity.readLink(token)).purpose).toBe('recovery')
    passSeconds(86_400)
    await expect(identity.readLink(token)).rejects.toMatchObject(unusable)
  })

  it('is issued to nobody by themselves, nor to who is suspended or not there', async () => {
    const { id } = await issue()
    const own = identity.issueLinkFor(anActor({ accountId: id }), id)
    await expect(own).rejects.toMatchObject({ code: 'identity.ownLink' })
    await identity.suspendAccount(coordinator, id)
    const suspended = identity.issueLinkFor(coordinator, id)
    await expect(suspended).rejects.toMatchObject({ code: 'identity.accountSuspended' })
  })
})

describe('what is kept of links', () => {
  it('is a digest; neither table nor journal holds the token', async () => {
    const { token } = await issue()
    for (const table of ['identity.one_time_links', 'journal.entries']) {
      const rows = await testing.asAdmin<{ row: string }>(`SELECT t::text AS row FROM ${table} AS t`)
      expect(JSON.stringify(rows)).not.toContain(token)
    }
  })

  it('is never sent to a server with the address: the token follows the #', () => {
    expect(linkAddress('https://kho.test', { token: 'abc', needsRelease: false })).toBe('https://kho.test/activate#abc')
    expect(linkAddress('https://kho.test', { token: 'abc', needsRelease: true })).toBe('https://kho.test/activate#abc.')
  })

  it('stands in the journal: issued by whom, used when', async () => {
    const { id, token } = await issue()
    await activateWithPasskey(identity, token)
    const entries = await testing.asAdmin<{ event: string }>(
      `SELECT event FROM journal.entries WHERE subject_id = $1 ORDER BY id`,
      [id],
    )
    expect(entries.map(({ event }) => event)).toEqual([
      ...['identity.account.issued', 'identity.link.issued', 'identity.account.activated', 'identity.link.used'],
      'identity.passkey.registered',
    ])
  })
})
