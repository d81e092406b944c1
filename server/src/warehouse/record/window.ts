import { arrayOf } from '../../platform/index.ts'
import type { Context, Database, RolePool, Statements } from '../../platform/index.ts'
import type { RowScope } from './conditions.sql.ts'
import { openWindow, windowTables } from './window.store.ts'
import type { OpenWindow, Reach, WindowRequest, WindowTables } from './window.store.ts'

/**
 * What the database lets a reader see: of the fields that are shown, in the rows of the reach (ADR 0038). Its tables show
 * nothing outside of its context.
 */
export interface Window extends WindowTables {
  readonly dataset: { readonly id: string; readonly code: string }
  readonly context: Context
  /** Reads in that context. */
  readonly db: Statements
  readonly reach: Reach
  readonly showsKeys: boolean
  /** Scopes a statement can ask by itself, for the sake of their indexes: those whose field is shown. */
  readonly scopes: readonly RowScope[]
}

export interface Windows {
  open(request: WindowRequest): Promise<Window>
}

const windowsKept = 5_000

/** Remembers which windows there are; each is made once. */
export function createWindows({ application, reader }: Pick<Database, 'application' | 'reader'>): Windows {
  const opened = new Map<string, Promise<OpenWindow>>()
  const openOnce = (request: WindowRequest) => {
    const { dataset, version, fields, scopes, showsKeys, showsSalts } = request
    const shown = fields.map(({ column, masked }) => [column, masked])
    const name = JSON.stringify([
      dataset.id,
      version,
      shown,
      scopes.map(({ field }) => field.column),
      showsKeys,
      showsSalts,
    ])
    const known = opened.get(name)
    if (known) return known
    if (opened.size >= windowsKept) opened.clear()
    const opening = openWindow(application, request).catch((error: unknown) => {
      opened.delete(name)
      throw error
    })
    opened.set(name, opening)
    return opening
  }
  return { open: async (request) => toWindow(reader, request, await openOnce(request)) }
}

function toWindow(reader: RolePool, request: WindowRequest, open: OpenWindow): Window {
  const { dataset, scopes, showsKeys, fields } = request
  const context = contextOf(request, open)
  const plain = new Set(fields.filter(({ masked }) => masked === undefined).map(({ column }) => column))
  return {
    ...windowTables(open.name),
    ...{ dataset, showsKeys, reach: open.reach },
    ...{ context, db: reader.under(context) },
    scopes: scopes.filter(({ field }) => plain.has(field.column)),
  }
}

/** Any value, said so: a setting that is missing is no permission. */
const anyValue = '{*}'

function contextOf(
  { dataset, scopes, pseudonymKey }: WindowRequest,
  { name, reach, scopeFields }: OpenWindow,
): Context {
  const context = new Map([
    ['kho.dataset', dataset.id],
    ['kho.window', name],
  ])
  if (pseudonymKey) context.set('kho.pseudonym_key', pseudonymKey.toString('base64'))
  if (reach === 'part') for (const column of scopeFields) context.set(`kho.rows_${column}`, anyValue)
  for (const [column, values] of commonValues(scopes)) context.set(`kho.rows_${column}`, arrayOf(values))
  return context
}

/** By column; of two scopes over one field both hold. */
function commonValues(scopes: readonly RowScope[]): ReadonlyMap<string, readonly string[]> {
  const common = new Map<string, readonly string[]>()
  for (const { field, values } of scopes) {
    const known = common.get(field.column)
    common.set(field.column, known ? known.filter((value) => values.includes(value)) : values)
  }
  return common
}
