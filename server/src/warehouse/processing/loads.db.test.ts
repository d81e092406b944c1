import { beforeEach, describe, expect, it } from 'vitest'
import { useLists } from '../../../test/warehouse/lists.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import type { Submission } from '../../../test/warehouse/wire.ts'
import { anActor } from '../../law/testing.ts'

const warehouse = await openWarehouse()
const { call, deliver, ended, modules, refusal } = warehouse
const { changes, csv, dataset, events, expectSound, full, fullAside, inForce, rulesOf, send } = useLists(warehouse)

describe('a load of changes (Điều 9)', () => {
  it('puts its rows in or over those with their keys, and leaves all others as they are', async () => {
    await full('A,Một,1,', 'B,Hai,2,A', 'C,Ba,3,')
    const later = await changes('B,Hai mới,2,A', 'C,Ba,3,', 'D,Bốn,4,B', 'D,Bốn,4,B')
    expect(later).toMatchObject({ state: 'applied', load: 'incremental', applyNumber: 2 })
    expect(later.balance).toMatchObject({ sent: 4, inserted: 1, changed: 1, unchanged: 1, duplicate: 1, deleted: 0 })
    expect(await inForce()).toEqual(['A,Một,1,', 'B,Hai mới,2,A', 'C,Ba,3,', 'D,Bốn,4,B'])
    await expectSound()
  })

  it('may be the first, and may be empty', async () => {
    expect(await changes('A,Một,1,')).toMatchObject({ state: 'applied', applyNumber: 1 })
    expect(await changes()).toMatchObject({ state: 'applied', applyNumber: null, balance: { sent: 0, deleted: 0 } })
    expect(await full()).toMatchObject({ state: 'rejected' })
    expect(await inForce()).toEqual(['A,Một,1,'])
  })

  it('holds a unique value against the rows it leaves in force, and against no row it replaces', async () => {
    await full('A,Một,1,', 'B,Hai,2,')
    expect(await rulesOf(await changes('C,Ba,02,', 'D,Bốn,4,'))).toEqual(['2 the unique'])
    expect(await changes('A,Một,2,', 'B,Hai,1,')).toMatchObject({ state: 'applied', balance: { changed: 2 } })
    expect(await inForce()).toEqual(['A,Một,2,', 'B,Hai,1,'])
  })

  it('finds a superior among its own rows and those in force', async () => {
    await full('A,Một,1,')
    expect(await rulesOf(await changes('B,Hai,2,A', 'C,Ba,3,B', 'D,Bốn,4,X'))).toEqual(['4 cap_tren reference'])
  })

  it('refuses one key with two contents', async () => {
    expect(await rulesOf(await changes('A,Một,1,', 'A,Hai,2,'))).toEqual(['2 ma keyRepeated', '3 ma keyRepeated'])
  })
})

describe('a list of deletions (Điều 9)', () => {
  const remove = (content: string) => send(content, { load: 'deletions' })

  it('needs the key columns only, takes out what it names and tells what was not there', async () => {
    await full('A,Một,1,', 'B,Hai,2,', 'C,Ba,3,')
    const later = await remove('ghi chú,ma,ten\n"x, y",A,không xét\n,A,khác\n,Z,\n')
    expect(later).toMatchObject({ state: 'applied', load: 'deletions', applyNumber: 2 })
    expect(later.balance).toMatchObject({ sent: 3, accepted: 0, deleted: 1, duplicate: 1, unchanged: 1 })
    expect(await inForce()).toEqual(['B,Hai,2,', 'C,Ba,3,'])
    await expectSound()
  })

  it('refuses a row without a key, and a file without the key column', async () => {
    await full('A,Một,1,')
    expect(await rulesOf(await remove('ma\nA\n""\n'))).toEqual(['3 ma required'])
    expect(await rulesOf(await remove('ten\nMột\n'))).toEqual(['1  header'])
    expect(await inForce()).toEqual(['A,Một,1,'])
  })

  it('of an empty dataset changes nothing', async () => {
    expect(await remove('ma\nA\n')).toMatchObject({ state: 'applied', applyNumber: null, balance: { unchanged: 1 } })
  })
})

describe('a full load that would delete more than it may', () => {
  beforeEach(async () => {
    await call('provider', `/warehouse/datasets/${dataset()}/settings`, {
      ...{ method: 'PUT', body: { deletionPercent: 20, deletionMinimum: 2 } },
    })
    await full('A,Một,1,', 'B,Hai,2,', 'C,Ba,3,', 'D,Bốn,4,')
  })
  const answer = (id: string, decision: string) =>
    call<Submission>('provider', `/warehouse/submissions/${id}/confirmation`, {
      ...{ method: 'POST', body: { decision, statement: 'Đã kiểm tra' } },
    })

  it('waits, and is applied once its sender confirms', async () => {
    const asked = await full('A,Một,1,', 'E,Năm,5,')
    expect(asked).toMatchObject({ state: 'waiting', applyNumber: null, balance: { deleted: 3, inserted: 1 } })
    expect(await inForce()).toHaveLength(4)
    expect((await answer(asked.id, 'confirm')).status).toBe(200)
    expect(await ended(asked.id)).toMatchObject({ state: 'applied', applyNumber: 2, confirmedDeletions: 3 })
    expect(await inForce()).toEqual(['A,Một,1,', 'E,Năm,5,'])
    expect(await events(asked.id)).toEqual(['received', 'waiting', 'confirmed', 'applied'])
    await expectSound()
  })

  it('is given up when its sender declines', async () => {
    const asked = await full('A,Một,1,')
    await answer(asked.id, 'decline')
    const told = await ended(asked.id)
    expect(told).toMatchObject({ state: 'rejected', statement: 'Đã kiểm tra', balance: { sent: 1, rejected: 1 } })
    expect(told.problem).toMatchObject({ code: 'warehouse.declined' })
    expect(await events(asked.id)).toEqual(['received', 'waiting', 'declined'])
    const path = `/warehouse/submissions/${asked.id}/confirmation`
    const body = { decision: 'confirm', statement: 'x' }
    await refusal({ status: 409, code: 'warehouse.notWaiting' }, 'provider', path, { method: 'POST', body })
  })

  it('cannot be confirmed over newer data, nor by another unit', async () => {
    const asked = await full('A,Một,1,')
    const path = `/warehouse/submissions/${asked.id}/confirmation`
    const order = { method: 'POST', body: { decision: 'confirm', statement: 'x' } } as const
    await refusal({ status: 403, code: 'warehouse.notYours' }, 'otherProvider', path, order)
    await changes('A,Một mới,1,')
    await refusal({ status: 409, code: 'warehouse.overtaken' }, 'provider', path, order)
    expect(await inForce()).toHaveLength(4)
  })

  it('goes through at once when few rows go', async () => {
    expect(await full('A,Một,1,', 'B,Hai,2,', 'C,Ba,3,')).toMatchObject({ state: 'applied', balance: { deleted: 1 } })
  })
})

describe('a withdrawal', () => {
  const withdraw = async (id: string) => {
    const answer = await call<Submission>('provider', `/warehouse/submissions/${id}/withdrawal`, {
      ...{ method: 'POST', body: { statement: 'Nộp nhầm' } },
    })
    expect(answer.status, answer.text).toBe(202)
    return ended(answer.body.id)
  }

  it('restores what stood before a submission, for keys that nobody changed since', async () => {
    await full('A,Một,1,', 'B,Hai,2,', 'C,Ba,3,', 'D,Bốn,4,')
    const wrong = await full('A,Sai,1,', 'B,Sai,2,', 'E,Năm,5,', 'F,Sáu,6,')
    await changes('B,Sau,2,', 'F,Sau,6,')
    const undone = await withdraw(wrong.id)
    expect(undone).toMatchObject({ state: 'applied', load: 'withdrawal', withdraws: wrong.id, statement: 'Nộp nhầm' })
    // Two were changed, two deleted, two inserted; B and F were touched again.
    expect(undone.balance).toMatchObject({ sent: 6, changed: 1, inserted: 2, deleted: 1, unchanged: 2 })
    expect(await inForce()).toEqual(['A,Một,1,', 'B,Sau,2,', 'C,Ba,3,', 'D,Bốn,4,', 'F,Sau,6,'])
    expect(await events(wrong.id)).toEqual(['received', 'applied', 'withdrawn'])
    await expectSound()
  })

  it('of the first load empties the dataset, and its own withdrawal fills it again', async () => {
    const first = await full('A,Một,1,', 'B,Hai,2,A')
    const undone = await withdraw(first.id)
    expect(await inForce()).toEqual([])
    expect(await withdraw(undone.id)).toMatchObject({ state: 'applied', balance: { inserted: 2 } })
    expect(await inForce()).toEqual(['A,Một,1,', 'B,Hai,2,A'])
    await expectSound()
  })

  it('is refused twice, for what changed nothing, and to other units', async () => {
    const first = await full('A,Một,1,')
    const same = await full('A,Một,1,')
    expect(same).toMatchObject({ repeats: first.id })
    const order = { method: 'POST', body: { statement: 'x' } } as const
    const at = (id: string) => `/warehouse/submissions/${id}/withdrawal`
    await refusal({ status: 409, code: 'warehouse.nothingToWithdraw' }, 'provider', at(same.id), order)
    await refusal({ status: 403, code: 'warehouse.notYours' }, 'otherProvider', at(first.id), order)
    await withdraw(first.id)
    await refusal({ status: 409, code: 'warehouse.alreadyWithdrawn' }, 'provider', at(first.id), order)
  })

  it('that would leave a value twice, or a row pointing at nothing, changes nothing and says so', async () => {
    await full('A,Một,1,', 'B,Hai,2,')
    const freed = await changes('A,Một,3,')
    await changes('C,Ba,1,')
    const twice = await withdraw(freed.id)
    expect(twice).toMatchObject({ state: 'rejected', problem: { code: 'warehouse.withdrawalConflict' } })
    const added = await changes('D,Bốn,4,')
    await changes('E,Năm,5,D')
    expect(await withdraw(added.id)).toMatchObject({ state: 'rejected' })
    expect(await inForce()).toEqual(['A,Một,3,', 'B,Hai,2,', 'C,Ba,1,', 'D,Bốn,4,', 'E,Năm,5,D'])
    await expectSound()
  })

  it('of a load from before the structure got a field restores its rows, the new field empty', async () => {
    await full('A,Một,1,', 'B,Hai,2,')
    const wrong = await full('A,Sai,1,')
    const { fields: current } = (await modules.catalogue.getDataset(dataset())).structure ?? { fields: [] }
    const added = { name: 'ghi_chu', title: 'Ghi chú', titleEn: 'Note', type: 'text' as const }
    await modules.catalogue.declareStructure(anActor(), dataset(), { fields: [...current, added], note: '' })
    expect(await withdraw(wrong.id)).toMatchObject({ state: 'applied', balance: { changed: 1, inserted: 1 } })
    expect(await inForce()).toEqual(['A,Một,1,', 'B,Hai,2,'])
    await expectSound()
  })

  it('takes the rows that waited with it, and has those wait again that it had settled', async () => {
    const first = await fullAside('A,,1,', 'B,Hai,2,')
    const mended = await changes('A,Một,1,')
    expect((await again(first)).quarantine).toMatchObject({ open: 0, settled: 1 })
    await withdraw(mended.id)
    expect((await again(first)).quarantine).toMatchObject({ open: 1, settled: 0 })
    await withdraw(first.id)
    expect((await again(first)).quarantine).toMatchObject({ open: 0, settled: 1 })
    expect(await inForce()).toEqual([])
  })

  it('of a load whose numbers were converted, some of them in vain, restores what stood before and lets nothing wait', async () => {
    await full('A,Một,1,', 'B,Hai,2,')
    const options = { dataset: dataset(), profile: { thousands: '.', decimal: ',' }, query: { onFault: 'quarantine' } }
    const wrong = await deliver(csv('A,Một,1.001,', 'B,Hai,hai,', 'C,Ba,3.1,', 'D,Bốn,4.000,'), options)
    expect(wrong).toMatchObject({
      balance: { sent: 4, changed: 1, inserted: 1, rejected: 2, deleted: 0 },
      conversions: [{ field: 'the', kind: 'number', count: 2 }],
      quarantine: { open: 2, settled: 0 },
    })
    expect(await inForce()).toEqual(['A,Một,1001,', 'B,Hai,2,', 'D,Bốn,4000,'])
    expect((await withdraw(wrong.id)).balance).toMatchObject({ sent: 2, changed: 1, deleted: 1, unchanged: 0 })
    expect(await inForce()).toEqual(['A,Một,1,', 'B,Hai,2,'])
    expect(await again(wrong)).toMatchObject({ quarantine: { open: 0, settled: 2 }, conversions: wrong.conversions })
    await refusal(
      { status: 409, code: 'warehouse.nothingToMend' },
      'provider',
      `/warehouse/datasets/${dataset()}/submissions`,
      {
        method: 'POST',
        body: csv('B,Hai,22,'),
        headers: { 'content-type': 'text/csv' },
        query: { continues: wrong.id },
      },
    )
    await expectSound()
  })

  const again = async ({ id }: Submission) => (await call<Submission>('provider', `/warehouse/submissions/${id}`)).body
})
