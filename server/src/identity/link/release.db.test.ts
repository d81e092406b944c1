import { beforeAll, describe, expect, it } from 'vitest'
import { activateWithPasskey, openIdentity } from '../../../test/identity/open-identity.ts'
import type { Principal } from '../index.ts'

const { identity, testing, withPasskey, passSeconds } = await openIdentity()
const asker = (await withPasskey(['coordinator'])).principal
const releaser = (await withPasskey(['administrator'])).principal
const waits = { code: 'identity.linkWaits' }
const wrong = { code: 'identity.linkCodeWrong' }

/** Asks for a link to an account; gives it with its id among those that wait. */
async function asked(accountId: string, by: Principal = asker) {
  const link = await identity.issueLinkFor({ ...by, accountName: by.login }, accountId)
  const waiting = (await identity.listWaitingLinks()).find(({ account }) => account.id === accountId)
  return { ...link, id: waiting?.id ?? '' }
}

describe('a link to an account with guarded roles (Điều 15.3)', () => {
  it.each([['coordinator'], ['auditor'], ['administrator']] as const)(
    'of %s opens nothing for who asked for it, nor for who releases it: it takes the address and the code',
    async (role) => {
      const { principal } = await withPasskey([role, 'consumer'])
      const { token, id, needsRelease } = await asked(principal.accountId)
      expect(needsRelease).toBe(true)
      await expect(identity.readLink(token)).rejects.toMatchObject(waits)
      await expect(activateWithPasskey(identity, `${token}.`)).rejects.toMatchObject(waits)
      const { code } = await identity.releaseLink(releaser, id)
      for (const guess of [token, `${token}.`, `${token}.aaaa-aaaa-aaaa`]) {
        await expect(activateWithPasskey(identity, guess)).rejects.toMatchObject(wrong)
      }
      await expect(identity.readLink(code)).rejects.toMatchObject({ code: 'identity.linkUnusable' })
      const typed = `${token}.${code.toUpperCase().replaceAll('-', ' ')}`
      expect((await identity.readLink(typed)).purpose).toBe('recovery')
      expect((await activateWithPasskey(identity, typed)).principal.accountId).toBe(principal.accountId)
      await expect(identity.readLink(typed)).rejects.toMatchObject({ code: 'identity.linkUnusable' })
    },
  )

  it('is released by neither who asked for it nor the person of the account, and only once', async () => {
    const { principal } = await withPasskey(['coordinator'])
    const { id } = await asked(principal.accountId)
    const own = { code: 'identity.ownRelease' }
    await expect(identity.releaseLink(asker, id)).rejects.toMatchObject(own)
    await expect(identity.releaseLink(principal, id)).rejects.toMatchObject(own)
    const both = await Promise.allSettled([identity.releaseLink(releaser, id), identity.releaseLink(releaser, id)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(identity.releaseLink(releaser, id)).rejects.toMatchObject({ code: 'identity.linkNotWaiting' })
  })

  it('has the code of no other link', async () => {
    const [one, two] = [await withPasskey(['auditor']), await withPasskey(['auditor'])]
    const [first, second] = [await asked(one.principal.accountId), await asked(two.principal.accountId)]
    await identity.releaseLink(releaser, first.id)
    const { code } = await identity.releaseLink(releaser, second.id)
    await expect(identity.readLink(`${first.token}.${code}`)).rejects.toMatchObject(wrong)
  })

  it('waits no longer when it is over or a newer one was asked for', async () => {
    const { principal } = await withPasskey(['auditor'])
    const { id } = await asked(principal.accountId)
    const newer = await asked(principal.accountId)
    const notWaiting = { code: 'identity.linkNotWaiting' }
    await expect(identity.releaseLink(releaser, id)).rejects.toMatchObject(notWaiting)
    passSeconds(86_401)
    await expect(identity.releaseLink(releaser, newer.id)).rejects.toMatchObject(notWaiting)
    expect(await identity.listWaitingLinks()).toEqual([])
  })

  it('needs nobody else when the account has no guarded role', async () => {
    const { principal } = await withPasskey(['consumer', 'provider'])
    const { token, needsRelease } = await asked(principal.accountId)
    expect(needsRelease).toBe(false)
    expect((await identity.readLink(token)).purpose).toBe('recovery')
  })

  it('cannot be had by sending it before the account gets such a role', async () => {
    const { principal } = await withPasskey(['consumer'])
    const { token } = await asked(principal.accountId)
    const wish = {
      kind: 'change' as const,
      account: principal.accountId,
      name: null,
      roles: [{ role: 'auditor' as const, validFrom: null, validTo: null }],
    }
    const { id } = await identity.requestAccount(releaser, { ...wish, reason: 'Nhận việc mới' })
    await identity.decideRequest(asker, id, { outcome: 'approved', decision: '02/QĐ-THU', remark: null })
    await expect(identity.readLink(token)).rejects.toMatchObject({ code: 'identity.linkUnusable' })
  })
})

describe('what is kept of a link of two', () => {
  let id = ''
  let code = ''
  beforeAll(async () => {
    const { principal } = await withPasskey(['auditor'])
    const link = await asked(principal.accountId)
    code = (await identity.releaseLink(releaser, link.id)).code
    id = link.id
  })

  it('is that it was released, of whose asking, and no code', async () => {
    const released = await testing.asAdmin<{ payload: object }>(
      `SELECT payload FROM journal.entries WHERE event = 'identity.link.released' AND payload->>'link' = $1`,
      [id],
    )
    expect(released).toEqual([{ payload: { link: id, purpose: 'recovery', askedBy: asker.accountId } }])
    const rows = await testing.asAdmin<{ row: string }>(`SELECT t::text AS row FROM journal.entries AS t`)
    expect(JSON.stringify(rows)).not.toContain(code)
  })

  it.each([
    ['released by who asked', 'SET asked_by = released_by', 'released_by_another'],
    ['released by the person of the account', 'SET released_by = account_id::text', 'not_for_oneself'],
    ['asked for by the person of the account', 'SET asked_by = account_id::text', 'not_for_oneself'],
    ['released without a code', 'SET code_digest = NULL', 'released_with_a_code'],
  ])('can be altered by no code so that it was %s', async (_what, harm, constraint) => {
    const harmful = `UPDATE identity.one_time_links ${harm} WHERE released_by IS NOT NULL`
    await expect(testing.asIntruder(harmful)).rejects.toMatchObject({ constraint })
  })
})
