import { afterEach, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../test/database.ts'
import { fixedClock, sha256 } from '../platform/index.ts'
import { hasAsked } from './query-digest.ts'
import { createReadLog } from './read-log.ts'
import type { Read } from './read.ts'
import { listOwnReads, listReads } from './read.store.ts'
import { anActor } from './testing.ts'

const testing = await createTestDatabase()
const { database } = testing
const clock = fixedClock('2026-03-02T03:04:05.678Z')
const reads = createReadLog(database.application, clock, testing.secret)

function aRead(over: Partial<Read> = {}): Read {
  return {
    actor: anActor({
      accountName: 'yte',
      unitName: 'Sở Y tế',
      via: 'token',
      client: { code: 'kho-cli', token: 'khoa' },
    }),
    dataset: 'dan-cu',
    action: 'page',
    purpose: 'Tiêm chủng "mở rộng"',
    query: '{"where":[]}',
    asked: { where: [] },
    fields: ['ho_ten', 'ngay_sinh'],
    rows: 50,
    digest: sha256('answer').toString('hex'),
    ...over,
  }
}

const logged = async (dataset: string) => {
  const rows = await testing.asAdmin<{ query: string }>('SELECT query FROM journal.reads WHERE dataset = $1', [dataset])
  return rows.map(({ query }) => query).sort()
}

it('keeps who read which fields of which dataset for what purpose, and what was answered (Điều 13.3)', async () => {
  await reads.record(aRead({ dataset: 'one' }))
  await reads.record(aRead({ dataset: 'one', purpose: undefined, fields: [], rows: 0 }))
  const none = { dataset: 'one', before: undefined, limit: 10 }
  const [second, first] = await listReads(database.application, none)
  expect(first).toMatchObject({
    at: new Date('2026-03-02T03:04:05.678Z'),
    account_name: 'yte',
    unit_name: 'Sở Y tế',
    via: 'token',
    client: { code: 'kho-cli', token: 'khoa' },
    request_id: 'request-1',
    dataset: 'one',
    action: 'page',
    purpose: 'Tiêm chủng "mở rộng"',
    query: '{"where":[]}',
    fields: ['ho_ten', 'ngay_sinh'],
    row_count: 50,
    digest: sha256('answer').toString('hex'),
  })
  expect(second).toMatchObject({ purpose: null, fields: [], row_count: 0 })
  expect(await listReads(database.application, { ...none, before: second?.id })).toEqual([first])
})

describe('the keyed digest of what a read asked', () => {
  const asked = { where: [['cccd', 'eq', '079201000123']], limit: 50 }
  const record = () => reads.record(aRead({ dataset: 'asked', asked }))

  it('shows what was asked to who has the key, whatever the order of members (Điều 13.3)', async () => {
    const { id } = await record()
    expect(await reads.hasAsked(id, { limit: 50, where: asked.where })).toBe(true)
    expect(await reads.hasAsked(id, { ...asked, where: [['cccd', 'eq', '079201000124']] })).toBe(false)
    expect(await reads.hasAsked(id, { ...asked, limit: 51 })).toBe(false)
  })

  it('has no part for what was not asked for, which is something else than null', async () => {
    const { id } = await reads.record(aRead({ dataset: 'asked', asked: { ...asked, cursor: undefined } }))
    expect(await reads.hasAsked(id, asked)).toBe(true)
    expect(await reads.hasAsked(id, { ...asked, cursor: null })).toBe(false)
  })

  it('tells nothing to who tries values, without the key or by asking the same (Điều 18.2)', async () => {
    const [first, second] = [await record(), await record()]
    expect(first.query_digest).not.toBe(second.query_digest)
    expect(await createReadLog(database.application, clock, 'another secret').hasAsked(first.id, asked)).toBe(false)
    const [row] = await testing.asAdmin<{ row: string }>(
      `SELECT r::text AS row FROM journal.reads AS r WHERE id = '${first.id}'`,
    )
    expect(row?.row).not.toContain('079201000123')
  })

  it('belongs to the dataset and the kind of read, too', async () => {
    const { id, query_digest } = await record()
    const elsewhere = { id, query_digest, dataset: 'another', action: 'page' }
    expect(hasAsked(testing.secret, { ...elsewhere, dataset: 'asked' }, asked)).toBe(true)
    expect(hasAsked(testing.secret, elsewhere, asked)).toBe(false)
    expect(hasAsked(testing.secret, { ...elsewhere, dataset: 'asked', action: 'export' }, asked)).toBe(false)
  })

  it('is said to be missing of reads from before it, and of reads nobody made', async () => {
    const { id } = await record()
    const older = '0198a6a0-0000-7000-8000-00000000aaaa'
    await testing.asAdmin(`INSERT INTO journal.reads SELECT (json_populate_record(r, '{"id": "${older}", "query_digest": null}')).*
      FROM journal.reads AS r WHERE id = '${id}'`)
    expect(await reads.hasAsked(older, asked)).toBeUndefined()
    await expect(reads.hasAsked(older.replace('aaaa', 'bbbb'), asked)).rejects.toMatchObject({
      code: 'journal.readNotFound',
    })
  })
})

it('gives a unit what it read itself over all datasets, newest first, and nothing of another (Điều 13.3)', async () => {
  const mine = (query: string, dataset: string) =>
    reads.record(aRead({ dataset, query, actor: anActor({ unitId: 'own-unit' }) }))
  await mine('first', 'own-b')
  await reads.record(aRead({ dataset: 'own-a', query: 'of another', actor: anActor({ unitId: 'other-unit' }) }))
  await mine('second', 'own-a')
  await mine('third', 'own-b')
  const page: Parameters<typeof listOwnReads>[1] = {
    ...{ unit: 'own-unit', dataset: undefined, before: undefined, limit: 2 },
  }
  const queries = async (filter: Partial<typeof page>) => {
    const rows = await listOwnReads(database.application, { ...page, ...filter })
    return rows.map(({ query }) => query)
  }
  const [, last] = await listOwnReads(database.application, page)
  expect(await queries({})).toEqual(['third', 'second'])
  expect(await queries({ before: last?.id ?? '' })).toEqual(['first'])
  expect(await queries({ dataset: 'own-b' })).toEqual(['third', 'first'])
  expect(await queries({ unit: 'nobody' })).toEqual([])
})

it('has every read of five hundred at once, exactly once (Điều 13.3)', async () => {
  const names = Array.from({ length: 500 }, (_none, n) => `read ${String(n)}`)
  await Promise.all(names.map((query) => reads.record(aRead({ dataset: 'many', query }))))
  expect(await logged('many')).toEqual(names.toSorted())
})

it('has a read in the log by the time it is acknowledged, also while others keep coming (Điều 13.3)', async () => {
  const acknowledged = Array.from({ length: 60 }, async (_none, n) => {
    for (let turn = 0; turn < n % 7; turn += 1) await new Promise(setImmediate)
    const query = `turn ${String(n)}`
    await reads.record(aRead({ dataset: 'waves', query }))
    return (await logged('waves')).includes(query)
  })
  expect(await Promise.all(acknowledged)).toEqual(Array.from({ length: 60 }, () => true))
})

it('writes reads that arrive together with one statement', async () => {
  await Promise.all(Array.from({ length: 50 }, () => reads.record(aRead({ dataset: 'together' }))))
  const rows = await testing.asAdmin(`SELECT DISTINCT xmin::text FROM journal.reads WHERE dataset = 'together'`)
  expect(rows.length).toBeLessThanOrEqual(2)
})

it.each(['%00\0', 'half a pair \ud800'])(
  'refuses a read with the purpose %j alone, not those beside it',
  async (purpose) => {
    const dataset = `beside ${purpose.slice(0, 3)}`
    const outcomes = await Promise.allSettled([
      reads.record(aRead({ dataset, query: 'before' })),
      reads.record(aRead({ dataset, query: 'impossible', purpose })),
      reads.record(aRead({ dataset, query: 'after' })),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(outcomes[1]).toMatchObject({ reason: { code: 'platform.invalidRequest' } })
    expect(await logged(dataset)).toEqual(['after', 'before'])
  },
)

describe('while the log cannot be written', () => {
  const forbid = () => testing.asAdmin('REVOKE INSERT ON journal.reads FROM kho_application')
  const allow = () => testing.asAdmin('GRANT INSERT ON journal.reads TO kho_application')
  afterEach(allow)

  it('acknowledges no read, and later ones go on (Điều 13.3)', async () => {
    await forbid()
    const refused = await Promise.allSettled(
      Array.from({ length: 20 }, () => reads.record(aRead({ dataset: 'refused' }))),
    )
    expect(refused.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 'rejected'))
    expect(await logged('refused')).toEqual([])

    await allow()
    await Promise.all(['a', 'b'].map((query) => reads.record(aRead({ dataset: 'recovered', query }))))
    expect(await logged('recovered')).toEqual(['a', 'b'])
  })
})
