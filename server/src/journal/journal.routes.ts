import type { Route } from '../platform/index.ts'
import { checkpointRoutes } from './checkpoint.routes.ts'
import type { CheckpointRouteDeps } from './checkpoint.routes.ts'
import { entryRoutes } from './entry.routes.ts'
import { readRoutes } from './read.routes.ts'
import type { ReadRouteDeps } from './read.routes.ts'
import { witnessRoutes } from './witness.routes.ts'
import type { WitnessRouteDeps } from './witness.routes.ts'

export function journalRoutes(deps: ReadRouteDeps & WitnessRouteDeps & CheckpointRouteDeps): Route[] {
  return [...entryRoutes(deps), ...checkpointRoutes(deps), ...readRoutes(deps), ...witnessRoutes(deps)]
}
