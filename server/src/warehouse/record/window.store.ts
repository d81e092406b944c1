import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Db } from '../../platform/index.ts'
import type { RowScope } from './conditions.sql.ts'
import type { ShownField } from './shown-field.ts'

/** All rows, those of a territory, or any other part. */
export type Reach = 'whole' | 'territory' | 'part'

export interface WindowRequest {
  readonly dataset: { readonly id: string; readonly code: string }
  /** The version of the structure of now: what is searched changes with it. */
  readonly version: number
  readonly fields: readonly Pick<ShownField, 'column' | 'masked'>[]
  /** All of them hold of a row that is shown. */
  readonly scopes: readonly RowScope[]
  readonly showsKeys: boolean
  /** Only for who sees every value: with its salt a value can be told from its commitment. */
  readonly showsSalts?: boolean
  /** Of the purpose; undefined where nothing is masked. */
  readonly pseudonymKey: Buffer | undefined
}

export interface OpenWindow {
  readonly name: string
  readonly reach: Reach
  /** Columns a part of the rows may be told by. */
  readonly scopeFields: readonly string[]
}

/** Makes the window unless it is there. */
export async function openWindow(db: Db, request: WindowRequest): Promise<OpenWindow> {
  const { dataset, fields, scopes, showsKeys, showsSalts } = request
  const shown = JSON.stringify(fields.map(({ column, masked }) => ({ id: column, mask: masked ?? null })))
  const scoped = [...new Set(scopes.map(({ field }) => field.column))].sort()
  const row = await db.first<OpenWindow>(sql`
    SELECT w.name, w.reach, w.scope_fields AS "scopeFields" FROM warehouse.open_window(${dataset.id}, ${shown}::jsonb, ${scoped}::text[], ${showsKeys}, ${showsSalts ?? false}) AS w`)
  if (!row) throw new Error('The window was not made')
  return row
}

export interface WindowTables {
  /** The rows in force. */
  readonly inForce: RawBuilder<unknown>
  /** The versions that ended. */
  readonly ended: RawBuilder<unknown>
  /** Both, each row with `_until`: the apply that ended it, or one later than any there will be. */
  readonly ever: RawBuilder<unknown>
}

export function windowTables(name: string): WindowTables {
  const of = (rows: string) => sql.table(`shown.${rows}_${name}`)
  return { inForce: of('in_force'), ended: of('ended'), ever: of('ever') }
}
