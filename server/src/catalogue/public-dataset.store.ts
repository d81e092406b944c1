import { sql } from 'kysely'
import type { Db } from '../platform/index.ts'
import type { DatasetKind, UpdateFrequency } from './dataset.ts'
import type { FieldType } from './field.ts'

/** What anybody may know of a public dataset in force (Điều 13.2: open data). */
export interface PublicDataset {
  readonly code: string
  readonly name: string
  readonly nameEn: string
  readonly description: string
  readonly descriptionEn: string
  readonly kind: DatasetKind
  readonly provider: string
  readonly providerEn: string
  readonly updateMethod: 'full' | 'incremental'
  readonly updateFrequency: UpdateFrequency
  readonly licence: string
  readonly catalogueVersion: number
  readonly inForceFrom: string
  /** Those that hold nothing personal. */
  readonly fields: readonly { name: string; title: string; titleEn: string; type: FieldType }[]
}

/** Those in force on a day, by code. Answers the role of the open zone, which sees no table. */
export function listPublicDatasets(
  db: Db,
  { day, after, limit }: { readonly day: string; readonly after: string | undefined; readonly limit: number },
): Promise<PublicDataset[]> {
  return db.rows<PublicDataset>(sql`
    SELECT code, name, name_en AS "nameEn", description, description_en AS "descriptionEn", kind, provider,
           provider_en AS "providerEn", update_method AS "updateMethod", update_frequency AS "updateFrequency", licence,
           catalogue_version AS "catalogueVersion", in_force_from AS "inForceFrom", fields
    FROM catalogue.list_public_datasets(${day}::date)
    WHERE code COLLATE "C" > ${after ?? ''} COLLATE "C" ORDER BY code COLLATE "C" LIMIT ${limit}`)
}
