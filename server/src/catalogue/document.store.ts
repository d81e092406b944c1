import { sql } from 'kysely'
import type { Tx } from '../journal/index.ts'
import type { Db } from '../platform/index.ts'
import type { DatasetId } from './dataset.ts'
import type { DatasetDocument } from './document.ts'

const columns = sql`
  d.id, d.kind, d.language, d.title, d.version, d.effective_from AS "effectiveFrom", d.file_name AS "fileName",
  d.media_type AS "mediaType", d.bytes, d.digest, d.added_at AS "addedAt", d.unit_name AS "unitName", d.supersedes,
  (SELECT n.id FROM catalogue.documents AS n WHERE n.supersedes = d.id) AS "supersededBy"`

/** By kind and title, newest first; without those that were superseded unless asked for. */
export function listDocuments(db: Db, dataset: string, withSuperseded: boolean): Promise<DatasetDocument[]> {
  return db.rows<DatasetDocument>(sql`
    SELECT ${columns} FROM catalogue.documents AS d
    WHERE d.dataset_id = ${dataset}::uuid
      AND (${withSuperseded}::boolean OR NOT EXISTS (SELECT FROM catalogue.documents AS n WHERE n.supersedes = d.id))
    ORDER BY d.kind, d.title, d.added_at DESC, d.id`)
}

export function findDocument(db: Db, dataset: string, id: string): Promise<DatasetDocument | undefined> {
  return db.first<DatasetDocument>(sql`
    SELECT ${columns} FROM catalogue.documents AS d WHERE d.dataset_id = ${dataset}::uuid AND d.id = ${id}::uuid`)
}

export async function insertDocument(
  tx: Tx,
  dataset: DatasetId,
  document: Omit<DatasetDocument, 'supersededBy'> & { readonly unitId: string },
): Promise<void> {
  const { id, kind, language, title, version, effectiveFrom, fileName, mediaType, bytes, digest } = document
  await tx.execute(sql`
    INSERT INTO catalogue.documents (id, dataset_id, kind, language, title, version, effective_from, file_name, media_type,
      bytes, digest, added_at, unit_id, unit_name, supersedes)
    VALUES (${id}, ${dataset}, ${kind}, ${language}, ${title}, ${version}, ${effectiveFrom}, ${fileName}, ${mediaType},
      ${bytes}, ${digest}, ${document.addedAt}, ${document.unitId}, ${document.unitName}, ${document.supersedes})`)
}

/** Whether a document, of whatever dataset, has this content. */
export async function isKeptDocument(db: Db, digest: string): Promise<boolean> {
  return (await db.first(sql`SELECT id FROM catalogue.documents WHERE digest = ${digest} LIMIT 1`)) !== undefined
}
