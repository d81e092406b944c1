import { beforeAll, describe, expect, it } from 'vitest'
import { aDataset, files, manyFiles, officeFields, offices, wardOne, wardTwo } from '../../../test/warehouse/dataset.ts'
import type { FileRow } from '../../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import type { Who } from '../../../test/warehouse/people.ts'
import type { History, JournalEntry, List, Page, ReadEntry, SingleRecord } from '../../../test/warehouse/wire.ts'
import { anActor } from '../../law/testing.ts'
import { sha256 } from '../../platform/index.ts'

const warehouse = await openWarehouse()
const { call, clock, deliver, modules, people, refusal, testing } = warehouse
const address = `/warehouse/datasets/${files}/records`
const purpose = 'nghiep-vu: rà soát trợ cấp quý I'
const withPurpose = { query: { purpose } }

/** 60 rows, a third in each ward; two of nowhere. Row 3 moves from the first ward to the second with the second load. */
const rows: FileRow[] = manyFiles(60, (number) => (number > 58 ? { phuong: null } : {}))
beforeAll(async () => {
  await deliver('ma,ten\nDV1,Chi nhánh Một\nDV2,Chi nhánh Hai\n', { dataset: offices })
  await deliver(rows)
  await deliver(rows.map((row) => (row['ma'] === 'HS0003' ? { ...row, phuong: wardTwo } : row)))
})

const page = async (who: Who, query: Record<string, string | string[]> = {}) =>
  (await call<Page>(who, address, { query: { limit: '1000', purpose, ...query } })).body

describe('a ward', () => {
  it('reads the rows of its own territory only, and is told no more of how many there are (Điều 11.2)', async () => {
    const seen = await page('ward')
    expect(seen.items).toHaveLength(18)
    expect(seen.items.every((item) => item['phuong'] === wardOne)).toBe(true)
    expect(seen.count).toEqual({ kind: 'exact', value: 18 })
    expect((await page('hospital')).count).toEqual({ kind: 'exact', value: 60 })
  })

  it.each([`phuong:eq:${wardTwo}`, 'phuong:null:true', `phuong:in:${wardOne},${wardTwo}`, 'phuong:ne:x'])(
    'does not widen it by a filter: %s',
    async (filter) => {
      const seen = await page('ward', { filter })
      expect(seen.items.filter((item) => item['phuong'] !== wardOne)).toEqual([])
      expect(seen.count?.value).toBe(seen.items.length)
    },
  )

  it('walks through its rows page by page', async () => {
    const keys: unknown[] = []
    for (let cursor: string | undefined; ;) {
      const seen = await page('ward', { limit: '5', sort: '-ngay_sinh', ...(cursor === undefined ? {} : { cursor }) })
      keys.push(...seen.items.map((item) => item['ma']))
      if (seen.next === null) break
      cursor = seen.next
    }
    expect(keys).toHaveLength(18)
    expect(new Set(keys).size).toBe(18)
  })

  it('finds a row of another ward as little as one that does not exist', async () => {
    const expected = { status: 404, code: 'warehouse.recordNotFound' }
    const foreign = await refusal(expected, 'ward', `${address}/HS0001`, withPurpose)
    const missing = await refusal(expected, 'ward', `${address}/HS9999`, withPurpose)
    expect({ ...foreign.vi, instance: '' }).toEqual({ ...missing.vi, instance: '' })
    await refusal(expected, 'ward', `${address}/HS0001/history`, withPurpose)
    expect((await call('otherWard', `${address}/HS0001`, withPurpose)).status).toBe(200)
  })

  it('reads of a row that moved only the time in its own territory', async () => {
    const history = async (who: Who) =>
      (await call<History>(who, `${address}/HS0003/history`, withPurpose)).body.items.map(
        ({ values }) => values['phuong'],
      )
    expect(new Set(await history('ward'))).toEqual(new Set([wardOne]))
    expect(new Set(await history('otherWard'))).toEqual(new Set([wardTwo]))
    expect(await history('hospital')).toEqual([wardTwo, wardOne])
    await refusal({ status: 404, code: 'warehouse.recordNotFound' }, 'ward', `${address}/HS0003`, withPurpose)
  })

  it('cannot go on where another unit stopped', async () => {
    const { next } = await page('otherWard', { limit: '5' })
    const query = { purpose, limit: '5', cursor: next ?? '' }
    expect((await call<Page>('otherWard', address, { query })).body.items).toHaveLength(5)
    await refusal({ status: 400, code: 'platform.invalidCursor' }, 'ward', address, { query })
  })
})

describe('sensitive fields', () => {
  it('are given to the units named singly, not to a group (Điều 11.2)', async () => {
    expect((await page('hospital')).items[0]).toHaveProperty('benh', 'Cao huyết áp')
    expect((await page('ward')).items[0]).not.toHaveProperty('benh')
    const one = await call<SingleRecord>('otherWard', `${address}/HS0001`, withPurpose)
    expect(one.body.values).not.toHaveProperty('benh')
    const { items } = (await call<History>('otherWard', `${address}/HS0001/history`, withPurpose)).body
    expect(items[0]?.values).not.toHaveProperty('benh')
  })

  it.each([{ select: 'ma,benh' }, { filter: 'benh:prefix:Cao' }, { filter: 'benh:null:true' }, { sort: 'benh' }])(
    'cannot be asked about in any other way: %o',
    async (query) => {
      const expected = { status: 400, code: 'warehouse.unknownField' }
      const { vi } = await refusal(expected, 'ward', address, { query: { ...query, purpose } })
      expect(vi.remedy).not.toContain('benh')
    },
  )

  it('cannot be chosen from one record either', async () => {
    const expected = { status: 400, code: 'warehouse.unknownField' }
    await refusal(expected, 'otherWard', `${address}/HS0001`, { query: { purpose, select: 'benh' } })
    await refusal(expected, 'otherWard', `${address}/HS0001/history`, { query: { purpose, select: 'benh' } })
  })
})

describe('a refused read', () => {
  const refused = (clause: string) => ({ status: 403, code: 'access.readRefused', clause })

  it('of confidential data without a purpose says so (Điều 18.2)', async () => {
    for (const query of [{}, { purpose: '' }, { purpose: '   ' }]) {
      const { en } = await refusal(refused('Điều 18.2'), 'hospital', address, { query })
      expect(en.reason).toBe('purposeMissing')
      await refusal(refused('Điều 18.2'), 'ward', `${address}/HS0006`, { query })
    }
    expect((await call('provider', address)).status).toBe(200)
  })

  it('by a unit that the catalogue does not allow names the clause, and is in the journal (Điều 11.2, 13.3)', async () => {
    const { vi } = await refusal(refused('Điều 11.2'), 'stranger', address, withPurpose)
    expect(vi).toMatchObject({ dataset: files, reason: 'notAmongConsumers' })
    await refusal(refused('Điều 11.2'), 'stranger', `${address}/HS0001`, withPurpose)
    await refusal(refused('Điều 11.2'), 'stranger', `${address}/HS0001/history`, withPurpose)
    const query = { event: 'access.read.refused', account: 'stranger' }
    const entries = await call<List<JournalEntry>>('auditor', '/journal/entries', { query })
    expect(entries.body.items).toHaveLength(6)
    expect(entries.body.items[0]).toMatchObject({
      ...{ subject: { type: 'dataset', label: files }, actor: { accountName: 'stranger', unitName: 'Thuế Thành phố' } },
      payload: { reasons: ['notAmongConsumers'], clause: 'Điều 11.2', catalogueVersion: 1 },
    })
  })

  it.each<Who>(['coordinator', 'auditor', 'committee'])(
    'by a role that oversees and does not use data: %s',
    async (who) => {
      const { en } = await refusal(refused('Điều 11.2'), who, address, withPurpose)
      expect(en.reason).toBe('readRoleMissing')
    },
  )

  it('of a dataset without a row in force: not even by its provider (Điều 9)', async () => {
    const facts = aDataset({ code: 'cho-ban-hanh', provider: people.provider.unit.id })
    await modules.catalogue.registerDataset(anActor(), facts)
    await modules.catalogue.declareStructure(anActor(), 'cho-ban-hanh', { fields: officeFields, note: '' })
    await refusal(refused('Điều 9'), 'provider', '/warehouse/datasets/cho-ban-hanh/records', withPurpose)
  })

  it('by nobody asks for a sign-in, and of no dataset says that there is none', async () => {
    await refusal({ status: 401, code: 'platform.signInRequired' }, undefined, address)
    await refusal({ status: 401, code: 'platform.signInRequired' }, undefined, `${address}/HS0001`)
    const missing = { status: 404, code: 'catalogue.datasetNotFound' }
    await refusal(missing, 'hospital', '/warehouse/datasets/khong-co/records', withPurpose)
  })
})

describe('the log of reads', () => {
  /** What is logged while something is read. */
  async function logged(work: () => Promise<unknown>): Promise<ReadEntry[]> {
    const ids = async () =>
      new Set((await testing.asAdmin<{ id: string }>('SELECT id FROM journal.reads')).map(({ id }) => id))
    const before = await ids()
    await work()
    const { body } = await call<List<ReadEntry>>('auditor', '/journal/reads', { query: { limit: '1000' } })
    expect(body.items).toHaveLength((await ids()).size)
    return body.items.filter(({ id }) => !before.has(id))
  }

  it('holds one record of each answer: who, what for, by which right, which fields, how many rows, the digest of the bytes (Điều 13.3)', async () => {
    let digest = ''
    const [read, ...more] = await logged(async () => {
      const query = { purpose, select: 'ma,ho_ten', limit: '7', sort: '-ma' }
      digest = sha256((await call('hospital', address, { query })).bytes).toString('hex')
    })
    expect(more).toEqual([])
    expect(read).toMatchObject({
      actor: { accountName: 'hospital', unitName: 'Sở Y tế' },
      ...{ dataset: files, action: 'page', purpose, fields: ['ma', 'ho_ten'], rows: 7, digest },
      reasons: ['namedConsumer'],
    })
  })

  it('holds one of each keyed read and history, also of those that found nothing', async () => {
    const paths = ['HS0001', 'HS0001/history', 'HS9999', 'HS9999/history']
    const digests: string[] = []
    const reads = await logged(async () => {
      for (const path of paths) {
        const { bytes, status } = await call('hospital', `${address}/${path}`, withPurpose)
        digests.push(status === 200 ? sha256(bytes).toString('hex') : '')
      }
    })
    expect(reads.reverse().map(({ action, rows }) => [action, rows])).toEqual([
      ['one', 1],
      ['history', 1],
      ['one', 0],
      ['history', 0],
    ])
    expect(reads.slice(0, 2).map(({ digest }) => digest)).toEqual(digests.slice(0, 2))
    expect(JSON.stringify(reads)).not.toMatch(/HS0001|HS9999/)
  })

  it('holds no value of a personal field, only that it was asked about', async () => {
    const filter = ['ho_ten:eq:Nguyễn Văn 5', 'ngay_sinh:ge:1941-01-01', 'benh:prefix:Cao', 'so_con:in:1,2']
    const [read] = await logged(() => page('hospital', { filter }))
    expect(JSON.parse(read?.query ?? '')).toMatchObject({
      where: [
        ['ho_ten', 'eq', '…'],
        ['ngay_sinh', 'ge', '…'],
        ['benh', 'prefix', '…'],
        ['so_con', 'in', '1', '2'],
      ],
    })
  })

  it('holds nothing of what was refused', async () => {
    const reads = await logged(async () => {
      await call('stranger', address, withPurpose)
      await call('hospital', address)
      await call('hospital', address, { query: { purpose, filter: 'khong_co:eq:1' } })
    })
    expect(reads).toEqual([])
  })

  it('holds a record of every one of many reads at once', async () => {
    const reads = await logged(() =>
      Promise.all(rows.slice(0, 40).map((row) => call('hospital', `${address}/${String(row['ma'])}`, withPurpose))),
    )
    expect(reads).toHaveLength(40)
    expect(new Set(reads.map(({ digest }) => digest)).size).toBe(40)
  })

  it('names the dataset that was read, however the address is written', async () => {
    const first = await call('hospital', `${address}/HS0001`, { query: { purpose: 'nghiep-vu:|x' } })
    expect(first.status).toBe(200)
    const missing = { status: 404, code: 'catalogue.datasetNotFound' }
    await refusal(missing, 'hospital', `/warehouse/datasets/${files}%7C/records/HS0001`, {
      query: { purpose: 'nghiep-vu: x' },
    })
  })

  it('is for oversight only', async () => {
    await refusal({ status: 403, code: 'platform.permissionMissing' }, 'hospital', '/journal/reads')
  })
})

describe('a right that ends', () => {
  const keyed = `${address}/HS0001`

  it('with the catalogue version that leaves the unit out ends at the next request (Điều 9, 11.2)', async () => {
    expect((await call('hospital', keyed, withPurpose)).status).toBe(200)
    const facts = aDataset({ code: files, provider: people.provider.unit.id, consumers: [{ group: 'wards' }] })
    await modules.catalogue.reviseDataset(anActor(), files, facts)
    // What its provider proposes has no force.
    expect((await call('hospital', keyed, withPurpose)).status).toBe(200)
    await warehouse.promulgate('2026-03-02', [files, offices])
    const expected = { status: 403, code: 'access.readRefused', clause: 'Điều 11.2' }
    await refusal(expected, 'hospital', keyed, withPurpose)
    await refusal(expected, 'hospital', address, withPurpose)
    expect((await call('otherWard', keyed, withPurpose)).status).toBe(200)
  })

  it('with a version that begins tomorrow ends at midnight of the city, not before', async () => {
    const facts = aDataset({ code: files, provider: people.provider.unit.id, consumers: [{ group: 'departments' }] })
    await modules.catalogue.reviseDataset(anActor(), files, facts)
    await warehouse.promulgate('2026-03-03', [files, offices])
    expect((await call('otherWard', keyed, withPurpose)).status).toBe(200)
    clock.moveTo('2026-03-02T16:59:59Z')
    expect((await call('otherWard', keyed, withPurpose)).status).toBe(200)
    clock.moveTo('2026-03-02T17:00:00Z')
    await refusal({ status: 403, code: 'access.readRefused' }, 'otherWard', keyed, withPurpose)
    const hospital = await call<SingleRecord>('hospital', keyed, withPurpose)
    expect(hospital.body.values).not.toHaveProperty('benh')
  })
})
