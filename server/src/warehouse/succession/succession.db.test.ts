import { beforeAll, describe, expect, it } from 'vitest'
import { decide } from '../../../test/identity/open-city.ts'
import { aFile, files, manyFiles, offices } from '../../../test/warehouse/dataset.ts'
import { openWarehouse, today } from '../../../test/warehouse/open-warehouse.ts'
import type { Who } from '../../../test/warehouse/people.ts'
import type { Submission } from '../../../test/warehouse/wire.ts'
import { anActor, anInstrument } from '../../law/testing.ts'

const warehouse = await openWarehouse()
const { modules, people, clock, call, deliver, testing } = warehouse
const { identity, catalogue, law } = modules
const idOf = (who: Who) => people[who].unit.id as string
const decision = await law.register(anActor(), anInstrument({ number: '77/QĐ-UBND', title: 'Sắp xếp các sở' }))
const act = (steps: Parameters<typeof decide>[1]['steps'], effectiveOn = today) =>
  decide(identity, { title: 'Sắp xếp các sở', instrument: decision.id, effectiveOn, steps })
const records = (who: Who) =>
  call<{ items: unknown[] }>(who, `/warehouse/datasets/${files}/records`, { query: { purpose: 'nghiep-vu: kiểm thử' } })

describe('a provider that merges into another unit (Điều 2, 10)', () => {
  let waiting: Submission
  beforeAll(async () => {
    await call('provider', `/warehouse/datasets/${files}/settings`, {
      method: 'PUT',
      body: { deletionPercent: 20, deletionMinimum: 2 },
    })
    await deliver('ma,ten\nDV1,Một\nDV2,Hai\n', { dataset: offices })
    expect(await deliver(manyFiles(40))).toMatchObject({ state: 'applied' })
    waiting = await deliver(manyFiles(4))
    expect(waiting.state).toBe('waiting')
    await act([{ step: 'merge', units: [idOf('provider')], into: idOf('otherProvider') }])
  })

  it('hands its datasets over: as registered and as promulgated, without rewriting the decision', async () => {
    const dataset = await catalogue.getDataset(files)
    expect(dataset.provider.id).toBe(idOf('otherProvider'))
    const inForce = await catalogue.listInForce(clock.now(), { provider: idOf('otherProvider') })
    expect(inForce.map(({ row }) => row.dataset.code).sort()).toEqual([files, offices].sort())
    expect(await catalogue.listInForce(clock.now(), { provider: idOf('provider') })).toEqual([])
    const { rows } = await catalogue.getVersion('current')
    expect(rows.find((row) => row.dataset.code === files)?.provider.id).toBe(idOf('provider'))
  })

  it('lets the account that came along deliver at once, with the rights of the successor', async () => {
    expect((await records('provider')).status).toBe(200)
    expect(await deliver([aFile(1), aFile(90)], { query: { load: 'incremental' } })).toMatchObject({ state: 'applied' })
    expect((await records('otherProvider')).status).toBe(200)
  })

  it('has the successor answer for the delivery that waits, while its receipt names who sent it', async () => {
    const below = `/warehouse/submissions/${waiting.id}`
    const mine = await call<{ items: Submission[] }>('otherProvider', '/warehouse/submissions')
    expect(mine.body.items.map(({ id }) => id)).toContain(waiting.id)
    const body = { decision: 'decline', statement: 'Không xóa' }
    expect((await call('otherProvider', `${below}/confirmation`, { method: 'POST', body })).status).toBe(200)
    await modules.journal.sequencer.seal()
    const [row] = await testing.asAdmin(
      `SELECT unit_id, sent_by_unit FROM warehouse.submissions WHERE id = '${waiting.id}'`,
    )
    expect(row).toEqual({ unit_id: idOf('otherProvider'), sent_by_unit: idOf('provider') })
    const { text } = await call('otherProvider', `${below}/receipt`)
    const payload = Buffer.from(text.split('.')[1] ?? '', 'base64url').toString()
    expect(JSON.parse(payload)).toMatchObject({ sender: { unit: idOf('provider') } })
  })

  it('stands in the journal of each dataset, with before and after', async () => {
    const entries = await testing.asAdmin<{ payload: object }>(
      `SELECT payload FROM journal.entries WHERE event = 'catalogue.dataset.passed' AND subject_label = '${files}'`,
    )
    expect(entries).toMatchObject([
      { payload: { passed: [{ role: 'provider', before: idOf('provider'), after: idOf('otherProvider') }] } },
    ])
  })
})

describe('a consumer that is split (Điều 11.2)', () => {
  it('leaves the right to read with each successor, and no row with the unit that ended', async () => {
    const unit = {
      kind: 'department' as const,
      territory: null,
      parent: idOf('committee'),
      identifiers: [],
      functions: [],
    }
    const made = ['Sở Y tế Đông', 'Sở Y tế Tây'].map((name) => ({
      ...{ step: 'create' as const, ref: name },
      unit: { ...unit, name, nameEn: name },
    }))
    const split = {
      step: 'split' as const,
      unit: idOf('hospital'),
      into: ['Sở Y tế Đông', 'Sở Y tế Tây'],
      assigned: [],
    }
    expect((await records('hospital')).status).toBe(200)
    const applied = await act([...made, split])
    expect(applied.effect?.lines.filter(({ what }) => what === 'consumer-rights')).toHaveLength(2)
    expect((await records('hospital')).status).toBe(200)
    const [{ row } = expect.fail()] = await catalogue.listInForce(clock.now(), {
      dataset: (await catalogue.getDataset(files)).id,
    })
    const named = row.consumers.flatMap((consumer) => ('unit' in consumer ? consumer.unit.name : []))
    expect(named.sort()).toEqual(['Sở Y tế Tây', 'Sở Y tế Đông'])
  })
})

describe('a split that assigns a dataset of another unit', () => {
  it('is refused and names the dataset', async () => {
    const assigned = [{ what: 'dataset' as const, id: (await catalogue.getDataset(files)).id, to: idOf('ward') }]
    const split = { step: 'split' as const, unit: idOf('stranger'), into: [idOf('committee'), idOf('ward')], assigned }
    await expect(act([split])).rejects.toMatchObject({
      code: 'identity.actContradicted',
      errors: expect.arrayContaining([
        expect.objectContaining({
          message: expect.stringContaining(`Bộ dữ liệu ${files} được giao riêng nhưng`) as string,
        }),
      ]) as unknown[],
    })
  })
})

describe('a chain of successions', () => {
  const providerOn = async (instant: string) => {
    const { id } = await catalogue.getDataset(files)
    return (await catalogue.findRowInForce(id, new Date(instant)))?.provider.id
  }

  it('is followed to its end, and each day has its own answer', async () => {
    clock.moveTo('2026-04-01T03:00:00Z')
    await act([{ step: 'merge', units: [idOf('otherProvider')], into: idOf('stranger') }], '2026-04-01')
    expect(await providerOn('2026-03-01T03:00:00Z')).toBe(idOf('provider'))
    expect(await providerOn('2026-03-31T03:00:00Z')).toBe(idOf('otherProvider'))
    expect(await providerOn('2026-04-01T03:00:00Z')).toBe(idOf('stranger'))
  })

  it('is refused in the past of a delivery, which it names', async () => {
    clock.moveTo('2026-04-10T03:00:00Z')
    await deliver([aFile(1), aFile(91)], { query: { load: 'incremental' } })
    clock.moveTo('2026-04-12T03:00:00Z')
    const late = act([{ step: 'merge', units: [idOf('stranger')], into: idOf('committee') }], '2026-04-05')
    await expect(late).rejects.toMatchObject({
      code: 'identity.actContradicted',
      errors: [{ message: expect.stringContaining(`đã nộp ${files} ngày 10/04/2026`) as string }],
    })
  })

  it('is refused when a dataset would be left without a provider', async () => {
    await expect(
      act([{ step: 'dissolve', unit: idOf('stranger'), successor: null }], '2026-04-12'),
    ).rejects.toMatchObject({
      code: 'identity.actContradicted',
    })
    expect((await catalogue.getDataset(files)).provider.id).toBe(idOf('stranger'))
  })

  it('begins for nobody before their unit ended, also when who took over had ended on an earlier day', async () => {
    await act([{ step: 'merge', units: [idOf('stranger')], into: idOf('auditor') }], '2026-04-12')
    await act([{ step: 'merge', units: [idOf('auditor')], into: idOf('committee') }], '2026-04-11')
    expect(await providerOn('2026-04-11T03:00:00Z')).toBe(idOf('stranger'))
    expect(await providerOn('2026-04-12T03:00:00Z')).toBe(idOf('committee'))
  })
})
