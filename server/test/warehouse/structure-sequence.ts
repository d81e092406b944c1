import { expect } from 'vitest'
import { listRecordedRoots } from '../../src/journal/index.ts'
import { anActor } from '../../src/law/testing.ts'
import { verifyWarehouse } from '../../src/warehouse/index.ts'
import { aDataset } from './dataset.ts'
import type { OpenWarehouse } from './open-warehouse.ts'
import { seeded } from './random-loads.ts'
import { StructureModel } from './structure-model.ts'
import type { Declared } from './structure-model.ts'
import type { Page, Submission } from './wire.ts'

type Answered = Pick<Page, 'items' | 'structureVersion' | 'apply'>

const kinds = ['full', 'full', 'incremental', 'incremental', 'deletions', 'withdrawal'] as const
const changes = ['convert', 'convert', 'rename', 'retire', 'add'] as const
const datasets: string[] = []

/** A sequence of loads and structure changes of a new dataset, held against the model after each of them and as a whole. */
export async function runStructureSequence(warehouse: OpenWarehouse, options: { seed: number; steps: number }) {
  const dataset = `day-${String(datasets.length + 1)}`
  datasets.push(dataset)
  const sequence = new Sequence(warehouse, dataset, seeded(options.seed))
  await sequence.begin()
  for (let step = 0; step < options.steps; step += 1) await sequence.step()
  await sequence.expectWhole()
  return sequence.kinds
}

class Sequence {
  readonly #warehouse: OpenWarehouse
  readonly #dataset: string
  readonly #pick: (below: number) => number
  readonly #model: StructureModel
  /** What was answered at some instant. */
  readonly #answered: { readonly instant: string; readonly page: Answered }[] = []
  /** The structure version each submission came in under. */
  readonly #submissions = new Map<string, number>()
  /** How many steps of each kind ended in each way. */
  readonly kinds = new Map<string, number>()

  constructor(warehouse: OpenWarehouse, dataset: string, pick: (below: number) => number) {
    this.#warehouse = warehouse
    this.#dataset = dataset
    this.#pick = pick
    this.#model = new StructureModel(pick)
  }

  async begin(): Promise<void> {
    const { modules, people, promulgateNext } = this.#warehouse
    const facts = { code: this.#dataset, provider: people.provider.unit.id, consumers: [{ group: 'all' as const }] }
    await modules.catalogue.registerDataset(anActor(), aDataset(facts))
    expect(await this.#declare(this.#model.declared())).toBe(201)
    await promulgateNext(datasets)
    await this.#load('full')
    await this.#look()
  }

  async step(): Promise<void> {
    if (this.#pick(2) === 0) await this.#change(changes[this.#pick(changes.length)] ?? 'add')
    else {
      const kind = kinds[this.#pick(kinds.length)] ?? 'full'
      if (kind === 'withdrawal') await this.#withdraw()
      else await this.#load(kind)
    }
    await this.#look()
  }

  async #load(extent: 'full' | 'incremental' | 'deletions'): Promise<void> {
    const file = this.#model.file(extent)
    const told = await this.#warehouse.deliver(file.csv, { dataset: this.#dataset, query: { load: extent } })
    this.#expect(extent, told, this.#model.load(told.id, file))
  }

  async #withdraw(): Promise<void> {
    const open = this.#model.withdrawable()
    const chosen = open[this.#pick(Math.max(1, open.length))]
    if (!chosen) return
    const path = `/warehouse/submissions/${chosen.submission}/withdrawal`
    const order = { method: 'POST', body: { statement: 'thử' } } as const
    if (chosen.isConverted) {
      await this.#warehouse.refusal({ status: 409, code: 'warehouse.convertedSince' }, 'provider', path, order)
      this.#count('withdrawal refused: values were converted since')
      return
    }
    const answer = await this.#warehouse.call<Submission>('provider', path, order)
    expect(answer.status, answer.text).toBe(202)
    const told = await this.#warehouse.ended(answer.body.id)
    this.#expect('withdrawal', told, this.#model.withdraw(told.id, chosen.submission))
  }

  #expect(kind: string, told: Submission, balance: ReturnType<StructureModel['load']>): void {
    expect({ kind, told }).toMatchObject({ kind, told: { state: 'applied', balance } })
    expect(told.applyNumber ?? this.#model.applies.length).toBe(this.#model.applies.length)
    this.#submissions.set(told.id, this.#model.version)
    this.#count(`${kind} ${told.applyNumber === null ? 'without a change' : 'applied'}`)
  }

  async #change(kind: (typeof changes)[number]): Promise<void> {
    const change = this.#model[kind]()
    if (!change) return
    const { isPossible, ...body } = { isPossible: true, ...change }
    expect(await this.#declare(body), JSON.stringify(body)).toBe(isPossible ? 201 : 409)
    this.#count(`${kind} ${isPossible ? 'declared' : 'refused: a value does not fit'}`)
  }

  async #declare(body: Declared): Promise<number> {
    const path = `/catalogue/datasets/${this.#dataset}/structures`
    const answer = await this.#warehouse.call<{ carriedBy: string | null }>('provider', path, { method: 'POST', body })
    if (answer.status === 201 && answer.body.carriedBy !== null) {
      expect((await this.#warehouse.ended(answer.body.carriedBy)).state).toBe('applied')
    }
    return answer.status
  }

  /** The rows in force, in the structure of now and in an earlier one. */
  async #look(): Promise<void> {
    const page = await this.#page()
    expect(page.items).toEqual(this.#model.shown())
    expect(page.structureVersion).toBe(this.#model.version)
    const earlier = 1 + this.#pick(this.#model.version)
    expect((await this.#page({ structure: String(earlier) })).items).toEqual(this.#model.shown(earlier))
    this.#answered.push({ instant: this.#warehouse.clock.now().toISOString(), page })
  }

  async #page(query: Record<string, string> = {}): Promise<Answered> {
    const path = `/warehouse/datasets/${this.#dataset}/records`
    const answer = await this.#warehouse.call<Page>('provider', path, { query })
    expect(answer.status, answer.text).toBe(200)
    const { items, structureVersion, apply } = answer.body
    return { items, structureVersion, apply }
  }

  /** Every state of the past, every submission in its structure, and what the journal recorded. */
  async expectWhole(): Promise<void> {
    for (const { instant, page } of this.#answered) expect(await this.#page({ asOf: instant })).toEqual(page)
    // Of several answers from one apply the first was in the structure its rows came in under.
    const applies = new Map(this.#answered.toReversed().map(({ page }) => [page.apply, page]))
    for (const [apply, page] of applies) {
      expect(await this.#page({ asOf: String(apply) })).toEqual(page)
      const structure = String(page.structureVersion)
      expect(await this.#page({ asOf: String(apply), structure })).toEqual(page)
    }
    for (const [id, version] of this.#submissions) {
      const { body } = await this.#warehouse.call<Submission>('provider', `/warehouse/submissions/${id}`)
      expect(body.structureVersion).toBe(version)
    }
    const { modules, testing } = this.#warehouse
    const roots = await listRecordedRoots(testing.database.application)
    expect((await verifyWarehouse(testing.database.loader, modules.catalogue, roots)).faults).toEqual([])
  }

  #count(kind: string): void {
    this.kinds.set(kind, (this.kinds.get(kind) ?? 0) + 1)
  }
}
