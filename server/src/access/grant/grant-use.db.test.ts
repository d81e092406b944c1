import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/database.ts'
import { requireChannel } from './channel.ts'
import type { GrantInUse } from './grant-in-use.ts'
import { createGrantUse } from './grant-use.ts'

const testing = await createTestDatabase()
const use = createGrantUse(testing.database.application)
const elsewhere = createGrantUse(testing.database.application)

let made = 0
const aGrant = (over: Partial<GrantInUse> = {}): GrantInUse => ({
  id: `0198a6a0-0000-7000-8000-${String((made += 1)).padStart(12, '0')}`,
  ...{ number: '7/2026', purpose: 'tro-cap', channels: ['list', 'export'], rowsPerDay: 1_000 },
  ...over,
})
const noon = new Date('2026-03-02T05:00:00Z')
const used = async (grant: GrantInUse) => {
  const rows = await testing.asAdmin<{ day: string; rows: string }>(
    `SELECT day::text AS day, rows::text AS rows FROM access.grant_use WHERE grant_id = '${grant.id}' ORDER BY day`,
  )
  return rows.map(({ day, rows: count }) => [day, Number(count)])
}

describe('the rows of a day under a grant (Điều 11.2)', () => {
  it('are counted up to the volume and not one more; what is refused counts nothing', async () => {
    const grant = aGrant()
    await use.takeRows(grant, 600, noon)
    await expect(use.takeRows(grant, 401, noon)).rejects.toMatchObject({
      code: 'access.volumeUsedUp',
      definition: { kind: 'rate-limited' },
      // Twelve hours until midnight, local time.
      params: { grant: '7/2026', most: 1_000, left: 400, rows: 401, retryAfter: 43_200, next: '03/03/2026' },
    })
    await use.takeRows(grant, 400, noon)
    await expect(use.takeRows(grant, 1, noon)).rejects.toMatchObject({ params: { left: 0 } })
    await use.takeRows(grant, 0, noon)
    expect(await used(grant)).toEqual([['2026-03-02', 1_000]])
  })

  it('may not be more at once than all of them, also as the first of the day', async () => {
    const grant = aGrant()
    await expect(use.takeRows(grant, 1_001, noon)).rejects.toMatchObject({ params: { left: 1_000 } })
    expect(await used(grant)).toEqual([])
  })

  it('begin anew at midnight, local time', async () => {
    const grant = aGrant()
    await use.takeRows(grant, 1_000, new Date('2026-03-02T16:59:59.999Z'))
    await use.takeRows(grant, 999, new Date('2026-03-02T17:00:00Z'))
    expect(await used(grant)).toEqual([
      ['2026-03-02', 1_000],
      ['2026-03-03', 999],
    ])
  })

  it('never exceed the volume when many read at once', async () => {
    const grant = aGrant()
    const takings = Array.from({ length: 60 }, (_none, place) =>
      (place % 2 === 0 ? use : elsewhere).takeRows(grant, 70, noon),
    )
    const outcomes = await Promise.allSettled(takings)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(14)
    expect(await used(grant)).toEqual([['2026-03-02', 980]])
  })
})

describe('a channel', () => {
  it('that the grant opens is open; without a grant all are', () => {
    expect(() => {
      requireChannel(aGrant(), 'export')
      requireChannel(null, 'lookup')
    }).not.toThrow()
  })

  it('that it does not open is refused, and the refusal names those it opens (Điều 11.2)', () => {
    const ask = () => {
      requireChannel(aGrant(), 'lookup')
    }
    expect(ask).toThrow(
      expect.objectContaining({
        code: 'access.channelNotGranted',
        params: expect.objectContaining({ channel: 'lookup' }) as object,
      }),
    )
    const problem = failureOf(ask)
    expect(problem.text('vi')).toMatchObject({
      title: 'Quyền khai thác không cho tra cứu từng bản ghi',
      detail: 'Quyền khai thác số 7/2026 chỉ cho: xem danh sách, kết xuất tệp.',
    })
    expect(problem.text('en').detail).toBe('Grant 7/2026 opens: reading page by page, files.')
  })
})

function failureOf(work: () => void): { text(language: 'vi' | 'en'): { title: string; detail?: string } } {
  try {
    work()
  } catch (error) {
    return error as ReturnType<typeof failureOf>
  }
  throw new Error('It should have been refused')
}
