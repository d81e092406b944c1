import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { BoundStatement } from './batch.ts'
import { compileStatement } from './compile.ts'

/** What row security compares rows with (ADR 0038): settings by their names, good for one transaction. */
export type Context = ReadonlyMap<string, string>

/**
 * Sets the context of the transaction under way and gives no row. Never of the session: whoever has the connection next
 * must find nothing.
 */
export function enterContext(context: Context): RawBuilder<unknown> {
  const [names, values] = [arrayOf(context.keys()), arrayOf(context.values())]
  return sql`SELECT FROM unnest(${names}::text[], ${values}::text[]) AS s (name, value) WHERE set_config(s.name, s.value, true) IS NULL`
}

/** The same to be sent ahead of another statement. */
export function contextAhead(context: Context): BoundStatement {
  const { text, values } = compileStatement(enterContext(context))
  return { name: 'kho_context', text, values: values.map(String) }
}

/** A list of texts as PostgreSQL writes it. */
export function arrayOf(texts: Iterable<string>): string {
  return `{${[...texts].map((each) => `"${each.replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`
}
