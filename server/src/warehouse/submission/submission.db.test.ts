import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { aFile, csvOf, fileFields, files, manyFiles, offices } from '../../../test/warehouse/dataset.ts'
import { isBalanced, recomputedLeaves, rootOver, storedVersions } from '../../../test/warehouse/inspect.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import type { Balance, History, JournalEntry, List, Page, Submission } from '../../../test/warehouse/wire.ts'
import { sha256 } from '../../platform/index.ts'

const warehouse = await openWarehouse()
const { testing, modules, call, deliver } = warehouse
const fieldIds = fileFields.map((_, place) => `f${String(place + 1)}`)
const purpose = 'nghiep-vu: kiểm thử'
const rows = manyFiles(300)
/** What the second full load brings: one row is new, one differs, one is gone, 298 are as they were. */
const edited = [...rows.slice(0, 298), aFile(299, { ghi_chu: 'đã sửa' }), aFile(301)]

const first: Submission[] = []
beforeAll(async () => {
  await deliver('ma,ten\nDV1,Chi nhánh Một\nDV2,Chi nhánh Hai\n', { dataset: offices })
  first.push(await deliver(rows, { fileName: 'hồ sơ tháng 3.csv' }))
})

const balance = (over: Partial<Balance>): Balance => ({
  ...{ sent: 0, accepted: 0, rejected: 0, duplicate: 0, unchanged: 0, inserted: 0, changed: 0, deleted: 0 },
  ...over,
})
const history = async (key: string) => {
  const { body } = await call<History>('provider', `/warehouse/datasets/${files}/records/${key}/history`, {
    query: { purpose },
  })
  return body.items
}

describe('a first load', () => {
  it('brings every row in as the first apply of the dataset (Điều 8)', async () => {
    expect(first[0]).toMatchObject({
      ...{ state: 'applied', applyNumber: 1, faults: [], faultyRows: 0, problem: null },
      ...{ fileName: 'hồ sơ tháng 3.csv', submittedBy: { account: 'provider', unit: 'Sở Nội vụ' } },
      balance: balance({ sent: 300, accepted: 300, inserted: 300 }),
    })
    const page = await call<Page>('provider', `/warehouse/datasets/${files}/records`, { query: { limit: '1000' } })
    expect(page.body).toMatchObject({ count: { kind: 'exact', value: 300 }, apply: 1, structureVersion: 1 })
  })

  it('gives each value back as it was sent, in the type of its field', async () => {
    const answer = await call('provider', `/warehouse/datasets/${files}/records/HS0002`)
    expect(answer.body).toMatchObject({
      key: 'HS0002',
      values: {
        ...{ ma: 'HS0002', ho_ten: 'Nguyễn Văn 2', ngay_sinh: '1942-03-15', so_con: 2, muc: '502.50', hieu_luc: true },
        ...{ loai: 'C', phuong: '26746', so_the: '0002', don_vi: 'DV1', benh: 'Cao huyết áp', ghi_chu: null },
      },
      since: { apply: 1 },
    })
  })

  it('keeps the raw bytes as evidence under their digest', async () => {
    const [{ digest, bytes } = { digest: '', bytes: 0 }] = first
    const sent = Buffer.from(csvOf(rows))
    expect({ digest, bytes }).toEqual({ digest: sha256(sent).toString('hex'), bytes: sent.length })
    const kept = path.join(warehouse.blobFolder, digest.slice(0, 2), digest.slice(2, 4), digest)
    expect((await readFile(kept)).equals(sent)).toBe(true)
  })

  it('is in the journal with its digest, balance and the root over its rows, which anybody can recompute (Điều 13.3)', async () => {
    const [submission] = first
    const entry = await call<JournalEntry>('provider', `/journal/entries/${submission?.journalEntry ?? ''}`)
    expect(entry.body).toMatchObject({
      event: 'warehouse.submission.applied',
      subject: { type: 'submission', id: submission?.id, label: files },
      actor: { accountName: 'provider', unitName: 'Sở Nội vụ', via: 'system' },
      payload: {
        ...{ dataset: files, digest: submission?.digest, apply: 1, leaves: 300, structureVersion: 1 },
        ...{ merkleRoot: submission?.merkleRoot, balance: { sent: 300, inserted: 300 } },
      },
    })
    const leaves = recomputedLeaves(await storedVersions(testing, files, fieldIds), 1)
    expect(leaves).toHaveLength(300)
    expect(rootOver(leaves)).toBe(submission?.merkleRoot)
  })

  it('tells of its receipt in the journal before any work on it', async () => {
    const answer = await call<List<JournalEntry>>('provider', '/journal/entries', {
      query: { subject: first[0]?.id ?? '' },
    })
    const entries = answer.body.items
    expect(entries.map(({ event }) => event)).toEqual(['warehouse.submission.applied', 'warehouse.submission.received'])
    expect(entries[1]?.payload).toMatchObject({ digest: first[0]?.digest, bytes: first[0]?.bytes, channel: 'api' })
  })
})

describe('a load again', () => {
  it('changes nothing when the file is the same, in any order and line ends', async () => {
    const before = await storedVersions(testing, files, fieldIds)
    const again = await deliver(csvOf([...rows].reverse(), '\r\n'))
    expect(again).toMatchObject({ state: 'applied', applyNumber: null, merkleRoot: null })
    expect(again.balance).toEqual(balance({ sent: 300, unchanged: 300 }))
    expect(again.journalEntry).not.toBeNull()
    expect(await storedVersions(testing, files, fieldIds)).toEqual(before)
  })

  it('applies only what differs and keeps what it supersedes (Điều 5.2)', async () => {
    const submission = await deliver(edited)
    expect(submission).toMatchObject({ state: 'applied', applyNumber: 2 })
    expect(submission.balance).toEqual(
      balance({ sent: 300, accepted: 2, unchanged: 298, inserted: 1, changed: 1, deleted: 1 }),
    )
    const versions = await storedVersions(testing, files, fieldIds)
    const superseded = versions.filter(({ until }) => until !== null)
    expect(superseded.map(({ key, since, until }) => ({ key, since, until }))).toEqual([
      { key: 'HS0299', since: 1, until: 2 },
      { key: 'HS0300', since: 1, until: 2 },
    ])
    const leaves = recomputedLeaves(versions, 2)
    expect(leaves.map((leaf) => leaf.toString('latin1', 0, 1)).sort()).toEqual(['C', 'D', 'I'])
    expect(rootOver(leaves)).toBe(submission.merkleRoot)
    // What came in first keeps its proof.
    expect(rootOver(recomputedLeaves(versions, 1))).toBe(first[0]?.merkleRoot)
  })

  it('tells the history of a changed, a deleted and a new record', async () => {
    const changed = await history('HS0299')
    expect(changed.map(({ operation, since, until }) => [operation, since.apply, until?.apply ?? null])).toEqual([
      ['change', 2, null],
      ['insert', 1, 2],
    ])
    expect(changed.map(({ values }) => values['ghi_chu'])).toEqual(['đã sửa', null])
    expect(changed[1]?.since.submission).toBe(first[0]?.id)
    const deleted = await history('HS0300')
    expect(deleted.map(({ operation, since }) => [operation, since.apply])).toEqual([
      ['delete', 2],
      ['insert', 1],
    ])
    expect((await history('HS0301')).map(({ operation, since }) => [operation, since.apply])).toEqual([['insert', 2]])
  })

  it('counts rows that only repeat an earlier row of the file and takes them once', async () => {
    const before = await storedVersions(testing, files, fieldIds)
    const repeated = await deliver([...edited, ...edited.slice(10, 13), ...edited.slice(10, 11)])
    expect(repeated).toMatchObject({ state: 'applied', applyNumber: null })
    expect(repeated.balance).toEqual(balance({ sent: 304, unchanged: 300, duplicate: 4 }))
    expect(await storedVersions(testing, files, fieldIds)).toEqual(before)
  })

  it('brings a deleted record back as a new one with its past', async () => {
    const back = await deliver([...edited, aFile(300, { ghi_chu: 'trở lại' })])
    expect(back.balance).toEqual(balance({ sent: 301, accepted: 1, inserted: 1, unchanged: 300 }))
    expect((await history('HS0300')).map(({ operation, since }) => [operation, since.apply])).toEqual([
      ['insert', 3],
      ['delete', 2],
      ['insert', 1],
    ])
  })

  it('accepts the columns in any order, a byte order mark, and cells with commas, quotes and line ends', async () => {
    const note = 'dòng "một", rồi\r\ndòng hai'
    const turned = edited.map((row) => Object.fromEntries(Object.entries(row).reverse()))
    const text = `\uFEFF${csvOf([...turned, { ...aFile(302), ghi_chu: note }, aFile(300, { ghi_chu: 'trở lại' })])}`
    const submission = await deliver(text)
    expect(submission.balance).toEqual(balance({ sent: 302, accepted: 1, inserted: 1, unchanged: 301 }))
    const answer = await call('provider', `/warehouse/datasets/${files}/records/HS0302`)
    expect(answer.body).toMatchObject({ values: { ghi_chu: note } })
  })
})

describe('what is told of submissions', () => {
  it('lists those of a dataset and those of a unit, newest first, page by page', async () => {
    const walk = async (address: string) => {
      const ids: string[] = []
      for (let cursor: string | undefined; ;) {
        const query = { limit: '2', ...(cursor === undefined ? {} : { cursor }) }
        const { body: page } = await call<List<Submission>>('provider', address, { query })
        ids.push(...page.items.map(({ id }) => id))
        if (page.next === null) return ids
        cursor = page.next
      }
    }
    const all = await walk('/warehouse/submissions')
    const ofFiles = await walk(`/warehouse/datasets/${files}/submissions`)
    expect(all).toEqual([...all].sort().reverse())
    expect(all.slice(0, -1)).toEqual(ofFiles)
    expect(ofFiles.at(-1)).toBe(first[0]?.id)
    expect((await call<List<Submission>>('hospital', '/warehouse/submissions')).body.items).toEqual([])
  })

  it('has a balance for every one, and every balance adds up', async () => {
    const answer = await call<List<Submission>>('provider', '/warehouse/submissions', { query: { limit: '100' } })
    const balances = answer.body.items.map((submission) => submission.balance)
    expect(balances.length).toBeGreaterThanOrEqual(7)
    expect(balances.every((each) => each !== null && isBalanced(each))).toBe(true)
  })

  it('seals every entry of the journal into the tree', async () => {
    await modules.journal.sequencer.seal()
    const [{ id } = { id: '' }] = first
    const { journalIndex } = (await call<Submission>('provider', `/warehouse/submissions/${id}`)).body
    expect(journalIndex).toBeGreaterThan(0)
  })
})
