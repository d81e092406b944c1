import { describe, expect, it } from 'vitest'
import { measuredCells } from '../../../test/warehouse/inspect.ts'
import { useLists } from '../../../test/warehouse/lists.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import type { Submission } from '../../../test/warehouse/wire.ts'

const warehouse = await openWarehouse()
const { call, clock, ended, modules, testing } = warehouse
const { changes, changesAside, dataset, full, fullAside, send } = useLists(warehouse)

interface Quality {
  readonly score: number
  readonly dimensions: readonly { readonly dimension: string; readonly good: number; readonly total: number }[]
  readonly trend: readonly { readonly submission: string; readonly late: boolean }[]
  readonly nextFix: { readonly text: string; readonly rule: string | null } | null
}

const quality = async () => (await call<Quality>(undefined, `/warehouse/datasets/${dataset()}/quality`)).body
const parts = async () =>
  Object.fromEntries((await quality()).dimensions.map(({ dimension, good, total }) => [dimension, [good, total]]))
const dueAt = async () => {
  const { body } = await call<{ freshness: { dueAt: string } }>(undefined, `/warehouse/datasets/${dataset()}/state`)
  return body.freshness.dueAt.slice(0, 10)
}
const order = async (id: string, what: string, body: object) => {
  const answer = await call<Submission>('provider', `/warehouse/submissions/${id}/${what}`, { method: 'POST', body })
  expect(answer.status, answer.text).toBeLessThan(300)
  return ended(answer.body.id)
}
const expectFollowed = async () => {
  const { followed, counted } = await measuredCells(testing, dataset())
  expect(followed).toEqual(counted)
}
const ten = Array.from({ length: 10 }, (_, place) => `K${String(place)},Tên ${String(place)},${String(place)},`)

describe('completeness of what is in force, whatever the kind of load (Điều 5.6)', () => {
  it('follows changes, deletions and withdrawals without counting anew', async () => {
    // Every superior is empty: 30 of 40.
    await full(...ten)
    expect(await parts()).toMatchObject({ completeness: [30, 40], validity: [40, 40] })
    await changes('K1,Khác,,K0', 'K9,Mới,99,', 'X,Thêm,,K0')
    // One superior more, one card less; a new row with a superior and no card: 30 + 3 of 44, of twelve cells sent.
    expect(await parts()).toMatchObject({ completeness: [33, 44], validity: [12, 12], uniqueness: [3, 3] })
    await expectFollowed()
    const gone = await send('ma\nK2\nK3\n', { load: 'deletions' })
    // Two rows of three values went; only two keys were sent.
    expect(await parts()).toMatchObject({ completeness: [27, 36], validity: [2, 2] })
    await expectFollowed()
    await order(gone.id, 'withdrawal', { statement: 'Nộp nhầm' })
    // What was sent and when is as the delivery before it left it; the list of deletions was none.
    expect(await parts()).toMatchObject({ completeness: [33, 44], validity: [12, 12], uniqueness: [3, 3] })
    await expectFollowed()
  })
})

describe('rows that wait to be mended', () => {
  it('count against what was sent, not against what came into force', async () => {
    await fullAside(...ten, 'L1,Tên,x,', 'L2,Tên,1,', 'L3,Tên,30,ZZ')
    // Thirteen rows of four cells; one cell no number, two rows share a card, one superior is not there.
    expect(await parts()).toMatchObject({ validity: [51, 52], uniqueness: [11, 13], consistency: [0, 1] })
    // Either brings all of its dimension back.
    expect(['reference', 'unique']).toContain((await quality()).nextFix?.rule)
    await expectFollowed()
    await modules.warehouse.notices.look()
    const { body } = await call<{ items: { kind: string; text: string; dataset: { code: string } }[] }>(
      'provider',
      '/warehouse/notices',
    )
    const notice = body.items.find(({ kind, dataset: { code } }) => kind === 'quarantine-open' && code === dataset())
    expect(notice?.text).toContain('còn 4 dòng chờ sửa')
    const desk = await call<{ items: { dataset: { code: string }; openRows: number }[] }>('provider', '/warehouse/desk')
    expect(desk.body.items.find((item) => item.dataset.code === dataset())?.openRows).toBe(4)
  })

  it('are no delivery of their own when they are mended: the due date stays', async () => {
    clock.moveTo('2026-03-02T03:00:00Z')
    const load = await fullAside(...ten, 'L1,Tên,x,')
    expect(await dueAt()).toBe('2026-04-02')
    clock.moveTo('2026-03-20T03:00:00Z')
    await call('provider', `/warehouse/submissions/${load.id}/quarantine`, {
      ...{ method: 'PATCH', body: { rows: [{ row: 12, values: { the: '77' } }] } },
    })
    const mended = await order(load.id, 'continuation', {})
    expect(mended).toMatchObject({ state: 'applied', balance: { inserted: 1 } })
    expect(await dueAt()).toBe('2026-04-02')
    expect((await quality()).trend.at(-1)).toMatchObject({ submission: mended.id, late: false })
    await expectFollowed()
  })
})

describe('a load that waits for its sender', () => {
  it('is measured when it is confirmed, and makes a notice until then', async () => {
    clock.moveTo('2026-03-21T03:00:00Z')
    await call('provider', `/warehouse/datasets/${dataset()}/settings`, {
      ...{ method: 'PUT', body: { deletionPercent: 20, deletionMinimum: 2 } },
    })
    await full(...ten)
    const waiting = await full(...ten.slice(0, 5))
    expect(waiting.state).toBe('waiting')
    const kinds = async () => {
      await modules.warehouse.notices.look()
      const { body } = await call<{ items: { kind: string; dataset: { code: string } }[] }>(
        'provider',
        '/warehouse/notices',
      )
      return body.items.filter((item) => item.dataset.code === dataset()).map(({ kind }) => kind)
    }
    expect((await quality()).trend).toHaveLength(1)
    expect(await kinds()).toContain('confirmation-waiting')
    await order(waiting.id, 'confirmation', { decision: 'confirm', statement: 'Đúng' })
    expect((await quality()).trend.map(({ submission }) => submission)).toContain(waiting.id)
    expect(await kinds()).not.toContain('confirmation-waiting')
    await expectFollowed()
  })

  it('that is withdrawn was no delivery: the one before counts again, and with it its score', async () => {
    clock.moveTo('2026-03-02T03:00:00Z')
    await full(...ten)
    const before = await quality()
    clock.moveTo('2026-03-20T03:00:00Z')
    const wrong = await changesAside('K1,Sai,1,')
    expect(await dueAt()).toBe('2026-04-20')
    await order(wrong.id, 'withdrawal', { statement: 'Nộp nhầm' })
    expect(await dueAt()).toBe('2026-04-02')
    const { score, dimensions } = await quality()
    expect({ score, dimensions }).toEqual({ score: before.score, dimensions: before.dimensions })
  })
})
