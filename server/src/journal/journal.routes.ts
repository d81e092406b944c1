import type { CursorSeal, Db, Route } from '../platform/index.ts'
import { entryRoutes } from './entry.routes.ts'
import { readRoutes } from './read.routes.ts'

export function journalRoutes(deps: { db: Db; cursors: CursorSeal }): Route[] {
  return [...entryRoutes(deps), ...readRoutes(deps)]
}
