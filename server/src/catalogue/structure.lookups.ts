import type { Tx } from '../journal/index.ts'
import type { Database } from '../platform/index.ts'
import { catalogueProblems } from './catalogue.errors.ts'
import { catalogueEvents } from './catalogue.events.ts'
import type { Sensitivity } from './field.ts'
import { lastingSensitivities } from './structure.evolution.ts'
import type { Structure, StructureVersion } from './structure.ts'
import {
  findCurrentStructure,
  findStructure,
  findStructureAt,
  listStructures,
  settleStructure,
} from './structure.store.ts'

export interface StructureLookups {
  /** The version in force. */
  currentStructure(dataset: string): Promise<Structure | undefined>
  /** A version of a dataset's structure, whatever its state; throws `catalogue.structureNotFound`. */
  structureVersion(dataset: string, version: number): Promise<Structure>
  /** The version that was in force at an instant. */
  structureAt(dataset: string, at: Date): Promise<Structure | undefined>
  /** All versions with what each changed, newest first. */
  listStructures(dataset: string): Promise<StructureVersion[]>
  /** A version with its way from the one before; throws `catalogue.structureNotFound`. */
  describeStructure(dataset: string, version: number): Promise<StructureVersion>
  /** How sensitive each field a dataset ever had is now, by its id. */
  fieldSensitivities(dataset: string): Promise<ReadonlyMap<string, Sensitivity>>
  /** Puts a pending version in force, in the transaction that carries the rows. */
  adoptStructure(tx: Tx, dataset: { id: string; code: string }, version: number): Promise<void>
  /** Gives a pending version up. */
  abandonStructure(tx: Tx, dataset: { id: string; code: string }, version: number): Promise<void>
}

export function createStructureLookups({ application: db }: Database): StructureLookups {
  return {
    currentStructure: (dataset) => findCurrentStructure(db, dataset),
    structureVersion: async (dataset, version) => {
      const structure = await findStructure(db, dataset, version)
      if (!structure) throw catalogueProblems.structureNotFound({ version })
      return structure
    },
    structureAt: (dataset, at) => findStructureAt(db, dataset, at),
    listStructures: (dataset) => listStructures(db, dataset),
    describeStructure: async (dataset, version) => {
      const found = (await listStructures(db, dataset)).find((each) => each.version === version)
      if (!found) throw catalogueProblems.structureNotFound({ version })
      return found
    },
    fieldSensitivities: async (dataset) => {
      const versions = await listStructures(db, dataset)
      return lastingSensitivities(versions.filter(({ state }) => state === 'adopted'))
    },
    adoptStructure: (tx, dataset, version) => settle(tx, dataset, version, 'adopted'),
    abandonStructure: (tx, dataset, version) => settle(tx, dataset, version, 'abandoned'),
  }
}

async function settle(
  tx: Tx,
  { id, code }: { id: string; code: string },
  version: number,
  state: 'adopted' | 'abandoned',
): Promise<void> {
  await settleStructure(tx, id, version, state)
  await tx.record({
    event: catalogueEvents[`structure.${state}`],
    subject: { type: 'dataset', id, label: code },
    payload: { version },
  })
}
