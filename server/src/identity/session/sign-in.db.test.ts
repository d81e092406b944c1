import { beforeEach, describe, expect, it } from 'vitest'
import { codeOf } from '../../../test/identity/authenticator-app.ts'
import { by, openIdentity, party, password, where } from '../../../test/identity/open-identity.ts'
import { shownToken } from '../testing.ts'

const limits = { minutes: 15, administrationMinutes: 5 }
const { identity, testing, clock, withPasskey, withCodes, passSeconds } = await openIdentity(limits)
const owner = await withCodes(['consumer', 'auditor'])
const failed = { code: 'identity.signInFailed' }
const code = (step = 0) => codeOf(owner.secret, clock.now().getTime() + step * 30_000)

let address = 0
beforeEach(() => {
  // Each test at an hour and an address of its own: no code has counted, no try is remembered.
  passSeconds(7200)
  address += 1
})
const signIn = (
  over: { login?: string; password?: string; code?: string; knownDevice?: string; address?: string } = {},
) => identity.signIn({ login: owner.login, password, address: `10.1.0.${String(address)}`, requestId: 'r', ...over })
const bySession = (session: string) => identity.authenticate({ session, shown: undefined, requestId: 'r' })

describe('password and code', () => {
  it('open a session without the roles that need a passkey (Điều 15.3)', async () => {
    const { principal } = await signIn({ code: code() })
    expect(principal).toMatchObject({
      ...{ roles: ['consumer'], withheldRoles: ['auditor'], isDemo: false },
      proof: { factor: 'two-factor', provenAt: clock.now() },
    })
  })

  it('are both needed: the code is asked for only once the password was right', async () => {
    await expect(signIn()).rejects.toMatchObject({ code: 'identity.codeRequired' })
    await expect(signIn({ password: 'không phải' })).rejects.toMatchObject(failed)
    await expect(signIn({ password: 'không phải', code: code() })).rejects.toMatchObject(failed)
    await expect(signIn({ code: '000000' })).rejects.toMatchObject(failed)
  })

  it('a code counts once, and none before it counts any more', async () => {
    const [early, now] = [code(-1), code()]
    await signIn({ code: now })
    await expect(signIn({ code: now })).rejects.toMatchObject(failed)
    await expect(signIn({ code: early })).rejects.toMatchObject(failed)
    await signIn({ code: code(1) })
  })

  it('a code counts once however many bring it at the same time', async () => {
    const shown = code()
    const tries = await Promise.allSettled(Array.from({ length: 4 }, () => signIn({ code: shown })))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('the secret of the authenticator is kept encrypted', async () => {
    const rows = await testing.asAdmin<{ kept: string }>('SELECT authenticator::text AS kept FROM identity.passwords')
    expect(Buffer.from(rows[0]?.kept.slice(2) ?? '', 'hex').toString('latin1')).not.toContain(owner.secret)
  })
})

describe('recovery codes', () => {
  it('stand in for the app, each once, until there are new ones; only digests are kept', async () => {
    const { principal } = await signIn({ code: code() })
    const [first = '', second = ''] = await identity.makeRecoveryCodes(principal)
    await signIn({ code: first.toUpperCase().replaceAll('-', ' ') })
    await expect(signIn({ code: first })).rejects.toMatchObject(failed)
    expect((await identity.listFactors(principal)).recoveryCodesLeft).toBe(9)
    const kept = await testing.asAdmin<{ row: string }>('SELECT c::text AS row FROM identity.recovery_codes AS c')
    expect(JSON.stringify(kept)).not.toContain(second.slice(0, 4))
    await identity.makeRecoveryCodes(principal)
    await expect(signIn({ code: second })).rejects.toMatchObject(failed)
    const entries = await testing.asAdmin<{ event: string }>(
      `SELECT event FROM journal.entries WHERE event LIKE 'identity.recoveryCode%' ORDER BY id`,
    )
    expect(entries.map(({ event }) => event.slice('identity.'.length))).toEqual([
      ...['recoveryCode.made', 'recoveryCode.used', 'recoveryCode.made'],
    ])
  })
})

describe('who tries', () => {
  it('learns nothing of whether there is an account: the same answer, the same row in the history', async () => {
    const answers = [owner.login, 'khong.co.ai'].map((login) =>
      signIn({ login, password: 'không phải' }).catch((problem: unknown) => problem),
    )
    const [known, unknown] = await Promise.all(answers)
    expect(JSON.stringify(known)).toBe(JSON.stringify(unknown))
    await expect
      .poll(() =>
        testing.asAdmin(
          `SELECT count(account_id)::int AS known, count(*)::int AS both FROM identity.sign_ins
           WHERE address = '10.1.0.${String(address)}'`,
        ),
      )
      .toEqual([{ known: 1, both: 2 }])
  })

  it('is slowed down by login and by address, but never keeps the owner out of a browser they know', async () => {
    const knownDevice = 'a browser of the owner'
    await signIn({ code: code(), knownDevice })
    const guess = (from: string) => signIn({ password: 'đoán mò', address: from }).catch((problem: unknown) => problem)
    for (let time = 0; time < 8; time += 1) await guess('203.0.113.66')
    expect(await guess('203.0.113.67')).toMatchObject({ code: 'identity.tooManyAttempts' })
    await expect(signIn({ code: code(1) })).rejects.toMatchObject({ code: 'identity.tooManyAttempts' })
    expect((await signIn({ code: code(1), knownDevice })).principal.login).toBe(owner.login)
  })

  it('with the owner’s browser is slowed down as well, and a made-up browser is none', async () => {
    const knownDevice = 'another browser of the owner'
    await signIn({ code: code(), knownDevice })
    const guess = (device: string) =>
      signIn({ password: 'đoán mò', knownDevice: device }).catch((problem: unknown) => problem)
    for (let time = 0; time < 5; time += 1) expect(await guess(knownDevice)).toMatchObject(failed)
    expect(await guess(knownDevice)).toMatchObject({ code: 'identity.tooManyAttempts' })
    for (let time = 0; time < 5; time += 1) await guess('made up')
    expect(await guess('made up')).toMatchObject({ code: 'identity.tooManyAttempts' })
  })

  it('never keeps an owner out who has a passkey', async () => {
    const { login, device } = await withPasskey()
    for (let time = 0; time < 8; time += 1) {
      await signIn({ login, password: 'đoán mò' }).catch((problem: unknown) => problem)
    }
    const { attempt, options } = await identity.askForSignIn(party)
    const opened = await identity.signInByPasskey(party, { attempt, response: device.answer(options) }, by)
    expect(opened.principal.login).toBe(login)
  })
})

describe('a session', () => {
  it('ends when nobody uses it for a quarter of an hour, sooner with a role of administration', async () => {
    const { session } = await signIn({ code: code() })
    for (let minutes = 14; minutes <= 42; minutes += 14) {
      passSeconds(14 * 60)
      expect((await bySession(session))?.login).toBe(owner.login)
      await expect.poll(() => lastUse(session)).toEqual(clock.now())
    }
    passSeconds(15 * 60 + 1)
    expect(await bySession(session)).toBeUndefined()

    const { session: guarded } = await withPasskey(['coordinator'])
    passSeconds(5 * 60)
    expect((await bySession(guarded))?.roles).toEqual(['coordinator'])
    await expect.poll(() => lastUse(guarded)).toEqual(clock.now())
    passSeconds(5 * 60 + 1)
    expect(await bySession(guarded)).toBeUndefined()
  })

  it('gets a new name when its person proves to be there; the old one opens nothing', async () => {
    const { principal, session, device } = await withPasskey(['coordinator'])
    passSeconds(280)
    await identity.requireProof(principal)
    passSeconds(21)
    const asked = { code: 'identity.stepUpRequired', params: { ways: ['passkey'] } }
    await expect(identity.requireProof(principal)).rejects.toMatchObject(asked)
    const { attempt, options } = await identity.askForProof(party, principal.accountId)
    expect(options.allowCredentials).toEqual([expect.objectContaining({ id: device.credentialId })])
    const renewed = await identity.prove(party, principal, { passkey: device.answer(options), attempt, where })
    expect(renewed.session).not.toBe(session)
    expect(await bySession(session)).toBeUndefined()
    const again = await bySession(renewed.session)
    expect(again?.proof?.session).toBe(principal.proof?.session)
    await identity.requireProof(again ?? principal)
  })

  it('of password and code is proven by a code; one of a passkey is not', async () => {
    const { principal } = await signIn({ code: code() })
    await expect(identity.prove(party, principal, { password, where })).rejects.toMatchObject({
      ...{ code: 'identity.proofUnfit', params: { ways: ['code'] } },
    })
    await expect(identity.prove(party, principal, { code: code(), where })).rejects.toMatchObject(failed)
    expect((await identity.prove(party, principal, { code: code(1), where })).principal.withheldRoles).toEqual([
      'auditor',
    ])
    const { principal: strong } = await withPasskey()
    await expect(identity.prove(party, strong, { code: '123456', where })).rejects.toMatchObject({
      ...{ code: 'identity.proofUnfit', params: { ways: ['passkey'] } },
    })
  })

  it('is not needed by a program, which therefore cannot do what is dangerous', async () => {
    const { principal } = await withPasskey()
    const { token } = await identity.issueToken(principal, { label: 'máy chủ', expiresInDays: 1 })
    const program = await identity.authenticate({ session: undefined, shown: shownToken(token), requestId: 'r' })
    if (!program) throw new Error('The token should stand for its account')
    await expect(identity.requireProof(program)).rejects.toMatchObject({ code: 'identity.personNeeded' })
  })

  it('is listed for its owner, ended by them, and all of them at once, as the journal tells (Điều 13.3)', async () => {
    const { principal, session } = await withPasskey()
    const other = await identity.openSession({
      ...{ accountId: principal.accountId, factor: 'passkey', method: 'passkey', where, requestId: 'r' },
      knownDevice: 'a browser',
    })
    expect(await identity.listSessions(principal.accountId)).toHaveLength(2)
    const stranger = await withPasskey()
    const id = other.principal.proof?.session ?? ''
    await expect(identity.endSession(stranger.principal, id)).rejects.toMatchObject({
      code: 'identity.sessionNotFound',
    })
    await identity.endSession(principal, id)
    expect(await bySession(other.session)).toBeUndefined()
    await identity.signOutEverywhere(principal)
    expect(await bySession(session)).toBeUndefined()
    const told = await testing.asAdmin(
      `SELECT payload FROM journal.entries WHERE event = 'identity.session.ended' AND subject_id = $1 ORDER BY id`,
      [principal.accountId],
    )
    expect(told).toEqual([{ payload: { everywhere: false } }, { payload: { everywhere: true } }])
    expect(
      await testing.asAdmin(`SELECT FROM identity.known_devices WHERE account_id = '${principal.accountId}'`),
    ).toEqual([])
    expect((await bySession(stranger.session))?.login).toBe(stranger.login)
  })

  it('leaves a history, newest first', async () => {
    const { principal, device } = await withPasskey()
    const { attempt, options } = await identity.askForSignIn(party)
    await identity.signInByPasskey(party, { attempt, response: device.answer(options) }, by)
    const history = await identity.listSignIns(principal.accountId, { after: undefined, limit: 10 })
    expect(history.map(({ outcome, method }) => `${outcome} ${method}`)).toEqual(['opened passkey', 'opened link'])
    const older = await identity.listSignIns(principal.accountId, { after: history[0]?.id, limit: 10 })
    expect(older).toEqual(history.slice(1))
  })
})

describe('a token (Điều 15.3)', () => {
  it('holds the roles that need a passkey only when it was issued in a session opened with one', async () => {
    const rolesOf = async (principal: typeof owner.principal) => {
      const { token } = await identity.issueToken(principal, { label: 'x', expiresInDays: 1 })
      return (await identity.authenticate({ session: undefined, shown: shownToken(token), requestId: 'r' }))?.roles
    }
    expect(await rolesOf((await signIn({ code: code() })).principal)).toEqual(['consumer'])
    expect(await rolesOf((await withPasskey(['consumer', 'auditor'])).principal)).toEqual(['consumer', 'auditor'])
  })
})

async function lastUse(session: string): Promise<Date | undefined> {
  const rows = await testing.asAdmin<{ at: Date }>(
    `SELECT last_used_at AS at FROM identity.sessions WHERE digest = sha256('${session}')`,
  )
  return rows[0]?.at
}
