import type { Structure } from '../../catalogue/index.ts'
import type { Language } from '../../platform/index.ts'
import { faultText } from '../submission/submission.view.ts'
import { warehouseProblems } from '../warehouse.errors.ts'
import type { Cells, QuarantinedRow } from './quarantine.store.ts'

/** A row that waits, as its sender sees it: cells by field name. */
export interface WaitingRow {
  readonly row: number
  readonly values: Cells
  readonly edited: Cells
  readonly raw: string | null
  readonly discarded: boolean
  readonly faults: readonly { readonly field: string | null; readonly rule: string; readonly message: string }[]
  readonly settledBy: string | null
}

export function toWaitingRow(row: QuarantinedRow, structure: Structure, language: Language): WaitingRow {
  return {
    row: row.row,
    values: byName(structure, row.cells ?? {}),
    edited: byName(structure, row.edited ?? {}),
    raw: row.raw,
    discarded: row.discard,
    faults: row.reasons.map(({ field, rule }) => ({
      field: field === '' ? null : field,
      rule,
      message: faultText(structure, { rule, field }, language),
    })),
    settledBy: row.settledBy,
  }
}

/** Why a row waits, in one text. */
export function reasonsOf(row: QuarantinedRow, structure: Structure, language: Language): string {
  return row.reasons.map((reason) => faultText(structure, reason, language)).join(' ')
}

/** Cells by field id, as they are kept; an empty text is an absent value, as in a file. */
export function byId({ fields }: Structure, values: Cells): Cells {
  const ids = new Map(fields.map(({ name, id }) => [name, id]))
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const id = ids.get(name)
      if (id === undefined) throw warehouseProblems.unknownField({ field: name, fields: [...ids.keys()].join(', ') })
      return [id, value === '' ? null : value]
    }),
  )
}

function byName({ fields }: Structure, cells: Cells): Cells {
  const known = fields.filter(({ id }) => id in cells)
  return Object.fromEntries(known.map(({ name, id }) => [name, cells[id] ?? null]))
}

/** Rows by their numbers, as a problem names them. */
export function named(rows: readonly { readonly row: number }[]): string {
  const most = 20
  const numbers = rows.slice(0, most).map(({ row }) => String(row))
  return numbers.join(', ') + (rows.length > most ? ', …' : '')
}
