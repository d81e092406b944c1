import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Field } from '../../catalogue/index.ts'
import type { Db } from '../../platform/index.ts'
import { dataTable, isWholeKey, rawKeyOf } from '../storage/columns.sql.ts'
import { keptTable, marksTable, stagingTable } from '../storage/staging.store.ts'
import type { CheckContext } from './checking.store.ts'
import { comparable, comparableStored, sameStored } from './comparable.sql.ts'

/**
 * What follows when rows of a file are set aside. Rows in force that would have been replaced then stay, and rows that
 * would have come in do not: a good row may now share a unique value with one that stays, or point at one that does not
 * come. Such rows are set aside in turn, until what will be in force keeps the rules.
 *
 * `pg_temp.rejected` (row, key) holds the rows set aside; the key is null where it cannot be read.
 */

/** Starts from the rows with a fault of their own; gives how many there are, and whether some of them have no key. */
export async function beginRejecting(db: Db, context: CheckContext): Promise<{ rejected: number; isKeyLost: boolean }> {
  const { submissionId, structure, extent } = context
  const keys = structure.fields.filter(({ key }) => key).map(({ name }) => name)
  await db.execute(sql`DROP TABLE IF EXISTS pg_temp.rejected, pg_temp.fresh`)
  await db.execute(sql`CREATE TEMP TABLE rejected (row bigint PRIMARY KEY, key text)`)
  await db.execute(sql`CREATE TEMP TABLE fresh (row bigint, rule text, field text, value text)`)
  // A row that only repeats a rejected one is no duplicate of a row that comes in.
  await db.execute(sql`
    INSERT INTO found SELECT d._row, f.rule, f.field, f.value
    FROM pg_temp.duplicates AS d JOIN pg_temp.duplicates AS o ON o.key = d.key AND o.nth = 1
    JOIN found AS f ON f.row = o._row AND f.rule = 'unique' WHERE d.nth > 1 AND NOT d.differs`)
  // A key that breaks a rule may be a slip in that of another row; one that only repeats another is what it says.
  await db.execute(sql`
    INSERT INTO rejected
    SELECT s._row, CASE WHEN b.row IS NULL THEN ${rawKeyOf(structure, 's')} END
    FROM ${stagingTable(submissionId)} AS s JOIN (SELECT DISTINCT row FROM found) AS f ON f.row = s._row
    LEFT JOIN (SELECT DISTINCT row FROM found WHERE field = ANY (${keys}) AND rule NOT IN ('keyRepeated', 'unique')) AS b ON b.row = s._row`)
  await db.execute(sql`CREATE UNLOGGED TABLE ${keptTable(submissionId)} (key text)`)
  if (extent === 'full')
    await db.execute(
      sql`INSERT INTO ${keptTable(submissionId)} SELECT DISTINCT key FROM rejected WHERE key IS NOT NULL`,
    )
  const counts = await db.first<{ rejected: number; keyless: number; broken: number }>(sql`
    SELECT count(*) AS rejected, count(*) FILTER (WHERE key IS NULL) AS keyless,
           (SELECT count(*) FROM ${marksTable(submissionId)} WHERE field = '') AS broken FROM rejected`)
  const { rejected = 0, keyless = 0, broken = 0 } = counts ?? {}
  return { rejected, isKeyLost: keyless + broken > 0 }
}

/** Sets aside what follows from the rows set aside so far, again and again until nothing more follows. */
export async function rejectFollowing(db: Db, context: CheckContext, isKeyLost: boolean): Promise<void> {
  const following = new Following(context, isKeyLost)
  for (;;) {
    await following.find(db)
    const fresh = await db.execute(sql`
      INSERT INTO rejected SELECT s._row, max(${rawKeyOf(context.structure, 's')})
      FROM ${stagingTable(context.submissionId)} AS s JOIN fresh AS f ON f.row = s._row GROUP BY s._row`)
    if (fresh === 0) return
    await db.execute(sql`INSERT INTO found SELECT DISTINCT row, rule, field, value FROM fresh`)
    if (context.extent === 'full') {
      await db.execute(sql`
        INSERT INTO ${keptTable(context.submissionId)} SELECT DISTINCT r.key FROM rejected AS r JOIN fresh AS f ON f.row = r.row
        WHERE NOT EXISTS (SELECT FROM ${keptTable(context.submissionId)} AS k WHERE k.key = r.key)`)
    }
    await db.execute(sql`TRUNCATE fresh`)
  }
}

/** The rules that look at more than one row, over what will be in force: good rows of the file, and rows that stay. */
class Following {
  readonly #context: CheckContext
  readonly #isKeyLost: boolean

  constructor(context: CheckContext, isKeyLost: boolean) {
    this.#context = context
    this.#isKeyLost = isKeyLost
  }

  /** Fills `fresh` with good rows that break a rule now. What must stay is known first, for more may then be pointed at. */
  async find(db: Db): Promise<void> {
    const { structure, ownReferences, extent } = this.#context
    for (const { from, to } of ownReferences) while ((await this.#findStillReferenced(db, from, to)) > 0);
    for (const field of structure.fields.filter((each) => each.unique && !isWholeKey(structure, each)))
      await this.#findRepeated(db, field)
    if (extent === 'deletions') return
    for (const { from, to } of ownReferences) await this.#findDangling(db, from, to)
  }

  async #findRepeated(db: Db, field: Field): Promise<void> {
    await db.execute(sql`
      INSERT INTO fresh SELECT s._row, 'unique', ${field.name}, ${sql.ref(`s.${field.id}`)} FROM ${this.#staging} AS s
      WHERE ${this.#isGood('s')} AND EXISTS (
        SELECT FROM ${this.#data} AS d WHERE ${sameStored(field, 'd', 's')} AND ${this.#stays('d')})`)
  }

  async #findDangling(db: Db, from: Field, to: Field): Promise<void> {
    const cell = sql.ref(`s.${from.id}`)
    await db.execute(sql`
      INSERT INTO fresh SELECT s._row, 'reference', ${from.name}, ${cell} FROM ${this.#staging} AS s
      WHERE ${this.#isGood('s')} AND ${cell} IS NOT NULL AND ${comparable(from, 's')} NOT IN (${this.#valuesOf(to)})`)
  }

  /**
   * Rows that stay and point at a value that would be gone: a row of the file that takes it away is set aside, a row in
   * force that the file merely does not name must stay.
   * @returns how many more must stay
   */
  async #findStillReferenced(db: Db, from: Field, to: Field): Promise<number> {
    const { structure, extent, submissionId } = this.#context
    await db.execute(sql`DROP TABLE IF EXISTS pg_temp.holders`)
    await db.execute(sql`
      CREATE TEMP TABLE holders AS
      SELECT x._key AS key, ${comparableStored(to, 'x')} AS value FROM ${this.#data} AS x
      WHERE NOT ${this.#stays('x')} AND ${comparableStored(to, 'x')} IN (
        SELECT ${comparableStored(from, 'd')} FROM ${this.#data} AS d
        WHERE ${sql.ref(`d.${from.id}`)} IS NOT NULL AND ${this.#stays('d')}
        EXCEPT ${this.#valuesOf(to)})`)
    await db.execute(sql`
      INSERT INTO fresh SELECT s._row, 'stillReferenced', ${to.name}, h.value
      FROM holders AS h JOIN ${this.#staging} AS s ON ${rawKeyOf(structure, 's')} = h.key WHERE ${this.#isGood('s')}`)
    if (extent !== 'full') return 0
    return db.execute(sql`
      INSERT INTO ${keptTable(submissionId)} SELECT h.key FROM holders AS h
      WHERE NOT EXISTS (SELECT FROM ${this.#staging} AS s WHERE ${rawKeyOf(structure, 's')} = h.key AND ${this.#isGood('s')})
        AND NOT EXISTS (SELECT FROM ${keptTable(submissionId)} AS k WHERE k.key = h.key)`)
  }

  /** All values that a field will hold. A list of deletions brings none. */
  #valuesOf(field: Field): RawBuilder<unknown> {
    const stay = sql`SELECT ${comparableStored(field, 'v')} FROM ${this.#data} AS v WHERE ${sql.ref(`v.${field.id}`)} IS NOT NULL AND ${this.#stays('v')}`
    if (this.#context.extent === 'deletions') return stay
    return sql`SELECT ${comparable(field, 't')} FROM ${this.#staging} AS t WHERE ${sql.ref(`t.${field.id}`)} IS NOT NULL AND ${this.#isGood('t')}
               UNION ALL ${stay}`
  }

  /** Whether a row in force stays as it is. */
  #stays(alias: string): RawBuilder<boolean> {
    const { extent, structure, submissionId } = this.#context
    const key = sql.ref(`${alias}._key`)
    if (extent === 'full' && !this.#isKeyLost) return sql`(${key} IN (SELECT key FROM ${keptTable(submissionId)}))`
    const named = rawKeyOf(structure, 'n')
    return sql`(${key} NOT IN (SELECT ${named} FROM ${this.#staging} AS n WHERE ${named} IS NOT NULL AND ${this.#isGood('n')}))`
  }

  #isGood(alias: string): RawBuilder<boolean> {
    return sql`(${sql.ref(`${alias}._row`)} NOT IN (SELECT row FROM rejected))`
  }

  get #staging(): RawBuilder<unknown> {
    return stagingTable(this.#context.submissionId)
  }

  get #data(): RawBuilder<unknown> {
    return dataTable(this.#context.datasetCode)
  }
}
