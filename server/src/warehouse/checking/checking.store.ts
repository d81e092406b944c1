import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Field, NamedCheck, Structure } from '../../catalogue/index.ts'
import type { Db } from '../../platform/index.ts'
import { codesInForce } from '../../reference/index.ts'
import { dataTable, isWholeKey, rawKeyOf } from '../storage/columns.sql.ts'
import { comparable, comparableStored, sameStored } from './comparable.sql.ts'
import type { Rule } from './fault.ts'
import type { Extent } from './load-rules.ts'
import { isExponent, isFreeCode, lostZeros } from './lost-zeros.sql.ts'
import { namedCheckSql } from './named-check.sql.ts'
import { marksTable, stagingTable } from '../storage/staging.store.ts'

/** One rule of one field, as an SQL condition that holds where it is broken. */
interface Check {
  readonly rule: Rule
  readonly field: Field
  readonly broken: RawBuilder<boolean>
  /** The form a cell must have, when it can be asked of many cells at once. */
  readonly batchForm?: string | undefined
  /** It says more of a cell that breaks another rule; no other cell can break it. */
  readonly explains?: boolean
}

/** Bytes of a value, or of a whole key, that an index can hold. */
export const longestIndexed = 1000
/** At most, in UTF-8. */
const bytesPerCharacter = 4

/** What a field points at: a field of the file that is being checked, or of the rows in force of another dataset. */
export interface ReferenceTarget {
  readonly dataset: 'own' | { readonly code: string }
  readonly field: Field
}

export interface CheckContext {
  readonly submissionId: string
  readonly datasetCode: string
  readonly extent: Extent
  readonly structure: Structure
  /** The local day whose code lists are in force. */
  readonly day: string
  readonly referenceTarget: (fieldId: string) => ReferenceTarget | undefined
  /** Whether some text came with marks apart from their letters; looked for in the cells only then. */
  readonly isDecomposed?: boolean
  /** Fields of the whole structure that point at a field of the dataset itself. */
  readonly ownReferences: readonly { readonly from: Field; readonly to: Field }[]
}

/**
 * Compiles the declared structure to conditions over staged text. Later rules of a field only look at cells that are
 * present; those that need a number or a day first make sure it is one (CASE fixes the order, AND does not).
 */
export function compileChecks(context: CheckContext): Check[] {
  const { extent, structure, day, referenceTarget, isDecomposed } = context
  return structure.fields.flatMap((field) => {
    const cell = sql<string>`${sql.ref(`s.${field.id}`)}`
    const check = (rule: Rule, broken: RawBuilder<boolean> | undefined) => (broken ? [{ rule, field, broken }] : [])
    return [
      ...check('required', field.required || field.key ? sql`${cell} IS NULL` : undefined),
      ...typeChecks(field, cell),
      ...check('decomposed', isDecomposed && field.type === 'text' ? sql`${cell} IS NOT NFC NORMALIZED` : undefined),
      ...check('indexLength', tooLongForIndex(structure, field, cell)),
      ...(extent === 'deletions' ? [] : codeChecks(field, cell, day)),
      ...lostZeroChecks(context, field, cell),
      ...check('minimum', field.minimum === null ? undefined : beyond(field, cell, sql`<`, field.minimum)),
      ...check('maximum', field.maximum === null ? undefined : beyond(field, cell, sql`>`, field.maximum)),
      ...check('reference', notReferenced(context, field, referenceTarget(field.id))),
    ]
  })
}

/** What a field asks of a text by itself: how it is written, and of which list it is. */
function codeChecks(field: Field, cell: RawBuilder<string>, day: string): Check[] {
  const { length, pattern, check, codeList } = field
  return [
    ...(length === null ? [] : [{ rule: 'length', field, broken: tooLong(cell, length) } as const]),
    ...(pattern === null ? [] : [formCheck('pattern', field, cell, pattern)]),
    ...(check === null ? [] : [namedCheck(field, check, cell, day)]),
    ...(codeList === null ? [] : [{ rule: 'codeList', field, broken: notInForce(cell, codeList, day) } as const]),
  ]
}

/**
 * Whether a code was turned into a number, as spreadsheets do that open a file of text. In a list of deletions such a
 * code would name nothing and be passed over, unless a row of older days has just this key.
 */
function lostZeroChecks(context: CheckContext, field: Field, cell: RawBuilder<string>): Check[] {
  if (isFreeCode(field)) return [{ rule: 'lostZeros', field, broken: isExponent(cell) }]
  if (field.type !== 'text' || (field.pattern ?? field.check ?? field.codeList) === null) return []
  const isBroken = (code: RawBuilder<string>) => anyOf(codeChecks(field, code, context.day).map(({ broken }) => broken))
  const broken = lostZeros(field, cell, isBroken)
  if (context.extent !== 'deletions') return [{ rule: 'lostZeros', field, broken, explains: true }]
  const isUnknown = notAmong(cell, valuesIn(context.datasetCode, field))
  return [{ rule: 'lostZeros', field, broken: sql`(${isUnknown} AND ${broken})` }]
}

function typeChecks(field: Field, cell: RawBuilder<string>): Check[] {
  switch (field.type) {
    case 'text':
      return []
    case 'integer':
      // JSON keeps whole numbers exact up to 2⁵³.
      return [formCheck('type', field, cell, '-?[0-9]{1,15}')]
    case 'decimal':
      return [formCheck('type', field, cell, '-?[0-9]{1,30}([.][0-9]{1,12})?')]
    case 'date':
      return [{ rule: 'type', field, broken: notAmong(cell, sql`SELECT day FROM warehouse.calendar`) }]
    case 'boolean':
      return [{ rule: 'type', field, broken: sql`${cell} NOT IN ('true', 'false')` }]
    case 'geometry':
      return [{ rule: 'geometry', field, broken: sql`${cell} !~ '^00[0-9A-F]+$'` }]
  }
}

function namedCheck(field: Field, check: NamedCheck, cell: RawBuilder<string>, day: string): Check {
  const asked = namedCheckSql(check, cell, day)
  return 'form' in asked ? formCheck('check', field, cell, asked.form) : { rule: 'check', field, broken: asked.broken }
}

function formCheck(rule: Rule, field: Field, cell: RawBuilder<string>, form: string): Check {
  return { rule, field, broken: sql`${cell} !~ ${sql.lit(`^(?:${form})$`)}`, batchForm: batchFormOf(form) }
}

/**
 * A form without its outer anchors, if it can then be repeated over a list of values parted by U+001F: it must hold no
 * other anchor and nothing that could match the separator itself.
 */
function batchFormOf(form: string): string | undefined {
  const inner = form.replace(/^\^/, '').replace(/\$$/, '')
  return /[.^$\\]/.test(inner.replaceAll('[.]', '')) ? undefined : inner
}

/** Counting bytes is far cheaper than counting characters, and there are never more characters than bytes. */
function tooLong(cell: RawBuilder<string>, length: number): RawBuilder<boolean> {
  return sql`(octet_length(${cell}) > ${sql.lit(length)} AND length(${cell}) > ${sql.lit(length)})`
}

/** What is looked up by an index must fit into one of its entries, beside the key (PostgreSQL: 2,704 bytes). */
function tooLongForIndex(
  structure: Structure,
  field: Field,
  cell: RawBuilder<string>,
): RawBuilder<boolean> | undefined {
  const isIndexed = field.key || field.unique || field.territory || field.references !== null
  const keys = field.key ? structure.fields.filter(({ key }) => key).length : 1
  const longest = Math.floor(longestIndexed / keys)
  const mayBeLonger = field.length === null || field.length * bytesPerCharacter > longest
  if (field.type !== 'text' || !isIndexed || !mayBeLonger) return undefined
  return sql`octet_length(${cell}) > ${sql.lit(longest)}`
}

function notInForce(cell: RawBuilder<string>, codeList: string, day: string): RawBuilder<boolean> {
  return notAmong(cell, sql`SELECT code FROM (${codesInForce(codeList, day)}) AS list`)
}

function beyond(field: Field, cell: RawBuilder<string>, than: RawBuilder<unknown>, limit: string): RawBuilder<boolean> {
  // Days in yyyy-mm-dd sort as text under the "C" collation of the staging table.
  if (field.type === 'date') return sql`${cell} ${than} ${sql.lit(limit)}`
  // A date of which less is known is held against as much of the bound as it says itself.
  if (field.type === 'text') return sql`${cell} ${than} left(${sql.lit(limit)}, length(${cell}))`
  return sql`CASE WHEN ${cell} ~ '^-?[0-9]+(\\.[0-9]+)?$' THEN ${cell}::numeric ${than} ${sql.lit(limit)}::numeric ELSE false END`
}

/** True where a present cell is not in a list; an uncorrelated sub-select, so PostgreSQL hashes it once. */
function notAmong(cell: RawBuilder<string>, list: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`(${cell} IS NOT NULL AND ${cell} NOT IN (${list}))`
}

function notReferenced(
  context: CheckContext,
  field: Field,
  target: ReferenceTarget | undefined,
): RawBuilder<boolean> | undefined {
  if (!target) return undefined
  return notAmong(
    comparable(field, 's'),
    target.dataset === 'own' ? ownValues(context, target.field) : valuesIn(target.dataset.code, target.field),
  )
}

function valuesIn(datasetCode: string, field: Field): RawBuilder<unknown> {
  return sql`SELECT ${comparableStored(field, 't')} FROM ${dataTable(datasetCode)} AS t WHERE ${sql.ref(`t.${field.id}`)} IS NOT NULL`
}

/** What a field of the dataset itself will hold when the load is in force: the file's values, and those it leaves. */
function ownValues(context: CheckContext, field: Field): RawBuilder<unknown> {
  const sent = sql`SELECT ${comparable(field, 't')} FROM ${stagingTable(context.submissionId)} AS t WHERE ${sql.ref(`t.${field.id}`)} IS NOT NULL`
  if (context.extent === 'full') return sent
  return sql`${sent} UNION ALL ${valuesIn(context.datasetCode, field)} AND ${isLeft(context, 't')}`
}

/** Whether a load leaves a row in force as it is. The list of keys is uncorrelated, so PostgreSQL hashes it once. */
function isLeft({ submissionId, structure }: CheckContext, alias: string): RawBuilder<boolean> {
  const key = rawKeyOf(structure, 'k')
  return sql`${sql.ref(`${alias}._key`)} NOT IN (SELECT ${key} FROM ${stagingTable(submissionId)} AS k WHERE ${key} IS NOT NULL)`
}

/**
 * Looks for rows that break any rule (two scans, which is all that a clean file costs), then names rule and field for
 * those rows only. What is found stands in `pg_temp.found` (row, rule, field, value), each fault once.
 */
export async function findFaults(db: Db, context: CheckContext): Promise<void> {
  const { submissionId, structure } = context
  const checks = compileChecks(context)
  await db.execute(sql`DROP TABLE IF EXISTS pg_temp.found, pg_temp.broken`)
  await db.execute(sql`CREATE TEMP TABLE found (row bigint, rule text, field text, value text)`)
  await findBrokenRows(db, submissionId, checks)
  await findBrokenBatches(db, submissionId, checks)
  if (checks.length > 0) {
    await db.execute(sql`
      INSERT INTO found SELECT s._row, c.rule, c.field, c.value
      FROM ${stagingTable(submissionId)} AS s CROSS JOIN LATERAL (VALUES ${sql.join(checks.map(asRow))}) AS c (rule, field, value, broken)
      WHERE s._row IN (SELECT row FROM broken) AND c.broken`)
  }
  await dropMisread(db)
  await takeMarks(db, submissionId)
  await findRepeatedKeys(db, submissionId, structure)
  await findRepeatedValues(db, context)
}

function anyOf(conditions: readonly RawBuilder<boolean>[]): RawBuilder<boolean> {
  return sql`(${sql.join(conditions, sql` OR `)})`
}

async function findBrokenRows(db: Db, submissionId: string, checks: readonly Check[]): Promise<void> {
  const single = checks
    .filter(({ batchForm, explains }) => batchForm === undefined && explains !== true)
    .map(({ broken }) => broken)
  // CREATE TABLE AS, not INSERT: PostgreSQL may then share the scan among workers.
  const where = single.length === 0 ? sql`false` : anyOf(single)
  await db.execute(
    sql`CREATE TEMP TABLE broken AS SELECT s._row AS row FROM ${stagingTable(submissionId)} AS s WHERE ${where}`,
  )
}

/**
 * Asks forms of 512 cells at once: one regular expression over the joined values costs a fraction of 512 calls, since
 * PostgreSQL prepares each call anew. Rows of a batch that does not match are then looked at one by one.
 */
async function findBrokenBatches(db: Db, submissionId: string, checks: readonly Check[]): Promise<void> {
  const staging = stagingTable(submissionId)
  const batched = checks.filter((check) => check.batchForm !== undefined)
  if (batched.length === 0) return
  const mismatches = batched.map(({ field, batchForm = '' }) => {
    const values = sql`string_agg(${sql.ref(field.id)}, ${sql.lit(separator)}) || ${sql.lit(separator)}`
    return sql<boolean>`${values} !~ ${sql.lit(`^(?:(?:${batchForm})${separator})*$`)}`
  })
  await db.execute(sql`DROP TABLE IF EXISTS pg_temp.suspects`)
  const suspects = await db.execute(sql`
    CREATE TEMP TABLE suspects AS SELECT _row / 512 AS batch FROM ${staging} GROUP BY _row / 512 HAVING ${anyOf(mismatches)}`)
  if (suspects === 0) return
  await db.execute(sql`
    INSERT INTO broken SELECT s._row FROM suspects JOIN ${staging} AS s ON s._row / 512 = batch
    WHERE ${anyOf(batched.map((check) => check.broken))}`)
}

/** Stands in no value: the scanner takes a record with a control character for no text. */
const separator = '\u001F'

function asRow({ rule, field, broken }: Check): RawBuilder<unknown> {
  return sql`(${sql.lit(rule)}, ${sql.lit(field.name)}, ${sql.ref(`s.${field.id}`)}, ${broken})`
}

/**
 * Rows that share a value of a unique field with another row of the file, or with one in force that the load leaves as
 * it is; a row that only repeats an earlier one is a duplicate and no fault.
 */
async function findRepeatedValues(db: Db, context: CheckContext): Promise<void> {
  const { submissionId, structure, extent } = context
  const staging = stagingTable(submissionId)
  for (const field of structure.fields.filter((each) => each.unique && !isWholeKey(structure, each))) {
    const value = comparable(field, 's')
    const once = sql`s._row NOT IN (SELECT _row FROM pg_temp.duplicates WHERE nth > 1 AND NOT differs)`
    const inForce = sql<boolean>`EXISTS (
      SELECT FROM ${dataTable(context.datasetCode)} AS d WHERE ${sameStored(field, 'd', 's')} AND ${isLeft(context, 'd')})`
    await db.execute(sql`
      INSERT INTO found SELECT s._row, 'unique', ${field.name}, ${sql.ref(`s.${field.id}`)} FROM ${staging} AS s
      WHERE ${once} AND (${value} IN (SELECT ${value} FROM ${staging} AS s
                                      WHERE ${once} AND ${sql.ref(`s.${field.id}`)} IS NOT NULL GROUP BY 1 HAVING count(*) > 1)
                         ${extent === 'full' ? sql`` : sql`OR ${inForce}`})`)
  }
}

/**
 * A cell that is no day was compared with a bound as text; what counts is that it is no day. A cell of another form than
 * its pattern has failed its named check too; what counts is the form. A code that was turned into a number breaks
 * other rules only for that.
 */
async function dropMisread(db: Db): Promise<void> {
  await db.execute(sql`
    DELETE FROM found AS f USING found AS t
    WHERE t.row = f.row AND t.field = f.field
      AND (f.rule IN ('minimum', 'maximum') AND t.rule IN ('type', 'check') OR f.rule = 'check' AND t.rule IN ('pattern', 'length')
           OR f.rule <> 'lostZeros' AND t.rule = 'lostZeros')`)
}

/** What the reader found wrong with a cell says it all: the cell breaks further rules only for that. */
async function takeMarks(db: Db, submissionId: string): Promise<void> {
  const marks = marksTable(submissionId)
  await db.execute(sql`
    DELETE FROM found AS f USING ${marks} AS m WHERE m.row = f.row AND m.field = f.field AND f.rule <> 'required'`)
  await db.execute(sql`INSERT INTO found SELECT row, rule, field, value FROM ${marks} WHERE field <> ''`)
}

/** Rows that share a key: the same content again is a duplicate, other content is a fault. */
async function findRepeatedKeys(db: Db, submissionId: string, structure: Structure): Promise<void> {
  const keys = structure.fields.filter((field) => field.key)
  const key = sql.join(keys.map((field) => comparable(field, 's')))
  const named = sql.join(keys.map((field) => sql`${comparable(field, 's')} AS ${sql.ref(field.id)}`))
  const staging = stagingTable(submissionId)
  await db.execute(sql`DROP TABLE IF EXISTS pg_temp.repeated, pg_temp.duplicates`)
  const repeated = await db.execute(sql`
    CREATE TEMP TABLE repeated AS SELECT ${named} FROM ${staging} AS s GROUP BY ${key} HAVING count(*) > 1`)
  const content = sql`row(${sql.join(structure.fields.map((field) => comparable(field, 's')))})::text`
  await db.execute(sql`
    CREATE TEMP TABLE duplicates AS
    SELECT _row, key, row_number() OVER same_key AS nth, content <> first_value(content) OVER same_key AS differs
    FROM (SELECT s._row, ${content} AS content, row(${key})::text AS key FROM ${staging} AS s
          WHERE ${repeated === 0 ? sql`false` : sql`(${key}) IN (SELECT * FROM repeated)`}) AS s
    WINDOW same_key AS (PARTITION BY key ORDER BY _row)`)
  await db.execute(sql`
    INSERT INTO found SELECT _row, 'keyRepeated', ${keys.map((field) => field.name).join(', ')}, trim(BOTH '()' FROM key)
    FROM duplicates WHERE key IN (SELECT key FROM duplicates WHERE differs)`)
}

/** Takes the rows that only repeat an earlier row of the same file out of staging; gives how many there were. */
export async function removeDuplicates(db: Db, submissionId: string): Promise<number> {
  return db.execute(sql`
    DELETE FROM ${stagingTable(submissionId)} WHERE _row IN (SELECT _row FROM pg_temp.duplicates WHERE nth > 1 AND NOT differs)`)
}

/** How many faults were found. */
export async function countFound(db: Db): Promise<number> {
  const row = await db.first<{ count: number }>(sql`SELECT count(*) AS count FROM found`)
  return row?.count ?? 0
}

/**
 * Counts every fault that was found and lists up to a limit of each.
 * @returns how many staged rows have a fault
 */
export async function keepFaults(db: Db, submissionId: string, listed: number): Promise<number> {
  await db.execute(sql`
    INSERT INTO warehouse.fault_counts SELECT ${submissionId}::uuid, rule, field, count(*) FROM found GROUP BY rule, field
    ON CONFLICT DO NOTHING`)
  await db.execute(sql`
    INSERT INTO warehouse.faults SELECT ${submissionId}::uuid, row, rule, field, left(value, 500)
    FROM (SELECT *, row_number() OVER (PARTITION BY rule, field ORDER BY row) AS nth FROM found) AS f WHERE nth <= ${listed}
    ON CONFLICT DO NOTHING`)
  const row = await db.first<{ rows: number }>(sql`SELECT count(DISTINCT row) AS rows FROM found`)
  return row?.rows ?? 0
}
