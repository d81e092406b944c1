import { compactVerify, createLocalJWKSet, importJWK, SignJWT } from 'jose'
import type { JSONWebKeySet } from 'jose'
import { describe, expect, it } from 'vitest'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import { anActor } from '../../law/testing.ts'
import { isRotationDue, keysInUse, newSigningKey, openSigningKey } from './signing-key.ts'
import { listSigningKeys } from './signing-key.store.ts'

const { app, modules, testing, clock } = await openWarehouse()
const { openid } = modules.identity
const db = testing.database.application
const start = '2026-03-02T03:00:00Z'

/** The clock so many days after the start, and what is due then done. */
async function onDay(days: number): Promise<void> {
  clock.moveTo(new Date(Date.parse(start) + days * 86_400_000).toISOString())
  for (const duty of openid.duties) await duty.run()
}

/** The keys as anybody finds them. */
async function published(): Promise<JSONWebKeySet> {
  const answer = await app.inject({ url: '/openid/jwks' })
  expect(answer.statusCode).toBe(200)
  return answer.json()
}

const kidsOf = ({ keys }: JSONWebKeySet) => keys.map(({ kid }) => kid)

/** Something signed as the provider signs now: with the first of the keys in use. */
async function signed(): Promise<string> {
  const [first] = keysInUse(await listSigningKeys(db), clock.now())
  if (!first) throw new Error('There is no key')
  const jwk = openSigningKey(testing.secret, first)
  return new SignJWT({ sub: 'x' })
    .setProtectedHeader({ alg: 'ES256', kid: first.kid })
    .sign(await importJWK(jwk as Parameters<typeof importJWK>[0]))
}

const verified = async (token: string) => {
  const keys = createLocalJWKSet(await published())
  return compactVerify(token, keys).then(
    () => true,
    () => false,
  )
}

describe('the keys of the provider, as the clock goes on', () => {
  it('a key signs for ninety days, its successor is published a day before, and it is found a week after', async () => {
    await onDay(0)
    const [first = ''] = kidsOf(await published())
    const old = await signed()
    await onDay(88)
    expect(kidsOf(await published())).toEqual([first])
    await onDay(89.5)
    const [, second = ''] = kidsOf(await published())
    expect(kidsOf(await published())).toEqual([first, second])
    expect(old.split('.')[0]).toBe((await signed()).split('.')[0])
    await onDay(90.5)
    expect(kidsOf(await published())).toEqual([second, first])
    const fresh = await signed()
    expect([await verified(old), await verified(fresh)]).toEqual([true, true])
    await onDay(96)
    expect(await verified(old)).toBe(true)
    await onDay(98)
    expect(kidsOf(await published())).toEqual([second])
    expect([await verified(old), await verified(fresh)]).toEqual([false, true])
  })

  it('after a loss the next key signs at once', async () => {
    const before = await signed()
    await openid.rotateSigningKeys(anActor(), true)
    clock.moveTo(new Date(clock.now().getTime() + 61_000).toISOString())
    const kids = kidsOf(await published())
    const [{ kid } = { kid: '' }] = (await listSigningKeys(db)).slice(-1)
    expect(kids[0]).toBe(kid)
    expect(kids).toHaveLength(2)
    expect([await verified(before), await verified(await signed())]).toEqual([true, true])
  })

  it('two processes that look at the same moment make one key', async () => {
    const count = (await listSigningKeys(db)).length
    clock.moveTo(new Date(clock.now().getTime() + 89.5 * 86_400_000).toISOString())
    await Promise.all(openid.duties.flatMap((duty) => [duty.run(), duty.run()]))
    expect(await listSigningKeys(db)).toHaveLength(count + 1)
  })

  it('shows no private part, and keeps it under the secret of the installation only', async () => {
    const { keys } = await published()
    expect(keys.flatMap((key) => Object.keys(key)).filter((name) => ['d', 'p', 'q', 'k'].includes(name))).toEqual([])
    const now = new Date(start)
    const key = newSigningKey('one secret', { publishedAt: now, signsFrom: now })
    expect(openSigningKey('one secret', key)).toMatchObject({ kid: key.kid, alg: 'ES256' })
    expect(() => openSigningKey('another', key)).toThrow()
    expect(() => openSigningKey('one secret', { ...key, kid: 'other' })).toThrow()
  })

  it('is due for a change a day before ninety days are over, and at once when there is none', () => {
    const key = newSigningKey('s', { publishedAt: new Date(start), signsFrom: new Date(start) })
    const after = (days: number) => new Date(Date.parse(start) + days * 86_400_000)
    expect([0, 88.9, 89, 120].map((days) => isRotationDue([key], after(days)))).toEqual([false, false, true, true])
    expect(isRotationDue([], after(0))).toBe(true)
  })
})
