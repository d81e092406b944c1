import { beforeAll, describe, expect, it } from 'vitest'
import { aFile, files, manyFiles, offices } from '../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../test/warehouse/open-warehouse.ts'
import type { Who } from '../../test/warehouse/people.ts'
import type { List } from '../../test/warehouse/wire.ts'
import { createCursorSeal } from '../platform/index.ts'

const warehouse = await openWarehouse()
const { call, deliver, refusal, testing } = warehouse
const invalidCursor = { status: 400, code: 'platform.invalidCursor' }
let rejected = ''

beforeAll(async () => {
  await deliver('ma,ten\nDV1,Chi nhánh Một\nDV2,Chi nhánh Hai\n', { dataset: offices })
  await deliver(manyFiles(5))
  rejected = (await deliver([aFile(1, { loai: 'X' }), aFile(2, { loai: 'Y' })])).id
  await call('provider', `/warehouse/datasets/${files}/records`)
  await call('provider', `/warehouse/datasets/${files}/records`)
})

interface PagedList {
  readonly who: Who
  readonly path: string
  /** Parameters under which the list is another one. */
  readonly other?: Record<string, string>
}

const lists: Readonly<Record<string, () => PagedList>> = {
  records: () => ({ who: 'provider', path: `/warehouse/datasets/${files}/records`, other: { sort: '-ma' } }),
  'filtered records': () => ({
    ...{ who: 'provider', path: `/warehouse/datasets/${files}/records?filter=so_con:ge:0` },
    other: { filter: 'so_con:ge:1' },
  }),
  'records of another dataset': () => ({ who: 'provider', path: `/warehouse/datasets/${offices}/records` }),
  'submissions of a dataset': () => ({ who: 'provider', path: `/warehouse/datasets/${files}/submissions` }),
  'submissions of a unit': () => ({ who: 'provider', path: '/warehouse/submissions' }),
  'faults of a submission': () => ({ who: 'provider', path: `/warehouse/submissions/${rejected}/errors` }),
  'journal entries': () => ({ who: 'provider', path: '/journal/entries', other: { event: 'identity' } }),
  reads: () => ({ who: 'auditor', path: '/journal/reads', other: { dataset: files } }),
  organisations: () => ({ who: 'provider', path: '/identity/organisations', other: { kind: 'ward' } }),
  accounts: () => ({ who: 'coordinator', path: '/identity/accounts' }),
  datasets: () => ({ who: 'provider', path: '/catalogue/datasets', other: { q: 'ho so' } }),
  'entries of a code list': () => ({
    who: 'provider',
    path: '/reference/code-lists/loai/entries',
    other: { q: 'nguoi' },
  }),
}

const page = (list: PagedList, query: Record<string, string>) =>
  call<List<unknown>>(list.who, list.path.split('?')[0] ?? '', { query: { ...fixed(list), limit: '1', ...query } })
const fixed = ({ path }: PagedList) => Object.fromEntries(new URLSearchParams(path.split('?')[1] ?? ''))

async function cursorOf(list: PagedList): Promise<string> {
  const { body } = await page(list, {})
  expect(body.items).toHaveLength(1)
  expect(body.next, 'a second page').not.toBeNull()
  return body.next ?? ''
}

async function refuse(list: PagedList, query: Record<string, string>): Promise<void> {
  const path = list.path.split('?')[0] ?? ''
  await refusal(invalidCursor, list.who, path, { query: { ...fixed(list), limit: '1', ...query } })
}

describe.each(Object.keys(lists))('the cursor of %s', (name) => {
  const list = () => (lists[name] ?? expect.fail(name))()

  it('goes on behind the page it ended', async () => {
    const [first, second] = [await page(list(), {}), await page(list(), { cursor: await cursorOf(list()) })]
    expect(second.status).toBe(200)
    expect(second.body.items).toHaveLength(1)
    expect(second.body.items).not.toEqual(first.body.items)
  })

  it('cannot be forged: altered, cut, made up, or sealed by another installation', async () => {
    const cursor = await cursorOf(list())
    const flipped = (text: string) => `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`
    const [head, tail] = [cursor.slice(0, 32), cursor.slice(32)]
    const foreign = createCursorSeal('another secret').seal(name, ['x'])
    const forged = [flipped(head) + tail, head + flipped(tail), head, tail, `.${cursor}`, '.', 'x', foreign]
    for (const each of forged) await refuse(list(), { cursor: each })
  })

  it('belongs to its own list', async () => {
    const cursor = await cursorOf(list())
    for (const [other, listed] of Object.entries(lists)) {
      if (other !== name) await refuse(listed(), { cursor })
    }
  })

  it('belongs to its own question', async () => {
    const { other } = list()
    if (other !== undefined) await refuse(list(), { cursor: await cursorOf(list()), ...other })
  })
})

describe('page sizes', () => {
  it.each(Object.keys(lists))('of %s lie between 1 and 1000', async (name) => {
    const list = (lists[name] ?? expect.fail(name))()
    for (const limit of ['0', '-1', '1001', '99999999999999999999', '1e400', 'NaN', 'Infinity', '']) {
      const path = list.path.split('?')[0] ?? ''
      await refusal({ status: 400, code: 'platform.invalidRequest' }, list.who, path, { query: { limit } })
    }
    expect((await page(list, { limit: '1000' })).status).toBe(200)
  })
})

it('nothing of this changed anything', async () => {
  expect(await testing.asAdmin('SELECT count(*)::int AS rows FROM data.ho_so')).toEqual([{ rows: 5 }])
})
