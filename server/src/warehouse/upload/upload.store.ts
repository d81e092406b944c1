import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Db } from '../../platform/index.ts'
import type { Upload } from './upload.ts'

const columns = sql`
  id, dataset_id AS "datasetId", dataset_code AS "datasetCode", account_id AS "accountId", unit_id AS "unitId",
  file_name AS "fileName", bytes, created_at AS "createdAt", expires_at AS "expiresAt"`

function list(db: Db, where: RawBuilder<unknown>): Promise<Upload[]> {
  return db.rows<Upload>(sql`SELECT ${columns} FROM warehouse.uploads WHERE ${where}`)
}

export async function findUpload(db: Db, id: string, at: Date): Promise<Upload | undefined> {
  return (await list(db, sql`id = ${id}::uuid AND expires_at > ${at}`))[0]
}

export function listExpired(db: Db, at: Date): Promise<Upload[]> {
  return list(db, sql`expires_at <= ${at}`)
}

export async function insertUpload(db: Db, upload: Upload): Promise<void> {
  const u = upload
  await db.execute(sql`
    INSERT INTO warehouse.uploads (id, dataset_id, dataset_code, account_id, unit_id, file_name, bytes, created_at, expires_at)
    VALUES (${u.id}, ${u.datasetId}, ${u.datasetCode}, ${u.accountId}, ${u.unitId}, ${u.fileName}, ${u.bytes},
      ${u.createdAt}, ${u.expiresAt})`)
}

export async function removeUpload(db: Db, id: string): Promise<void> {
  await db.execute(sql`DELETE FROM warehouse.uploads WHERE id = ${id}`)
}
