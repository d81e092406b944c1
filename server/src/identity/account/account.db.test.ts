import { beforeEach, describe, expect, it } from 'vitest'
import { emptyIdentity } from '../../../test/identity/open-identity.ts'
import { anActor } from '../../law/testing.ts'
import { ProblemError } from '../../platform/index.ts'
import { nameCommitment } from './account.ts'
import type { Role } from './role.ts'
import type { Principal } from '../index.ts'
import { aCity, anId, anOrganisation, shownToken } from '../testing.ts'

const { testing, database, clock, make, identity } = await emptyIdentity()
const actor = anActor()
const password = 'mot mat khau du dai'

const [city] = await identity.registerOrganisations(actor, [aCity()])
const [department, ending] = await identity.registerOrganisations(actor, [
  anOrganisation({ parent: city?.id ?? '' }),
  anOrganisation({ parent: city?.id ?? '', name: 'Sở Sắp giải thể', validTo: '2026-04-01' }),
])

let count = 0
async function issue(over: { login?: string; unit?: string; roles?: readonly Role[] } = {}) {
  const login = over.login ?? `can.bo.${String((count += 1))}`
  const unit = over.unit ?? department?.id ?? ''
  return identity.issueAccount(actor, {
    login,
    name: 'Cán bộ',
    unit,
    roles: over.roles ?? ['consumer'],
    demoPassword: password,
  })
}
const signIn = (login: string, secret = password, address = '10.0.0.1') =>
  identity.signIn({ login, password: secret, address, requestId: 'r' })
const bySession = (session: string) => identity.authenticate({ session, shown: undefined, requestId: 'r' })
const byToken = (token: string, face = identity) =>
  face.authenticate({ session: undefined, shown: shownToken(token), requestId: 'r' })
async function tokenOf(login: string): Promise<{ principal: Principal; token: string; id: string }> {
  const { principal } = await signIn(login)
  return { principal, ...(await identity.issueToken(principal, { label: 'máy chủ', expiresInDays: 30 })) }
}

beforeEach(() => {
  clock.moveTo('2026-03-02T03:00:00Z')
})

describe('issuing accounts (Điều 15.3)', () => {
  it('keeps only a digest of the password, made with argon2id as OWASP says', async () => {
    const { id } = await issue()
    const [row] = await testing.asAdmin<{ hash: string }>('SELECT hash FROM identity.passwords WHERE account_id = $1', [
      id,
    ])
    expect(row?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })

  it('records it without name or password, the name by a commitment that name and salt open', async () => {
    const { id } = await issue({ login: 'Ghi.Nhat.Ky' })
    const [kept] = await testing.asAdmin<{ name: string; salt: string }>(
      'SELECT name, name_salt AS salt FROM identity.accounts WHERE id = $1',
      [id],
    )
    const [entry] = await testing.asAdmin<{ payload: unknown; subject_label: string }>(
      `SELECT payload, subject_label FROM journal.entries WHERE event = 'identity.account.issued' AND subject_id = $1`,
      [id],
    )
    expect(entry?.subject_label).toBe('ghi.nhat.ky')
    expect(entry?.payload).toEqual({
      ...{ unit: department?.id, unitName: 'Sở Thử nghiệm', state: 'active', demo: true },
      name: nameCommitment(kept ?? { name: '', salt: '' }),
      roles: [{ role: 'consumer', validFrom: '2026-03-02T03:00:00.000Z', validTo: null }],
      ...{ request: null, requestedBy: 'system', decision: null },
    })
    expect(JSON.stringify(entry)).not.toContain('Cán bộ')
  })

  it.each<[string, Parameters<typeof identity.issueAccount>[1], string]>([
    ['a login that is taken', input({ login: 'TRUNG.TEN' }), 'identity.loginTaken'],
    ['the committee’s role in a department', input({ roles: ['committee'] }), 'identity.rolesMisplaced'],
    ['a unit that is not there', input({ unit: anId(404) }), 'identity.organisationNotFound'],
  ])('refuses %s', async (_what, wrong, code) => {
    await issue({ login: 'trung.ten' }).catch(() => undefined)
    await expect(identity.issueAccount(actor, wrong)).rejects.toMatchObject({ code })
  })

  function input(over: Partial<Parameters<typeof identity.issueAccount>[1]>) {
    return {
      ...{ login: 'sai.sot', name: 'Cán bộ', unit: department?.id ?? '' },
      roles: ['consumer'] as const,
      ...over,
    }
  }
})

describe('signing in', () => {
  it('opens a session whose cookie value is not kept', async () => {
    const { login, id } = await issue({ roles: ['provider', 'consumer'] })
    const opened = await signIn(login.toUpperCase())
    expect(opened.expiresAt).toEqual(new Date('2026-03-02T13:00:00Z'))
    const principal = await bySession(opened.session)
    expect(principal).toMatchObject({
      ...{
        accountId: id,
        accountName: login,
        login,
        via: 'session',
        unitId: department?.id,
        unitName: 'Sở Thử nghiệm',
      },
      roles: ['provider', 'consumer'],
      organisation: { id: department?.id, kind: 'department', territory: null },
    })
    const kept = await testing.asAdmin('SELECT encode(digest, $1) AS digest FROM identity.sessions', ['escape'])
    expect(JSON.stringify(kept)).not.toContain(opened.session)
  })

  it('ends with its hours, and with signing out', async () => {
    const { login } = await issue()
    const [first, second] = [await signIn(login), await signIn(login)]
    await identity.signOut(second.session)
    expect(await bySession(second.session)).toBeUndefined()
    clock.moveTo('2026-03-02T12:59:59Z')
    expect(await bySession(first.session)).toBeDefined()
    clock.moveTo('2026-03-02T13:00:00Z')
    expect(await bySession(first.session)).toBeUndefined()
  })

  it.each(['', 'khong-phai', "' OR true --", 'a'.repeat(10_000)])('takes no made-up session (%#)', async (session) => {
    expect(await bySession(session)).toBeUndefined()
  })

  it('answers a wrong password and an unknown login alike', async () => {
    const { login } = await issue()
    const wrong = await signIn(login, 'sai mat khau roi', '10.1.0.1').catch((error: unknown) => error)
    const unknown = await signIn('khong.ton.tai', 'sai mat khau roi', '10.1.0.1').catch((error: unknown) => error)
    expect(wrong).toMatchObject({ code: 'identity.signInFailed' })
    expect(unknown).toEqual(wrong)
  })

  it.each(["hokhau' --", '$1', '\\', '{}'])('takes the login %j as text', async (login) => {
    await expect(signIn(login, password, '10.1.0.2')).rejects.toMatchObject({ code: 'identity.signInFailed' })
  })

  it('binds the CSRF token to the session', async () => {
    const { login } = await issue()
    const [one, other] = [await signIn(login), await signIn(login)]
    identity.checkCsrf(one.session, identity.csrfToken(one.session))
    for (const header of [undefined, '', 'x', identity.csrfToken(other.session)]) {
      expect(() => {
        identity.checkCsrf(one.session, header)
      }).toThrow('platform.csrfMismatch')
    }
  })
})

describe('the throttle of sign-ins', () => {
  const fail = async (login: string, address: string): Promise<ProblemError> => {
    const outcome = await signIn(login, 'sai mat khau roi', address).catch((error: unknown) => error)
    if (!(outcome instanceof ProblemError)) throw new Error('A wrong password should be refused')
    return outcome
  }

  it('makes a login wait longer with every failure, and forgets at a success', async () => {
    const { login } = await issue()
    for (let failure = 1; failure <= 5; failure += 1) {
      expect((await fail(login, '10.2.0.1')).code).toBe('identity.signInFailed')
    }
    expect(await fail(login, '10.2.0.2')).toMatchObject({ code: 'identity.tooManyAttempts', params: { retryAfter: 1 } })
    await expect(signIn(login, password, '10.2.0.3')).rejects.toMatchObject({ code: 'identity.tooManyAttempts' })
    clock.moveTo('2026-03-02T03:00:01Z')
    expect((await fail(login, '10.2.0.1')).code).toBe('identity.signInFailed')
    expect(await fail(login, '10.2.0.1')).toMatchObject({ params: { retryAfter: 2 } })
    clock.moveTo('2026-03-02T03:00:03Z')
    await signIn(login, password, '10.2.0.1')
    expect((await fail(login, '10.2.0.1')).code).toBe('identity.signInFailed')
  })

  it('makes an address wait that tries many logins', async () => {
    for (let failure = 1; failure <= 20; failure += 1) {
      expect((await fail(`doan.mo.${String(failure)}`, '10.3.0.1')).code).toBe('identity.signInFailed')
    }
    expect((await fail('doan.mo.21', '10.3.0.1')).code).toBe('identity.tooManyAttempts')
    expect((await fail('doan.mo.21', '10.3.0.2')).code).toBe('identity.signInFailed')
  })

  it('counts attempts that come in parallel', async () => {
    const { login } = await issue()
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => fail(login, '10.4.0.1')))
    const tried = outcomes.filter(({ code }) => code === 'identity.signInFailed')
    expect(tried).toHaveLength(5)
  })

  it('forgets after an hour of quiet', async () => {
    const { login } = await issue()
    for (let failure = 1; failure <= 5; failure += 1) await fail(login, '10.5.0.1')
    clock.moveTo('2026-03-02T04:00:01Z')
    for (let failure = 1; failure <= 5; failure += 1) {
      expect((await fail(login, '10.5.0.1')).code).toBe('identity.signInFailed')
    }
  })

  it('keeps no login in clear, for people type passwords there', async () => {
    await fail('mat khau go nham', '10.6.0.1')
    const kept = await testing.asAdmin('SELECT key FROM identity.sign_in_attempts')
    expect(JSON.stringify(kept)).not.toContain('mat khau')
  })
})

describe('API tokens', () => {
  it('are shown once, kept as a digest, and stand for their account', async () => {
    const { login, id } = await issue()
    const { principal, token, id: tokenId } = await tokenOf(login)
    expect(token).toMatch(/^kho_[A-Za-z0-9_-]{43}$/)
    expect(await byToken(token)).toMatchObject({ accountId: id, via: 'token', client: { code: null, token: tokenId } })
    const listed = await identity.listTokens(principal.accountId)
    expect(listed).toMatchObject([{ label: 'máy chủ', revokedAt: null }])
    expect(JSON.stringify(listed)).not.toContain(token)
  })

  it('are answered from memory only while the epoch stands', async () => {
    const { login } = await issue()
    const { token } = await tokenOf(login)
    const loaded = await byToken(token)
    const cached = identity.authenticateCached(shownToken(token), 'second')
    expect(cached).toEqual({ ...loaded, requestId: 'second' })
    expect(cached?.epoch).toBe(await identity.currentEpoch(database.application))
    identity.invalidate((cached?.epoch ?? 0) + 1)
    expect(identity.authenticateCached(shownToken(token), 'third')).toBeUndefined()
  })

  it('stop at once when revoked, in every process that kept them', async () => {
    const { login } = await issue()
    const { principal, token, id } = await tokenOf(login)
    const elsewhere = make()
    expect(await byToken(token)).toBeDefined()
    expect(await byToken(token, elsewhere)).toBeDefined()
    await identity.revokeToken(principal, id)
    expect(await byToken(token)).toBeUndefined()
    const kept = elsewhere.authenticateCached(shownToken(token), 'r')
    expect(kept?.epoch).not.toBe(await identity.currentEpoch(database.application))
    expect(await byToken(token, elsewhere)).toBeUndefined()
    expect(elsewhere.authenticateCached(shownToken(token), 'r')).toBeUndefined()
  })

  it('stop at their end, and with the last day of their unit', async () => {
    const { login } = await issue()
    const { token } = await tokenOf(login)
    const { login: leaving } = await issue({ unit: ending?.id ?? '' })
    const { token: leavingToken } = await tokenOf(leaving)
    await byToken(token)
    clock.moveTo('2026-03-31T16:59:59Z')
    expect(await byToken(leavingToken)).toBeDefined()
    clock.moveTo('2026-03-31T17:00:00Z')
    expect(identity.authenticateCached(shownToken(leavingToken), 'r')).toBeUndefined()
    expect(await byToken(leavingToken)).toBeUndefined()
    clock.moveTo('2026-04-01T03:00:00Z')
    expect(await byToken(token)).toBeUndefined()
  })

  it('say roughly when they were last used', async () => {
    const { login } = await issue()
    const { principal, token } = await tokenOf(login)
    expect((await identity.listTokens(principal.accountId))[0]?.lastUsedAt).toBeNull()
    clock.moveTo('2026-03-02T05:00:00Z')
    await byToken(token)
    await expect
      .poll(async () => (await identity.listTokens(principal.accountId))[0]?.lastUsedAt)
      .toEqual(new Date('2026-03-02T05:00:00Z'))
  })

  it('are not issued by a token, nor revoked by another account', async () => {
    const { login } = await issue()
    const { token, id } = await tokenOf(login)
    const byItself = await byToken(token)
    if (!byItself) throw new Error('The token should stand for its account')
    const wanted = { label: 'thêm', expiresInDays: 1 }
    await expect(identity.issueToken(byItself, wanted)).rejects.toMatchObject({ code: 'identity.tokenNeedsSession' })
    const { principal: stranger } = await signIn((await issue()).login)
    await expect(identity.revokeToken(stranger, id)).rejects.toMatchObject({ code: 'identity.tokenNotFound' })
    expect(await byToken(token)).toBeDefined()
  })

  it.each(['', 'kho_', 'kho_ngan', `kho_${'a'.repeat(43)}`, `khoX${'a'.repeat(43)}`, "kho_' OR true --"])(
    'are not made up (%j)',
    async (bearer) => {
      expect(await byToken(bearer)).toBeUndefined()
    },
  )
})

describe('suspending an account', () => {
  it('ends its sessions and tokens with the same transaction, everywhere', async () => {
    const { login, id } = await issue()
    const { token } = await tokenOf(login)
    const { session } = await signIn(login)
    const elsewhere = make()
    await byToken(token, elsewhere)
    await identity.suspendAccount(actor, id)
    expect(await bySession(session)).toBeUndefined()
    expect(await byToken(token)).toBeUndefined()
    expect(await byToken(token, elsewhere)).toBeUndefined()
    await expect(signIn(login)).rejects.toMatchObject({ code: 'identity.accountSuspended' })
    expect(await identity.listAccounts({ after: undefined, limit: 1000 })).toContainEqual(
      expect.objectContaining({ id, state: 'suspended' }),
    )
  })

  it('twice changes nothing; of an unknown or one’s own account it is refused', async () => {
    const { id, login } = await issue()
    await identity.suspendAccount(actor, id)
    const before = await testing.asAdmin('SELECT count(*) FROM journal.changes')
    await identity.suspendAccount(actor, id)
    expect(await testing.asAdmin('SELECT count(*) FROM journal.changes')).toEqual(before)
    await expect(identity.suspendAccount(actor, anId(404))).rejects.toMatchObject({ code: 'identity.accountNotFound' })
    const own = anActor({ accountId: id, accountName: login })
    await expect(identity.suspendAccount(own, id)).rejects.toMatchObject({ code: 'identity.ownAccount' })
  })
})

describe('looking for accounts', () => {
  const find = async (q: string, over: { closed?: boolean } = {}) => {
    const found = await identity.listAccounts({ q, after: undefined, limit: 1000, ...over })
    return found.map(({ login }) => login)
  }

  it('finds by words of login and name in any order and without accents, closed ones where they are wanted', async () => {
    const { login, id } = await issue()
    await testing.asIntruder(`UPDATE identity.accounts SET name = 'Đặng Thị Ngọc Hân' WHERE id = '${id}'`)
    expect(await find('ngoc dang')).toEqual([login])
    expect(await find(`HÂN ${login}`)).toEqual([login])
    expect(await find('ngoc nguyen')).toEqual([])
    expect(await find('%')).toEqual([])
    expect(await find('ngoc dang', { closed: true })).toEqual([])
    expect(await find('ngoc dang', { closed: false })).toEqual([login])
  })
})

describe('what proves an identity', () => {
  it.each([
    ...['accounts', 'account_roles', 'account_requests', 'account_uses', 'account_closings'],
    ...['api_tokens', 'sessions', 'sign_in_attempts', 'token_uses', 'passwords', 'passkeys', 'passkey_uses'],
    ...['recovery_codes', 'one_time_links', 'passkey_attempts', 'known_devices', 'sign_ins', 'authenticator_uses'],
  ])('in identity.%s is out of reach of loader and reader', async (table) => {
    for (const role of ['kho_loader', 'kho_reader']) {
      const [row] = await testing.asAdmin<{ may: boolean }>('SELECT has_table_privilege($1, $2, $3) AS may', [
        ...[role, `identity.${table}`, 'SELECT'],
      ])
      expect(row?.may, role).toBe(false)
    }
  })
})
