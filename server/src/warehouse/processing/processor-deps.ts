import type { Journal } from '../../journal/index.ts'
import type { BlobStore, Database, Log } from '../../platform/index.ts'
import type { StandingDeps } from './standing.ts'

/** What work on submissions needs. */
export interface ProcessorDeps extends StandingDeps {
  readonly database: Database
  readonly journal: Journal
  readonly blobs: BlobStore
  readonly log: Log
}
