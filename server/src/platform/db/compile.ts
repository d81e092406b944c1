import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import type { RawBuilder } from 'kysely'

const compiler = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

/** A statement as it goes over the wire: its text, and the values of its parameters in their order. */
export function compileStatement(built: RawBuilder<unknown>): { text: string; values: readonly unknown[] } {
  const { sql: text, parameters } = built.compile(compiler)
  return { text, values: parameters }
}
