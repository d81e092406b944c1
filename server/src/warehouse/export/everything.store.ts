import { sql } from 'kysely'
import type { Readable } from 'node:stream'
import type { Structure } from '../../catalogue/index.ts'
import type { Db, Session } from '../../platform/index.ts'
import { textOf } from '../record/rows.sql.ts'
import { dataTable, historyTable } from '../storage/columns.sql.ts'

/** The tables of all modules and the rows of all datasets, as they are. */

/** One state for all that is read, by whichever role: the first session gives the snapshot, the others take it. */
export async function shareSnapshot(session: Session): Promise<string> {
  await session.execute(sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY`)
  return (await session.first<{ id: string }>(sql`SELECT pg_export_snapshot() AS id`))?.id ?? ''
}

export async function takeSnapshot(session: Session, id: string): Promise<void> {
  await session.execute(sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY`)
  await session.execute(sql`SET TRANSACTION SNAPSHOT ${sql.lit(id)}`)
}

const modules = ['journal', 'law', 'identity', 'reference', 'catalogue', 'access', 'warehouse']

/** What lets somebody in, and what is worth nothing elsewhere: credentials, sessions, queues, work under way. */
const leftOut = new Set([
  ...['identity.passwords', 'identity.authenticator_uses', 'identity.passkeys', 'identity.passkey_uses'],
  ...['identity.passkey_attempts', 'identity.recovery_codes', 'identity.one_time_links', 'identity.known_devices'],
  ...['identity.sessions', 'identity.sign_ins', 'identity.sign_in_attempts'],
  ...['identity.api_tokens', 'identity.token_uses', 'identity.openid_artifacts', 'identity.outside_links'],
  'identity.signing_keys',
  'access.sealed_keys',
  'journal.unsealed',
  'warehouse.calendar',
  'warehouse.progress',
  'warehouse.exports',
  'warehouse.uploads',
])

export interface TableFacts {
  readonly schema: string
  readonly name: string
  readonly columns: readonly string[]
}

/** Tables that are told, with their columns. */
export async function listTables(db: Db): Promise<TableFacts[]> {
  const rows = await db.rows<TableFacts>(sql`
    SELECT n.nspname AS schema, c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
    JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relkind = 'r' AND n.nspname = ANY (${modules}::text[])
      AND has_table_privilege(c.oid, 'SELECT') GROUP BY n.nspname, c.relname ORDER BY 1, 2`)
  return rows.filter(({ schema, name }) => !leftOut.has(`${schema}.${name}`))
}

export function copyTable(session: Session, { schema, name, columns }: TableFacts): Readable {
  const list = sql.join(columns.map((column) => sql.ref(column)))
  return session.copyOut(sql`SELECT ${list} FROM ${sql.table(`${schema}.${name}`)}`, 'FORMAT csv, HEADER')
}

/**
 * Every version of every row of a dataset with the apply that began it and the one that ended it, place and salt, so that
 * its commitments can be made again. A field has the name it had last.
 */
export function copyVersions(session: Session, datasetCode: string, structures: readonly Structure[]): Readable {
  const names = new Map(
    [...structures]
      .sort((a, b) => a.version - b.version)
      .flatMap(({ fields }) => fields.map((field) => [field.id, field])),
  )
  const used = new Set<string>()
  const columns = [...names.values()].reverse().map((field) => {
    const name = used.has(field.name) ? `${field.name}.${field.id}` : field.name
    used.add(name)
    return sql`${textOf(field, 'd')} AS ${sql.ref(sqlName(name))}`
  })
  const values = sql.join(columns.reverse())
  const head = sql`d._key, d._since, d._ordinal, d._salt`
  return session.copyOut(
    sql`SELECT ${head}, NULL::bigint AS _until, NULL::integer AS _until_ordinal, ${values} FROM ${dataTable(datasetCode)} AS d
        UNION ALL SELECT ${head}, d._until, d._until_ordinal, ${values} FROM ${historyTable(datasetCode)} AS d`,
    'FORMAT csv, HEADER',
  )
}

/** A dot would be read as one between a table and its column. */
function sqlName(name: string): string {
  return name.replace('.', '_')
}

/** The rows in force alone, under the names of the fields of now. */
export function copyRowsInForce(session: Session, datasetCode: string, { fields }: Structure): Readable {
  const columns = fields.map((field) => {
    return sql`${textOf(field, 'd')} AS ${sql.ref(field.name)}`
  })
  return session.copyOut(
    sql`SELECT ${sql.join(columns)} FROM ${dataTable(datasetCode)} AS d ORDER BY d._key`,
    'FORMAT csv, HEADER',
  )
}

/** Of files that are evidence; what is under seal, or was, is none. */
export function listDigests(db: Db): Promise<{ digest: string }[]> {
  return db.rows<{ digest: string }>(sql`
    SELECT DISTINCT digest FROM warehouse.submissions
    WHERE digest NOT IN (SELECT digest FROM warehouse.submissions WHERE state = 'sealed') ORDER BY digest`)
}
