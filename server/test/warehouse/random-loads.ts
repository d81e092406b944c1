import { expect } from 'vitest'
import type { useLists } from './lists.ts'
import { keepsRules, LoadModel } from './load-model.ts'
import type { Expected, FileOrder, Row, Sent } from './load-model.ts'
import type { OpenWarehouse } from './open-warehouse.ts'
import type { Page, Submission } from './wire.ts'

/** Whole numbers below a bound, the same in every run of a seed (mulberry32). */
export function seeded(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

type Lists = ReturnType<typeof useLists>
const asks = { percent: 50, minimum: 3 }
const keys = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H']

/** A sequence of loads of every kind into a new list, held against the model after each of them and as a whole. */
export async function runSequence(warehouse: OpenWarehouse, lists: Lists, options: { seed: number; steps: number }) {
  const sequence = new Sequence(warehouse, lists, seeded(options.seed))
  await sequence.begin()
  for (let step = 0; step < options.steps; step += 1) await sequence.step()
  await sequence.expectWhole()
  return sequence.kinds
}

class Sequence {
  readonly #warehouse: OpenWarehouse
  readonly #lists: Lists
  readonly #pick: (below: number) => number
  readonly #model = new LoadModel(asks)
  readonly #withdrawable = new Set<string>()
  /** How many loads of each kind ended in each way. */
  readonly kinds = new Map<string, number>()

  constructor(warehouse: OpenWarehouse, lists: Lists, pick: (below: number) => number) {
    this.#warehouse = warehouse
    this.#lists = lists
    this.#pick = pick
  }

  async begin(): Promise<void> {
    const body = { deletionPercent: asks.percent, deletionMinimum: asks.minimum }
    const path = `/warehouse/datasets/${this.#lists.dataset()}/settings`
    expect((await this.#warehouse.call('provider', path, { method: 'PUT', body })).status).toBe(200)
  }

  async step(): Promise<void> {
    const kind = this.#pick(10)
    if (kind === 0 && this.#withdrawable.size > 0) await this.#withdraw()
    else if (kind <= 2 && this.#model.open().length > 0) await this.#mend()
    else await this.#load()
    expect(keepsRules(this.#model.state)).toBe(true)
    expect(await this.#lists.inForce()).toEqual(linesOf(this.#model.state))
    expect(await this.#open()).toEqual(this.#model.open())
  }

  async #load(): Promise<void> {
    const extent = (['full', 'full', 'incremental', 'deletions'] as const)[this.#pick(4)] ?? 'full'
    const rows = this.#rows(extent === 'full' ? 1 : 0)
    const onFault = this.#pick(3) === 0 ? 'reject' : 'quarantine'
    await this.#send({ extent, onFault, rows }, { load: extent, onFault })
  }

  /** Sends some of the rows of a submission that wait back, each with other cells. */
  async #mend(): Promise<void> {
    const [submission = ''] = this.#one(this.#model.open()).split(' ')
    const waiting = this.#model.waiting.filter((each) => each.submission === submission && each.settledBy === undefined)
    const mended = waiting.filter(() => this.#pick(2) === 0)
    if (mended.length === 0) return
    const rows = mended.map(() => this.#row())
    const order: FileOrder = {
      ...{ extent: 'incremental', onFault: 'quarantine', rows },
      mends: { submission, rows: mended.map(({ row }) => row) },
    }
    const of = await this.#warehouse.call<Submission>('provider', `/warehouse/submissions/${submission}`)
    if (of.body.load === 'deletions') return
    await this.#send(order, { onFault: 'quarantine', continues: submission })
  }

  async #send(order: FileOrder, query: Record<string, string>): Promise<void> {
    const numbers = order.mends?.rows
    const line = (row: Sent) => (row === 'broken' ? 'hỏng' : [row.ma, row.ten, row.the, row.cap_tren].join(','))
    const lines = order.rows.map((row, place) => (numbers ? `${String(numbers[place])},` : '') + line(row))
    const header = `${numbers ? '_row,' : ''}ma,ten,the,cap_tren`
    const sent = await this.#lists.send([header, ...lines, ''].join('\n'), query)
    let expected = this.#model.load(sent.id, order)
    this.#expect(`${order.mends ? 'continuation' : order.extent} ${order.onFault}`, sent, expected)
    if (expected.state !== 'waiting') return
    const decision = this.#pick(2) === 0 ? 'decline' : 'confirm'
    const path = `/warehouse/submissions/${sent.id}/confirmation`
    await this.#warehouse.call('provider', path, { method: 'POST', body: { decision, statement: 'thử' } })
    const ended = await this.#warehouse.ended(sent.id)
    if (decision === 'confirm') expected = this.#model.load(sent.id, order, true)
    else expected = { state: 'rejected', figures: undefined }
    this.#expect(decision, ended, expected)
  }

  async #withdraw(): Promise<void> {
    const id = this.#one([...this.#withdrawable])
    const path = `/warehouse/submissions/${id}/withdrawal`
    const answer = await this.#warehouse.call<Submission>('provider', path, {
      method: 'POST',
      body: { statement: 'thử' },
    })
    expect(answer.status, answer.text).toBe(202)
    const ended = await this.#warehouse.ended(answer.body.id)
    const expected = this.#model.withdraw(ended.id, id)
    if (expected.state === 'applied') this.#withdrawable.delete(id)
    this.#expect('withdrawal', ended, expected)
  }

  #expect(kind: string, told: Submission, { state, figures }: Expected): void {
    const name = `${kind} ${state}`
    this.kinds.set(name, (this.kinds.get(name) ?? 0) + 1)
    expect({ kind, state: told.state, problem: told.problem?.code }).toMatchObject({ kind, state })
    if (figures) expect({ kind, balance: told.balance }).toMatchObject({ kind, balance: figures })
    if (state === 'applied' && told.applyNumber !== null) this.#withdrawable.add(told.id)
    expect(told.applyNumber ?? this.#model.applies.length).toBe(this.#model.applies.length)
  }

  /** Every state of the past, the feed of changes from the first, and what the journal recorded. */
  async expectWhole(): Promise<void> {
    const dataset = this.#lists.dataset()
    for (const [apply, state] of this.#model.states.entries()) {
      if (apply === 0) continue
      const query = { asOf: String(apply), limit: '1000' }
      const { body } = await this.#warehouse.call<Page>('provider', `/warehouse/datasets/${dataset}/records`, { query })
      const lines = body.items.map(({ ma, ten, the, cap_tren }) =>
        [ma, ten, the, cap_tren].map((cell) => cell ?? '').join(','),
      )
      expect(lines).toEqual(linesOf(state))
    }
    if (this.#model.applies.length > 0) await this.#expectFeed(dataset)
    await this.#lists.expectSound()
  }

  async #expectFeed(dataset: string): Promise<void> {
    const query = { since: '0', limit: '1000' }
    const path = `/warehouse/datasets/${dataset}/changes`
    const { body } = await this.#warehouse.call<{ items: { key: string; values: Row | null }[] }>('provider', path, {
      query,
    })
    const replayed = new Map<string, Row>()
    for (const { key, values } of body.items) {
      if (values === null) replayed.delete(key)
      else replayed.set(key, values)
    }
    expect([...replayed.keys()].sort()).toEqual([...this.#model.state.keys()].sort())
    expect(body.items).toHaveLength(this.#model.applies.reduce((sum, { before }) => sum + before.size, 0))
  }

  /** Rows that wait in the list, by submission. */
  async #open(): Promise<string[]> {
    const rows = await this.#warehouse.testing.asAdmin<{ open: string }>(
      `SELECT submission_id || ' ' || row AS open FROM warehouse.quarantine AS q JOIN catalogue.datasets AS d ON d.id = q.dataset_id
       WHERE settled_by IS NULL AND d.code = $1`,
      [this.#lists.dataset()],
    )
    return rows.map(({ open }) => open).sort()
  }

  #rows(fewest: number): Sent[] {
    const count = fewest + this.#pick(8)
    return Array.from({ length: count }, () => (this.#pick(25) === 0 ? 'broken' : this.#row()))
  }

  #row(): Row {
    return {
      ma: this.#pick(30) === 0 ? '' : this.#one(keys),
      ten: this.#pick(8) === 0 ? '' : this.#one(['Một', 'Hai', 'Ba']),
      the: this.#pick(3) === 0 ? '' : this.#one(['1', '2', '3', '4', '5', '06', '7', '8', '9', 'x']),
      cap_tren: this.#pick(2) === 0 ? '' : this.#one(keys),
    }
  }

  #one<Item>(items: readonly Item[]): Item {
    const item = items[this.#pick(items.length)]
    if (item === undefined) throw new Error('There is nothing to choose from')
    return item
  }
}

function linesOf(state: ReadonlyMap<string, Row>): string[] {
  const rows = [...state.values()].sort((left, right) => (left.ma < right.ma ? -1 : 1))
  return rows.map(({ ma, ten, the, cap_tren }) => [ma, ten, the, cap_tren].join(','))
}
