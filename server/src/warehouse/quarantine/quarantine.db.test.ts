import { describe, expect, it } from 'vitest'
import { hold, loaderIsIdle, loaderWaits } from '../../../test/warehouse/hold.ts'
import { isBalanced } from '../../../test/warehouse/inspect.ts'
import { useLists } from '../../../test/warehouse/lists.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import type { Submission } from '../../../test/warehouse/wire.ts'

const warehouse = await openWarehouse()
const { call, refusal, testing } = warehouse
const { changesAside, csv, dataset, expectSound, full, fullAside, inForce, rulesOf, send } = useLists(warehouse)

interface Waiting {
  readonly items: readonly {
    readonly row: number
    readonly values: Readonly<Record<string, string | null>>
    readonly edited: Readonly<Record<string, string | null>>
    readonly raw: string | null
    readonly discarded: boolean
    readonly faults: readonly { readonly field: string | null; readonly rule: string; readonly message: string }[]
    readonly settledBy: string | null
  }[]
  readonly next: string | null
  readonly counts: { readonly open: number; readonly edited: number; readonly settled: number }
}

const waiting = async ({ id }: Submission, query: Record<string, string> = {}) =>
  (await call<Waiting>('provider', `/warehouse/submissions/${id}/quarantine`, { query })).body

/** Row and rules of the rows that wait. */
async function reasons(submission: Submission, query: Record<string, string> = {}): Promise<string[]> {
  const { items } = await waiting(submission, query)
  return items.map(({ row, faults }) =>
    [String(row), ...faults.map(({ field, rule }) => `${field ?? ''}:${rule}`)].join(' '),
  )
}

describe('a load whose faulty rows may wait (Điều 17)', () => {
  it('applies the good rows and keeps the others with every reason, as they were sent', async () => {
    const load = await fullAside('A,Một,1,', 'B,,x,', 'C,Ba,3,A', '"D, ""q""",,4,')
    expect(load).toMatchObject({ state: 'applied', faultyRows: 2, quarantine: { open: 2, edited: 0, settled: 0 } })
    expect(load.balance).toMatchObject({ sent: 4, inserted: 2, rejected: 2, deleted: 0 })
    expect(load.balance && isBalanced(load.balance)).toBe(true)
    expect(await inForce()).toEqual(['A,Một,1,', 'C,Ba,3,A'])
    const { items } = await waiting(load)
    expect(items).toMatchObject([
      { row: 3, values: { ma: 'B', ten: null, the: 'x', cap_tren: null }, raw: null, settledBy: null },
      { row: 5, values: { ma: 'D, "q"', ten: null, the: '4', cap_tren: null } },
    ])
    expect(items[0]?.faults).toMatchObject([
      { field: 'ten', rule: 'required' },
      { field: 'the', rule: 'type' },
    ])
    expect(items[0]?.faults[0]?.message).toMatch(/không được để trống/)
    await expectSound()
  })

  it('keeps records that are no rows with their text, and deletes nothing: any row may be the one that is meant', async () => {
    await full('A,Một,1,', 'B,Hai,2,', 'C,Ba,3,')
    const load = await fullAside('A,Một mới,1,', 'B,Hai', 'D,Bốn,4,')
    expect(load.balance).toMatchObject({ sent: 3, changed: 1, inserted: 1, rejected: 1, deleted: 0 })
    expect(load).toMatchObject({ withheld: 2 })
    expect(await waiting(load)).toMatchObject({ items: [{ row: 3, values: {}, raw: 'B,Hai' }] })
    expect(await inForce()).toEqual(['A,Một mới,1,', 'B,Hai,2,', 'C,Ba,3,', 'D,Bốn,4,'])
    await expectSound()
  })

  it('never deletes the key of a rejected row, and deletes what is missing', async () => {
    await full('A,Một,1,', 'B,Hai,2,', 'C,Ba,3,')
    const load = await fullAside('A,Một,1,', 'B,,2,')
    expect(load.balance).toMatchObject({ sent: 2, unchanged: 1, rejected: 1, deleted: 1 })
    expect(load).toMatchObject({ withheld: 0 })
    expect(await inForce()).toEqual(['A,Một,1,', 'B,Hai,2,'])
  })

  it('holds unique values against the rows that stay because theirs were rejected', async () => {
    await full('A,Một,1,', 'B,Hai,2,')
    const load = await fullAside('A,,9,', 'C,Ba,1,', 'B,Hai,2,')
    expect(await reasons(load)).toEqual(['2 ten:required', '3 the:unique'])
    expect(await inForce()).toEqual(['A,Một,1,', 'B,Hai,2,'])
    expect(load.balance).toMatchObject({ sent: 3, rejected: 2, unchanged: 1, deleted: 0 })
  })

  it('rejects what points at a rejected row, and what points at that, unless it is in force already', async () => {
    await full('A,Một,1,')
    const load = await fullAside('A,,1,', 'B,,2,', 'C,Ba,3,B', 'D,Bốn,4,C', 'E,Năm,5,A')
    expect(await reasons(load)).toEqual([
      '2 ten:required',
      '3 ten:required',
      '4 cap_tren:reference',
      '5 cap_tren:reference',
    ])
    expect(await inForce()).toEqual(['A,Một,1,', 'E,Năm,5,A'])
  })

  it('lets a row in force stay when one that stays points at it', async () => {
    await full('A,Một,1,', 'B,Hai,2,A', 'C,Ba,3,')
    const load = await fullAside('B,,2,A')
    expect(load).toMatchObject({ withheld: 1, balance: { rejected: 1, deleted: 1 } })
    expect(await inForce()).toEqual(['A,Một,1,', 'B,Hai,2,A'])
  })

  it('counts a repeated row once, as good as its first', async () => {
    const load = await changesAside('A,Một,1,', 'A,Một,1,', 'B,,2,', 'B,,2,', 'C,Ba,3,', 'C,Khác,4,')
    expect(load.balance).toMatchObject({ sent: 6, inserted: 1, duplicate: 1, rejected: 4 })
    expect(await rulesOf(load)).toContain('6 ma keyRepeated')
    expect(await inForce()).toEqual(['A,Một,1,'])
  })

  it('applies nothing when the file as a whole cannot be read', async () => {
    expect(await send('ma,khác\nA,1\n', { onFault: 'quarantine' })).toMatchObject({
      state: 'rejected',
      quarantine: { open: 0 },
    })
    expect(await send('', { onFault: 'quarantine' })).toMatchObject({ state: 'rejected' })
  })

  it('applies nothing when no row is good', async () => {
    await full('A,Một,1,')
    const load = await fullAside('A,,1,')
    expect(load).toMatchObject({ state: 'applied', applyNumber: null, balance: { sent: 1, rejected: 1, deleted: 0 } })
    expect(await inForce()).toEqual(['A,Một,1,'])
  })

  it('keeps the rows of a list of deletions that name nothing', async () => {
    await full('A,Một,1,', 'B,Hai,2,')
    const load = await send('ma,ghi chú\nA,x\n,y\n', { load: 'deletions', onFault: 'quarantine' })
    expect(load.balance).toMatchObject({ sent: 2, deleted: 1, rejected: 1 })
    expect(await waiting(load)).toMatchObject({ items: [{ row: 3, values: { ma: null } }] })
  })

  it('refuses a deletion, or a change, that would leave another row pointing at nothing', async () => {
    await full('A,Một,1,', 'B,Hai,2,A', 'C,Ba,3,')
    expect(await rulesOf(await send('ma\nA\n', { load: 'deletions' }))).toEqual(['2 ma stillReferenced'])
    expect(await send('ma\nA\nB\n', { load: 'deletions' })).toMatchObject({ state: 'applied', balance: { deleted: 2 } })
  })
})

describe('rows that wait', () => {
  it('are shown to the unit that sent them, page by page and by rule, and each look is logged (Điều 13.3)', async () => {
    const load = await fullAside('A,,1,', 'B,,x,', 'C,Ba,y,', 'D,Bốn,4,')
    expect(await reasons(load, { rule: 'type' })).toEqual(['3 ten:required the:type', '4 the:type'])
    expect(await reasons(load, { rule: 'type', field: 'the', limit: '1' })).toEqual(['3 ten:required the:type'])
    const first = await waiting(load, { limit: '2' })
    expect(await reasons(load, { limit: '2', cursor: first.next ?? '' })).toEqual(['4 the:type'])
    const path = `/warehouse/submissions/${load.id}/quarantine`
    await refusal({ status: 403, code: 'warehouse.quarantineNotYours' }, 'hospital', path)
    const [logged] = await testing.asAdmin<{ count: number }>(
      `SELECT count(*)::int AS count FROM journal.reads WHERE action = 'quarantine' AND query LIKE '%${load.id}%'`,
    )
    expect(logged?.count).toBe(4)
  })

  it('are mended by hand, sent as a continuation and settled; those given up are settled with it', async () => {
    const load = await fullAside('A,,1,', 'B,,x,', 'C,Ba,y,', 'D,Bốn,4,')
    const path = `/warehouse/submissions/${load.id}/quarantine`
    const edit = (rows: unknown[]) => call('provider', path, { method: 'PATCH', body: { rows } })
    expect((await edit([{ row: 2, values: { ten: 'Một' } }])).body).toEqual({ open: 3, edited: 1, settled: 0 })
    await edit([
      { row: 3, values: { ten: 'Hai' } },
      { row: 4, discard: true },
    ])
    expect(await waiting(load)).toMatchObject({ items: [{ edited: { ten: 'Một' } }, {}, { discarded: true }] })
    await refusal({ status: 404, code: 'warehouse.quarantineRowMissing' }, 'provider', path, {
      ...{ method: 'PATCH', body: { rows: [{ row: 5, values: {} }] } },
    })
    const answer = await call<Submission>('provider', `/warehouse/submissions/${load.id}/continuation`, {
      method: 'POST',
    })
    expect(answer.status, answer.text).toBe(202)
    const continuation = await warehouse.ended(answer.body.id)
    expect(continuation).toMatchObject({ state: 'applied', load: 'incremental', continues: load.id })
    // Row 3 still has no number for a card, so it waits in the continuation now.
    expect(continuation.balance).toMatchObject({ sent: 2, inserted: 1, rejected: 1 })
    expect(await reasons(continuation)).toEqual(['3 the:type'])
    expect(await waiting(load, { state: 'all' })).toMatchObject({ counts: { open: 0, settled: 3, edited: 0 } })
    expect(await inForce()).toEqual(['A,Một,1,', 'D,Bốn,4,'])
    const nothing = { status: 409, code: 'warehouse.nothingMended' }
    await refusal(nothing, 'provider', `/warehouse/submissions/${load.id}/continuation`, { method: 'POST' })
    await expectSound()
  })

  it('come back in a correction file, matched by their number or by their key', async () => {
    const load = await fullAside('A,,1,', 'B,,2,', 'C,,3,')
    const { text } = await call('provider', `/warehouse/submissions/${load.id}/quarantine.csv`)
    const lines = text.split('\r\n')
    expect(lines[0]).toBe('\uFEFF_row,ma,ten,the,cap_tren,_reason')
    expect(lines[1]).toMatch(/^2,A,,1,,.*không được để trống\.$/)
    // Another key than before: only its number says which row it mends.
    const [header = '', first = ''] = lines
    const back = await send(`${header}\n${first.replace('2,A,', '2,Z,Một')}\n`, { continues: load.id })
    expect(back).toMatchObject({ state: 'applied', continues: load.id, load: 'incremental', balance: { inserted: 1 } })
    expect(await reasons(load)).toEqual(['3 ten:required', '4 ten:required'])
    expect(await send(csv('B,Hai,2,'), { continues: load.id })).toMatchObject({ state: 'applied' })
    expect(await reasons(load)).toEqual(['4 ten:required'])
    expect(await inForce()).toEqual(['B,Hai,2,', 'Z,Một,1,'])
  })

  it('that are settled are not settled again: a continuation that comes late is refused, and a wrong number is a fault', async () => {
    const load = await fullAside('A,,1,', 'B,,2,')
    const mend = (row: number, rest: string) =>
      send(`_row,ma,ten,the,cap_tren\n${String(row)},${rest}\n`, { continues: load.id })
    expect(await mend(2, 'A,Một,1,')).toMatchObject({ state: 'applied' })
    const late = await mend(2, 'A,Cũ,1,')
    expect(late).toMatchObject({ state: 'rejected', problem: { code: 'warehouse.continuationStale' } })
    expect(await rulesOf(await mend(9, 'C,Ba,3,'))).toEqual(['2  mendedRow'])
    expect(await inForce()).toEqual(['A,Một,1,'])
    await call('provider', `/warehouse/submissions/${load.id}/quarantine`, {
      ...{ method: 'PATCH', body: { rows: [{ row: 3, values: { ten: 'Hai' } }] } },
    })
    await full('A,Một,1,')
    const path = `/warehouse/submissions/${load.id}/continuation`
    const settled = { status: 409, code: 'warehouse.nothingMended' }
    await refusal(settled, 'provider', path, { method: 'POST' })
    const none = { status: 409, code: 'warehouse.nothingToMend' }
    await refusal(none, 'provider', `/warehouse/datasets/${load.dataset.code}/submissions`, {
      ...{
        method: 'POST',
        body: csv('B,Hai,2,'),
        headers: { 'content-type': 'text/csv' },
        query: { continues: load.id },
      },
    })
  })

  it('are settled by a later load with their key, and all of them by a full load', async () => {
    const load = await fullAside('A,,1,', 'B,,2,', 'C,,3,')
    await changesAside('A,Một,1,', 'B,,2,')
    expect(await reasons(load)).toEqual(['4 ten:required'])
    const whole = await full('A,Một,1,')
    expect(await waiting(load, { state: 'settled' })).toMatchObject({ counts: { open: 0, settled: 3 } })
    const { items } = await waiting(load, { state: 'settled' })
    expect(items.at(-1)).toMatchObject({ row: 4, settledBy: whole.id })
  })
})

it('a load that dies while it keeps its faulty rows has applied nothing, and is done once when it is taken up again', async () => {
  await full('A,Một,1,')
  const lock = await hold(testing, 'LOCK TABLE warehouse.quarantine IN EXCLUSIVE MODE')
  const received = await warehouse.submit(csv('B,Hai,2,', 'C,,3,'), {
    ...{ dataset: dataset(), query: { load: 'incremental', onFault: 'quarantine' } },
  })
  for (const { pid } of await loaderWaits(testing)) await testing.asAdmin('SELECT pg_terminate_backend($1)', [pid])
  await lock.release()
  await loaderIsIdle(testing)
  expect(await inForce()).toEqual(['A,Một,1,'])
  warehouse.modules.warehouse.worker.kick()
  expect(await warehouse.ended(received.id)).toMatchObject({ state: 'applied', balance: { inserted: 1, rejected: 1 } })
  expect(await waiting(received)).toMatchObject({ counts: { open: 1 }, items: [{ row: 3 }] })
  await expectSound()
})
