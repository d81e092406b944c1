import type { Route } from '../platform/index.ts'
import { entryRoutes } from './entry.routes.ts'
import { readRoutes } from './read.routes.ts'
import type { ReadRouteDeps } from './read.routes.ts'

export function journalRoutes(deps: ReadRouteDeps): Route[] {
  return [...entryRoutes(deps), ...readRoutes(deps)]
}
