import { beforeAll, describe, expect, it, vi } from 'vitest'
import { csvOf, fileFields, files, manyFiles } from '../../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import type { Answer } from '../../../test/warehouse/caller.ts'
import type { List, ReadEntry } from '../../../test/warehouse/wire.ts'
import { readActions } from '../../journal/index.ts'
import type { Question } from '../../journal/index.ts'
import { anchorsOf, checkChain, openReceipt, parsePem } from '../../journal/testing.ts'
import { sha256 } from '../../platform/index.ts'

/** A receipt, from the answer it comes with to the certificate it leads to. */

const { call, refusal, deliver, modules, people, testing } = await openWarehouse()
const purpose = 'nghiep-vu: đối chiếu chi trả'
const records = `/warehouse/datasets/${files}/records`
const wanting = { query: { purpose }, headers: { prefer: 'receipt' } }
let submission = ''
beforeAll(async () => {
  const rows = manyFiles(3, () => ({ don_vi: null }))
  submission = (await deliver(csvOf(rows))).id
  await modules.journal.sequencer.seal()
})

const pem = async () => anchorsOf(parsePem((await call(undefined, '/journal/certificates')).text))
const head = async () => {
  const [row] = await testing.asAdmin<{ size: number; root: Buffer }>(
    'SELECT size, root FROM journal.checkpoints ORDER BY size DESC LIMIT 1',
  )
  return { size: Number(row?.size), root: row?.root.toString('hex') }
}

describe('an answer', () => {
  /** Every kind of read there is; what is missing here does not compile. */
  const answers: Readonly<Record<(typeof readActions)[number], () => Promise<readonly Answer<unknown>[]>>> = {
    page: () => asked('hospital', records),
    one: () => asked('hospital', `${records}/HS0001`, `${records}/HS0001?format=csv`),
    history: () => asked('hospital', `${records}/HS0001/history`),
    changes: () => asked('hospital', `/warehouse/datasets/${files}/changes`),
    proof: () => asked('hospital', `${records}/HS0001/proof`),
    export: async () => {
      const options = { method: 'POST', body: { format: 'csv', purpose } } as const
      const { body } = await call<{ id: string }>('hospital', `/warehouse/datasets/${files}/exports`, options)
      const content = `/warehouse/exports/${body.id}/content`
      await vi.waitFor(async () => { expect((await call('hospital', content)).status).toBe(200) }, { timeout: 20_000 }) // prettier-ignore
      return asked('hospital', content)
    },
    faults: async () => {
      const of = `/warehouse/submissions/${await faulty('reject')}`
      return asked('provider', of, `${of}/errors`, `${of}/errors.csv`)
    },
    quarantine: async () => {
      const of = `/warehouse/submissions/${await faulty('quarantine')}/quarantine`
      return asked('provider', of, `${of}.csv`)
    },
    'conversion-examples': async () => {
      const number = { type: 'integer', length: undefined, convert: { from: 'ho_ten', using: 'integer' } }
      const fields = fileFields.map((field) => (field.name === 'ho_ten' ? { ...field, ...number } : field))
      const body = JSON.stringify({ fields, note: '' })
      const headers = { 'content-type': 'application/json', prefer: 'receipt' }
      const path = `/catalogue/datasets/${files}/structures`
      const told = (query: Record<string, string>) => call('provider', path, { method: 'POST', query, body, headers })
      return [await told({ dryRun: 'true' }), await told({})]
    },
  }
  const asked = (who: 'hospital' | 'provider', ...paths: string[]) =>
    Promise.all(paths.map((path) => call(who, path, wanting)))
  /** A file of which one row has a fault. */
  const faulty = async (onFault: 'reject' | 'quarantine') => {
    const rows = manyFiles(3, (place) => ({ don_vi: null, ...(place === 1 && { ho_ten: null }) }))
    return (await deliver(csvOf(rows), { query: { load: 'incremental', onFault } })).id
  }

  it.each(readActions)(
    'that tells data by “%s” carries the receipt of its very bytes, whatever route gives it (Điều 4, 13.3)',
    async (action) => {
      for (const answer of await answers[action]()) {
        const { receipt } = await openReceipt(answer.headers['receipt'] ?? answer.text)
        expect(receipt).toMatchObject({
          action,
          dataset: files,
          digest: { 'sha-256': sha256(answer.bytes).toString('hex') },
        })
        expect(receipt.id).toBe(answer.headers['read-id'])
        const [read] = await testing.asAdmin<{ digest: string; query: string | null }>(
          `SELECT digest, query_digest AS query FROM journal.reads WHERE id = '${receipt.id}'`,
        )
        expect(read?.digest).toBe(receipt.digest['sha-256'])
        expect(read?.query).toMatch(/^[\w-]{43}$/)
      }
    },
  )

  it('can be shown to be that of a filter on personal values that the log does not keep (Điều 13.3, 18.2)', async () => {
    const names = Array.from({ length: 25 }, (_none, place) => `Người ${String(place)}`)
    const filter = [`ho_ten:in:${names.join(',')}`, 'ma:in:HS0001,HS0002']
    const answer = await call('hospital', records, { query: { purpose, filter, sort: '-ma', limit: '7' } })
    const read = answer.headers['read-id'] ?? ''
    const asked = (people: readonly string[]) => ({
      ...{ where: [['ho_ten', 'in', ...people], ['ma', 'in', 'HS0001', 'HS0002']], sort: ['-ma'], limit: 7 }, // prettier-ignore
    })
    const hasAsked = (question: Question) => modules.journal.reads.hasAsked(read, question)
    expect(await hasAsked(asked(names))).toBe(true)
    // The log shows neither, so that only the digest tells one from the other.
    expect(await hasAsked(asked([...names.slice(0, 24), 'Người khác']))).toBe(false)
    expect(await hasAsked({ ...asked(names), limit: 8 })).toBe(false)
    const { body } = await call<List<ReadEntry>>('auditor', '/journal/reads', { query: { limit: '1' } })
    expect(body.items[0]?.id).toBe(read)
    expect(body.items[0]?.queryDigest).toMatch(/^[\w-]{43}$/)
    expect(JSON.stringify(body)).not.toContain('Người')
  })

  it.each([
    ['one', `${records}/HS0001`, { key: 'HS0001' }],
    ['history', `${records}/HS0001/history`, { key: 'HS0001', history: true }],
    ['proof', `${records}/HS0001/proof`, { key: 'HS0001' }],
    ['changes', `/warehouse/datasets/${files}/changes`, { since: 0, limit: 50 }],
    ['page', records, { where: [], sort: [], limit: 50 }],
  ])('by “%s” can be shown to be that of its question (Điều 13.3)', async (_action, path, asked) => {
    const read = (await call('hospital', path, wanting)).headers['read-id'] ?? ''
    expect(await modules.journal.reads.hasAsked(read, asked)).toBe(true)
    expect(await modules.journal.reads.hasAsked(read, { ...asked, key: 'HS0002' })).toBe(false)
  })

  it('that shows nothing of a dataset is no read: neither an id nor a receipt', async () => {
    const of = `/warehouse/submissions/${submission}`
    for (const answer of await asked('provider', of, `${of}/errors`, `${of}/errors.csv`, '/warehouse/submissions'))
      expect([answer.status, answer.headers['read-id'], answer.headers['receipt']]).toEqual([200, undefined, undefined])
  })

  it.each([
    ['a page', records, 'page', 3],
    ['one record', `${records}/HS0001`, 'one', 1],
    ['one record in another format', `${records}/HS0001?format=csv`, 'one', 1],
    ['the changes', `/warehouse/datasets/${files}/changes`, 'changes', 3],
  ])('of %s comes with its receipt when that is asked for (Điều 4)', async (_what, path, action, rows) => {
    const answer = await call('hospital', path, wanting)
    expect([answer.status, answer.headers['preference-applied']]).toEqual([200, 'receipt'])
    const { receipt, certificate, others } = await openReceipt(answer.headers['receipt'] ?? '')
    const { unit, principal } = people.hospital
    expect(receipt).toEqual({
      ...{ v: 1, kind: 'read', id: answer.headers['read-id'], at: receipt.at },
      sender: { warehouse: modules.journal.keys.first.name },
      receiver: { unit: unit.id, unitName: unit.name, account: principal.accountId },
      ...{ dataset: files, action, purpose, structure: 1, apply: 1, rows, bytes: null },
      digest: { 'sha-256': sha256(answer.bytes).toString('hex') },
      journal: await head(),
    })
    const trusted = await pem()
    const root = checkChain(certificate, others, { use: 'receipt', at: new Date(receipt.at), trusted })
    expect(root.raw).toEqual(trusted[0]?.raw)
  })

  it('that is a file comes with its receipt, of the whole file also where a part is sent (Điều 4)', async () => {
    const body = { format: 'csv', purpose }
    const asked = await call<{ id: string }>('hospital', `/warehouse/datasets/${files}/exports`, {
      method: 'POST',
      body,
    })
    const content = (headers: Record<string, string> = {}) =>
      call('hospital', `/warehouse/exports/${asked.body.id}/content`, { headers: { prefer: 'receipt', ...headers } })
    await vi.waitFor(async () => { expect((await content()).status).toBe(200) }, { timeout: 20_000 }) // prettier-ignore
    const [whole, part] = [await content(), await content({ range: 'bytes=0-3' })]
    expect([whole.status, part.status]).toEqual([200, 206])
    for (const answer of [whole, part]) {
      const { receipt } = await openReceipt(answer.headers['receipt'] ?? '')
      const digest = { 'sha-256': sha256(whole.bytes).toString('hex') }
      expect(receipt).toMatchObject({ action: 'export', rows: 3, structure: 1, apply: 1, purpose, digest })
      expect(receipt.id).toBe(answer.headers['read-id'])
    }
  })

  it('names no person: neither the login nor the key of the record (Điều 18.2)', async () => {
    const answer = await call('hospital', `${records}/HS0001`, wanting)
    const { receipt } = await openReceipt(answer.headers['receipt'] ?? '')
    expect(JSON.stringify(receipt)).not.toMatch(/HS0001|"hospital"/)
  })

  it('has no receipt unless it is asked for, but can be asked for one later, word for word the same (Điều 4)', async () => {
    const plain = await call('hospital', records, { query: { purpose } })
    expect(plain.headers['receipt']).toBeUndefined()
    const later = () => call('hospital', `/journal/reads/${plain.headers['read-id'] ?? ''}/receipt`)
    const first = await later()
    expect(first.headers['content-type']).toBe('application/jose')
    await deliver(csvOf(manyFiles(2, () => ({ don_vi: null }))))
    expect((await later()).text).toBe(first.text)
    expect((await openReceipt(first.text)).receipt.digest['sha-256']).toBe(sha256(plain.bytes).toString('hex'))
  })

  it('has the receipt that can be made again from the log later, word for word (Điều 4)', async () => {
    const answer = await call('hospital', records, wanting)
    await deliver(csvOf(manyFiles(3, () => ({ don_vi: null }))))
    await modules.journal.sequencer.seal()
    const later = await call('hospital', `/journal/reads/${answer.headers['read-id'] ?? ''}/receipt`)
    expect(later.text).toBe(answer.headers['receipt'])
  })

  it('that leaves together with others has a receipt that says the same as the one made later (Điều 4)', async () => {
    const { hospital, provider } = people
    const read = {
      ...{
        dataset: files,
        action: 'page' as const,
        purpose,
        query: '{}',
        asked: {},
        fields: [],
        rows: 1,
        digest: 'ab'.repeat(32),
      },
      ...{ structureVersion: 1, apply: 1 },
    }
    const actors = [hospital.principal, provider.principal, hospital.principal]
    const logged = await Promise.all(actors.map((actor) => modules.journal.reads.record({ ...read, actor })))
    const signed = await Promise.all(logged.map((each) => modules.journal.receipts.ofAnswer(each)))
    expect(new Set(signed.map(({ jws }) => jws.split('~')[0])).size).toBe(1)
    for (const { receipt, jws } of [signed[0], signed[2]].filter((each) => each !== undefined)) {
      const { text } = await call('hospital', `/journal/reads/${receipt.id}/receipt`)
      expect(text).not.toContain('~')
      expect((await openReceipt(jws)).receipt).toEqual((await openReceipt(text)).receipt)
    }
  })

  it('that the caller already has is not sent again, but is receipted (Điều 4)', async () => {
    const first = await call('hospital', records, wanting)
    const headers = { ...wanting.headers, 'if-none-match': first.headers['etag'] ?? '' }
    const second = await call('hospital', records, { ...wanting, headers })
    expect(second.status).toBe(304)
    const { receipt } = await openReceipt(second.headers['receipt'] ?? '')
    expect(receipt.digest['sha-256']).toBe(sha256(first.bytes).toString('hex'))
  })

  it('is receipted to the unit that read it and to no other (Điều 18.2)', async () => {
    const mine = await call<List<ReadEntry>>('hospital', '/journal/reads/own')
    const path = `/journal/reads/${mine.body.items[0]?.id ?? ''}/receipt`
    expect((await call('hospital', path)).status).toBe(200)
    await refusal({ status: 404, code: 'journal.readNotFound' }, 'ward', path)
    expect((await call(undefined, path)).status).toBe(401)
  })
})

describe('a submission', () => {
  it('has a receipt: the bytes that came, from whom, and their place in the log (Điều 4)', async () => {
    const answer = await call('provider', `/warehouse/submissions/${submission}/receipt`)
    expect(answer.status).toBe(200)
    const { receipt } = await openReceipt(answer.text)
    const { unit, principal } = people.provider
    const sent = Buffer.from(csvOf(manyFiles(3, () => ({ don_vi: null }))))
    expect(receipt).toMatchObject({
      ...{ kind: 'submission', id: submission, action: 'full', dataset: files, bytes: sent.length, structure: 1 },
      sender: { unit: unit.id, unitName: unit.name, account: principal.accountId },
      receiver: { warehouse: modules.journal.keys.first.name },
      digest: { 'sha-256': sha256(sent).toString('hex') },
    })
    const { size, entry } = receipt.journal ?? {}
    const [leaf] = await testing.asAdmin<{ index: string; event: string }>(
      'SELECT l.index, e.event FROM journal.entries AS e JOIN journal.leaves AS l ON l.entry_id = e.id WHERE e.id = $1',
      [entry?.id],
    )
    expect(leaf).toEqual({ index: String(entry?.index), event: 'warehouse.submission.received' })
    expect(size).toBeGreaterThan(entry?.index ?? Infinity)
    expect((await call('provider', `/warehouse/submissions/${submission}/receipt`)).text).toBe(answer.text)
  })
})
