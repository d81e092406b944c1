import type { Route } from '../platform/index.ts'
import { entryRoutes } from './entry.routes.ts'
import { readRoutes } from './read.routes.ts'
import type { ReadRouteDeps } from './read.routes.ts'
import { witnessRoutes } from './witness.routes.ts'
import type { WitnessRouteDeps } from './witness.routes.ts'

export function journalRoutes(deps: ReadRouteDeps & WitnessRouteDeps): Route[] {
  return [...entryRoutes(deps), ...readRoutes(deps), ...witnessRoutes(deps)]
}
