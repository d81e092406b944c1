import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Conversion, Field, Structure, UnfitValues } from '../../catalogue/index.ts'
import type { Db } from '../../platform/index.ts'
import { dataTable } from '../storage/columns.sql.ts'
import { convertedText, sourceText } from '../storage/conversion.sql.ts'
import { compileChecks } from './checking.store.ts'
import type { CheckContext } from './checking.store.ts'
import { conversionText } from './conversion.texts.ts'
import type { UnfitRule } from './conversion.texts.ts'

/** A conversion with both of its fields. */
export interface FieldConversion extends Conversion {
  readonly source: Field
  readonly target: Field
}

/** The conversions of a version that have values to carry. */
export function fieldConversions(
  conversions: readonly Conversion[],
  next: Structure,
  previous: Structure,
): FieldConversion[] {
  return conversions.flatMap((conversion) => {
    const source = previous.fields.find(({ id }) => id === conversion.from)
    const target = next.fields.find(({ id }) => id === conversion.field)
    return source && target ? [{ ...conversion, source, target }] : []
  })
}

export interface ConversionContext extends Pick<CheckContext, 'datasetCode' | 'day' | 'referenceTarget'> {
  readonly conversions: readonly FieldConversion[]
}

const shown = 5

/** Values in force that a conversion cannot carry, or that break a rule of the new field; some of each. */
export async function findUnfitValues(db: Db, context: ConversionContext): Promise<UnfitValues[]> {
  const unfit: UnfitValues[] = []
  for (const conversion of context.conversions) {
    unfit.push(...(await unfitOf(db, context, conversion)))
  }
  return unfit
}

interface FoundRow {
  readonly rule: UnfitRule
  readonly count: number
  readonly examples: { key: string; value: string | null }[]
}

async function unfitOf(db: Db, context: ConversionContext, conversion: FieldConversion): Promise<UnfitValues[]> {
  const { target } = conversion
  const checks = compileChecks({
    ...context,
    ...{
      submissionId: '',
      ownReferences: [],
      extent: 'full',
      structure: { version: 0, since: new Date(0), note: '', fields: [target] },
    },
  })
  const asked = checks.filter(({ explains }) => explains !== true)
  const isLost = sql<boolean>`(s.source IS NOT NULL AND ${sql.ref(`s.${target.id}`)} IS NULL)`
  const broken = [
    sql`('conversion', ${isLost})`,
    ...asked.map((check) => sql`(${sql.lit(check.rule)}, NOT ${isLost} AND (${check.broken}))`),
    ...(target.unique ? [sql`('unique', ${sql.ref(`s.${target.id}`)} IS NOT NULL AND s.same > 1)`] : []),
  ]
  const rows = await db.rows<FoundRow>(sql`
    SELECT rule, count(*) AS count,
           coalesce(json_agg(json_build_object('key', key, 'value', left(source, 200)) ORDER BY place)
                    FILTER (WHERE place <= ${sql.lit(shown)}), '[]') AS examples
    FROM (SELECT s.key, s.source, c.rule, row_number() OVER (PARTITION BY c.rule ORDER BY s.key) AS place
          FROM (${convertedRows(context.datasetCode, conversion)}) AS s
          CROSS JOIN LATERAL (VALUES ${sql.join(broken)}) AS c (rule, broken) WHERE c.broken) AS found
    GROUP BY rule ORDER BY rule`)
  return rows.map(({ rule, count, examples }) => ({
    ...{ field: target.name, rule, count, examples },
    message: { vi: conversionText(rule, target, 'vi'), en: conversionText(rule, target, 'en') },
  }))
}

function convertedRows(datasetCode: string, { source, target, ...conversion }: FieldConversion): RawBuilder<unknown> {
  const converted = convertedText(conversion, source, 'd')
  const same = target.unique ? sql`count(*) OVER (PARTITION BY ${converted})` : sql`1`
  return sql`
    SELECT d._key AS key, ${sourceText(source, 'd')} AS source, ${converted} AS ${sql.ref(target.id)}, ${same} AS same
    FROM ${dataTable(datasetCode)} AS d`
}

/** Present values of fields among the rows in force. */
export async function countValues(db: Db, datasetCode: string, fields: readonly Field[]): Promise<number[]> {
  if (fields.length === 0) return []
  const counts = fields.map(({ id }) => sql`count(${sql.ref(id)})`)
  const row = await db.first<{ counts: number[] }>(sql`
    SELECT json_build_array(${sql.join(counts)}) AS counts FROM ${dataTable(datasetCode)}`)
  return row?.counts ?? []
}
