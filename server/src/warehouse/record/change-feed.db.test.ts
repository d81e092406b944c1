import { beforeAll, describe, expect, it } from 'vitest'
import { csvOf, files, manyFiles, offices, wardOne, wardTwo } from '../../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import type { Who } from '../../../test/warehouse/people.ts'

const warehouse = await openWarehouse()
const { call, deliver, refusal } = warehouse
const address = `/warehouse/datasets/${offices}/changes`

interface Change {
  readonly apply: number
  readonly at: string
  readonly operation: 'insert' | 'change' | 'delete'
  readonly key: string
  readonly values: { readonly ma: string; readonly ten: string } | null
}

interface ChangePage {
  readonly items: readonly Change[]
  readonly next: string
  readonly more: boolean
}

type State = Readonly<Record<string, string>>

/** Five states of thirty keys: each keeps, renames, drops and brings back some of them, the same in every run. */
const states: State[] = Array.from({ length: 5 }, (_none, load) => {
  const keys = Array.from({ length: 30 }, (_, key) => key).filter((key) => (key * 7 + load * 3) % 5 !== 0)
  return Object.fromEntries(keys.map((key) => [`K${String(key).padStart(2, '0')}`, `Tên ${String((key + load) % 4)}`]))
})
const load = (state: State) =>
  deliver(
    `ma,ten\n${Object.entries(state)
      .map((row) => `${row.join(',')}\n`)
      .join('')}`,
    { dataset: offices },
  )

beforeAll(async () => {
  for (const state of states) await load(state)
})

const ask = async (query: Record<string, string>, who: Who = 'provider', path = address) =>
  (await call<ChangePage>(who, path, { query })).body

/** Follows the feed until nothing more is there. */
async function follow(start: Record<string, string>, limit: number, who: Who = 'provider', path = address) {
  const items: Change[] = []
  let query: Record<string, string> = { ...start, limit: String(limit) }
  for (;;) {
    const page = await ask(query, who, path)
    expect(page.items.length).toBeLessThanOrEqual(limit)
    items.push(...page.items)
    if (!page.more) return { items, next: page.next }
    query = { ...start, limit: String(limit), cursor: page.next }
  }
}

function replay(items: readonly Change[], from: State = {}): State {
  const state = new Map(Object.entries(from))
  for (const { operation, key, values } of items) {
    expect([operation, state.has(key)]).toEqual([operation, operation !== 'insert'])
    if (values === null) state.delete(key)
    else state.set(key, values.ten)
    expect([values === null, values?.ma ?? key]).toEqual([operation === 'delete', key])
  }
  return Object.fromEntries(state)
}

describe('the feed of changes (Điều 8)', () => {
  it.each([1, 7, 1000])('gives every state when it is replayed, %i at a time, from any apply on', async (limit) => {
    for (const [place, state] of [{}, ...states].entries()) {
      const { items } = await follow({ since: String(place) }, limit)
      expect(replay(items, state)).toEqual(states.at(-1))
      expect(items.every(({ apply }) => apply > place)).toBe(true)
    }
  })

  it('names of each change the apply and its instant, in the order of the applies', async () => {
    const { items } = await follow({}, 1000)
    expect(items.map(({ apply }) => apply)).toEqual(items.map(({ apply }) => apply).sort((a, b) => a - b))
    expect(new Set(items.map(({ apply, at }) => `${String(apply)} ${at}`)).size).toBe(5)
  })

  it('has nothing more at its end, and goes on there when something has changed', async () => {
    const { next } = await follow({}, 11)
    expect(await ask({ cursor: next })).toEqual({ items: [], next, more: false })
    await load({ ...states.at(-1), K99: 'Mới' })
    const after = await ask({ cursor: next })
    expect(after.items).toMatchObject([{ apply: 6, operation: 'insert', key: 'K99', values: { ten: 'Mới' } }])
    expect(after.more).toBe(false)
  })

  it('tells the fields asked for, and refuses others', async () => {
    const { items } = await ask({ select: 'ten', limit: '1' })
    expect(Object.keys(items[0]?.values ?? {})).toEqual(['ten'])
    await refusal({ status: 400, code: 'warehouse.unknownField' }, 'provider', address, { query: { select: '_since' } })
  })

  it('takes no forged cursor, none of another unit, and none of another dataset', async () => {
    const { next } = await ask({ limit: '1' })
    const expected = { status: 400, code: 'platform.invalidCursor' }
    await refusal(expected, 'provider', address, { query: { cursor: `${next}x` } })
    await refusal(expected, 'provider', `/warehouse/datasets/${files}/changes`, { query: { cursor: next } })
    const purpose = 'nghiep-vu: chi trả trợ cấp'
    await refusal(expected, 'hospital', `/warehouse/datasets/${files}/changes`, { query: { cursor: next, purpose } })
  })

  it.each([{ since: '-1' }, { since: '1.5' }, { since: 'x' }, { limit: '0' }, { limit: '1001' }])(
    'refuses %o',
    async (query) => {
      await refusal({ status: 400, code: 'platform.invalidRequest' }, 'provider', address, { query })
    },
  )

  it('beyond the newest apply is empty until that apply is there', async () => {
    expect(await ask({ since: '999' })).toMatchObject({ items: [], more: false })
  })
})

describe('to a unit that may read a part of the rows', () => {
  const filesAddress = `/warehouse/datasets/${files}/changes`
  const purpose = 'nghiep-vu: chi trả trợ cấp'
  beforeAll(async () => {
    await load({ DV1: 'Chi nhánh Một', DV2: 'Chi nhánh Hai' })
    await deliver(csvOf(manyFiles(4, () => ({ phuong: wardOne }))))
    await deliver(csvOf(manyFiles(4, (number) => ({ phuong: number % 2 === 0 ? wardOne : wardTwo }))))
    await deliver(csvOf(manyFiles(3, () => ({ phuong: wardTwo }))))
  })

  it.each([
    [
      'ward',
      [
        '1 insert HS0001',
        '1 insert HS0002',
        '1 insert HS0003',
        '1 insert HS0004',
        '2 delete HS0001',
        '2 delete HS0003',
        '3 delete HS0002',
        '3 delete HS0004',
      ],
    ],
    ['otherWard', ['2 insert HS0001', '2 insert HS0003', '3 insert HS0002']],
  ] as const)('%s: a row that moves in is inserted, one that moves out is deleted (Điều 11.2)', async (who, wanted) => {
    for (const limit of [1, 3, 1000]) {
      const { items } = await follow({ purpose }, limit, who, filesAddress)
      const told = items.map(({ apply, operation, key }) => `${String(apply)} ${operation} ${key}`)
      expect(told.sort()).toEqual(wanted)
      expect(items.every(({ values }) => values === null || !('benh' in values))).toBe(true)
    }
  })

  it('is refused to a unit that may read nothing', async () => {
    const expected = { status: 403, code: 'access.readRefused', clause: 'Điều 11.2' }
    await refusal(expected, 'stranger', filesAddress, { query: { purpose } })
  })
})
