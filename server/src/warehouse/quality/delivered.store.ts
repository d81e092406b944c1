import { sql } from 'kysely'
import type { Structure } from '../../catalogue/index.ts'
import type { Db } from '../../platform/index.ts'
import { rules } from '../checking/fault.ts'
import { stagingTable } from '../storage/staging.store.ts'
import { dimensionOf } from './rule-dimension.ts'

/** What a file was like, as only the session that checked it can tell. */
export interface Delivered {
  readonly sent: number
  readonly isRefused: boolean
  /** Fields the file had to have. */
  readonly fieldCount: number
  /** Records that are no rows. */
  readonly broken: number
  /** Rows that repeat another, in whole or in what must differ. */
  readonly repeated: number
  /** Cells that break a rule of their form, and cells that point at nothing, by field id. */
  readonly faulty: Readonly<Record<string, number>>
  readonly dangling: Readonly<Record<string, number>>
  /** Cells that hold a value by field id; counted only where the rows do not come into force. */
  readonly present: Readonly<Record<string, number>>
}

export interface CheckedFile {
  readonly submissionId: string
  readonly structure: Structure
  readonly reading: { readonly sent: number; readonly staged: number; readonly isRefused: boolean }
  /** Whether its rows are refused: nothing else will count them. */
  readonly isRefused: boolean
}

/** Counts what checking found. A clean file costs two questions to empty tables; a refused one is scanned once more. */
export async function countDelivered(db: Db, file: CheckedFile): Promise<Delivered> {
  const { structure, reading, isRefused } = file
  // Of a file that could not be understood, nothing was checked; the tables of an earlier one may still lie in the session.
  const wasChecked = !reading.isRefused && reading.sent > 0
  const sent = wasChecked ? reading.sent : 0
  const counted = {
    sent,
    isRefused,
    fieldCount: structure.fields.length,
    broken: wasChecked ? sent - reading.staged : 0,
  }
  if (!wasChecked) return { ...counted, repeated: 0, faulty: {}, dangling: {}, present: {} }
  return {
    ...counted,
    ...(await countFaultyCells(db, structure)),
    repeated: await countRepeated(db),
    present: isRefused ? await countPresent(db, file) : {},
  }
}

const rulesOf = (dimension: string) => rules.filter((rule) => dimensionOf(rule) === dimension)

async function countFaultyCells(db: Db, { fields }: Structure): Promise<Pick<Delivered, 'faulty' | 'dangling'>> {
  const rows = await db.rows<{ field: string; faulty: number; dangling: number }>(sql`
    SELECT field, count(DISTINCT row) FILTER (WHERE rule = ANY (${rulesOf('validity')}::text[])) AS faulty,
           count(DISTINCT row) FILTER (WHERE rule = ANY (${rulesOf('consistency')}::text[])) AS dangling
    FROM pg_temp.found GROUP BY field`)
  const idOf = new Map(fields.map(({ id, name }) => [name, id]))
  const by = (count: 'faulty' | 'dangling') =>
    Object.fromEntries(
      rows.flatMap((row) => {
        const id = idOf.get(row.field)
        return id === undefined || row[count] === 0 ? [] : [[id, row[count]] as const]
      }),
    )
  return { faulty: by('faulty'), dangling: by('dangling') }
}

async function countRepeated(db: Db): Promise<number> {
  const row = await db.first<{ rows: number }>(sql`
    SELECT count(*) AS rows FROM (
      SELECT row FROM pg_temp.found WHERE rule = ANY (${rulesOf('uniqueness')}::text[])
      UNION SELECT _row FROM pg_temp.duplicates WHERE nth > 1 AND NOT differs) AS r`)
  return row?.rows ?? 0
}

async function countPresent(
  db: Db,
  { submissionId, structure }: CheckedFile,
): Promise<Readonly<Record<string, number>>> {
  const counts = structure.fields.map(({ id }) => sql`count(${sql.ref(id)}) AS ${sql.ref(id)}`)
  const row = await db.first<Record<string, number>>(sql`SELECT ${sql.join(counts)} FROM ${stagingTable(submissionId)}`)
  return row ?? {}
}
