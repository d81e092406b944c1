import { beforeEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../test/database.ts'
import { aDataset, aField, aKey, createTestCity } from '../catalogue/testing.ts'
import type { Principal } from '../identity/index.ts'
import { ProblemError } from '../platform/index.ts'
import {
  createAccess,
  createDecisionLog,
  createGrants,
  createGrantUse,
  createPolicies,
  createPurposes,
} from './index.ts'

const testing = await createTestDatabase()
const city = await createTestCity(testing.database)
const { catalogue, journal, law, clock, actor, instrument, units } = city
const { police, health, tax, ward, wardWithoutTerritory } = units
const policies = createPolicies({ database: testing.database, journal, law })
const decisions = createDecisionLog(testing.database.application)
const grantUse = createGrantUse(testing.database.application)
const grants = createGrants({ database: testing.database, journal })
const purposes = createPurposes({ database: testing.database, journal })
const access = createAccess({ catalogue, journal, policies, decisions, purposes, grants, grantUse })
const purpose = 'nghiep-vu: Giải quyết hồ sơ'

const consumers = [{ unit: health.unitId }, { group: 'wards' as const }]
const facts = aDataset({ code: 'dan-cu', provider: police.unitId, classification: 'confidential', consumers })
await catalogue.registerDataset(police, facts)
const sensitive = aField({ name: 'dan_toc', sensitivity: 'sensitive' })
await catalogue.declareStructure(police, 'dan-cu', {
  fields: [aKey(), aField({ name: 'ma_phuong_xa', territory: true }), sensitive],
  note: '',
})
await promulgate('2026-01-01')
await promulgate('2026-04-01')

async function promulgate(effectiveFrom: string) {
  await catalogue.promulgate(actor, { instrument: instrument.id, effectiveFrom, datasets: ['dan-cu'] })
}
const read = (who: Principal, why = purpose, at = clock.now()) => access.decide(who, 'read', 'dan-cu', why, at)

beforeEach(() => {
  clock.moveTo('2026-03-02T03:00:00Z')
})

describe('a decision', () => {
  it('follows from the promulgated row, the structure and the unit', async () => {
    expect(await read(ward)).toMatchObject({
      ...{
        allow: true,
        action: 'read',
        dataset: { code: 'dan-cu' },
        fields: ['ma', 'ma_phuong_xa'],
        catalogueVersion: 1,
      },
      rowScope: [{ field: 'ma_phuong_xa', values: ['26740'] }],
      validUntil: new Date('2026-03-31T17:00:00Z'),
    })
    expect(await read(health)).toMatchObject({ allow: true, fields: ['ma', 'ma_phuong_xa', 'dan_toc'], rowScope: [] })
    expect(await read(tax)).toMatchObject({ allow: false, clause: 'Điều 11.2' })
    expect(await read(wardWithoutTerritory)).toMatchObject({ allow: false, reasons: [{ code: 'territoryMissing' }] })
    expect(await access.decide(police, 'submit', 'dan-cu', undefined, clock.now())).toMatchObject({ allow: true })
  })

  it('is dated: the instant of the question decides, at midnight local time', async () => {
    const versionAt = async (at: string) => (await read(health, purpose, new Date(at))).catalogueVersion
    expect(await versionAt('2025-12-31T16:59:59Z')).toBeNull()
    expect(await versionAt('2025-12-31T17:00:00Z')).toBe(1)
    expect(await versionAt('2026-03-31T16:59:59Z')).toBe(1)
    expect(await versionAt('2026-03-31T17:00:00Z')).toBe(2)
    const before = await read(health, purpose, new Date('2025-12-31T10:00:00Z'))
    expect(before).toMatchObject({ allow: false, clause: 'Điều 9', validUntil: new Date('2025-12-31T17:00:00Z') })
    expect((await read(health, purpose, new Date('2026-05-01T00:00:00Z'))).validUntil).toBeNull()
  })

  it('stays what it is while the provider proposes something else', async () => {
    const proposed = { ...facts, consumers: [{ group: 'all' as const }], classification: 'internal' as const }
    await catalogue.reviseDataset(police, 'dan-cu', proposed)
    expect((await read(tax)).allow).toBe(false)
    expect((await read(health, '')).reasons[0]?.code).toBe('purposeMissing')
    await catalogue.reviseDataset(police, 'dan-cu', facts)
  })

  it('on a dataset that is not there is none', async () => {
    for (const code of ['khong-co', "dan-cu' OR true --", '']) {
      const question = access.decide(health, 'read', code, purpose, clock.now())
      await expect(question).rejects.toMatchObject({ code: 'catalogue.datasetNotFound' })
    }
  })
})

describe('a kept decision', () => {
  const ask = (who: Principal, at: string) => access.decideCached(who, 'read', 'dan-cu', purpose, new Date(at))

  it('serves the same unit again within its epoch and its dates', async () => {
    const reader = { ...health, epoch: 100 }
    const first = await ask(reader, '2026-03-02T03:00:00Z')
    expect(await ask(reader, '2026-03-31T16:59:59Z')).toBe(first)
    expect(await ask({ ...reader, accountId: police.accountId }, '2026-03-02T03:00:01Z')).toBe(first)
    expect(await ask(reader, '2026-03-31T17:00:00Z')).not.toBe(first)
  })

  it('does not serve another question, an earlier instant or another epoch', async () => {
    const reader = { ...health, epoch: 200 }
    const first = await ask(reader, '2026-03-02T03:00:00Z')
    const others = [
      ask({ ...tax, epoch: 200 }, '2026-03-02T03:00:00Z'),
      ask({ ...reader, roles: ['consumer'] }, '2026-03-02T03:00:00Z'),
      ask(reader, '2026-03-02T02:59:59Z'),
      access.decideCached(reader, 'submit', 'dan-cu', purpose, new Date('2026-03-02T03:00:00Z')),
      access.decideCached(reader, 'read', 'dan-cu', ' ', new Date('2026-03-02T03:00:00Z')),
      ask({ ...reader, epoch: 201 }, '2026-03-02T03:00:00Z'),
      ask({ ...reader, epoch: 199 }, '2026-03-02T03:00:00Z'),
    ]
    for (const other of await Promise.all(others)) expect(other).not.toBe(first)
    const afterwards = await ask({ ...reader, epoch: 201 }, '2026-03-02T03:00:00Z')
    expect(afterwards).not.toBe(first)
  })
})

describe('a refusal', () => {
  it('is a problem that names the clause, the reason and what to do next, in the reader’s language', async () => {
    const decision = await read(tax)
    const problem = refusalOf(() => {
      access.require(decision)
    })
    expect(problem).toMatchObject({
      ...{ code: 'access.readRefused', clause: 'Điều 11.2' },
      ...{ params: { dataset: 'dan-cu', reason: 'notAmongConsumers' }, definition: { kind: 'forbidden' } },
    })
    expect(problem.text('vi').detail).toContain('Thuế Thành phố không thuộc các đơn vị được khai thác')
    expect(problem.text('en').remedy).toContain('consent')
    const submission = await access.decide(tax, 'submit', 'dan-cu', undefined, clock.now())
    const refused = refusalOf(() => {
      access.require(submission)
    })
    expect(refused).toMatchObject({ code: 'access.submitRefused', clause: 'Điều 10' })
  })

  it('of a read is recorded when it was authorised, not when it was asked', async () => {
    const entries = () =>
      testing.asAdmin<{ payload: object; unit_name: string }>(
        `SELECT e.payload, c.unit_name FROM journal.entries AS e JOIN journal.changes AS c ON c.id = e.change_id
         WHERE e.event = 'access.read.refused' ORDER BY e.id`,
      )
    await read(tax)
    expect(await entries()).toEqual([])
    const authorised = access.authorise(tax, 'read', 'dan-cu', purpose, clock.now())
    await expect(authorised).rejects.toMatchObject({ code: 'access.readRefused' })
    expect(await entries()).toEqual([
      {
        payload: { reasons: ['notAmongConsumers'], clause: 'Điều 11.2', catalogueVersion: 1 },
        unit_name: 'Thuế Thành phố',
      },
    ])
    await expect(access.authorise(health, 'read', 'dan-cu', purpose, clock.now())).resolves.toMatchObject({
      allow: true,
    })
    expect(await entries()).toHaveLength(1)
  })
})

function refusalOf(work: () => void): ProblemError {
  try {
    work()
  } catch (error) {
    if (error instanceof ProblemError) return error
  }
  throw new Error('It should have been refused')
}
