import type { RecordKeys } from '../../access/index.ts'
import type { Database } from '../../platform/index.ts'
import { recordKeyDigest } from './record-query.ts'
import { isKeyHeld } from './record-keys.store.ts'

export function createRecordKeys({ database, secret }: { database: Database; secret: string }): RecordKeys {
  return {
    digestOf: (dataset, key) => recordKeyDigest(secret, dataset, key),
    holds: (dataset, key) => isKeyHeld(database.loader, dataset, key),
  }
}
