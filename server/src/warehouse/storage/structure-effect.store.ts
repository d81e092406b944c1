import { sql } from 'kysely'
import type { StructureEffect } from '../../catalogue/index.ts'

/** Makes or widens a dataset's tables when its structure is declared, through the owner's function (ADR 0005). */
export const makeDatasetTables: StructureEffect = async (tx, dataset, structure) => {
  await tx.execute(sql`SELECT warehouse.make_dataset_tables(${dataset.id}, ${structure.version})`)
}
