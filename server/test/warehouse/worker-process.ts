import { createModules } from '../../src/app/index.ts'
import {
  createDatabase,
  createFolderBlobStore,
  createLog,
  newId,
  runtimeUrls,
  systemClock,
} from '../../src/platform/index.ts'

/** A process that works on submissions until it is killed: database, secret and folder of the raw files as arguments. */
const [adminUrl = '', secret = '', folder = ''] = process.argv.slice(2)
const { warehouse } = createModules({
  database: createDatabase(runtimeUrls(adminUrl, secret), 4),
  blobs: createFolderBlobStore(folder, () => newId<'blob'>(systemClock.now())),
  clock: systemClock,
  log: createLog('silent'),
  secret,
  ...{ sessionHours: 1, submissionMaxBytes: 1 << 20, uploadFolder: `${folder}-uploads` },
})
warehouse.worker.start()
