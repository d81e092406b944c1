import type { Catalogue } from '../../catalogue/index.ts'
import type { VerificationFault } from '../../journal/index.ts'
import type { Db } from '../../platform/index.ts'
import { hashRowLeaves, listRowTiles } from './leaves.store.ts'
import type { RowTile } from './row-tile.ts'
import { countAltered, countMisended, countRows, countVersions, listApplies } from './verify.store.ts'
import type { ApplyRow } from './verify.store.ts'

export interface WarehouseVerification {
  readonly applies: number
  readonly leaves: number
  readonly faults: readonly VerificationFault[]
}

/**
 * Checks the data against the log: the row leaves of every apply give the root that its journal entry holds, and every
 * row version, in force or superseded, is what its leaf commits to. Finds any value changed behind the journal's back, and
 * rows that no apply brought in.
 * @param recordedRoots submission id → Merkle root, as the journal's entries hold them
 */
export async function verifyWarehouse(
  db: Db,
  catalogue: Catalogue,
  recordedRoots: ReadonlyMap<string, string>,
): Promise<WarehouseVerification> {
  const faults: VerificationFault[] = []
  let leaves = 0
  const applies = await listApplies(db)
  for (const apply of applies) {
    faults.push(...(await verifyApply(db, catalogue, apply, recordedRoots.get(apply.submissionId))))
    leaves += apply.leaves
  }
  const present = new Set(applies.map((apply) => apply.submissionId))
  const missing = [...recordedRoots.keys()].filter((submission) => !present.has(submission))
  faults.push(
    ...missing.map((id) => ({ place: `submission ${id}`, reason: 'its apply is gone; the journal recorded it' })),
  )
  for (const dataset of await datasetsWithTables(catalogue)) faults.push(...(await verifyRows(db, dataset)))
  return { applies: applies.length, leaves, faults }
}

interface DatasetName {
  readonly id: string
  readonly code: string
}

async function datasetsWithTables(catalogue: Catalogue): Promise<DatasetName[]> {
  // Archived ones too: what is no longer read must still be what was recorded (Điều 5.2).
  const all = { q: undefined, kind: undefined, provider: undefined, after: undefined, limit: 100_000 }
  const { items } = await catalogue.listDatasets(all)
  const found: DatasetName[] = []
  for (const { id, code } of items) if (await catalogue.currentStructure(id)) found.push({ id, code })
  return found
}

async function verifyRows(db: Db, dataset: DatasetName): Promise<VerificationFault[]> {
  const { strays, counted, found } = await countRows(db, dataset)
  const faults = [
    strays === 0 ? undefined : `${String(strays)} row versions belong to no apply`,
    counted === found ? undefined : `${String(counted)} rows are counted, ${String(found)} are there`,
  ]
  return faults.flatMap((reason) => (reason === undefined ? [] : [{ place: dataset.code, reason }]))
}

async function verifyApply(
  db: Db,
  catalogue: Catalogue,
  apply: ApplyRow,
  recorded: string | undefined,
): Promise<VerificationFault[]> {
  const place = `${apply.datasetCode} apply ${String(apply.number)}`
  const tree = await hashRowLeaves(db, apply.datasetId, apply.number)
  const computed = tree.root.toString('hex')
  const tiles = await listRowTiles(db, apply.datasetId, apply.number)
  const structure = await catalogue.structureVersion(apply.datasetId, apply.structureVersion)
  const { begun, beginning, ended, ending } = await countVersions(db, apply)
  const altered = await countAltered(db, apply, structure)
  const misended = await countMisended(db, apply, structure)
  const faults = [
    computed === recorded ? undefined : 'the row leaves do not give the root that the journal recorded',
    computed === apply.root.toString('hex') ? undefined : 'the row leaves do not give the root stored with the apply',
    areSame(tiles, tree.tiles) ? undefined : 'the hashes kept over the row leaves are not those of the row leaves',
    begun === beginning ? undefined : `${String(begun)} row versions were recorded, ${String(beginning)} are there`,
    ended === ending ? undefined : `${String(ended)} row versions were recorded as ended, ${String(ending)} are`,
    altered === 0 ? undefined : `${String(altered)} rows were altered after they were recorded`,
    misended === 0 ? undefined : `${String(misended)} superseded rows did not end as recorded`,
  ]
  return faults.flatMap((reason) => (reason === undefined ? [] : [{ place, reason }]))
}

function areSame(stored: readonly RowTile[], computed: readonly RowTile[]): boolean {
  return (
    stored.length === computed.length &&
    stored.every(({ level, place, hashes }, at) => {
      const other = computed[at]
      return level === other?.level && place === other.place && hashes.equals(other.hashes)
    })
  )
}
