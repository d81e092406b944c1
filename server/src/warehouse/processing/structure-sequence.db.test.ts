import fc from 'fast-check'
import { expect, it } from 'vitest'
import { aDataset } from '../../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import { DatasetModel } from '../../../test/warehouse/structure-model.ts'
import type { Declared, Step } from '../../../test/warehouse/structure-model.ts'
import type { Page } from '../../../test/warehouse/wire.ts'
import { listRecordedRoots } from '../../journal/index.ts'
import { anActor } from '../../law/testing.ts'
import { verifyWarehouse } from '../storage/verify.ts'

const warehouse = await openWarehouse()
const { call, clock, deliver, ended, modules, people, testing } = warehouse

/** What was answered at some instant, and the apply it stood at. */
interface Answered {
  readonly instant: string
  readonly page: Pick<Page, 'items' | 'structureVersion' | 'apply'>
}

const datasets: string[] = []
async function newDataset(model: DatasetModel): Promise<string> {
  const dataset = `day-${String(datasets.length + 1)}`
  const facts = aDataset({ code: dataset, provider: people.provider.unit.id, consumers: [{ group: 'all' }] })
  await modules.catalogue.registerDataset(anActor(), facts)
  await declare(dataset, model.firstStructure())
  datasets.push(dataset)
  await warehouse.promulgate(`2026-02-${String(datasets.length).padStart(2, '0')}`, datasets)
  return dataset
}

async function declare(dataset: string, body: Declared): Promise<number> {
  const answer = await call<{ carriedBy: string | null }>('provider', `/catalogue/datasets/${dataset}/structures`, {
    ...{ method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } },
  })
  if (answer.status === 201 && answer.body.carriedBy !== null) {
    expect((await ended(answer.body.carriedBy)).state).toBe('applied')
  }
  return answer.status
}

async function pageOf(dataset: string, query: Record<string, string> = {}): Promise<Answered['page']> {
  const answer = await call<Page>('provider', `/warehouse/datasets/${dataset}/records`, { query })
  expect(answer.status, answer.text).toBe(200)
  const { items, structureVersion, apply } = answer.body
  return { items, structureVersion, apply }
}

async function take(dataset: string, model: DatasetModel, { kind, choice }: Step): Promise<void> {
  if (kind === 'load') {
    expect(await deliver(model.load(choice), { dataset })).toMatchObject({ state: 'applied' })
    return
  }
  if (kind === 'convert') {
    const conversion = model.convert(choice)
    if (!conversion) return
    const { isPossible, ...body } = conversion
    expect(await declare(dataset, body), JSON.stringify(body)).toBe(isPossible ? 201 : 409)
    return
  }
  const body = model[kind](choice)
  if (body) expect(await declare(dataset, body), JSON.stringify(body)).toBe(201)
}

const step = fc.record<Step>({
  kind: fc.constantFrom('load', 'load', 'convert', 'convert', 'rename', 'retire', 'add'),
  choice: fc.nat({ max: 1_000_000_000 }),
})

it('after any sequence of loads and structure changes every past state answers as it did when it was in force, and all is proven (Điều 5.2, 13.3)', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 12 }), async (steps) => {
      const model = new DatasetModel()
      const dataset = await newDataset(model)
      const answered: Answered[] = []
      for (const each of [{ kind: 'load', choice: steps.length } as const, ...steps]) {
        await take(dataset, model, each)
        const page = await pageOf(dataset)
        expect(page.items, JSON.stringify(each)).toEqual(model.shown())
        answered.push({ instant: clock.now().toISOString(), page })
      }
      for (const { instant, page } of answered) expect(await pageOf(dataset, { asOf: instant })).toEqual(page)
      const applies = new Map(answered.toReversed().map(({ page }) => [page.apply, page]))
      for (const [apply, page] of applies) expect(await pageOf(dataset, { asOf: String(apply) })).toEqual(page)
      const roots = await listRecordedRoots(testing.database.application)
      expect((await verifyWarehouse(testing.database.loader, modules.catalogue, roots)).faults).toEqual([])
    }),
    { seed: 5086, numRuns: 4, endOnFailure: true },
  )
})
