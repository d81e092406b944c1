import type { Modules } from '../../src/app/index.ts'
import type { Database } from '../../src/platform/index.ts'
import type { RowScope } from '../../src/warehouse/record/conditions.sql.ts'
import { createWindows } from '../../src/warehouse/record/window.ts'
import type { Window } from '../../src/warehouse/record/window.ts'
import { lookupFields } from '../../src/warehouse/storage/columns.sql.ts'
import type { LookupField } from '../../src/warehouse/storage/columns.sql.ts'

export interface WindowsOver {
  readonly fields: readonly LookupField[]
  /** All fields, as they are, of the rows in all of the scopes. */
  readonly open: (scopes: readonly RowScope[]) => Promise<Window>
}

/** Windows as a decision would have them opened, over a dataset. */
export async function windowsOver(database: Database, { catalogue }: Modules, code: string): Promise<WindowsOver> {
  const dataset = await catalogue.getDataset(code)
  const structure = await catalogue.currentStructure(dataset.id)
  if (!structure) throw new Error(`${code} has no structure`)
  const { version } = structure
  const fields = lookupFields(structure)
  const windows = createWindows(database)
  const shows = { showsKeys: true, pseudonymKey: undefined }
  return { fields, open: (scopes) => windows.open({ dataset, version, fields, scopes, ...shows }) }
}
