import type { Route } from '../platform/index.ts'
import { checkpointRoutes } from './checkpoint.routes.ts'
import type { CheckpointRouteDeps } from './checkpoint.routes.ts'
import { entryRoutes } from './entry.routes.ts'
import { progressRoutes } from './progress.routes.ts'
import type { ProgressRouteDeps } from './progress.routes.ts'
import { receiptRoutes } from './receipt/receipt.routes.ts'
import type { ReceiptRouteDeps } from './receipt/receipt.routes.ts'
import { timeStampRoutes } from './time-stamp/time-stamp.routes.ts'
import type { TimeStampRouteDeps } from './time-stamp/time-stamp.routes.ts'
import { readRoutes } from './read.routes.ts'
import type { ReadRouteDeps } from './read.routes.ts'
import { witnessRoutes } from './witness.routes.ts'
import type { WitnessRouteDeps } from './witness.routes.ts'

export function journalRoutes(
  deps: ReadRouteDeps &
    ReceiptRouteDeps &
    TimeStampRouteDeps &
    WitnessRouteDeps &
    CheckpointRouteDeps &
    ProgressRouteDeps,
): Route[] {
  return [
    ...entryRoutes(deps),
    ...checkpointRoutes(deps),
    ...readRoutes(deps),
    ...receiptRoutes(deps),
    ...timeStampRoutes(deps),
    ...witnessRoutes(deps),
    ...progressRoutes(deps),
  ]
}
