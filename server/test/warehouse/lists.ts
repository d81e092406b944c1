import { beforeEach, expect } from 'vitest'
import type { FieldInput } from '../../src/catalogue/index.ts'
import { anActor } from '../../src/law/testing.ts'
import { verifyWarehouse } from '../../src/warehouse/index.ts'
import { aDataset, files, officeFields, offices } from './dataset.ts'
import { countedTerms, measuredCells } from './inspect.ts'
import type { OpenWarehouse } from './open-warehouse.ts'
import type { JournalEntry, List, Page, Submission } from './wire.ts'

/** A key and a name that are searched, a unique card and a superior in the same list. */
const fields: FieldInput[] = [
  ...officeFields.map((field) => ({ ...field, searched: true })),
  { name: 'the', title: 'Thẻ', titleEn: 'Card', type: 'integer', unique: true },
  { name: 'cap_tren', title: 'Cấp trên', titleEn: 'Superior', type: 'text' },
]

/** Makes a new empty list before each test: a dataset that points into itself. Call it at the top of a test file. */
export function useLists(warehouse: OpenWarehouse) {
  const { call, deliver, modules, people, testing } = warehouse
  const datasets: string[] = []
  const now = () => datasets.at(-1) ?? ''

  beforeEach(async () => {
    const dataset = `bo-${String(datasets.length + 1)}`
    datasets.push(dataset)
    const facts = aDataset({ code: dataset, provider: people.provider.unit.id, consumers: [{ group: 'all' }] })
    await modules.catalogue.registerDataset(anActor(), { ...facts, classification: 'internal' })
    const superior = { references: { dataset, field: 'ma' } }
    const own = fields.map((field) => (field.name === 'cap_tren' ? { ...field, ...superior } : field))
    await modules.catalogue.declareStructure(anActor(), dataset, { fields: fields.slice(0, 3), note: '' })
    await modules.catalogue.declareStructure(anActor(), dataset, { fields: own, note: '' })
    await warehouse.promulgateNext([files, offices, ...datasets])
  })

  /** Rows as a file of the list. */
  const csv = (...rows: string[]) => `ma,ten,the,cap_tren\n${rows.map((row) => `${row}\n`).join('')}`
  const send = (content: string, query: Record<string, string> = {}) => deliver(content, { dataset: now(), query })
  return {
    dataset: now,
    fields,
    csv,
    send,
    full: (...rows: string[]) => send(csv(...rows)),
    changes: (...rows: string[]) => send(csv(...rows), { load: 'incremental' }),
    /** A full load whose faulty rows wait. */
    fullAside: (...rows: string[]) => send(csv(...rows), { onFault: 'quarantine' }),
    changesAside: (...rows: string[]) => send(csv(...rows), { load: 'incremental', onFault: 'quarantine' }),
    inForce,
    rulesOf,
    events,
    expectSound,
  }

  /** The rows in force, each as the line of a file. */
  async function inForce(): Promise<string[]> {
    const { body } = await call<Page>('provider', `/warehouse/datasets/${now()}/records`, { query: { limit: '1000' } })
    return body.items.map(({ ma, ten, the, cap_tren }) => [ma, ten, the, cap_tren].map((cell) => cell ?? '').join(','))
  }

  /** Row, field and rule of each fault in the report. */
  async function rulesOf({ id }: Submission): Promise<string[]> {
    const { text } = await call('provider', `/warehouse/submissions/${id}/errors.csv`)
    const lines = text.trim().split('\r\n').slice(1)
    return lines.map((line) => line.split(',')).map(([row = '', field = '', , rule = '']) => `${row} ${field} ${rule}`)
  }

  /** What the journal says of a submission, oldest first. */
  async function events(id: string): Promise<string[]> {
    const answer = await call<List<JournalEntry>>('auditor', '/journal/entries', { query: { subject: id } })
    return answer.body.items.map(({ event }) => event.replace('warehouse.submission.', '')).reverse()
  }

  /** Everything in force and superseded is what the journal recorded, and measured as it is. */
  async function expectSound(): Promise<void> {
    const roots = await testing.asAdmin<{ id: string; root: string }>(`
      SELECT subject_id AS id, payload->>'merkleRoot' AS root FROM journal.entries
      WHERE event = 'warehouse.submission.applied' AND payload->>'merkleRoot' IS NOT NULL`)
    const recorded = new Map(roots.map(({ id, root }) => [id, root]))
    const { faults } = await verifyWarehouse(testing.database.loader, modules.catalogue, recorded)
    expect(faults).toEqual([])
    const { followed, counted } = await measuredCells(testing, now())
    expect(followed).toEqual(counted)
    for (const id of ['_key', 'f2']) {
      const { kept, held } = await countedTerms(testing, now(), id)
      expect(kept).toEqual(held)
    }
  }
}
