import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/database.ts'
import { aDataset, aField, aKey, createTestCity } from '../../catalogue/testing.ts'
import { anId, aPrincipal } from '../../identity/testing.ts'
import { createGrantUse } from '../grant/grant-use.ts'
import { createGrants } from '../grant/grant.service.ts'
import { createPurposes } from '../purpose/purpose.service.ts'
import { createDecisionLog } from '../decision/decision-log.ts'
import { createAccess } from '../decision/decision.service.ts'
import { rehearse } from '../rehearsal/rehearsal.ts'
import { createPolicies, requirePolicies, shippedPolicies } from './index.ts'
import type { PolicyFiles } from './index.ts'

const testing = await createTestDatabase()
const city = await createTestCity(testing.database)
const { catalogue, journal, law, clock, actor, instrument, units } = city
const { police, health, tax } = units
const deps = { database: testing.database, journal, law }
const policies = createPolicies(deps)
const elsewhere = createPolicies(deps)
const decisions = createDecisionLog(testing.database.application)
const grantUse = createGrantUse(testing.database.application)
const access = createAccess({
  ...{ catalogue, journal, policies, decisions, grantUse },
  grants: createGrants({ database: testing.database, journal }),
  purposes: createPurposes({ database: testing.database, journal }),
})
const application = testing.database.application

await catalogue.registerDataset(
  police,
  aDataset({
    code: 'cu-tru',
    provider: police.unitId,
    classification: 'internal',
    consumers: [{ unit: health.unitId }],
  }),
)
await catalogue.declareStructure(police, 'cu-tru', { fields: [aKey(), aField({ name: 'ten' })], note: '' })
await catalogue.promulgate(actor, { instrument: instrument.id, effectiveFrom: '2026-01-01', datasets: ['cu-tru'] })

const coordinator = aPrincipal({ accountId: anId(1), roles: ['coordinator'] })
const committee = aPrincipal({ accountId: anId(2), roles: ['committee'] })
const proposal = (files: PolicyFiles) => ({ files, reason: 'Thành phố siết việc khai thác dữ liệu cư trú' })

/** The shipped policies, and nobody but the provider reads any more. */
const stricter: PolicyFiles = {
  ...shippedPolicies().files,
  'stricter.cedar': `
    @id("onlyOwn") @clause("Điều 11.2")
    @vi("Tạm thời chỉ đơn vị cung cấp được xem “{dataset}”.") @en("For the time being only its provider reads “{dataset}”.")
    @remedyVi("Chờ thông báo của cơ quan điều phối.") @remedyEn("Wait for word from the coordinating department.")
    forbid (principal, action == Action::"read", resource) when { principal != resource.provider };`,
}
const authority = async () => {
  const [row] = await testing.asAdmin<{ epoch: string }>('SELECT epoch FROM platform.authority')
  return Number(row?.epoch)
}
const reads = async (unit: typeof health) => (await access.decide(unit, 'read', 'cu-tru', undefined, clock.now())).allow

describe('a change of policies', () => {
  it('is an act of two, by an instrument, and holds everywhere at once (Điều 11.2)', async () => {
    expect(await reads(health)).toBe(true)
    const { number } = await policies.proposePolicies(coordinator, proposal(stricter), 'vi')
    expect(await policies.getProposal(number)).toMatchObject({
      state: 'proposed',
      proposer: { account: coordinator.accountId },
    })
    expect(await policies.changesOf(stricter)).toMatchObject([{ policy: 'onlyOwn', change: 'added', before: null }])
    expect(await reads(health)).toBe(true)

    const before = await authority()
    const approved = await policies.approvePolicies(committee, number, instrument.id, 'vi')
    expect(approved).toMatchObject({ state: 'inForce', instrument: { id: instrument.id } })
    expect(await authority()).toBeGreaterThan(before)
    expect(await reads(health)).toBe(false)
    expect(await reads(police)).toBe(true)
    expect((await elsewhere.current()).digest).toBe(approved.digest)
    expect(await elsewhere.standing()).toMatchObject({ approved: { number }, releaseDiffers: true })

    const back = await policies.proposePolicies(coordinator, proposal(shippedPolicies().files), 'vi')
    await policies.approvePolicies(committee, back.number, instrument.id, 'vi')
    expect(await reads(health)).toBe(true)
    expect((await policies.getProposal(number)).state).toBe('replaced')
  })

  it('stands in the journal with what changed, and with the instrument', async () => {
    const entries = await testing.asAdmin<{ event: string; payload: object }>(
      "SELECT event, payload FROM journal.entries WHERE event LIKE 'access.policySet.%' ORDER BY id",
    )
    expect(entries.map(({ event }) => event.split('.').at(-1))).toEqual([
      'proposed',
      'approved',
      'proposed',
      'approved',
    ])
    expect(entries[1]?.payload).toMatchObject({ changes: { onlyOwn: 'added' }, instrument: instrument.id })
    expect(entries[3]?.payload).toMatchObject({ changes: { onlyOwn: 'removed' } })
  })

  it('is refused to who proposed it, and once it was decided', async () => {
    const both = { ...coordinator, roles: ['coordinator', 'committee'] as const }
    const { number } = await policies.proposePolicies(both, proposal(stricter), 'vi')
    await expect(policies.approvePolicies(both, number, instrument.id, 'vi')).rejects.toMatchObject({
      code: 'access.policySetOwn',
    })
    await policies.refusePolicies(committee, number, 'Chưa cần thiết vào lúc này')
    const again = policies.approvePolicies(committee, number, instrument.id, 'vi')
    await expect(again).rejects.toMatchObject({ code: 'access.policySetDecided' })
    await expect(policies.refusePolicies(committee, 999, 'Không có đề nghị này')).rejects.toMatchObject({
      code: 'access.policySetNotFound',
    })
  })

  it('is decided once when two decide at the same moment', async () => {
    const { number } = await policies.proposePolicies(coordinator, proposal(stricter), 'vi')
    const another = { ...committee, accountId: anId<'account'>(3) }
    const outcomes = await Promise.allSettled([
      policies.approvePolicies(committee, number, instrument.id, 'vi'),
      policies.refusePolicies(another, number, 'Chưa cần thiết vào lúc này'),
    ])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const back = await policies
      .proposePolicies(coordinator, proposal(shippedPolicies().files), 'vi')
      .catch(() => undefined)
    if (back) await policies.approvePolicies(committee, back.number, instrument.id, 'vi')
    expect((await policies.current()).digest).toBe(shippedPolicies().digest)
  })

  it('cannot be one that does not fit, nor the one in force', async () => {
    const broken = { ...shippedPolicies().files, 'x.cedar': 'permit (principal, action, resource);' }
    await expect(policies.proposePolicies(coordinator, proposal(broken), 'vi')).rejects.toMatchObject({
      ...{
        code: 'access.policySetUnfit',
        errors: expect.arrayContaining([{ field: 'x.cedar', message: 'Thiếu chú giải @clause.' }]) as unknown,
      },
    })
    await expect(policies.proposePolicies(coordinator, proposal(shippedPolicies().files), 'vi')).rejects.toMatchObject({
      code: 'access.policySetUnchanged',
    })
  })

  it('cannot be written past the service: not by one person, not without a record', async () => {
    const alone = `INSERT INTO access.policy_sets SELECT 900, digest, files, reason, 'inForce', proposed_at, proposed_by, proposer_name, proposed_at, proposed_by, instrument_id, NULL FROM access.policy_sets LIMIT 1`
    await expect(application.execute(sql.raw(alone))).rejects.toThrow(/change/)
    await expect(testing.asAdmin(alone)).rejects.toThrow(/change|check/)
  })
})

describe('the policies a release brings', () => {
  it('are told to the journal once', async () => {
    await Promise.all([policies.announceShipped(), elsewhere.announceShipped()])
    await policies.announceShipped()
    const entries = await testing.asAdmin(
      "SELECT payload FROM journal.entries WHERE event = 'access.policySet.shipped'",
    )
    expect(entries).toMatchObject([{ payload: { digest: shippedPolicies().digest } }])
  })
})

describe('a rehearsal', () => {
  const period = { from: new Date('2026-03-05T00:00:00Z'), to: new Date('2026-03-06T00:00:00Z') }
  const all = { after: undefined, limit: 1000 }

  it('makes every logged decision again and lists each that would differ', async () => {
    clock.moveTo('2026-03-05T03:00:00Z')
    // Each with an epoch of its own: a decision that is kept is not made again.
    const ask = (unit: typeof health, epoch: number) =>
      access.authorise({ ...unit, epoch }, 'read', 'cu-tru', undefined, clock.now()).catch(() => undefined)
    for (const [place, unit] of [police, health, tax].entries()) await ask(unit, 1_000 + place)
    await access.authorise({ ...police, epoch: 2000 }, 'submit', 'cu-tru', undefined, clock.now())

    expect(await rehearse(application, shippedPolicies(), period, all)).toEqual({
      replayed: 4,
      differences: [],
      next: undefined,
    })
    const compiled = requirePolicies(stricter, 'vi')
    const { replayed, differences } = await rehearse(application, compiled, period, all)
    expect(replayed).toBe(4)
    expect(differences).toMatchObject([
      {
        kind: 'nowRefused',
        decision: { unitId: health.unitId, request: { action: 'read', dataset: { code: 'cu-tru' } } },
        before: { outcome: { allow: true, fields: 'all', rows: 'territory' }, policies: ['namedConsumer'] },
        after: { outcome: { allow: false }, policies: ['onlyOwn'] },
      },
    ])
  })

  it('goes on where it stood, over many decisions of one instant', async () => {
    const seen: string[] = []
    let after: { at: Date; id: string } | undefined
    do {
      const step = await rehearse(application, shippedPolicies(), period, { after, limit: 1 })
      seen.push(...(step.next ? [step.next.id] : []))
      after = step.next
    } while (after)
    expect(new Set(seen).size).toBe(4)
  })
})

describe('the log of decisions', () => {
  it('holds what a decision followed from, and can be neither changed nor cut short', async () => {
    const rows = await testing.asAdmin<{ policies: string[]; policy_set: string; request: object }>(
      "SELECT policies, policy_set, request FROM access.decisions WHERE NOT allowed AND at >= '2026-03-05'",
    )
    expect(rows).toMatchObject([{ policies: ['notAmongConsumers'], policy_set: shippedPolicies().digest }])
    expect(JSON.stringify(rows)).not.toContain(tax.accountName)
    await expect(application.execute(sql`DELETE FROM access.decisions`)).rejects.toThrow('permission denied')
    await expect(application.execute(sql`UPDATE access.decisions SET allowed = true`)).rejects.toThrow(
      'permission denied',
    )
  })
})
