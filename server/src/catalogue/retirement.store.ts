import { sql } from 'kysely'
import type { Tx } from '../journal/index.ts'
import type { InstrumentId } from '../law/index.ts'
import type { Db } from '../platform/index.ts'
import type { DatasetId } from './dataset.ts'
import type { DatasetStage } from './retirement.ts'

/** An act with its instrument by id. */
export interface RetirementRow {
  readonly number: number
  readonly stage: DatasetStage
  readonly instrument: InstrumentId
  readonly reason: string
  readonly at: Date
}

/** Newest first. */
export function listRetirements(db: Db, dataset: string): Promise<RetirementRow[]> {
  return db.rows<RetirementRow>(sql`
    SELECT number, stage, instrument_id AS instrument, reason, at FROM catalogue.retirements
    WHERE dataset_id = ${dataset}::uuid ORDER BY number DESC`)
}

export async function insertRetirement(tx: Tx, dataset: DatasetId, row: Omit<RetirementRow, 'at'>): Promise<void> {
  await tx.execute(sql`
    INSERT INTO catalogue.retirements (dataset_id, number, stage, instrument_id, reason, at)
    VALUES (${dataset}, ${row.number}, ${row.stage}, ${row.instrument}, ${row.reason}, ${tx.at})`)
}
