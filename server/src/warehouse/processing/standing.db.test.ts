import { expect, it } from 'vitest'
import { holdDataset } from '../../../test/warehouse/hold.ts'
import { useLists } from '../../../test/warehouse/lists.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import { anActor } from '../../law/testing.ts'

const warehouse = await openWarehouse()
const { call, clock, ended, modules, people, submit, testing } = warehouse
const { changes, csv, dataset, expectSound, fields, full, inForce } = useLists(warehouse)

/** Delivers a file whose processing begins only after something else has happened. */
async function deliverBefore(happens: () => Promise<unknown>, ...rows: string[]) {
  const held = await holdDataset(testing, dataset())
  const { id } = await submit(csv(...rows), { dataset: dataset() })
  await happens()
  await held.release()
  modules.warehouse.worker.kick()
  return ended(id)
}

it('a structure that changed between delivery and apply ends the submission, and says what to do', async () => {
  await full('A,Một,1,')
  const added = { name: 'ghi_chu', title: 'Ghi chú', titleEn: 'Note', type: 'text' as const }
  const declare = () =>
    modules.catalogue.declareStructure(anActor(), dataset(), { fields: [...fields, added], note: '' })
  const late = await deliverBefore(declare, 'A,Mới,1,')
  expect(late).toMatchObject({ state: 'rejected', balance: null, problem: { code: 'warehouse.structureChanged' } })
  expect(late.problem?.remedy).toContain('sửa tệp cho khớp rồi nộp lại')
  expect(await inForce()).toEqual(['A,Một,1,'])
  const entry = await call('provider', `/journal/entries/${late.journalEntry ?? ''}`)
  expect(entry.body).toMatchObject({
    event: 'warehouse.submission.rejected',
    payload: { problem: 'warehouse.structureChanged' },
  })
})

it('deliveries are applied in the order they were acknowledged in, however the clock jumps', async () => {
  await full('A,Một,1,')
  const held = await holdDataset(testing, dataset())
  clock.moveTo('2026-03-02T10:00:00Z')
  const first = await submit(csv('A,Đầu,1,'), { dataset: dataset() })
  clock.moveTo('2026-03-02T04:00:00Z')
  const second = await submit(csv('A,Sau,1,'), { dataset: dataset() })
  await held.release()
  modules.warehouse.worker.kick()
  const [one, two] = [await ended(first.id), await ended(second.id)]
  expect([one.applyNumber, two.applyNumber]).toEqual([2, 3])
  expect(await inForce()).toEqual(['A,Sau,1,'])
  const applies = await testing.asAdmin<{ ordered: boolean }>(
    `SELECT at >= lag(at, 1, at) OVER (ORDER BY dataset_id, number) AS ordered FROM warehouse.applies
     WHERE dataset_id = (SELECT id FROM catalogue.datasets WHERE code = '${dataset()}')`,
  )
  expect(applies.every(({ ordered }) => ordered)).toBe(true)
  await expectSound()
})

it('a delivery behind one that another process left undone waits for it', async () => {
  await full('A,Một,1,')
  const held = await holdDataset(testing, dataset())
  const received = [
    await submit(csv('A,Hai,1,'), { dataset: dataset() }),
    await submit(csv('A,Ba,1,'), { dataset: dataset() }),
  ]
  await held.release()
  // Somebody takes up the later one only.
  warehouse.anotherWorker().kick()
  modules.warehouse.worker.kick()
  const numbers = await Promise.all(received.map(async ({ id }) => (await ended(id)).applyNumber))
  expect(numbers).toEqual([2, 3])
  expect(await changes('A,Ba,1,')).toMatchObject({ balance: { unchanged: 1 } })
})

// The last one, for nobody can deliver after it.
it('a right that ended between delivery and apply ends the submission (Điều 10)', async () => {
  await full('A,Một,1,')
  const { accountId } = people.provider.principal
  const held = await holdDataset(testing, dataset())
  const { id } = await submit(csv('A,Mới,1,'), { dataset: dataset() })
  await modules.identity.suspendAccount(anActor(), accountId)
  await held.release()
  modules.warehouse.worker.kick()
  for (;;) {
    const { body } = await call<{ state: string; problem: { code: string } | null }>(
      'auditor',
      `/warehouse/submissions/${id}`,
    )
    if (body.state === 'received' || body.state === 'processing') continue
    expect(body).toMatchObject({ state: 'rejected', problem: { code: 'warehouse.rightWithdrawn' } })
    break
  }
  const rows = await testing.asAdmin(`SELECT f2 AS ten FROM data.${dataset().replaceAll('-', '_')}`)
  expect(rows).toEqual([{ ten: 'Một' }])
})
