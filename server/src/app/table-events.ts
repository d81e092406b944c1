import { accessEvents } from '../access/index.ts'
import { catalogueEvents } from '../catalogue/index.ts'
import { identityEvents } from '../identity/index.ts'
import type { TableEvents } from '../journal/index.ts'
import { lawEvents } from '../law/index.ts'
import { referenceEvents } from '../reference/index.ts'
import { warehouseEvents } from '../warehouse/index.ts'

const allOf = (...tables: readonly { readonly meanings: Readonly<Record<string, string>> }[]) =>
  tables.flatMap(({ meanings }) => Object.keys(meanings))

/** What the reconciler holds each change against: here alone all events and all tables are known. */
export const tableEvents: readonly TableEvents[] = [
  {
    // The rows of datasets and all that proves them; whatever brings a file into force says so.
    tables: ['data', 'history', 'warehouse.applies', 'warehouse.row_leaves', 'warehouse.row_tiles', 'warehouse.states'],
    events: [warehouseEvents['submission.applied']],
  },
  { tables: ['law'], events: allOf(lawEvents) },
  { tables: ['identity'], events: allOf(identityEvents) },
  { tables: ['reference'], events: allOf(referenceEvents) },
  { tables: ['access'], events: allOf(accessEvents) },
  // A structure comes into force by the file that carries its rows.
  { tables: ['catalogue'], events: allOf(catalogueEvents, warehouseEvents) },
]
