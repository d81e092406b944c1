import type { Field, Structure } from '../../catalogue/index.ts'
import type { Principal } from '../../identity/index.ts'
import { proveEntry, toLogProof } from '../../journal/index.ts'
import { auditPath, leafHash } from '../../platform/index.ts'
import type { Database, Db } from '../../platform/index.ts'
import { leavesPerChunk, rowLeafBytes } from '../storage/row-leaf.ts'
import type { RowProof } from '../storage/row-proof.ts'
import { pathAbove } from '../storage/row-tile.ts'
import { warehouseProblems } from '../warehouse.errors.ts'
import { entitlementOf, requireKeys } from './entitlement.ts'
import type { Entitlement, EntitlementDeps } from './entitlement.ts'
import { entitlementUnder } from './record-view.ts'
import { findChunk, findCommitted, findPlace, findRecorded, listTilesAbove } from './row-proof.store.ts'

export interface ProofRequest {
  readonly dataset: string
  readonly key: string
  readonly purpose: string | undefined
}

/** A proof, and the fields whose values stand in it. */
export interface MadeProof {
  /** Undefined when there is no such row to the reader. */
  readonly proof: RowProof | undefined
  readonly fields: readonly Field[]
  readonly entitlement: Entitlement
}

export function createRowProver(deps: EntitlementDeps & { readonly database: Database }) {
  return async (reader: Principal, { dataset, key, purpose }: ProofRequest): Promise<MadeProof> => {
    const entitlement = await entitlementOf(deps, reader, { dataset, purpose, channel: 'lookup' })
    requireKeys(entitlement)
    const { window } = entitlement
    const { db } = window
    const place = await findPlace(db, window, key)
    if (!place) return { proof: undefined, fields: [], entitlement }
    const { apply, ordinal } = place
    const recorded = await findRecorded(db, entitlement.dataset.id, apply)
    const structure = await deps.catalogue.structureVersion(entitlement.dataset.id, recorded?.structureVersion ?? 0)
    const proven = recorded?.entry ? await proveEntry(deps.database.application, recorded.entry) : undefined
    const logProof = proven && toLogProof(proven)
    if (!recorded || !logProof) throw warehouseProblems.proofNotReady()
    const readsAll = await seesAll(deps, structure, entitlement)
    const row = readsAll ? await committed(deps, entitlement, { key, apply, structure }) : undefined
    const leaf = await leafAt(db, { dataset: entitlement.dataset.id, apply, ordinal })
    return {
      entitlement,
      fields: row === undefined ? [] : structure.fields,
      proof: {
        ...{ dataset, key, apply, row, submission: recorded.submission },
        ...{ ...leaf, index: ordinal, size: recorded.leaves, root: recorded.root },
        journal: { entry: proven.entry, proof: logProof },
        fields: structure.fields.map((field) => ({ name: field.name, key: field.key })),
      },
    }
  }
}

/** Salts stand in a window of their own, which only this looks through. */
async function committed(
  { windows }: EntitlementDeps,
  { dataset, scopes, structure: { version } }: Entitlement,
  wanted: { readonly key: string; readonly apply: number; readonly structure: Structure },
) {
  const fields = wanted.structure.fields.map(({ id }) => ({ column: id }))
  const shows = { showsKeys: true, showsSalts: true, pseudonymKey: undefined }
  const window = await windows.open({ dataset, version, fields, scopes, ...shows })
  return findCommitted(window, wanted)
}

/** A row leaf and the path from it to the root of its apply: of the load, one chunk is read and one tile of each level. */
async function leafAt(
  db: Db,
  { dataset, apply, ordinal }: { readonly dataset: string; readonly apply: number; readonly ordinal: number },
) {
  const chunk = Math.floor(ordinal / leavesPerChunk)
  const leaves = await findChunk(db, dataset, apply, chunk)
  if (!leaves) throw warehouseProblems.proofNotReady()
  const parts = Array.from({ length: leaves.length / rowLeafBytes }, (_none, place) => {
    return leaves.subarray(place * rowLeafBytes, (place + 1) * rowLeafBytes)
  })
  const within = ordinal % leavesPerChunk
  const leaf = parts[within] ?? Buffer.alloc(rowLeafBytes)
  const tiles = await listTilesAbove(db, dataset, apply, chunk)
  return {
    operation: leaf.toString('latin1', 0, 1) === 'C' ? ('C' as const) : ('I' as const),
    before: Buffer.from(leaf.subarray(1, 33)),
    after: Buffer.from(leaf.subarray(33)),
    path: [...auditPath(parts.map(leafHash), within), ...pathAbove(chunk, tiles)],
  }
}

/** Values and salt together show every value, so they are for who may read all of them as they are. */
async function seesAll(deps: EntitlementDeps, structure: Structure, entitlement: Entitlement): Promise<boolean> {
  const under = await entitlementUnder(deps.catalogue, structure, entitlement)
  const plain = under?.fields.filter(({ masked }) => masked === undefined)
  return plain?.length === structure.fields.length
}
