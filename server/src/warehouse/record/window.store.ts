import { sql } from 'kysely'
import type { Db } from '../../platform/index.ts'
import type { Reach, WindowRequest } from './window.ts'

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
