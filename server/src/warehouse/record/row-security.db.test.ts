import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { createGranting } from '../../../test/access/granting.ts'
import { aDataset, aFile, fileFields, files, manyFiles, offices, territories } from '../../../test/warehouse/dataset.ts'
import { openWarehouse } from '../../../test/warehouse/open-warehouse.ts'
import { everybody } from '../../../test/warehouse/people.ts'
import type { Who } from '../../../test/warehouse/people.ts'
import { seeded } from '../../../test/warehouse/random-loads.ts'
import { masksFor } from '../../access/index.ts'
import type { Decision } from '../../access/index.ts'
import type { Field } from '../../catalogue/index.ts'
import { anActor } from '../../law/testing.ts'
import { ProblemError } from '../../platform/index.ts'
import { dataTable, historyTable } from '../storage/columns.sql.ts'
import { entitlementOf } from './entitlement.ts'
import type { Entitlement } from './entitlement.ts'
import { createWindows } from './window.ts'
import type { Window } from './window.ts'

/**
 * The second lock (Điều 11.2, 18.2; ADR 0038): what the database shows the reader's role, held against the decision. From
 * which network somebody asks is settled before there is a question (ADR 0039), so zones are no part of it.
 */
const warehouse = await openWarehouse()
const { clock, deliver, modules, people, promulgateNext, testing } = warehouse
const { goOn } = createGranting(warehouse)
const { database } = testing
const windows = createWindows(database)
const pick = seeded(20_261_128)
const oneOf = <T>(list: readonly T[]): T => list[pick(list.length)] as T
const someOf = <T>(list: readonly T[]): T[] => list.filter(() => pick(2) === 0)

const day = 86_400_000
/** Confidential, open to all units within the city, and for nobody but by consent. */
const datasets = [files, 'ho-so-mo', 'ho-so-kin'] as const
type Row = Readonly<Record<string, unknown>>
interface Held {
  readonly fields: readonly Field[]
  /** All that is there, as who loads it sees it: in force, and ended. */
  readonly tables: Readonly<Record<(typeof tables)[number], readonly Row[]>>
}
const held = new Map<string, Held>()
/** What consents were asked for. */
const consented: Omit<Question, 'at'>[] = []
const purposes: (string | undefined)[] = [undefined, 'nghiep-vu', 'thong-ke', 'thuong-mai', 'khong-co']

beforeAll(async () => {
  modules.warehouse.worker.start()
  const provider = people.provider.unit.id
  for (const [code, classification, consumers] of [
    ['ho-so-mo', 'internal', [{ group: 'all' }]],
    ['ho-so-kin', 'confidential', [{ unit: people.otherProvider.unit.id }]],
  ] as const) {
    await modules.catalogue.registerDataset(
      anActor(),
      aDataset({ code, provider, classification, consumers: [...consumers] }),
    )
    await modules.catalogue.declareStructure(anActor(), code, { fields: fileFields, note: '' })
  }
  await promulgateNext([offices, ...datasets])
  await deliver('ma,ten\nDV1,Một\nDV2,Hai\n', { dataset: offices })
  for (const dataset of datasets) await fill(dataset)
  for (let number = 0; number < 9; number += 1) await grantSomething(number)
})

/** Rows, some of them changed or moved to another ward, some deleted. */
async function fill(dataset: string): Promise<void> {
  const wards = () => ({ phuong: oneOf([...territories, null]), loai: oneOf(['A', 'B', 'C', null]) })
  await deliver(manyFiles(45, wards), { dataset })
  const changed = manyFiles(45, wards).filter(() => pick(3) > 0)
  expect(await deliver([...changed, aFile(46)], { dataset })).toMatchObject({ state: 'applied' })
  const structure = await modules.catalogue.currentStructure((await modules.catalogue.getDataset(dataset)).id)
  const all = (table: RawBuilder<unknown>) => database.loader.rows<Row>(sql`SELECT * FROM ${table}`)
  const [inForce, ended] = [await all(dataTable(dataset)), await all(historyTable(dataset))]
  held.set(dataset, { fields: structure?.fields ?? [], tables: { inForce, ended, ever: [...inForce, ...ended] } })
}

/** A consent to some fields, masks and rows; every third is held back, every fourth revoked, every fifth ends soon. */
async function grantSomething(number: number): Promise<void> {
  const who = oneOf<Who>(['stranger', 'hospital', 'ward', 'otherWard'])
  const purpose = `muc-dich-${String(number)}`
  await modules.purposes.registerPurpose(anActor(), {
    ...{ code: purpose, name: 'Thử', nameEn: 'Test', nature: 'official', legalBasis: 'Điều 11.2' },
    ...{ isCommon: true, shows: oneOf(['none', 'personal', 'sensitive']), functions: [] },
  })
  const dataset = oneOf(datasets)
  purposes.push(purpose)
  consented.push({ who, dataset, purpose })
  const fields = fileFields.flatMap(({ name, type, sensitivity }) => {
    if (pick(3) === 0) return []
    const masks = masksFor({ type })
    return [{ name, mask: sensitivity === undefined && pick(3) > 0 ? null : oneOf(masks) }]
  })
  const rows = [
    ...(pick(2) === 0 ? [{ field: 'phuong', values: [oneOf(territories), oneOf(territories)] }] : []),
    ...(pick(2) === 0 ? [{ field: 'loai', values: someOf(['A', 'B', 'C']).concat('A') }] : []),
  ]
  const asked = await modules.grantRequests.askForGrant(
    people[who].principal,
    {
      ...{ dataset, purpose, legalBasis: 'Điều 11.2', reasons: 'Đối chiếu', startsAt: null },
      endsAt: new Date(clock.now().getTime() + (number % 5 === 4 ? 2 : 90) * day),
      extent: { fields, rows, channels: ['list', 'export'], rowsPerDay: 100_000 },
    },
    'vi',
  )
  const { id } = await goOn(who, asked.id)
  if (number % 3 === 2) await modules.grants.holdGrant(people.provider.principal, id, 'Thử tạm dừng')
  if (number % 4 === 3) await modules.grants.revokeGrant(people.committee.principal, id, 'Thử thu hồi')
}

const own = /^_(key|since|ordinal|until|until_ordinal)$|_s$/
const tables = ['inForce', 'ended', 'ever'] as const

interface Question {
  readonly who: Who
  readonly dataset: string
  readonly purpose: string | undefined
  readonly at: Date
}

/** By the decision, row by row and field by field; gives how many cells that is. */
async function compare(question: Question): Promise<number> {
  const { who, dataset, purpose, at } = question
  const { principal } = people[who]
  const { fields, tables: whole } = held.get(dataset) ?? { fields: [], tables: { inForce: [], ended: [], ever: [] } }
  const decision = await modules.access.decide(principal, 'read', dataset, purpose, at)
  const cells = fields.length * whole.ever.length
  const entitlement = await entitled(question)
  expect(entitlement !== undefined, JSON.stringify(question)).toBe(decision.allow)
  if (!entitlement) return cells
  known.push({ question, entitlement })
  for (const table of tables) {
    const wanted = whole[table].filter((row) => isWithin(row, decision, fields))
    const found = await look(entitlement.window, table, entitlement.window)
    expect(found.length, JSON.stringify({ question, table })).toBe(wanted.length)
    const salted = new Map(wanted.map((row) => [place(row), row]))
    for (const row of found) expectShown(row, salted.get(place(row)), { decision, fields })
  }
  return cells
}

/** Where a version began; no two of a dataset began at the same. */
const place = ({ _since, _ordinal }: Row) => `${String(_since)}-${String(_ordinal)}`

function isWithin(row: Row, { rowScope }: Decision, fields: readonly Field[]): boolean {
  return rowScope.every(({ field, values }) => {
    const value = row[fields.find(({ name }) => name === field)?.id ?? '']
    return typeof value === 'string' && values.includes(value)
  })
}

function expectShown(
  row: Row,
  stored: Row | undefined,
  { decision, fields }: { decision: Decision; fields: readonly Field[] },
) {
  expect(stored).toBeDefined()
  const shown = fields.filter(({ name }) => decision.fields.includes(name))
  const columns = Object.keys(row).filter((name) => !own.test(name))
  expect(columns.sort()).toEqual(shown.map(({ id }) => id).sort())
  for (const { id, name } of shown) {
    if (decision.masks[name] === undefined) expect(row[id]).toEqual(stored?.[id])
    else if (stored?.[id] !== null) expect(row[id]).not.toEqual(stored?.[id])
  }
  const keys = fields.filter(({ key }) => key)
  const seesKey = keys.every(({ name }) => decision.fields.includes(name) && decision.masks[name] === undefined)
  if (seesKey) expect(row['_key']).toBe(stored?.['_key'])
  else expect(row['_key']).not.toBe(stored?.['_key'])
}

const known: { readonly question: Question; readonly entitlement: Entitlement }[] = []

async function entitled({ who, dataset, purpose, at }: Question): Promise<Entitlement | undefined> {
  const deps = {
    access: modules.access,
    catalogue: modules.catalogue,
    clock: { now: () => at },
    windows,
    secret: testing.secret,
  }
  try {
    return await entitlementOf(deps, people[who].principal, { dataset, purpose, channel: 'list' })
  } catch (error) {
    if (error instanceof ProblemError) return undefined
    throw error
  }
}

/** All that a window shows in the context of another. */
const look = (window: Window, table: (typeof tables)[number], { context }: Pick<Window, 'context'>) =>
  database.reader.under(context).rows<Row>(sql`SELECT * FROM ${window[table]}`)

describe('the database shows what was decided (Điều 11.2, 18.2)', () => {
  it('in every cell of 100,000: accounts, datasets, purposes, instants, rows and fields', async () => {
    const start = clock.now().getTime()
    let cells = 0
    for (let number = 0; cells < 100_000; number += 1) {
      const anything = { who: oneOf(everybody), dataset: oneOf(datasets), purpose: oneOf(purposes) }
      const question = {
        ...(number % 2 === 0 ? anything : oneOf(consented)),
        at: new Date(start + oneOf([0, 0, 0, 1, 3, 100, -1]) * day),
      }
      cells += await compare(question)
    }
    expect(cells).toBeGreaterThanOrEqual(100_000)
    // All reaches, and consents, were among them.
    expect(new Set(known.map(({ entitlement }) => entitlement.window.reach))).toEqual(
      new Set(['whole', 'territory', 'part']),
    )
    expect(known.filter(({ entitlement }) => entitlement.grant).length).toBeGreaterThan(5)
  })

  it('and shows a window in the context of another only rows of that context', async () => {
    let shown = 0
    for (let number = 0; number < 400; number += 1) {
      const [one, other] = [oneOf(known), oneOf(known)]
      const table = oneOf(tables)
      const found = await look(one.entitlement.window, table, other.entitlement.window)
      const allowed = new Set((await look(other.entitlement.window, table, other.entitlement.window)).map(place))
      const isSameDataset = one.question.dataset === other.question.dataset
      expect(found.filter((row) => !isSameDataset || !allowed.has(place(row)))).toEqual([])
      shown += found.length
    }
    expect(shown).toBeGreaterThan(0)
  })

  it.each<[string, ReadonlyMap<string, string>]>([
    ['no context', new Map()],
    ['an empty one', new Map(['kho.dataset', 'kho.window', 'kho.rows_f8'].map((name) => [name, '']))],
    ['one of no dataset', new Map([['kho.dataset', '01990000-0000-7000-8000-000000000000']])],
  ])('and shows no row at all with %s', async (_what, context) => {
    expect(known.length).toBeGreaterThan(10)
    for (const { entitlement } of known)
      for (const table of tables) expect(await look(entitlement.window, table, { context })).toEqual([])
    const tellers = ['applies', 'states', 'row_leaves', 'row_tiles']
    for (const table of tellers) {
      const rows = database.reader.under(context).rows(sql`SELECT * FROM ${sql.table(`warehouse.${table}`)}`)
      expect(await rows, table).toEqual([])
    }
  })

  it('and shows no row of a part where it was told which window, and not which rows', async () => {
    const parts = known.filter(({ entitlement }) => entitlement.window.reach !== 'whole')
    expect(parts.length).toBeGreaterThan(5)
    for (const { entitlement } of parts) {
      const { window } = entitlement
      const context = new Map([...window.context].filter(([name]) => !name.startsWith('kho.rows_')))
      for (const table of tables) expect(await look(window, table, { context })).toEqual([])
    }
  })

  it('and leaves nothing of a context on the connection', async () => {
    const looks = known.slice(0, 40).map(({ entitlement: { window } }) => look(window, 'inForce', window))
    expect((await Promise.all(looks)).length).toBeGreaterThan(10)
    const settings = await Promise.all(
      Array.from({ length: 40 }, () =>
        database.reader.first<{ window: string | null }>(
          sql`SELECT nullif(current_setting('kho.window', true), '') AS window`,
        ),
      ),
    )
    expect(settings).toEqual(settings.map(() => ({ window: null })))
  })
})

describe('row security', () => {
  it('stands on every table of a dataset, and no role of readers may pass it by', async () => {
    const open = await testing.asAdmin(
      `SELECT c.oid::regclass::text AS name FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
       WHERE n.nspname IN ('data', 'history', 'search') AND c.relkind = 'r' AND NOT c.relrowsecurity`,
    )
    expect(open).toEqual([])
    const strong = await testing.asAdmin(
      `SELECT r.rolname FROM pg_roles AS r WHERE r.rolname IN ('kho_reader', 'kho_whole', 'kho_territory', 'kho_part')
         AND (r.rolsuper OR r.rolbypassrls OR EXISTS (SELECT FROM pg_class AS c WHERE c.relowner = r.oid AND c.relkind = 'r'))`,
    )
    expect(strong).toEqual([])
  })

  it('asks no other table, so that it also holds where rows are spread over servers', async () => {
    const asking = await testing.asAdmin(
      `SELECT polname FROM pg_policy WHERE pg_get_expr(polqual, polrelid) ~* 'select' OR polqual::text ~ 'SUBLINK'`,
    )
    expect(asking).toEqual([])
  })
})
