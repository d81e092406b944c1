import { sql } from 'kysely'
import type { Tx } from '../../journal/index.ts'
import type { Db } from '../../platform/index.ts'
import type { Profile } from './profile.ts'

export async function findProfile(db: Db, datasetId: string): Promise<Profile | undefined> {
  const row = await db.first<{ profile: Profile }>(
    sql`SELECT profile FROM warehouse.profiles WHERE dataset_id = ${datasetId}`,
  )
  return row?.profile
}

export async function saveProfile(tx: Tx, datasetId: string, profile: Profile, accountId: string): Promise<void> {
  await tx.execute(sql`
    INSERT INTO warehouse.profiles (dataset_id, profile, since, account_id)
    VALUES (${datasetId}, ${JSON.stringify(profile)}, ${tx.at}, ${accountId})
    ON CONFLICT (dataset_id) DO UPDATE SET profile = EXCLUDED.profile, since = EXCLUDED.since, account_id = EXCLUDED.account_id`)
}

/** @returns whether there was one */
export async function removeProfile(tx: Tx, datasetId: string): Promise<boolean> {
  return (await tx.execute(sql`DELETE FROM warehouse.profiles WHERE dataset_id = ${datasetId}`)) > 0
}
