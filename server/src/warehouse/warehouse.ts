import type { Access, FilesAtLarge, Incidents, RecordKeys, SubjectReads } from '../access/index.ts'
import type { Catalogue } from '../catalogue/index.ts'
import type { Identity } from '../identity/index.ts'
import type { Journal } from '../journal/index.ts'
import type { BlobStore, Clock, CursorSeal, Database, Log } from '../platform/index.ts'
import { createExportService } from './export/export.service.ts'
import type { ExportService } from './export/export.service.ts'
import { createExportWorker } from './export/export-worker.ts'
import { createPreviews } from './intake/preview.service.ts'
import type { Previews } from './intake/preview.service.ts'
import { createProfiles } from './intake/profile.service.ts'
import type { Profiles } from './intake/profile.service.ts'
import { createRecordKeys } from './record/record-keys.ts'
import { createRecordReader } from './record/record.service.ts'
import { createWindows } from './record/window.ts'
import type { RecordReader } from './record/record.service.ts'
import { createSubjectReads } from './subject-reads/subject-reads.service.ts'
import { createStateKeeper } from './storage/state.keeper.ts'
import type { StateKeeper } from './storage/state.keeper.ts'
import { findState } from './storage/state.store.ts'
import { createMending } from './quarantine/mending.service.ts'
import type { Mending } from './quarantine/mending.service.ts'
import { createQuarantineReader } from './quarantine/quarantine.reader.ts'
import type { QuarantineReader } from './quarantine/quarantine.reader.ts'
import { createDatasetSettings } from './settings/settings.service.ts'
import type { DatasetSettings } from './settings/settings.service.ts'
import { createConfirmations } from './submission/confirmation.service.ts'
import type { Confirmations } from './submission/confirmation.service.ts'
import { createFilesAtLarge } from './submission/files-at-large.ts'
import { createSealing } from './submission/sealing.ts'
import type { Sealing } from './submission/sealing.ts'
import { createSubmissionService } from './submission/submission.service.ts'
import type { SubmissionService } from './submission/submission.service.ts'
import { createWithdrawals } from './submission/withdrawal.service.ts'
import type { Withdrawals } from './submission/withdrawal.service.ts'
import { createSubmissionViews } from './submission/submission.view.ts'
import type { SubmissionViews } from './submission/submission.view.ts'
import { createUploads } from './upload/upload.service.ts'
import type { Uploads } from './upload/upload.service.ts'
import { createNoticeKeeper } from './desk/notice.keeper.ts'
import type { NoticeKeeper } from './desk/notice.keeper.ts'
import { createWorker } from './processing/worker.ts'
import type { Worker } from './processing/rounds.ts'

export interface WarehouseDeps {
  readonly database: Database
  readonly journal: Journal
  readonly catalogue: Catalogue
  readonly access: Access
  readonly incidents: Incidents
  readonly identity: Pick<Identity, 'principalNow' | 'requireProof' | 'listUnitsHolding'>
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
  readonly submissions: SubmissionService
  readonly confirmations: Confirmations
  readonly withdrawals: Withdrawals
  readonly quarantine: QuarantineReader
  readonly mending: Mending
  readonly settings: DatasetSettings
  readonly views: SubmissionViews
  readonly profiles: Profiles
  readonly previews: Previews
  readonly uploads: Uploads
  readonly sealing: Sealing
  /** What the incidents about files need of the warehouse. */
  readonly files: FilesAtLarge
  readonly records: RecordReader
  readonly exports: ExportService
  readonly worker: Worker
  readonly notices: NoticeKeeper
  readonly states: StateKeeper
  /** Who read what is held of a person, for their request. */
  readonly subjectReads: SubjectReads
  /** By what records are named in the log of reads, and whether there is one. */
  readonly recordKeys: RecordKeys
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

export function createWarehouse(world: WarehouseDeps): Warehouse {
  const notices = createNoticeKeeper(world)
  const db = world.database.application
  const uploads = createUploads({ ...world, db, folder: world.uploadFolder })
  const { incidents } = world
  const sealing = createSealing({ ...world, onSealed: () => notices.lookNow() })
  const worker = createWorker({
    ...{ ...world, sealing },
    sweep: async () => {
      await uploads.sweep()
      await incidents.sweepBytes()
    },
    onTick: async () => {
      await incidents.keepBytes()
      await notices.tick()
    },
  })
  const windows = createWindows(world.database)
  const exportWorker = createExportWorker({ ...world, windows })
  const deps = {
    ...{ ...world, db, sealing, windows },
    reads: world.journal.reads,
    onReceived: () => {
      worker.kick()
    },
    onRequested: () => {
      exportWorker.kick()
    },
  }
  const submissions = createSubmissionService(deps)
  return {
    ...{ submissions, uploads, sealing },
    files: createFilesAtLarge({ ...deps, uploads }),
    profiles: createProfiles(deps),
    previews: createPreviews(deps),
    confirmations: createConfirmations(deps),
    withdrawals: createWithdrawals({ ...deps, submissions }),
    quarantine: createQuarantineReader(deps),
    mending: createMending({ ...deps, submissions }),
    settings: createDatasetSettings(deps),
    views: createSubmissionViews(deps),
    records: createRecordReader(deps),
    exports: createExportService(deps),
    worker: together(worker, exportWorker),
    notices,
    states: createStateKeeper(world),
    subjectReads: createSubjectReads(deps),
    recordKeys: createRecordKeys(deps),
    hasRecords: async (datasetId) => (await findState(deps.db, datasetId)) !== undefined,
  }
}
