import { expect, it } from 'vitest'
import { openIdentity, where } from '../../../test/identity/open-identity.ts'
import { findLastChange, listPayloads } from '../../journal/index.ts'
import { identityEvents } from '../identity.events.ts'
import { verifySignIns } from './sign-in-seal.ts'

const { identity, testing, clock, issue, withCodes, passSeconds } = await openIdentity()
const owner = await withCodes(['consumer'])
const { accountId } = owner.principal
const db = testing.database.application

const tryIn = (address: string, over: { login?: string } = {}) =>
  identity
    .signIn({ login: owner.login, password: 'không phải', address, device: 'Máy thử', requestId: 'r', ...over })
    .catch((error: unknown) => error)
const rowsOf = () => testing.asAdmin<{ id: string; outcome: string }>('SELECT * FROM identity.sign_ins ORDER BY id')
const written = (count: number) => expect.poll(async () => (await rowsOf()).length).toBe(count)
const entries = () => listPayloads(db, identityEvents['signIns.sealed'])
const verified = async () =>
  verifySignIns(db, await entries(), { now: clock.now(), lastChange: await findLastChange(db) })
const faults = async () => (await verified()).faults.map(({ reason }) => reason)

/** Seals so many tries; gives the id of one of them. */
async function sealSome(count: number, address: string): Promise<string> {
  const before = (await rowsOf()).length
  for (let place = 0; place < count; place += 1) await tryIn(address, { login: `nguoi.la.${String(place)}` })
  await written(before + count)
  passSeconds(601)
  expect(await identity.sealSignIns()).toBeGreaterThanOrEqual(count)
  return (await rowsOf()).at(-1)?.id ?? ''
}

it('are sealed ten minutes after they were written, once, and the entry names nobody (Điều 13.3)', async () => {
  await tryIn('10.77.0.1')
  await tryIn('10.77.0.2', { login: 'nguoi.la' })
  // The third is the activation of the account.
  await written(3)
  expect(await identity.sealSignIns()).toBe(0)
  passSeconds(600)
  const sealed = await Promise.all([identity.sealSignIns(), identity.sealSignIns()])
  expect(sealed.sort()).toEqual([0, 3])
  expect(await identity.sealSignIns()).toBe(0)
  const [entry, ...others] = await entries()
  expect(others).toEqual([])
  expect(entry?.payload).toMatchObject({ rows: 3, root: expect.stringMatching(/^[\da-f]{64}$/) as string })
  const [told] = await testing.asAdmin<{ text: string }>(`
    SELECT string_agg(e::text, ' ') AS text FROM journal.entries AS e WHERE event = 'identity.signIns.sealed'`)
  for (const personal of ['10.77', 'Máy thử', owner.login, accountId]) expect(told?.text).not.toContain(personal)
  expect(await verified()).toEqual({ seals: 1, rows: 3, faults: [] })
})

it.each([
  ['erased', (id: string) => `DELETE FROM identity.sign_ins WHERE id = '${id}'`, '2 are there of 3 that were sealed'],
  [
    'from another address',
    (id: string) => `UPDATE identity.sign_ins SET address = '10.9.9.9' WHERE id = '${id}'`,
    'one of them was altered after it was sealed',
  ],
  [
    'said to have opened',
    (id: string) => `UPDATE identity.sign_ins SET outcome = 'opened' WHERE id = '${id}'`,
    'one of them was altered after it was sealed',
  ],
  [
    'put in',
    (id: string) => `
      INSERT INTO identity.sign_ins SELECT gen_random_uuid(), account_id, at, outcome, method, address, device, seal
      FROM identity.sign_ins WHERE id = '${id}'`,
    '4 are there of 3 that were sealed',
  ],
  [
    'taken out of its seal',
    (id: string) => `UPDATE identity.sign_ins SET seal = NULL WHERE id = '${id}'`,
    '2 are there',
  ],
  [
    'moved to a seal of its own',
    (id: string) => `UPDATE identity.sign_ins SET seal = gen_random_uuid() WHERE id = '${id}'`,
    '1 are in a seal no entry tells of',
  ],
])('a row that was %s shows (Điều 13.3)', async (_what, harm, reason) => {
  const id = await sealSome(3, '10.78.0.1')
  const before = await testing.asAdmin<Record<string, unknown>>('SELECT * FROM identity.sign_ins')
  expect(await faults()).toEqual([])
  await testing.asAdmin(harm(id))
  expect((await faults()).join('; ')).toContain(reason)
  await testing.asAdmin('DELETE FROM identity.sign_ins')
  await testing.asAdmin(
    'INSERT INTO identity.sign_ins SELECT * FROM json_populate_recordset(NULL::identity.sign_ins, $1::json)',
    [JSON.stringify(before)],
  )
  expect(await faults()).toEqual([])
})

it('that are in no seal show once the journal has gone on for half an hour without one (Điều 13.3)', async () => {
  const before = (await rowsOf()).length
  await tryIn('10.81.0.1', { login: 'nguoi.la' })
  await tryIn('10.81.0.2', { login: 'nguoi.la' })
  await written(before + 2)
  passSeconds(1_800)
  // Nobody works here, and nothing need be sealed: an installation that stands still is no fault.
  expect(await faults()).toEqual([])
  await issue()
  expect(await faults()).toEqual([])
  passSeconds(1)
  await issue()
  expect(await faults()).toEqual(['2 are in no seal, though the journal went on for half an hour since'])
  await identity.sealSignIns()
  expect(await faults()).toEqual([])
})

it('may be gone a whole seal at a time, once all of it is older than 400 days', async () => {
  await sealSome(2, '10.79.0.1')
  passSeconds(86_400)
  const from = clock.now().getTime()
  const before = (await rowsOf()).length
  await tryIn('10.79.0.2')
  await written(before + 1)
  passSeconds(300)
  await sealSome(1, '10.79.0.2')
  const cut = from + 120_000
  clock.moveTo(new Date(cut + 400 * 86_400_000).toISOString())
  await identity.note(accountId, { at: clock.now(), outcome: 'proven', method: 'code', ...where })
  const gone = (await rowsOf()).length - 3
  const forgotten = await Promise.all([identity.forgetSignIns(), identity.forgetSignIns()])
  expect(forgotten.toSorted((a, b) => a - b)).toEqual([0, gone])
  expect(await identity.forgetSignIns()).toBe(0)
  const told = await listPayloads(db, identityEvents['signIns.forgotten'])
  expect(told.map(({ payload }) => payload['rows'])).toEqual([gone])
  // Both of the seal that the bound goes through, and what was noted just now.
  const left = await rowsOf()
  expect(left.map(({ outcome }) => outcome)).toEqual(['refused', 'refused', 'proven'])
  expect(await faults()).toEqual([])
  await testing.asAdmin(`DELETE FROM identity.sign_ins WHERE outcome = 'refused'`)
  expect(await faults()).toEqual(['0 are there of 2 that were sealed'])
})

it('a throttle that closes stands in the history of its account once (Điều 15.3)', async () => {
  passSeconds(7200)
  for (let place = 0; place < 8; place += 1) await tryIn(`10.80.0.${String(place)}`)
  const locked = async () =>
    (await identity.listSignIns(accountId, { after: undefined, limit: 20 })).map((row) => row.outcome)
  await expect.poll(locked).toContain('locked')
  expect((await locked()).filter((outcome) => outcome === 'locked')).toHaveLength(1)
})
