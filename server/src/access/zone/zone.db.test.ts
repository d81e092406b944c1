import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/database.ts'
import { createJournal, createLogKeys, listPayloads, trialSigning } from '../../journal/index.ts'
import { anActor } from '../../law/testing.ts'
import { createLog } from '../../platform/index.ts'
import type { Caller } from '../../platform/index.ts'
import { accessEvents } from '../access.events.ts'
import { verifyRefusals } from './refusal-seal.ts'
import { createZones } from './zone.service.ts'

const testing = await createTestDatabase()
const { database, secret } = testing
let now = new Date('2026-03-02T03:00:00Z').getTime()
const clock = { now: () => new Date(now) }
const log = createLog('silent')
const keys = createLogKeys({ secret, key: undefined, origin: undefined })
const journal = createJournal({
  ...{ database, clock, log, secret, keys, logFolder: undefined },
  signing: trialSigning(secret, keys.first.name, clock),
})
const deps = { database, journal, clock, log }
const zones = createZones(deps)
const another = createZones(deps)
const actor = anActor()
const db = database.application
const at = (address: string): Caller => ({ address, doubt: undefined })
const admits = async (of: typeof zones, zone: 'dedicated' | 'administration', address: string) =>
  (await of.refusalOf(zone, at(address), 'GET /x')) === undefined
const add = (zone: 'dedicated' | 'administration' | 'health', network: string, caller?: Caller) =>
  zones.addNetwork(actor, { zone, network, name: `Mạng ${network}` }, caller)

describe('a network (Điều 13.2)', () => {
  it('is let in by an act that counts at once here and within a second in another process', async () => {
    expect(await admits(zones, 'dedicated', '10.1.2.3')).toBe(false)
    expect(await admits(another, 'dedicated', '10.1.2.3')).toBe(false)
    const added = await add('dedicated', '10.1.2.3/16')
    expect(added).toMatchObject({ network: '10.1.0.0/16', zone: 'dedicated' })
    expect(await admits(zones, 'dedicated', '10.1.2.3')).toBe(true)
    expect(await admits(another, 'dedicated', '10.1.2.3')).toBe(false)
    now += 1_000
    expect(await admits(another, 'dedicated', '10.1.2.3')).toBe(true)
    await zones.removeNetwork(actor, added.id, undefined)
    expect(await admits(zones, 'dedicated', '10.1.2.3')).toBe(false)
    now += 1_000
    expect(await admits(another, 'dedicated', '10.1.2.3')).toBe(false)
  })

  it('stands in the journal, with who let it in and took it out', async () => {
    const entries = await testing.asAdmin(
      `SELECT e.event, e.payload FROM journal.entries AS e WHERE e.subject_type = 'network' ORDER BY e.id`,
    )
    const payload = { zone: 'dedicated', network: '10.1.0.0/16', name: 'Mạng 10.1.2.3/16' }
    expect(entries).toEqual([
      { event: 'access.network.added', payload },
      { event: 'access.network.removed', payload },
    ])
  })

  it.each(['10.1.0.0', '10.1/16', '10.1.0.0/33', 'mạng', '10.1.0.0/16; DROP TABLE x', '::/129'])(
    'is not %s',
    async (text) => {
      await expect(add('dedicated', text)).rejects.toMatchObject({ code: 'access.networkInvalid' })
    },
  )

  it('is there once in a zone, and removed once', async () => {
    const { id } = await add('dedicated', '10.3.0.0/16')
    await expect(add('dedicated', '10.3.7.7/16')).rejects.toMatchObject({ code: 'access.networkTaken' })
    await zones.removeNetwork(actor, id, undefined)
    await expect(zones.removeNetwork(actor, id, undefined)).rejects.toMatchObject({ code: 'access.networkNotFound' })
    const again = await add('dedicated', '10.3.0.0/16')
    await zones.removeNetwork(actor, again.id, undefined)
  })

  it('of administration lies within the dedicated network', async () => {
    const outside = add('administration', '10.4.9.0/24')
    await expect(outside).rejects.toMatchObject({ code: 'access.networkOutsideDedicated', clause: 'Điều 13.2' })
  })

  it('cannot be written without an entry of the journal', async () => {
    const past = db.execute({
      compile: () => ({
        sql: `INSERT INTO access.networks VALUES (gen_random_uuid(), 'dedicated', '0.0.0.0/0', 'x', now(), NULL)`,
        parameters: [],
      }),
    } as never)
    await expect(past).rejects.toThrow(/journal/i)
  })

  it('never locks out who changes it; the machine itself may do anything', async () => {
    const caller = at('10.5.2.3')
    const dedicated = await add('dedicated', '10.5.0.0/16')
    await expect(add('administration', '10.5.9.0/24', caller)).rejects.toMatchObject({ code: 'access.networkLocksOut' })
    await expect(zones.removeNetwork(actor, dedicated.id, caller)).rejects.toMatchObject({
      code: 'access.networkLocksOut',
    })
    expect(await admits(zones, 'administration', '10.5.2.3')).toBe(true)
    const administration = await add('administration', '10.5.2.0/24', caller)
    await zones.removeNetwork(actor, administration.id, caller)
    await zones.removeNetwork(actor, dedicated.id, undefined)
    expect(await zones.listNetworks()).toEqual([])
    expect(await admits(zones, 'administration', '127.0.0.1')).toBe(true)
  })
})

describe('a refused request', () => {
  const refuse = async (address: string, times: number, route = 'GET /api/v1/catalogue/datasets') => {
    for (let n = 0; n < times; n += 1) await zones.refusalOf('dedicated', at(address), route)
  }
  const list = () => zones.listRefusals({ zone: undefined, after: undefined, limit: 50 })

  it('is counted by address, zone and route, and shown at once', async () => {
    now += 3_600_000
    await refuse('198.51.100.9', 3)
    await refuse('198.51.100.8', 1)
    await refuse('198.51.100.9', 2)
    const rows = (await list()).filter(({ lastAt }) => lastAt.getTime() === now)
    expect(rows.map(({ address, count, reason, seal }) => ({ address, count, reason, seal }))).toEqual(
      expect.arrayContaining([
        { address: '198.51.100.9', count: 5, reason: 'network', seal: null },
        { address: '198.51.100.8', count: 1, reason: 'network', seal: null },
      ]),
    )
    await refuse('198.51.100.9', 4)
    expect((await list()).find((row) => row.address === '198.51.100.9')?.count).toBe(9)
  })

  it('is sealed once its ten minutes have ended: one entry however many there were, and it names nobody (Điều 13.3)', async () => {
    await another.listRefusals({ zone: undefined, after: undefined, limit: 1 })
    await zones.sealRefusals()
    const before = (await listPayloads(db, accessEvents['zoneRefusals.sealed'])).length
    for (let n = 0; n < 300; n += 1) await refuse(`203.0.113.${String(n % 250)}`, 1)
    await list()
    expect(await zones.sealRefusals()).toBe(0)
    now += 631_000
    const sealed = await Promise.all([zones.sealRefusals(), another.sealRefusals()])
    expect(sealed.filter((rows) => rows > 0)).toHaveLength(1)
    const entries = await listPayloads(db, accessEvents['zoneRefusals.sealed'])
    expect(entries).toHaveLength(before + 1)
    expect(entries.at(-1)?.payload).toMatchObject({ addresses: 252, requests: { dedicated: 310 } })
    const [told] = await testing.asAdmin<{ text: string }>(
      `SELECT string_agg(payload::text, ' ') AS text FROM journal.entries WHERE event = 'access.zoneRefusals.sealed'`,
    )
    expect(told?.text).not.toMatch(/203\.0\.113|198\.51/)
    expect((await list()).every(({ seal }) => seal !== null)).toBe(true)
  })

  it.each([
    ['erased', `DELETE FROM access.zone_refusals WHERE address = '203.0.113.7'`, /are there of/],
    ['counted down', `UPDATE access.zone_refusals SET count = count + 1 WHERE address = '203.0.113.8'`, /altered/],
    [
      'moved',
      `UPDATE access.zone_refusals SET seal = gen_random_uuid() WHERE address = '203.0.113.9'`,
      /no entry tells of/,
    ],
  ])('that was %s afterwards shows', async (_what, harm, reason) => {
    const verified = async () =>
      (await verifyRefusals(db, await listPayloads(db, accessEvents['zoneRefusals.sealed']), clock.now())).faults
    expect(await verified()).toEqual([])
    const kept = await testing.asAdmin('SELECT * FROM access.zone_refusals')
    await testing.asAdmin(harm)
    expect((await verified()).map((fault) => fault.reason).join('; ')).toMatch(reason)
    await testing.asAdmin('DELETE FROM access.zone_refusals')
    await testing.asAdmin(
      'INSERT INTO access.zone_refusals SELECT * FROM json_populate_recordset(NULL::access.zone_refusals, $1::json)',
      [JSON.stringify(kept)],
    )
    expect(await verified()).toEqual([])
  })

  it('is forgotten after 400 days, whole seals at a time', async () => {
    expect(await zones.forgetRefusals()).toBe(0)
    now += 402 * 86_400_000
    const [first, second] = await Promise.all([zones.forgetRefusals(), another.forgetRefusals()])
    expect(Math.min(first, second)).toBe(0)
    expect(Math.max(first, second)).toBeGreaterThan(250)
    expect(await list()).toEqual([])
    const found = await verifyRefusals(db, await listPayloads(db, accessEvents['zoneRefusals.sealed']), clock.now())
    expect(found.faults).toEqual([])
  })
})
