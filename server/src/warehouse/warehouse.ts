import type { Access } from '../access/index.ts'
import type { Catalogue } from '../catalogue/index.ts'
import type { Journal } from '../journal/index.ts'
import type { BlobStore, Clock, CursorSeal, Database, Log } from '../platform/index.ts'
import { createPreviews } from './intake/preview.service.ts'
import type { Previews } from './intake/preview.service.ts'
import { createProfiles } from './intake/profile.service.ts'
import type { Profiles } from './intake/profile.service.ts'
import { createRecordReader } from './record/record.service.ts'
import type { RecordReader } from './record/record.service.ts'
import { findState } from './storage/state.store.ts'
import { createSubmissionService } from './submission/submission.service.ts'
import { createSubmissionViews } from './submission/submission.view.ts'
import type { SubmissionViews } from './submission/submission.view.ts'
import { createUploads } from './upload/upload.service.ts'
import type { Uploads } from './upload/upload.service.ts'
import { createNoticeKeeper } from './desk/notice.keeper.ts'
import type { NoticeKeeper } from './desk/notice.keeper.ts'
import { createWorker } from './processing/worker.ts'
import type { Worker } from './processing/worker.ts'

export interface WarehouseDeps {
  readonly database: Database
  readonly journal: Journal
  readonly catalogue: Catalogue
  readonly access: Access
  readonly blobs: BlobStore
  readonly cursors: CursorSeal
  readonly clock: Clock
  readonly log: Log
  readonly secret: string
  readonly maxBytes: number
  /** Where files lie that come in pieces. */
  readonly uploadFolder: string
}

export interface Warehouse {
  readonly submissions: ReturnType<typeof createSubmissionService>
  readonly views: SubmissionViews
  readonly profiles: Profiles
  readonly previews: Previews
  readonly uploads: Uploads
  readonly records: RecordReader
  readonly worker: Worker
  readonly notices: NoticeKeeper
  /** Whether a dataset has ever been filled. */
  hasRecords(datasetId: string): Promise<boolean>
}

export function createWarehouse(deps: WarehouseDeps): Warehouse {
  const db = deps.database.application
  const uploads = createUploads({ ...deps, db, folder: deps.uploadFolder })
  const notices = createNoticeKeeper(deps)
  const worker = createWorker({ ...deps, sweepUploads: uploads.sweep, onTick: () => notices.tick() })
  return {
    profiles: createProfiles({ ...deps, db }),
    previews: createPreviews({ ...deps, db }),
    uploads,
    submissions: createSubmissionService({
      ...{ ...deps, db },
      onReceived: () => {
        worker.kick()
      },
    }),
    views: createSubmissionViews({
      db,
      catalogue: deps.catalogue,
      reads: deps.journal.reads,
    }),
    records: createRecordReader({ ...deps, reads: deps.journal.reads }),
    worker,
    notices,
    hasRecords: async (datasetId) => (await findState(deps.database.application, datasetId)) !== undefined,
  }
}
