import type { Structure } from '../../catalogue/index.ts'
import type { Journal } from '../../journal/index.ts'
import type { BlobStore, Database, Log } from '../../platform/index.ts'
import type { MeasuringDeps } from '../quality/measuring.ts'
import type { Extent } from '../checking/load-rules.ts'
import type { Sealing } from '../submission/sealing.ts'
import type { Submission } from '../submission/submission.ts'
import type { Reporter } from './reporter.ts'
import type { StandingDeps } from './standing.ts'

/** What work on submissions needs. */
export interface ProcessorDeps extends StandingDeps {
  readonly database: Database
  readonly journal: Journal
  readonly blobs: BlobStore
  readonly log: Log
  readonly sealing: Sealing
}

export function measuringDeps({ database, catalogue }: ProcessorDeps): MeasuringDeps {
  return { db: database.application, catalogue }
}

/** A submission that brought a file, under way from its bytes to its balance. */
export interface FileLoad {
  readonly submission: Submission & { readonly load: Extent }
  readonly structure: Structure
  readonly report: Reporter
}
