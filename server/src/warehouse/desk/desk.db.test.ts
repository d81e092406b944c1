import { beforeAll, describe, expect, it } from 'vitest'
import { aDataset, files, manyFiles, officeFields, offices } from '../../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import type { Who } from '../../../test/warehouse/people.ts'
import type { Submission } from '../../../test/warehouse/wire.ts'
import { createModules } from '../../app/index.ts'
import { anActor } from '../../law/testing.ts'
import type { RolePool } from '../../platform/index.ts'
import { providerDesk, readableDatasets } from './desk.view.ts'

const warehouse = await openWarehouse()
const { call, clock, deliver, modules, people, testing } = warehouse
const purpose = 'nghiep-vu: kiểm thử'

interface Usage {
  readonly reads: number
  readonly rows: number
  readonly units: number
  readonly days: readonly { readonly day: string; readonly reads: number; readonly rows: number }[]
  readonly byUnit:
    readonly { readonly unit: { readonly name: string }; readonly reads: number; readonly rows: number }[] | null
}

interface Desk {
  readonly items: readonly {
    readonly dataset: { readonly code: string }
    readonly freshness: { readonly state: string }
    readonly lastSubmission: { readonly id: string; readonly state: string } | null
  }[]
  readonly counts: Readonly<Record<string, number>>
}

interface Readable {
  readonly items: readonly {
    readonly dataset: { readonly code: string }
    readonly needsPurpose: boolean
    readonly reasons: readonly { readonly code: string }[]
    readonly fields: { readonly readable: number; readonly all: number }
    readonly ownTerritoryOnly: boolean
    readonly lastUse: string | null
    readonly recent: { readonly reads: number; readonly rows: number }
  }[]
}

const read = (who: Who, path = 'records') => call(who, `/warehouse/datasets/${files}/${path}`, { query: { purpose } })
const usage = async (who: Who | undefined) => (await call<Usage>(who, `/warehouse/datasets/${files}/usage`)).body
let last: Submission

beforeAll(async () => {
  await deliver('ma,ten\nDV1,Chi nhánh Một\nDV2,Chi nhánh Hai\n', { dataset: offices })
  last = await deliver(manyFiles(30))
  clock.moveTo('2026-03-03T16:59:00Z')
  await read('hospital')
  await read('hospital', 'records/HS0001')
  clock.moveTo('2026-03-03T17:01:00Z')
  await read('hospital', 'records/HS0002')
  await read('provider', 'records/HS0003/history')
  await call('stranger', `/warehouse/datasets/${files}/records`, { query: { purpose } })
})

describe('use of a dataset', () => {
  it('is counted from the log of reads by local day: four reads, thirty-three rows (Điều 7.2, 13.3)', async () => {
    const { reads, rows, units, days } = await usage(undefined)
    expect({ reads, rows, units }).toEqual({ reads: 4, rows: 33, units: 2 })
    expect(days.filter((day) => day.reads > 0)).toEqual([
      { day: '2026-03-03', reads: 2, rows: 31 },
      { day: '2026-03-04', reads: 2, rows: 2 },
    ])
    const [log] = await testing.asAdmin(
      `SELECT count(*)::integer AS reads, sum(row_count)::integer AS rows FROM journal.reads WHERE dataset = $1`,
      [files],
    )
    expect(log).toEqual({ reads, rows })
  })

  it('is told by unit to the provider and to those who oversee, and to nobody else', async () => {
    for (const who of ['provider', 'coordinator', 'auditor'] as const) {
      const { byUnit } = await usage(who)
      expect(byUnit?.map(({ unit, reads, rows }) => [unit.name, reads, rows])).toEqual([
        ['Sở Y tế', 3, 32],
        ['Sở Nội vụ', 1, 1],
      ])
    }
    for (const who of ['hospital', 'committee', 'otherProvider', undefined] as const) {
      expect((await usage(who)).byUnit).toBeNull()
    }
  })

  it('leaves out a sender that looks at the faults of its own file', async () => {
    const before = (await usage('provider')).reads
    const rejected = await deliver([{ ...manyFiles(1)[0], ma: 'sai' }])
    expect(rejected.state).toBe('rejected')
    await call('provider', `/warehouse/submissions/${rejected.id}/errors`)
    clock.moveTo('2026-03-03T17:03:00Z')
    expect((await usage('provider')).reads).toBe(before)
  })

  it('is counted at most once a minute, since everybody may ask', async () => {
    const { reads } = await usage(undefined)
    await read('hospital', 'records/HS0004')
    expect((await usage(undefined)).reads).toBe(reads)
    clock.moveTo('2026-03-03T17:05:00Z')
    expect((await usage(undefined)).reads).toBe(reads + 1)
  })

  it('is counted by the index alone over any period', async () => {
    const plan = await testing.asAdmin<{ 'QUERY PLAN': string }>(`
      EXPLAIN SELECT unit_id, at, row_count FROM journal.reads
      WHERE dataset = 'ho-so' AND id >= '0198a6a0-0000-7000-8000-000000000000' AND action <> ALL ('{faults}')`)
    expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toMatch(/reads_dataset/)
  })
})

describe('the desk of a provider', () => {
  it('shows its datasets with what is due and the last submission (Điều 10, 17.3)', async () => {
    const { body } = await call<Desk>('provider', '/warehouse/desk')
    expect(body.items.map(({ dataset, freshness }) => [dataset.code, freshness.state]).sort()).toEqual([
      [offices, 'on-time'],
      [files, 'on-time'],
    ])
    expect(body.items.find(({ dataset }) => dataset.code === files)?.lastSubmission?.state).toBe('rejected')
    expect(body.items.find(({ dataset }) => dataset.code === offices)?.lastSubmission?.state).toBe('applied')
    expect(body.counts).toEqual({ datasets: 2, dueSoon: 0, overdue: 0, waiting: 0, openRows: 0 })
    expect(last.state).toBe('applied')
  })

  it('is empty for a unit that provides nothing', async () => {
    expect((await call<Desk>('hospital', '/warehouse/desk')).body.items).toEqual([])
  })
})

describe('the desk of a consumer', () => {
  const readable = async (who: Who) => (await call<Readable>(who, '/warehouse/desk/readable')).body.items

  it('shows what a unit may read, why, and what it read lately (Điều 11.2)', async () => {
    const [benefits, branches] = (await readable('hospital')).toSorted((a, b) =>
      b.dataset.code.localeCompare(a.dataset.code),
    )
    expect(benefits).toMatchObject({
      ...{ dataset: { code: files }, needsPurpose: true, ownTerritoryOnly: false },
      ...{ reasons: [{ code: 'namedConsumer' }], fields: { readable: 12, all: 12 } },
      recent: { reads: 4, rows: 33 },
    })
    expect(benefits?.lastUse?.slice(0, 16)).toBe('2026-03-03T17:03')
    expect(branches).toMatchObject({
      ...{ dataset: { code: offices }, needsPurpose: false, lastUse: null, recent: { reads: 0, rows: 0 } },
      reasons: [{ code: 'groupConsumer' }],
    })
  })

  it('shows a ward that it sees its own territory without sensitive fields', async () => {
    const item = (await readable('ward')).find(({ dataset }) => dataset.code === files)
    expect(item).toMatchObject({ ownTerritoryOnly: true, fields: { readable: 11, all: 12 } })
  })

  it('says the same as the decision on each dataset, for everybody', async () => {
    for (const who of ['provider', 'hospital', 'ward', 'stranger', 'coordinator'] as const) {
      const shown = (await readable(who)).map(({ dataset }) => dataset.code)
      for (const dataset of [files, offices]) {
        const { body } = await call<{ allow: boolean }>(who, '/access/decision', {
          query: { dataset, action: 'read', purpose },
        })
        expect(shown.includes(dataset), `${who} ${dataset}`).toBe(body.allow)
      }
    }
  })
})

describe('both desks', () => {
  it('ask the database as often for forty datasets as for two', async () => {
    const asked = await questions()
    const codes = Array.from({ length: 38 }, (_, place) => `them-${String(place)}`)
    for (const code of codes) {
      const dataset = aDataset({ code, provider: people.provider.unit.id, consumers: [{ group: 'all' }] })
      await modules.catalogue.registerDataset(anActor(), dataset)
      await modules.catalogue.declareStructure(anActor(), code, { fields: officeFields, note: '' })
    }
    await warehouse.promulgate('2026-03-03', [files, offices, ...codes])
    expect((await call<Desk>('provider', '/warehouse/desk')).body.counts['datasets']).toBe(40)
    expect(await questions()).toEqual(asked)
    expect(asked.desk).toBeLessThan(20)
  })
})

/** How many statements each desk and a look for notices send. */
async function questions(): Promise<{ desk: number; readable: number; notices: number }> {
  let asked = 0
  const pool = testing.database.application
  const tell = () => {
    asked += 1
  }
  const counting: RolePool = {
    ...pool,
    rows: (query) => (tell(), pool.rows(query)),
    first: (query) => (tell(), pool.first(query)),
    execute: (query) => (tell(), pool.execute(query)),
    transaction: (work) => (tell(), pool.transaction(work)),
  }
  const { world } = modules
  const own = createModules({ ...world, database: { ...world.database, application: counting } })
  const deps = { ...own, ...world, db: counting }
  const count = async (work: () => Promise<unknown>) => {
    asked = 0
    await work()
    return asked
  }
  return {
    desk: await count(() => providerDesk(deps, people.provider.unit.id)),
    readable: await count(() => readableDatasets(deps, people.hospital.principal, 'vi')),
    notices: await count(() => own.warehouse.notices.look()),
  }
}
