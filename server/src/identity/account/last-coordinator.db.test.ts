import { describe, expect, it } from 'vitest'
import { openIdentity, where } from '../../../test/identity/open-identity.ts'
import type { AccountId } from './account.ts'

const days = 86_400

/** A city with so many coordinators, and an auditor, all of whom have been there once. */
async function aCityWith(count: number) {
  const city = await openIdentity()
  const { identity, testing, passSeconds, withPasskey } = city
  const coordinators = []
  for (let each = 0; each < count; each += 1) {
    coordinators.push((await withPasskey(['coordinator'])).principal)
    passSeconds(60)
  }
  const auditor = (await withPasskey(['auditor'])).principal
  const states = async () => {
    const accounts = await identity.listAccounts({ after: undefined, limit: 100 })
    return (ids: readonly string[]) => ids.map((id) => accounts.find((account) => account.id === id)?.state)
  }
  const kept = () =>
    testing.asAdmin<{ subject: string; cause: string }>(
      `SELECT subject_id AS subject, payload->>'cause' AS cause FROM journal.entries
       WHERE event = 'identity.account.kept' ORDER BY id`,
    )
  const pass = async (seconds: number) => {
    passSeconds(seconds)
    await identity.keeper.keep()
  }
  return { ...city, coordinators: coordinators.map(({ accountId }) => accountId), auditor, states, kept, pass }
}

describe('the only coordinator of a city, whom nobody uses (Điều 15.3)', async () => {
  const { identity, coordinators, auditor, states, kept, pass } = await aCityWith(1)
  const [only = ''] = coordinators

  it('is warned of again each week and never suspended; others are', async () => {
    await pass(45 * days)
    await pass(7 * days)
    expect((await states())([only, auditor.accountId])).toEqual(['active', 'suspended'])
    await identity.keeper.keep()
    expect(await kept()).toEqual([{ subject: only, cause: 'unused' }])
    await pass(7 * days)
    expect(await kept()).toHaveLength(2)
    expect((await states())([only])).toEqual(['active'])
  })
})

describe('the only coordinator of a city, for whom nobody answers', async () => {
  const { identity, coordinators, auditor, states, kept, clock } = await aCityWith(1)
  const [only = ''] = coordinators

  it('stays in force when the review closes', async () => {
    clock.moveTo('2026-03-31T17:00:00Z')
    await identity.keeper.keep()
    for (const accountId of [only, auditor.accountId]) await identity.openSession(signIn(accountId))
    clock.moveTo('2026-05-01T17:00:00Z')
    await identity.keeper.keep()
    expect((await states())([only, auditor.accountId])).toEqual(['active', 'suspended'])
    expect(await kept()).toEqual([{ subject: only, cause: 'unanswered' }])
  })
})

describe('all coordinators of a city, whose time is up at once', async () => {
  const { coordinators, states, kept, pass } = await aCityWith(2)

  it('leave the one that was used last', async () => {
    await pass(46 * days)
    await pass(8 * days)
    expect((await states())(coordinators)).toEqual(['suspended', 'active'])
    expect(await kept()).toEqual([{ subject: coordinators[1], cause: 'unused' }])
  })
})

describe('a coordinator beside another who is in force', async () => {
  const { identity, coordinators, states, kept, pass, passSeconds } = await aCityWith(2)

  it('is suspended like anybody', async () => {
    await pass(46 * days)
    passSeconds(1)
    await identity.openSession(signIn(coordinators[0] ?? ''))
    await pass(8 * days)
    expect((await states())(coordinators)).toEqual(['active', 'suspended'])
    expect(await kept()).toEqual([])
  })
})

function signIn(accountId: string) {
  return {
    ...{ accountId: accountId as AccountId, factor: 'passkey' as const, method: 'passkey' as const },
    ...{ where, requestId: 'r' },
  }
}
