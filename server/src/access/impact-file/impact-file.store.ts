import { sql } from 'kysely'
import { orgRef } from '../../identity/index.ts'
import type { Tx } from '../../journal/index.ts'
import type { Db } from '../../platform/index.ts'
import type { ImpactFacts, ImpactVersion, ImpactWords } from './impact-file.ts'

/** Versions of the files of some datasets, newest first in each. */
export function listImpactVersions(
  db: Db,
  datasets: readonly string[],
): Promise<(ImpactVersion & { readonly dataset: string })[]> {
  return db.rows(sql`
    SELECT f.dataset_id AS dataset, f.version, f.purposes, f.legal_basis AS "legalBasis", f.retention, f.risks, f.measures,
           f.written_at AS "writtenAt", f.written_by AS "writtenBy", f.confirmed_at AS "confirmedAt", f.confirmed_by AS "confirmedBy",
           f.facts, ${orgRef('o')} AS unit
    FROM access.impact_files AS f JOIN identity.organisations AS o ON o.id = f.unit_id
    WHERE f.dataset_id = ANY (${datasets}::uuid[]) ORDER BY f.dataset_id, f.version DESC`)
}

/** Has others wait who would write of the dataset; gives what was written last. */
export async function lockNewestVersion(tx: Tx, dataset: string): Promise<ImpactVersion | undefined> {
  await tx.execute(sql`SELECT id FROM catalogue.datasets WHERE id = ${dataset}::uuid FOR NO KEY UPDATE`)
  return (await listImpactVersions(tx, [dataset]))[0]
}

/** Keeps the next version, under the lock of the newest one; gives its number. */
export async function insertImpactVersion(
  tx: Tx,
  dataset: string,
  words: ImpactWords,
  by: { readonly unit: string; readonly account: string },
): Promise<number> {
  const row = await tx.first<{ version: number }>(sql`
    INSERT INTO access.impact_files
      (dataset_id, version, unit_id, purposes, legal_basis, retention, risks, measures, written_at, written_by)
    SELECT ${dataset}::uuid, coalesce(max(f.version), 0) + 1, ${by.unit}::uuid, ${words.purposes}::text, ${words.legalBasis}::text,
           ${words.retention}::text, ${words.risks}::text, ${words.measures}::text, ${tx.at}::timestamptz, ${by.account}::text
    FROM access.impact_files AS f WHERE f.dataset_id = ${dataset}::uuid RETURNING version`)
  if (!row) throw new Error('A version of an impact file was not kept')
  return row.version
}

/** Confirms the newest version, if it is that one and was not confirmed. */
export async function saveConfirmation(
  tx: Tx,
  { dataset, version }: { readonly dataset: string; readonly version: number },
  by: string,
  facts: ImpactFacts,
): Promise<boolean> {
  const confirmed = await tx.execute(sql`
    UPDATE access.impact_files AS f SET confirmed_at = ${tx.at}, confirmed_by = ${by}, facts = ${JSON.stringify(facts)}::jsonb
    WHERE f.dataset_id = ${dataset}::uuid AND f.version = ${version} AND f.confirmed_at IS NULL AND NOT EXISTS (
      SELECT FROM access.impact_files AS n WHERE n.dataset_id = f.dataset_id AND n.version > f.version)`)
  return confirmed === 1
}
