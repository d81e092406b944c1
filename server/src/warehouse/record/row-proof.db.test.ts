import { beforeAll, describe, expect, it } from 'vitest'
import { csvOf, files, manyFiles, offices } from '../../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import type { List, ReadEntry } from '../../../test/warehouse/wire.ts'
import { verifyJournal } from '../../journal/index.ts'
import { sha256 } from '../../platform/index.ts'
import { rowProofFaults } from '../storage/row-proof.ts'
import { proofFromWire } from '../storage/row-proof.wire.ts'

interface Proof {
  row: { salt: string; values: (string | null)[] } | null
  key: string
  apply: number
  fields: { name: string; key: boolean }[]
  leaf: { operation: string; before: string; after: string }
  tree: { index: number; size: number; root: string; path: string[] }
  submission: string
  journal: {
    entry: { payload: Record<string, unknown>; at: string }
    proof: string
  }
}

const warehouse = await openWarehouse()
const { call, deliver, modules, refusal, testing } = warehouse
const purpose = 'nghiep-vu: đối chiếu'
const rows = manyFiles(600)

beforeAll(async () => {
  await deliver('ma,ten\nDV1,Một\nDV2,Hai\n', { dataset: offices })
  await deliver(csvOf(rows))
  await deliver(csvOf(rows.map((row, place) => (place % 50 === 0 ? { ...row, so_con: '9' } : row))))
  await modules.journal.sequencer.seal()
})

const url = (key: string, dataset = files) => `/warehouse/datasets/${dataset}/records/${key}/proof`

async function proofOf(key: string, who: 'hospital' | 'ward' = 'hospital'): Promise<Proof> {
  const { status, body, text } = await call<Proof>(who, url(key), { query: { purpose } })
  expect([status, text]).toEqual([200, text])
  return body
}

const faultsOf = (proof: unknown) => {
  const read = proofFromWire(JSON.parse(JSON.stringify(proof)))
  return read === undefined ? ['is no proof'] : rowProofFaults(read)
}

describe('the proof of a row (Điều 13.3)', () => {
  it.each(['HS0001', 'HS0002', 'HS0256', 'HS0257', 'HS0512', 'HS0551', 'HS0600'])(
    'of %s holds, without the warehouse',
    async (key) => {
      const proof = await proofOf(key)
      const file = rows.find(({ ma }) => ma === key)
      expect(proof.row?.values.slice(0, 2)).toEqual([key, file?.['ho_ten']])
      expect(proof.apply).toBe((Number(key.slice(2)) - 1) % 50 === 0 ? 2 : 1)
      expect(proof.leaf.operation).toBe(proof.apply === 2 ? 'C' : 'I')
      expect(proof.tree.root).toBe(proof.journal.entry.payload['merkleRoot'])
      expect(faultsOf(proof)).toEqual([])
    },
  )

  it('holds no more once anything in it is changed', async () => {
    const proof = await proofOf('HS0300')
    const changed = (change: (copy: Proof) => void) => {
      const copy = structuredClone(proof)
      change(copy)
      return faultsOf(copy)
    }
    const flip = (hex: string) => (hex.startsWith('0') ? '1' : '0') + hex.slice(1)
    const changes: ((copy: Proof) => void)[] = [
      (copy) => copy.row && (copy.row.values[1] = 'Người khác'),
      (copy) => copy.row && (copy.row.values[2] = null),
      (copy) => copy.row && (copy.row.salt = flip(copy.row.salt)),
      (copy) => (copy.key = 'HS0301'),
      (copy) => (copy.apply = 2),
      (copy) => (copy.leaf.after = flip(copy.leaf.after)),
      (copy) => (copy.leaf.before = flip(copy.leaf.before)),
      (copy) => (copy.leaf.operation = 'C'),
      (copy) => (copy.tree.index += 1),
      (copy) => (copy.tree.size += 1),
      (copy) => copy.tree.path.pop(),
      (copy) => (copy.tree.path[0] = flip(copy.tree.path[0] ?? '')),
      (copy) => (copy.submission = copy.submission.replace(/^./, 'f')),
      (copy) => (copy.journal.entry.payload['merkleRoot'] = flip(copy.tree.root)),
      (copy) => (copy.journal.entry.at = '2026-03-02T03:00:00.000Z'),
      (copy) => (copy.journal.proof = copy.journal.proof.replace(/index \d+/, 'index 0')),
      (copy) => (copy.journal.proof = copy.journal.proof.replace(/\n(?=[^\n]{44}\n)/, `\n${'A'.repeat(43)}=\n`)),
      (copy) => (copy.journal.proof = copy.journal.proof.replace(/\n[^\n]{44}\n/, '\n')),
      (copy) => (copy.journal.proof = copy.journal.proof.replace(/(?<=\n\n[^\n]+\n)\d+/, '9')),
      (copy) => copy.fields.reverse(),
      (copy) => copy.fields.pop(),
      (copy) => copy.fields.push({ name: 'x', key: false }),
      (copy) => (copy.fields[1] = { name: 'x', key: false }),
    ]
    for (const change of changes) expect(changed(change), String(change)).not.toEqual([])
    expect(changed(() => undefined)).toEqual([])
  })

  it('shows no value, and no salt, to who may not read all of them, and holds all the same (Điều 11.2)', async () => {
    const own = rows.find(({ phuong }) => phuong === '26740')?.['ma'] ?? ''
    const proof = await proofOf(own, 'ward')
    expect(proof.row).toBeNull()
    expect(JSON.stringify(proof)).not.toContain((await proofOf(own)).row?.salt)
    expect(faultsOf(proof)).toEqual([])
    const other = rows.find(({ phuong }) => phuong === '26743')?.['ma'] ?? ''
    await refusal({ status: 404, code: 'warehouse.recordNotFound' }, 'ward', url(other), { query: { purpose } })
    await refusal({ status: 403, code: 'access.readRefused' }, 'stranger', url(other), { query: { purpose } })
  })

  it('is a read, logged with its fields and digest', async () => {
    const { bytes } = await call('hospital', url('HS0007'), { query: { purpose } })
    const [read] = (await call<List<ReadEntry>>('auditor', '/journal/reads')).body.items
    expect(read).toMatchObject({ action: 'proof', rows: 1, digest: sha256(bytes).toString('hex') })
    expect(read?.fields).toContain('ho_ten')
    expect(JSON.stringify(read)).not.toContain('HS0007')
  })
})

describe('a row whose values and salt are erased', () => {
  it('leaves the proofs of all others and the log whole, and its own is said not to be there (Điều 13.3, ADR 0003)', async () => {
    const erased = await proofOf('HS0256')
    await testing.asIntruder(`DELETE FROM data.ho_so WHERE _key = 'HS0256'`)

    for (const key of ['HS0255', 'HS0257', 'HS0600']) {
      const proof = await proofOf(key)
      expect([key, proof.tree.root, faultsOf(proof)]).toEqual([key, erased.tree.root, []])
    }
    await refusal({ status: 404, code: 'warehouse.recordNotFound' }, 'hospital', url('HS0256'), { query: { purpose } })
    // What was handed out holds still, with the row and without it: the leaf is a commitment that tells nothing by itself.
    expect([faultsOf(erased), faultsOf({ ...erased, row: null })]).toEqual([[], []])
    expect((await verifyJournal(testing.database.application)).faults).toEqual([])
  })
})

it.each([undefined, null, 'x', {}, [], { form: 'khochung-row-proof-2' }])('%j is no proof', (value) => {
  expect(proofFromWire(value)).toBeUndefined()
})
