import { describe, expect, it } from 'vitest'
import { files, manyFiles, offices } from '../../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import type { Who } from '../../../test/warehouse/people.ts'
import { createNoticeKeeper } from './notice.keeper.ts'

const warehouse = await openWarehouse()
const { call, clock, deliver, modules, refusal, testing } = warehouse
const { keeper } = { keeper: modules.warehouse.notices }

interface Notices {
  readonly items: readonly {
    readonly id: string
    readonly kind: string
    readonly dataset: { readonly code: string }
    readonly text: string
    readonly contact: string
    readonly readAt: string | null
    readonly closedAt: string | null
    readonly link: string
  }[]
  readonly next: string | null
  readonly unread: number
}

const notices = async (who: Who = 'provider', query: Record<string, string> = {}) =>
  (await call<Notices>(who, '/warehouse/notices', { query })).body
const kindsOf = ({ items }: Notices) => items.map(({ kind, dataset }) => `${kind} ${dataset.code}`).sort()
const branches = 'ma,ten\nDV1,Chi nhánh Một\nDV2,Chi nhánh Hai\n'

describe('notices', () => {
  it('tell the provider that a dataset never delivered is due, then overdue (Điều 5.6, 17.3)', async () => {
    clock.moveTo('2026-01-28T03:00:00Z')
    await keeper.look()
    expect(kindsOf(await notices())).toEqual([`due-soon ${offices}`, `due-soon ${files}`])
    clock.moveTo('2026-02-02T03:00:00Z')
    await keeper.look()
    const { items, unread } = await notices()
    expect(kindsOf({ items, next: null, unread })).toEqual([`overdue ${offices}`, `overdue ${files}`])
    expect(unread).toBe(2)
    const notice = items.find(({ dataset }) => dataset.code === files)
    expect(notice).toMatchObject({
      contact: 'thu.nghiem@example.test',
      link: `/submit?dataset=${files}`,
      closedAt: null,
    })
    expect(notice?.text).toContain('đã quá hạn nộp từ 00:00 01/02/2026')
    expect(notice?.text).toContain('Đầu mối: thu.nghiem@example.test.')
  })

  it('go to nobody else', async () => {
    for (const who of ['hospital', 'otherProvider', 'coordinator'] as const) {
      expect((await notices(who, { state: 'all' })).items).toEqual([])
    }
    await refusal({ status: 401, code: 'platform.signInRequired' }, undefined, '/warehouse/notices')
  })

  it('are made once, by however many processes look at once', async () => {
    const others = Array.from({ length: 4 }, () => createNoticeKeeper({ ...modules.world, ...modules }))
    await Promise.all([keeper, ...others].map((each) => each.look()))
    const [row] = await testing.asAdmin(`SELECT count(*)::integer AS notices FROM warehouse.notices`)
    expect(row).toEqual({ notices: 4 })
  })

  it('are read by each account for itself', async () => {
    const [first] = (await notices()).items
    const path = `/warehouse/notices/${first?.id ?? ''}/read`
    const answer = await call<{ readAt: string }>('provider', path, { method: 'POST' })
    expect(answer.body.readAt).not.toBeNull()
    const again = await call<{ readAt: string }>('provider', path, { method: 'POST' })
    expect(again.body).toEqual(answer.body)
    expect((await notices()).unread).toBe(1)
    await refusal({ status: 404, code: 'warehouse.noticeNotFound' }, 'otherProvider', path, { method: 'POST' })
  })

  it('close by themselves when the data comes, and say that it came late', async () => {
    await deliver(branches, { dataset: offices })
    await keeper.look()
    expect(kindsOf(await notices())).toEqual([`late ${offices}`, `overdue ${files}`])
    expect(kindsOf(await notices('provider', { state: 'all' }))).toEqual([
      `due-soon ${offices}`,
      `due-soon ${files}`,
      `late ${offices}`,
      `overdue ${offices}`,
      `overdue ${files}`,
    ])
    clock.moveTo('2026-02-03T03:00:00Z')
    await deliver(branches, { dataset: offices })
    await keeper.look()
    expect(kindsOf(await notices())).toEqual([`overdue ${files}`])
  })

  it('tell of a fall in quality and of a jump in volume, until a load is as usual again', async () => {
    for (const count of [10, 11, 12]) await deliver(manyFiles(count))
    await keeper.look()
    clock.moveTo('2026-02-04T03:00:00Z')
    const rows = manyFiles(30, () => ({
      ho_ten: 'Nguyễn',
      benh: null,
      loai: null,
      phuong: null,
      so_con: null,
      muc: null,
    }))
    await deliver(rows)
    await keeper.look()
    expect(kindsOf(await notices())).toEqual([`quality-drop ${files}`, `volume-jump ${files}`])
    const { items } = await notices()
    expect(items.find(({ kind }) => kind === 'volume-jump')?.text).toContain('có 30 dòng, thường lệ khoảng 11 dòng')
    await deliver(manyFiles(12))
    await keeper.look()
    expect((await notices()).items).toEqual([])
  })

  it('tell of work that failed', async () => {
    clock.moveTo('2026-02-05T03:00:00Z')
    await testing.asAdmin('ALTER TABLE data.don_vi RENAME TO don_vi_away')
    const failed = await deliver('ma,ten\nDV1,Khác\n', { dataset: offices })
    await testing.asAdmin('ALTER TABLE data.don_vi_away RENAME TO don_vi')
    expect(failed.state).toBe('failed')
    await keeper.look()
    const { items } = await notices()
    expect(items).toMatchObject([{ kind: 'processing-failed', link: `/submissions/${failed.id}` }])
    await deliver(branches, { dataset: offices })
    await keeper.look()
    expect((await notices()).items).toEqual([])
  })

  it('come page by page', async () => {
    const all = (await notices('provider', { state: 'all' })).items
    const first = await notices('provider', { state: 'all', limit: '2' })
    const second = await notices('provider', { state: 'all', limit: '200', cursor: first.next ?? '' })
    expect([...first.items, ...second.items]).toEqual(all)
    expect(second.next).toBeNull()
  })

  it('are looked after by the worker, at most once a minute, and its work goes on when that fails', async () => {
    await testing.asAdmin('ALTER TABLE warehouse.notices RENAME TO notices_away')
    clock.moveTo('2026-03-02T03:00:00Z')
    expect((await deliver(branches, { dataset: offices })).state).toBe('applied')
    await testing.asAdmin('ALTER TABLE warehouse.notices_away RENAME TO notices')
    clock.moveTo('2026-03-20T03:00:00Z')
    expect((await deliver(branches, { dataset: offices })).state).toBe('applied')
    await modules.warehouse.worker.stop()
    expect(kindsOf(await notices())).toContain(`overdue ${files}`)
  })
})
