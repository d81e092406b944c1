import type { Access } from '../access/index.ts'
import type { Catalogue } from '../catalogue/index.ts'
import type { Journal } from '../journal/index.ts'
import type { BlobStore, Clock, CursorSeal, Database, Log } from '../platform/index.ts'
import { createExportService } from './export/export.service.ts'
import type { ExportService } from './export/export.service.ts'
import { createExportWorker } from './export/export-worker.ts'
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
  readonly exports: ExportService
  readonly worker: Worker
  readonly notices: NoticeKeeper
  /** Whether a dataset has ever been filled. */
  hasRecords(datasetId: string): Promise<boolean>
}

/** Work on submissions and on exports starts and stops together. */
function together(worker: Worker, exports: Worker): Worker {
  return {
    kick: () => {
      worker.kick()
      exports.kick()
    },
    start: () => {
      worker.start()
      exports.start()
    },
    stop: async () => {
      await Promise.all([worker.stop(), exports.stop()])
    },
  }
}

export function createWarehouse(deps: WarehouseDeps): Warehouse {
  const notices = createNoticeKeeper(deps)
  const worker = createWorker({ ...deps, onTick: () => notices.tick() })
  const exportWorker = createExportWorker(deps)
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
    exports: createExportService({
      ...{ ...deps, reads: deps.journal.reads },
      onRequested: () => {
        exportWorker.kick()
      },
    }),
    worker: together(worker, exportWorker),
    notices,
    hasRecords: async (datasetId) => (await findState(deps.database.application, datasetId)) !== undefined,
  }
}
