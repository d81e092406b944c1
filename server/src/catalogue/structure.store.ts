import { sql } from 'kysely'
import type { Tx } from '../journal/index.ts'
import type { Db } from '../platform/index.ts'
import type { DatasetId } from './dataset.ts'
import { storedField } from './field.ts'
import type { Structure } from './structure.ts'

const columns = sql`version, fields, since, note`

export async function insertStructure(tx: Tx, dataset: DatasetId, structure: Structure): Promise<void> {
  const { version, fields, since, note } = structure
  await tx.execute(sql`
    INSERT INTO catalogue.structures (dataset_id, version, fields, since, note)
    VALUES (${dataset}, ${version}, ${JSON.stringify(fields)}::jsonb, ${since}, ${note})`)
}

/** Newest first. */
export async function listStructures(db: Db, dataset: string): Promise<Structure[]> {
  const rows = await db.rows<Structure>(sql`
    SELECT ${columns} FROM catalogue.structures WHERE dataset_id = ${dataset}::uuid ORDER BY version DESC`)
  return rows.map(toStructure)
}

export async function findStructure(db: Db, dataset: string, version: number): Promise<Structure | undefined> {
  const row = await db.first<Structure>(sql`
    SELECT ${columns} FROM catalogue.structures WHERE dataset_id = ${dataset}::uuid AND version = ${version}`)
  return row && toStructure(row)
}

export async function findCurrentStructure(db: Db, dataset: string): Promise<Structure | undefined> {
  const row = await db.first<Structure>(sql`
    SELECT ${columns} FROM catalogue.structures WHERE dataset_id = ${dataset}::uuid ORDER BY version DESC LIMIT 1`)
  return row && toStructure(row)
}

/** Rules that came later than a structure are "no rule" in it. */
function toStructure(row: Structure): Structure {
  return { ...row, fields: row.fields.map(storedField) }
}

/** Those of the datasets that have a structure. */
export async function findStructured(db: Db, datasets: readonly DatasetId[]): Promise<Set<DatasetId>> {
  const rows = await db.rows<{ id: DatasetId }>(sql`
    SELECT DISTINCT dataset_id AS id FROM catalogue.structures WHERE dataset_id = ANY (${datasets}::uuid[])`)
  return new Set(rows.map(({ id }) => id))
}

/** Whether the server reads a text as a regular expression (SQLSTATE 2201B when it does not). */
export async function isServerPattern(db: Db, pattern: string): Promise<boolean> {
  try {
    await db.execute(sql`SELECT '' ~ ${pattern}`)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '2201B') return false
    throw error
  }
}
