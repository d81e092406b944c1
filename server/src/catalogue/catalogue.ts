import type { Journal } from '../journal/index.ts'
import type { Reference } from '../reference/index.ts'
import { createCodeListUses } from './code-list-use.service.ts'
import type { CodeListUses } from './code-list-use.service.ts'
import { createDatasetLookups } from './dataset.lookups.ts'
import type { DatasetLookups, LookupDeps } from './dataset.lookups.ts'
import { createDatasets } from './dataset.service.ts'
import type { Datasets } from './dataset.service.ts'
import { createRetirements } from './retirement.service.ts'
import type { Retirements } from './retirement.service.ts'
import { createDocuments } from './document.service.ts'
import type { DocumentDeps, Documents } from './document.service.ts'
import { createInForceLookups } from './in-force.lookups.ts'
import type { InForceLookups } from './in-force.lookups.ts'
import { createStructures } from './structure.service.ts'
import { createStructureLookups } from './structure.lookups.ts'
import type { StructureLookups } from './structure.lookups.ts'
import type { RowCarrier } from './structure.carrying.ts'
import type { StructureEffect, Structures } from './structure.service.ts'
import { createVersionLookups } from './version.lookups.ts'
import type { VersionLookups } from './version.lookups.ts'
import { createVersions } from './version.service.ts'
import type { Versions } from './version.service.ts'

export type Catalogue = DatasetLookups &
  Datasets &
  Documents &
  InForceLookups &
  Retirements &
  Structures &
  StructureLookups &
  VersionLookups &
  Versions &
  CodeListUses

export interface CatalogueDeps extends LookupDeps {
  readonly journal: Journal
  readonly blobs: DocumentDeps['blobs']
  readonly bearsMark?: DocumentDeps['bearsMark']
  readonly reference: Reference
  /** Makes or widens the dataset's tables in the transaction that declares a structure; filled by `app`. */
  readonly structureEffect: StructureEffect
  /** Carries rows in force into converted fields; filled by `app`. */
  readonly rowCarrier?: RowCarrier
}

export function createCatalogue(deps: CatalogueDeps): Catalogue {
  const datasets = createDatasetLookups(deps)
  const versions = createVersionLookups(deps)
  return {
    ...datasets,
    ...createDatasets({ ...deps, datasets }),
    ...createDocuments({ ...deps, datasets, versions }),
    ...createRetirements({ ...deps, datasets }),
    ...createInForceLookups(deps),
    ...createStructures({ ...deps, datasets }),
    ...createStructureLookups(deps.database),
    ...versions,
    ...createVersions({ ...deps, versions }),
    ...createCodeListUses(deps),
  }
}
