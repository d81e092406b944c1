import { sql } from 'kysely'
import type { Tx } from '../journal/index.ts'
import type { Db } from '../platform/index.ts'
import type { DatasetId } from './dataset.ts'
import { storedField } from './field.ts'
import type { Field } from './field.ts'
import { changesBetween } from './structure.evolution.ts'
import type { Pointer } from './structure.evolution.ts'
import type { Structure, StructureState, StructureVersion } from './structure.ts'

const columns = sql`version, fields, since, note`

/** A version as it is kept; what it changed follows from the one before. */
export type StructureRow = Omit<StructureVersion, 'changes'>

export async function insertStructure(tx: Tx, dataset: DatasetId, structure: StructureRow): Promise<void> {
  const { version, fields, since, note, state, conversions, carriedBy } = structure
  await tx.execute(sql`
    INSERT INTO catalogue.structures (dataset_id, version, fields, since, note, state, conversions, carried_by)
    VALUES (${dataset}, ${version}, ${JSON.stringify(fields)}::jsonb, ${since}, ${note}, ${state},
      ${JSON.stringify(conversions)}::jsonb, ${carriedBy})`)
}

/** All versions, newest first, those that never came into force included. */
export async function listStructures(db: Db, dataset: string): Promise<StructureVersion[]> {
  const rows = await db.rows<StructureRow>(sql`
    SELECT ${columns}, state, conversions, carried_by AS "carriedBy" FROM catalogue.structures
    WHERE dataset_id = ${dataset}::uuid ORDER BY version DESC`)
  const versions = rows.map((row) => ({ ...row, fields: row.fields.map(storedField) }))
  return versions.map((version, place) => {
    const before = versions.slice(place + 1).find(({ state }) => state === 'adopted')
    return { ...version, changes: changesBetween(before?.fields, version.fields, version.conversions) }
  })
}

/** Ends the wait of a pending version; adopted, it is in force from the instant of the change. */
export async function settleStructure(
  tx: Tx,
  dataset: string,
  version: number,
  state: Exclude<StructureState, 'pending'>,
): Promise<void> {
  const since = state === 'adopted' ? sql`${tx.at}::timestamptz` : sql`since`
  const settled = await tx.execute(sql`
    UPDATE catalogue.structures SET state = ${state}, since = ${since}
    WHERE dataset_id = ${dataset}::uuid AND version = ${version} AND state = 'pending'`)
  if (settled !== 1) throw new Error(`Structure version ${String(version)} of ${dataset} waits for nothing`)
}

/** Fields of other datasets, as they are or are about to be declared, that point at a dataset; archives do not count. */
export function listPointers(db: Db, code: string): Promise<Omit<Pointer, 'target'>[]> {
  return db.rows<Omit<Pointer, 'target'>>(sql`
    SELECT DISTINCT d.code AS dataset, f.value->>'name' AS field, f.value->'references'->>'field' AS name
    FROM catalogue.datasets AS d JOIN catalogue.structures AS s ON s.dataset_id = d.id, jsonb_array_elements(s.fields) AS f (value)
    WHERE d.code <> ${code} AND NOT EXISTS (
        SELECT FROM catalogue.retirements AS t WHERE t.dataset_id = d.id AND t.stage = 'archived')
      AND f.value->'references'->>'dataset' = ${code} AND s.state <> 'abandoned'
      AND s.version >= (SELECT max(c.version) FROM catalogue.structures AS c WHERE c.dataset_id = d.id AND c.state = 'adopted')
    ORDER BY 1, 2`)
}

export async function findStructure(db: Db, dataset: string, version: number): Promise<Structure | undefined> {
  const row = await db.first<Structure>(sql`
    SELECT ${columns} FROM catalogue.structures WHERE dataset_id = ${dataset}::uuid AND version = ${version}`)
  return row && toStructure(row)
}

export async function findCurrentStructure(db: Db, dataset: string): Promise<Structure | undefined> {
  const row = await db.first<Structure>(sql`
    SELECT ${columns} FROM catalogue.structures WHERE dataset_id = ${dataset}::uuid AND state = 'adopted'
    ORDER BY version DESC LIMIT 1`)
  return row && toStructure(row)
}

/** The version that was in force at an instant. */
export async function findStructureAt(db: Db, dataset: string, at: Date): Promise<Structure | undefined> {
  const row = await db.first<Structure>(sql`
    SELECT ${columns} FROM catalogue.structures
    WHERE dataset_id = ${dataset}::uuid AND state = 'adopted' AND since <= ${at} ORDER BY version DESC LIMIT 1`)
  return row && toStructure(row)
}

/** The field of the structure in force that goes, or once went, by a name: a renamed field is found by either. */
export async function findFieldByName(db: Db, dataset: string, name: string): Promise<Field | undefined> {
  const row = await db.first<{ field: Field }>(sql`
    SELECT n.value AS field
    FROM catalogue.structures AS s, jsonb_array_elements(s.fields) AS f (value),
         (SELECT fields FROM catalogue.structures WHERE dataset_id = ${dataset}::uuid AND state = 'adopted'
          ORDER BY version DESC LIMIT 1) AS current, jsonb_array_elements(current.fields) AS n (value)
    WHERE s.dataset_id = ${dataset}::uuid AND s.state = 'adopted' AND f.value->>'name' = ${name}
      AND n.value->>'id' = f.value->>'id'
    ORDER BY s.version DESC LIMIT 1`)
  return row && storedField(row.field)
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
