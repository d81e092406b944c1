import type { CursorSeal, Route } from '../platform/index.ts'
import type { Catalogue } from './catalogue.ts'
import { codeListUseRoutes } from './code-list-use.routes.ts'
import { datasetRoutes } from './dataset.routes.ts'
import { documentRoutes } from './document.routes.ts'
import { kindRoutes } from './kind.routes.ts'
import { retirementRoutes } from './retirement.routes.ts'
import { structureRoutes } from './structure.routes.ts'
import { versionRoutes } from './version.routes.ts'

export function catalogueRoutes({ catalogue, cursors }: { catalogue: Catalogue; cursors: CursorSeal }): Route[] {
  return [
    ...kindRoutes(),
    ...datasetRoutes({ catalogue, cursors }),
    ...documentRoutes({ catalogue }),
    ...retirementRoutes({ catalogue }),
    ...structureRoutes({ catalogue }),
    ...versionRoutes({ catalogue }),
    ...codeListUseRoutes({ catalogue }),
  ]
}
