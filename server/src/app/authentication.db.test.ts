import pg from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { csvOf, files, manyFiles, offices } from '../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../test/warehouse/open-warehouse.ts'
import { password } from '../../test/warehouse/people.ts'
import type { Who } from '../../test/warehouse/people.ts'
import { anActor } from '../law/testing.ts'

const warehouse = await openWarehouse()
const { app, call, clock, deliver, modules, people, refusal, testing } = warehouse
const purpose = 'nghiep-vu: kiểm thử'
const keyed = `/warehouse/datasets/${files}/records/HS0001`
const signInRequired = { status: 401, code: 'platform.signInRequired' }
const tokenUnknown = { status: 401, code: 'platform.tokenUnknown' }

beforeAll(async () => {
  await deliver('ma,ten\nDV1,Chi nhánh Một\nDV2,Chi nhánh Hai\n', { dataset: offices })
  await deliver(manyFiles(10))
})

interface SignedIn {
  readonly cookie: string
  readonly csrfToken: string
}

async function signIn(who: Who): Promise<SignedIn> {
  const body = { login: people[who].login, password }
  const answer = await call<{ csrfToken: string }>(undefined, '/identity/sessions', { method: 'POST', body })
  expect(answer.status).toBe(201)
  return { cookie: (answer.headers['set-cookie'] ?? '').split(';')[0] ?? '', csrfToken: answer.body.csrfToken }
}

describe('a sign-in with password', () => {
  it('opens a session that no script can read and no other site can use', async () => {
    const body = { login: people.provider.login, password }
    const { headers, text } = await call(undefined, '/identity/sessions', { method: 'POST', body })
    expect(headers['set-cookie']).toMatch(/^kho_session=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax,/)
    expect(text).not.toContain(/kho_session=([^;]+)/.exec(headers['set-cookie'] ?? '')?.[1])
  })

  it('reads with the cookie alone, and ends with sign-out', async () => {
    const { cookie } = await signIn('provider')
    const headers = { cookie }
    expect((await call(undefined, keyed, { headers })).status).toBe(200)
    const out = await call(undefined, '/identity/session', { method: 'DELETE', headers })
    // Signing out is a change like any other: another site must not be able to cause it.
    expect(out.status).toBe(403)
    const { csrfToken } = (await call<SignedIn>(undefined, '/identity/session', { headers })).body
    const done = await call(undefined, '/identity/session', {
      method: 'DELETE',
      headers: { cookie, 'x-csrf-token': csrfToken },
    })
    expect(done.status).toBe(204)
    await refusal(signInRequired, undefined, keyed, { headers })
  })

  it('changes something only with the token of its own session', async () => {
    const [own, other] = [await signIn('provider'), await signIn('hospital')]
    const before = await warehouse.contents()
    const body = csvOf(manyFiles(11))
    const headers = { cookie: own.cookie, 'content-type': 'text/csv' }
    const address = `/warehouse/datasets/${files}/submissions`
    for (const token of [undefined, '', 'x', other.csrfToken, `${own.csrfToken}x`]) {
      const sent = token === undefined ? headers : { ...headers, 'x-csrf-token': token }
      const expected = { status: 403, code: 'platform.csrfMismatch' }
      await refusal(expected, undefined, address, { method: 'POST', headers: sent, body })
    }
    expect(await warehouse.contents()).toBe(before)
    const taken = await call<{ id: string }>(undefined, address, {
      ...{ method: 'POST', body, headers: { ...headers, 'x-csrf-token': own.csrfToken } },
    })
    expect(taken.status).toBe(202)
    await warehouse.ended(taken.body.id)
  })

  it('with a wrong password tells nothing of whether there is such an account', async () => {
    const attempt = (login: string) =>
      refusal({ status: 401, code: 'identity.signInFailed' }, undefined, '/identity/sessions', {
        ...{ method: 'POST', body: { login, password: 'không phải' } },
      })
    const [known, unknown] = [await attempt(people.auditor.login), await attempt('khong-co-ai')]
    expect({ ...known.vi, instance: '' }).toEqual({ ...unknown.vi, instance: '' })
  })

  it('ends by itself after its hours', async () => {
    const { cookie } = await signIn('provider')
    const opened = clock.now()
    clock.moveTo(new Date(opened.getTime() + 3_599_000).toISOString())
    expect((await call(undefined, keyed, { headers: { cookie } })).status).toBe(200)
    clock.moveTo(new Date(opened.getTime() + 3_601_000).toISOString())
    await refusal(signInRequired, undefined, keyed, { headers: { cookie } })
  })
})

describe('an API token', () => {
  /** A fresh token, used twice so that what is kept about it is in use. */
  async function usedToken(who: Who, status = 200) {
    const { principal } = people[who]
    const { id, token } = await modules.identity.issueToken(principal, { label: 'thử', expiresInDays: 1 })
    const headers = { authorization: `Bearer ${token}` }
    const read = (path = keyed, query: Record<string, string> = {}) =>
      call(undefined, path, { headers, query: { purpose, ...query } })
    expect([(await read()).status, (await read()).status]).toEqual([status, status])
    return { headers, read, revoke: () => modules.identity.revokeToken(principal, id) }
  }

  it('that is revoked reads nothing more, although it was kept a moment ago (Điều 7.1)', async () => {
    const { read, revoke, headers } = await usedToken('hospital')
    await revoke()
    expect((await read()).status).toBe(401)
    await refusal(tokenUnknown, undefined, keyed, { headers, query: { purpose } })
    expect((await read(`/warehouse/datasets/${files}/records`)).status).toBe(401)
    expect((await read(`${keyed}/history`)).status).toBe(401)
  })

  it('that is revoked is nobody to questions that were not asked before, too', async () => {
    const { read, revoke } = await usedToken('hospital')
    await revoke()
    expect((await read(keyed, { select: 'khong_co' })).status).toBe(401)
  })

  it('that is revoked has nothing written in its name', async () => {
    const { read, revoke } = await usedToken('stranger', 403)
    await revoke()
    const before = await warehouse.contents()
    expect((await read()).status).toBe(401)
    expect(await warehouse.contents()).toBe(before)
  })

  it('leaves other tokens of the same account as they were', async () => {
    const [first, second] = [await usedToken('hospital'), await usedToken('hospital')]
    await first.revoke()
    expect((await first.read()).status).toBe(401)
    expect((await second.read()).status).toBe(200)
  })

  it('ends on its last day, to the millisecond', async () => {
    const issued = clock.now().getTime()
    const { read } = await usedToken('hospital')
    clock.moveTo(new Date(issued + 86_400_000 - 1_000).toISOString())
    expect((await read()).status).toBe(200)
    clock.moveTo(new Date(issued + 86_400_000 + 1_000).toISOString())
    expect((await read()).status).toBe(401)
  })

  it('ends with the suspension of its account, and so does every session (Điều 15.3)', async () => {
    const { read } = await usedToken('otherWard')
    const { cookie } = await signIn('otherWard')
    await modules.identity.suspendAccount(anActor(), people.otherWard.principal.accountId)
    expect((await read()).status).toBe(401)
    expect((await call(undefined, keyed, { headers: { cookie }, query: { purpose } })).status).toBe(401)
  })

  it.each(['Bearer x', 'Bearer kho_x', `Bearer kho_${'A'.repeat(43)}`])(
    'that is unknown is refused as what it is: %s',
    async (authorization) => {
      await refusal(tokenUnknown, undefined, keyed, { headers: { authorization } })
    },
  )

  it.each(['Bearer ', 'Basic cHJvdmlkZXI6eA==', 'x'])('that is none is nobody: %s', async (authorization) => {
    await refusal(signInRequired, undefined, keyed, { headers: { authorization } })
  })

  it('needs no CSRF token, and counts before a cookie', async () => {
    const { cookie } = await signIn('provider')
    const { status } = await call('hospital', `/warehouse/datasets/${files}/submissions`, {
      ...{ method: 'POST', body: csvOf(manyFiles(10)), headers: { cookie, 'content-type': 'text/csv' } },
    })
    expect(status).toBe(403)
  })
})

describe('every answer', () => {
  it('names its request, and is not taken for another type', async () => {
    const { headers } = await call('provider', keyed)
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff' })
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('of an address that does not exist is a problem', async () => {
    await refusal({ status: 404, code: 'platform.notFound' }, 'provider', '/khong-co')
    await refusal({ status: 404, code: 'platform.notFound' }, 'provider', keyed, { method: 'DELETE' })
  })

  it('is Vietnamese unless English is asked for first', async () => {
    const told = async (header: string) =>
      (await call<{ title: string }>(undefined, keyed, { headers: { 'accept-language': header } })).body.title
    const [vi, en] = [await told('vi'), await told('en')]
    expect(vi).not.toBe(en)
    expect(await told('fr, vi;q=0.4, en;q=0.8')).toBe(en)
    expect(await told('*')).toBe(vi)
    expect(await told(';;;q=,x')).toBe(vi)
  })
})

describe('operators', () => {
  it('are told that the server lives and is ready, and get figures without any data in them', async () => {
    const get = async (url: string) => app.inject({ url })
    expect((await get('/health/live')).json()).toEqual({ status: 'ok' })
    expect((await get('/health/ready')).json()).toEqual({ status: 'ok' })
    const metrics = (await get('/metrics')).body
    expect(metrics).toContain('route="/api/v1/warehouse/datasets/:code/records/:key"')
    expect(metrics).not.toMatch(/HS0001|kiểm thử/)
  })

  it('are told when the database is gone, and nothing is answered as if it were there', async () => {
    await onServer(`ALTER DATABASE ${testing.name} CONNECTION LIMIT 0`)
    await onServer(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${testing.name}'`)
    try {
      const expected = { status: 503, code: 'platform.databaseUnavailable' }
      await refusal(expected, 'provider', keyed)
      await refusal(expected, 'provider', `/warehouse/datasets/${files}/records`)
      await refusal(expected, undefined, `/catalogue/datasets`)
      const ready = await app.inject({ url: '/health/ready' })
      expect([ready.statusCode, ready.headers['retry-after']]).toEqual([503, '5'])
      expect((await app.inject({ url: '/health/live' })).statusCode).toBe(200)
    } finally {
      await onServer(`ALTER DATABASE ${testing.name} CONNECTION LIMIT -1`)
    }
    expect((await call('provider', keyed)).status).toBe(200)
  })
})

/** Runs SQL beside the test's own database. */
async function onServer(statement: string): Promise<void> {
  const url = new URL(testing.adminUrl)
  url.pathname = '/postgres'
  const client = new pg.Client({ connectionString: url.toString() })
  await client.connect()
  await client.query(statement)
  await client.end()
}
