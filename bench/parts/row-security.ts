import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { windowsOver } from '../../server/test/access/open-window.ts'
import type { WindowsOver } from '../../server/test/access/open-window.ts'
import type { BenchCity } from './city.ts'
import { median, progress } from './report.ts'

const rounds = 7

type Scopes = Parameters<WindowsOver['open']>[0]
type Reach = Awaited<ReturnType<WindowsOver['open']>>['reach']

/** What one connection does, without help: a plan in parallel would compare settings of roles. */
const alone = new Map([['max_parallel_workers_per_gather', '0']])

/** Time with row security by time without it. */
export interface RowSecurityCost {
  /** Rows told as readers are told them, as JSON. */
  readonly told: number
  /** Rows only counted: nothing is done with a row but to let it pass. */
  readonly counted: number
}

/**
 * What row security costs: the same rows by the same conditions, by the reader through a window and by the loader, whom it
 * lets see all; over every row of the dataset, those of half its territories, and half of a code list.
 */
export async function measureRowSecurity(
  { modules, database }: Pick<BenchCity, 'modules' | 'database'>,
  code: string,
): Promise<Readonly<Record<Reach, RowSecurityCost>>> {
  const { fields, open } = await windowsOver(database, modules, code)
  const table = sql.table(`data.${code.replaceAll('-', '_')}`)
  const halfOf = async (isWanted: (field: (typeof fields)[number]) => boolean): Promise<Scopes> => {
    const field = fields.find(isWanted)
    if (!field) throw new Error(`${code} has no such field`)
    const column = sql.ref(field.column)
    const rows = await database.loader.rows<{ value: string }>(
      sql`SELECT DISTINCT ${column} AS value FROM ${table} WHERE ${column} IS NOT NULL ORDER BY 1`,
    )
    return [{ field, values: rows.map(({ value }) => value).filter((_value, place) => place % 2 === 0) }]
  }
  const scopes: Readonly<Record<Reach, Scopes>> = {
    whole: [],
    territory: await halfOf(({ territory }) => territory),
    part: await halfOf(({ territory, codeList }) => codeList !== null && !territory),
  }
  const compare = async (reach: Reach, what: RawBuilder<unknown>): Promise<number> => {
    const window = await open(scopes[reach])
    const loader = database.loader.under(alone)
    const reader = database.reader.under(new Map([...alone, ...window.context]))
    const ratios: number[] = []
    for (let round = 0; round <= rounds; round += 1) {
      const without = await timeOf(() => loader.first(asked(what, table, scopes[reach])))
      const under = await timeOf(() => reader.first(asked(what, window.inForce, window.scopes)))
      // The first round warms up.
      if (round > 0) ratios.push(under / without)
    }
    progress(`row security, ${reach}: ${ratios.map((ratio) => ratio.toFixed(2)).join(' ')}`)
    return median(ratios)
  }
  const shown = sql.join(fields.map(({ id, name }) => sql`${sql.ref(`d.${id}`)} AS ${sql.ref(name)}`))
  const told = sql`sum(length((SELECT row_to_json(o)::text FROM (SELECT ${shown}) AS o)))`
  const costOf = async (reach: Reach): Promise<RowSecurityCost> => ({
    told: await compare(reach, told),
    counted: await compare(reach, sql`count(*)`),
  })
  return { whole: await costOf('whole'), territory: await costOf('territory'), part: await costOf('part') }
}

function asked(what: RawBuilder<unknown>, table: RawBuilder<unknown>, scopes: Scopes): RawBuilder<unknown> {
  const within = scopes.map(({ field, values }) => sql`AND ${sql.ref(`d.${field.id}`)} = ANY (${values}::text[])`)
  return sql`SELECT ${what} FROM ${table} AS d WHERE d._key > '0' ${sql.join([sql``, ...within], sql` `)}`
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}
