import { beforeAll, describe, expect, it } from 'vitest'
import { aDataset, officeFields } from '../../../test/warehouse/dataset.ts'
import { isBalanced } from '../../../test/warehouse/inspect.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import type { Content } from '../../../test/warehouse/open-warehouse.ts'
import type { Submission } from '../../../test/warehouse/wire.ts'
import { workbookOf } from '../../../test/warehouse/workbook.ts'
import type { FieldInput } from '../../catalogue/index.ts'
import { anActor } from '../../law/testing.ts'

const warehouse = await openWarehouse()
const { call, deliver, modules, people, refusal } = warehouse

async function register(code: string, fields: readonly FieldInput[]): Promise<void> {
  const facts = aDataset({ code, provider: people.provider.unit.id, consumers: [{ group: 'all' }] })
  await modules.catalogue.registerDataset(anActor(), { ...facts, classification: 'internal' })
  await modules.catalogue.declareStructure(anActor(), code, { fields: [...fields], note: '' })
}

/** As many fields as a structure may have: a key, one that must be there, texts that each break two rules at once. */
const pairs = 98
const key: FieldInput = { name: 'ma', title: 'Mã', titleEn: 'Code', type: 'text', key: true, pattern: '^K[0-9]+$' }
const text = (name: string, rules: Partial<FieldInput>): FieldInput => {
  return { name, title: name, titleEn: name, type: 'text', ...rules }
}
const wideFields: FieldInput[] = [
  key,
  text('ten', { required: true, length: 10 }),
  ...Array.from({ length: pairs }, (_none, place) => {
    return text(`chu_${String(place)}`, { length: 4, pattern: '^[0-9]*$' })
  }),
  ...Array.from({ length: 100 }, (_none, place) => text(`so_${String(place)}`, { type: 'integer', minimum: '0' })),
]
const header = wideFields.map(({ name }) => name).join(',')
const rowOf = (start: string, cell: string, number: string) =>
  [start, ...Array<string>(pairs).fill(cell), ...Array<string>(100).fill(number)].join(',')
const goodRow = (at: number) => rowOf(`K${String(at)},Tên`, '1234', '7')
/** 1 + 1 + 2 × 98 + 100 rules. */
const badRow = (at: number) => rowOf(`k${String(at)},`, 'sai cả', '-1')
const brokenRules = 298

beforeAll(async () => {
  await register('rong', wideFields)
  await register('hep', officeFields)
  await warehouse.promulgateNext(['rong', 'hep'])
})

describe('a file of 5,000 columns', () => {
  const columns = 5_000
  const names = Array.from({ length: columns }, (_none, place) => `cot_${String(place)}`)
  const cells = Array.from({ length: columns }, (_none, place) => String(place))
  const hep = { dataset: 'hep' }
  const lines = (...rows: (readonly string[])[]) => rows.map((row) => `${row.join(',')}\n`).join('')
  const object = Object.fromEntries(names.map((name, place) => [name, place]))
  const known = ['ma', 'ten', ...names.slice(2)]
  const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

  it.each<[string, Content, string, string]>([
    ['of another kind', lines(names, cells), 'text/csv', 'header'],
    ['among which are all that are wanted', lines(known, cells), 'text/csv', 'header'],
    ['without a header', lines(cells, cells), 'text/csv', 'header'],
    ['in rows below a good header', `ma,ten\n${lines(cells)}`, 'text/csv', 'fieldCount'],
    ['of an object', JSON.stringify([{ ma: 'A', ten: 'Một', ...object }]), 'application/json', 'header'],
    ['of a workbook', workbookOf({ A: [known, cells] }), xlsx, 'header'],
  ])('%s is refused for what it is, and nothing changes (Điều 5.2)', async (_what, content, type, rule) => {
    const submission = await deliver(content, { ...hep, type })
    expect(submission).toMatchObject({ state: 'rejected', problem: null })
    expect(submission.faults.map((fault) => fault.rule)).toEqual([rule])
    expect(JSON.stringify(submission).length).toBeLessThan(400_000)
  })

  it('is read where its sender says which two of them count', async () => {
    const columnsChosen = known.map((source, place) => ({ source, field: place < 2 ? source : null }))
    const profile = { columns: columnsChosen.slice(0, 300) }
    const wide = await deliver(lines(known, cells), { ...hep, profile })
    expect(wide).toMatchObject({ state: 'rejected', faults: [{ rule: 'header' }] })
    const narrow = await deliver(lines(known.slice(0, 300), cells.slice(0, 300)), { ...hep, profile })
    expect(narrow).toMatchObject({ state: 'applied', balance: { sent: 1, inserted: 1 } })
  })

  it('may list deletions: only the key column is looked at', async () => {
    expect(await deliver('ma,ten\n0,Không\n', hep)).toMatchObject({ state: 'applied' })
    const removed = await deliver(lines(known, cells), { ...hep, query: { load: 'deletions' } })
    expect(removed).toMatchObject({ state: 'applied', balance: { sent: 1, deleted: 1 } })
  })

  it('cannot be declared: a structure has an end', async () => {
    const fields = names.map((name) => text(name, { type: 'integer' }))
    const path = '/catalogue/datasets/hep/structures'
    const unread = { status: 400, code: 'platform.invalidRequest' }
    await refusal(unread, 'provider', path, { method: 'POST', body: { fields: [key, ...fields] } })
    const { vi } = await refusal({ status: 422, code: 'catalogue.structureInvalid' }, 'provider', path, {
      ...{ method: 'POST', body: { fields: [key, ...fields.slice(0, 200)] } },
    })
    expect(vi.errors?.map(({ message }) => message)).toContain('Một bộ dữ liệu có tối đa 200 trường.')
  })
})

describe('hundreds of rules broken on a row', () => {
  const send = (rows: readonly string[], query: Record<string, string> = {}) =>
    deliver([header, ...rows, ''].join('\n'), { dataset: 'rong', query })
  const report = async ({ id }: Submission) =>
    (await call('provider', `/warehouse/submissions/${id}/errors.csv`)).text.trim().split('\r\n').slice(1)

  it('are all told, each in words, and count as one faulty row', async () => {
    const submission = await send([goodRow(1), badRow(2), goodRow(3)])
    expect(submission).toMatchObject({ state: 'rejected', faultyRows: 1, balance: { sent: 3, rejected: 3 } })
    expect(submission.balance && isBalanced(submission.balance)).toBe(true)
    expect(submission.faults).toHaveLength(brokenRules)
    for (const { count, examples, message } of submission.faults) {
      expect([count, examples.map(({ row }) => row)]).toEqual([1, [3]])
      expect(message).toMatch(/\.$/)
    }
    expect(await report(submission)).toHaveLength(brokenRules)
  })

  it('wait with all reasons beside the good rows', async () => {
    const submission = await send([goodRow(1), badRow(2), goodRow(3)], { onFault: 'quarantine' })
    expect(submission).toMatchObject({ state: 'applied', balance: { sent: 3, inserted: 2, rejected: 1 } })
    const { body } = await call<{ items: { row: number; faults: object[] }[] }>(
      ...(['provider', `/warehouse/submissions/${submission.id}/quarantine`] as const),
    )
    expect(body.items.map(({ row, faults }) => [row, faults.length])).toEqual([[3, brokenRules]])
  })

  it('of many rows are all counted and listed, three rows to a rule told at once', async () => {
    const rows = Array.from({ length: 60 }, (_none, place) => badRow(place))
    const submission = await send([...rows, goodRow(1)])
    expect(submission).toMatchObject({ state: 'rejected', faultyRows: 60, balance: { sent: 61, rejected: 61 } })
    expect(submission.faults).toHaveLength(brokenRules)
    for (const { count, examples } of submission.faults) expect([count, examples.length]).toEqual([60, 3])
    expect(await report(submission)).toHaveLength(60 * brokenRules)
  })
})
