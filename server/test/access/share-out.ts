import type { RowScope } from '../../src/warehouse/record/conditions.sql.ts'
import { csvOf, files, manyFiles, offices, wardOne, wardTwo } from '../warehouse/dataset.ts'
import type { FileRow } from '../warehouse/dataset.ts'
import type { OpenWarehouse } from '../warehouse/open-warehouse.ts'
import type { Share } from './interleaved.ts'
import { windowsOver } from './open-window.ts'

/** The files, and who reads which of them: a ward each, a ward and a kind, all. */
export async function shareOut({ deliver, modules, promulgateNext, testing }: OpenWarehouse): Promise<Share[]> {
  const rows = manyFiles(60, (number) => ({ loai: number % 2 === 0 ? 'A' : 'B' }))
  await promulgateNext([offices, files])
  await deliver('ma,ten\nDV1,Một\nDV2,Hai\n', { dataset: offices })
  const { state } = await deliver(csvOf(rows), { dataset: files })
  if (state !== 'applied') throw new Error(`The files are ${state}`)
  const { fields, open } = await windowsOver(testing.database, modules, files)
  const scope = (name: string, values: readonly string[]): RowScope => {
    const field = fields.find((each) => each.name === name)
    if (!field) throw new Error(name)
    return { field, values }
  }
  const share = async (scopes: readonly RowScope[], isOwn: (row: FileRow) => boolean): Promise<Share> => ({
    window: await open(scopes),
    keys: new Set(rows.filter(isOwn).map(({ ma }) => ma ?? '')),
  })
  return Promise.all([
    share([scope('phuong', [wardOne])], ({ phuong }) => phuong === wardOne),
    share([scope('phuong', [wardTwo])], ({ phuong }) => phuong === wardTwo),
    share(
      [scope('phuong', [wardTwo]), scope('loai', ['A'])],
      (row) => row['phuong'] === wardTwo && row['loai'] === 'A',
    ),
    share([scope('loai', ['B', 'C'])], ({ loai }) => loai !== 'A'),
    share([], () => true),
  ])
}
