import fc from 'fast-check'
import { expect, it } from 'vitest'
import { aDataset, csvOf } from '../../../test/warehouse/dataset.ts'
import type { FileRow } from '../../../test/warehouse/dataset.ts'
import { isBalanced, recomputedLeaves, rootOver, storedVersions } from '../../../test/warehouse/inspect.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import type { Balance } from '../../../test/warehouse/wire.ts'
import type { FieldInput } from '../../catalogue/index.ts'
import { anActor } from '../../law/testing.ts'

const warehouse = await openWarehouse()
const { deliver, modules, people, testing } = warehouse
const dataset = 'doi-soat'
const fields: FieldInput[] = [
  { name: 'ma', title: 'Mã', titleEn: 'Code', type: 'text', key: true },
  { name: 'ngay', title: 'Ngày', titleEn: 'Day', type: 'date', key: true },
  { name: 'ten', title: 'Tên', titleEn: 'Name', type: 'text' },
  { name: 'so', title: 'Số', titleEn: 'Number', type: 'integer' },
  { name: 'muc', title: 'Mức', titleEn: 'Amount', type: 'decimal' },
  { name: 'dung', title: 'Đúng', titleEn: 'True', type: 'boolean' },
]
await modules.catalogue.registerDataset(anActor(), aDataset({ code: dataset, provider: people.provider.unit.id }))
await modules.catalogue.declareStructure(anActor(), dataset, { fields, note: '' })
await modules.catalogue.reviseDataset(anActor(), dataset, {
  ...aDataset({ code: dataset, provider: people.provider.unit.id, consumers: [{ group: 'all' }] }),
})
await warehouse.promulgate('2026-01-02', [dataset])

/** What the warehouse must hold, kept by the simplest means: a map of rows and a list of versions. */
class Model {
  readonly current = new Map<string, Version>()
  readonly versions: Version[] = []
  apply = 0

  load(file: readonly FileRow[]): Balance {
    const sent = new Map(file.map((row) => [keyOf(row), row]))
    const counts = { inserted: 0, changed: 0, deleted: 0, unchanged: 0 }
    const next = this.apply + 1
    for (const [key, version] of this.current) {
      const row = sent.get(key)
      if (row && sameRow(row, version.row)) counts.unchanged += 1
      else {
        counts[row ? 'changed' : 'deleted'] += 1
        version.until = next
        this.current.delete(key)
      }
    }
    for (const [key, row] of sent) {
      if (this.current.has(key)) continue
      if (!this.versions.some((version) => version.key === key && version.until === next)) counts.inserted += 1
      const version = { key, since: next, until: null, row }
      this.versions.push(version)
      this.current.set(key, version)
    }
    if (counts.inserted + counts.changed + counts.deleted > 0) this.apply = next
    const accepted = counts.inserted + counts.changed
    return { sent: file.length, rejected: 0, duplicate: file.length - sent.size, accepted, ...counts }
  }
}

interface Version {
  readonly key: string
  readonly since: number
  until: number | null
  readonly row: FileRow
}

/** The key as the product writes it: parts joined by `~`, with `%` and `~` in them escaped. */
function keyOf(row: FileRow): string {
  const escaped = (text: string) => text.replaceAll('%', '%25').replaceAll('~', '%7E')
  return `${escaped(row['ma'] ?? '')}~${escaped(row['ngay'] ?? '')}`
}

/** Amounts are the same when they are the same number; all else is the same when it is written the same. */
function sameRow(left: FileRow, right: FileRow): boolean {
  return fields.every(({ name, type }) => {
    const [a = null, b = null] = [left[name], right[name]]
    return a === b || (type === 'decimal' && a !== null && b !== null && Number(a) === Number(b))
  })
}

/** Texts with everything that is hard on a CSV file: quotes, commas, line ends, letters of two to four bytes, spaces. */
const text = fc.string({
  unit: fc.constantFrom(...Array.from('aB 0,"\n\t;~%\'\\é'), 'ệ', '𠮷', '\r\n', 'NULL', '\\N'),
  maxLength: 8,
})
const row = fc.record({
  ma: fc.constantFrom('A', 'a', ' A', 'A~1', 'A%7E1', 'Đ', '"q"', '1,2', 'x\ny'),
  ngay: fc.constantFrom('2020-02-29', '1999-12-31'),
  ten: fc.option(text.filter((value) => value !== '')),
  so: fc.option(fc.integer({ min: -5, max: 5 }).map(String)),
  muc: fc.option(fc.constantFrom('0', '0.0', '-1', '1', '1.5', '1.50', '12345678901234567890.123456789012')),
  dung: fc.option(fc.boolean().map(String)),
})
const table = fc.uniqueArray(row, { selector: keyOf, minLength: 1, maxLength: 18 })

/** A file over a table: some rows more than once, in any order. */
const files = fc.array(
  table.chain((rows) =>
    fc
      .array(fc.constantFrom(...rows), { maxLength: 3 })
      .chain((repeated) => fc.shuffledSubarray([...rows, ...repeated], { minLength: rows.length + repeated.length })),
  ),
  { minLength: 2, maxLength: 3 },
)

it('any sequence of full loads balances, leaves exactly the file in force, and keeps every version (Điều 5.2)', async () => {
  const model = new Model()
  await fc.assert(
    fc.asyncProperty(files, async (sequence) => {
      for (const file of sequence) {
        const expected = model.load(file)
        const submission = await deliver(csvOf(file), { dataset })
        expect(submission).toMatchObject({ state: 'applied', balance: expected })
        expect(submission.balance && isBalanced(submission.balance)).toBe(true)
        await expectStored(model, submission.merkleRoot)
      }
    }),
    { seed: 20_260_302, numRuns: 8 },
  )
  expect(model.apply).toBeGreaterThan(8)
  expect(model.versions.some(({ until }) => until !== null)).toBe(true)
})

async function expectStored(model: Model, root: string | null): Promise<void> {
  const stored = await storedVersions(
    testing,
    dataset,
    fields.map((_, place) => `f${String(place + 1)}`),
  )
  const found = stored.map(({ key, since, until, values }) => JSON.stringify([key, since, until, values]))
  const wanted = model.versions.map(({ key, since, until, row: { ma, ngay, ten, so, muc, dung } }) =>
    JSON.stringify([key, since, until, [ma, ngay, ten, so, muc, dung]]),
  )
  expect(found.sort()).toEqual(wanted.sort())
  if (root !== null) expect(rootOver(recomputedLeaves(stored, model.apply))).toBe(root)
}
