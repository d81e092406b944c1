import type { Access } from '../access/index.ts'
import type { Catalogue } from '../catalogue/index.ts'
import type { Journal } from '../journal/index.ts'
import type { BlobStore, Clock, CursorSeal, Database, Log } from '../platform/index.ts'
import { createRecordReader } from './record/record.service.ts'
import type { RecordReader } from './record/record.service.ts'
import { findState } from './storage/state.store.ts'
import { createSubmissionService } from './submission/submission.service.ts'
import { createSubmissionViews } from './submission/submission.view.ts'
import type { SubmissionViews } from './submission/submission.view.ts'
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
}

export interface Warehouse {
  readonly submissions: ReturnType<typeof createSubmissionService>
  readonly views: SubmissionViews
  readonly records: RecordReader
  readonly worker: Worker
  readonly notices: NoticeKeeper
  /** Whether a dataset has ever been filled. */
  hasRecords(datasetId: string): Promise<boolean>
}

export function createWarehouse(deps: WarehouseDeps): Warehouse {
  const notices = createNoticeKeeper(deps)
  const worker = createWorker({ ...deps, onTick: () => notices.tick() })
  return {
    submissions: createSubmissionService({
      ...deps,
      onReceived: () => {
        worker.kick()
      },
    }),
    views: createSubmissionViews({
      db: deps.database.application,
      catalogue: deps.catalogue,
      reads: deps.journal.reads,
    }),
    records: createRecordReader({ ...deps, reads: deps.journal.reads }),
    worker,
    notices,
    hasRecords: async (datasetId) => (await findState(deps.database.application, datasetId)) !== undefined,
  }
}
