import { localDay } from '../platform/index.ts'
import { listReferencesInto } from './cross-reference.store.ts'
import type { CrossReference } from './cross-reference.store.ts'
import type { Dataset } from './dataset.ts'
import type { LookupDeps } from './dataset.lookups.ts'
import { storedField } from './field.ts'
import { unitIn, unitsOf, withUnits } from './facts.ts'
import { listInForce } from './in-force.store.ts'
import type { InForceRecord } from './in-force.store.ts'
import type { Structure } from './structure.ts'
import type { CatalogueRow } from './version.ts'

/** A dataset that is in force, with all that a decision about it follows from. */
export interface InForce {
  readonly id: Dataset['id']
  readonly contact: string
  /** What its provider calls it now. */
  readonly registered: Pick<Dataset, 'name' | 'nameEn' | 'provider' | 'stage'>
  readonly row: CatalogueRow
  readonly structure: Structure | undefined
  /** The day since which it has been in force without a break. */
  readonly since: string
}

export interface InForceLookups {
  /** The fields of other datasets that point into a dataset. */
  listReferencesInto(code: string): Promise<CrossReference[]>
  /** The datasets in force at an instant, by name; the number of questions to the database is the same for any number of them. */
  listInForce(
    at: Date,
    filter?: { readonly provider?: string | undefined; readonly dataset?: string | undefined },
  ): Promise<InForce[]>
}

export function createInForceLookups({ database, identity, law }: LookupDeps): InForceLookups {
  return {
    listReferencesInto: (code) => listReferencesInto(database.application, code),
    listInForce: async (at, filter = {}) => {
      const records = await listInForce(database.application, localDay(at), filter)
      const units = await unitsOf(
        identity,
        records.flatMap((each) => [each, { ...each, provider: each.registeredProvider }]),
      )
      const instruments = await law.byId([...new Set(records.map(({ instrument }) => instrument))])
      return records.map((record) => {
        const instrument = instruments.get(record.instrument)
        if (!instrument) throw new Error(`Instrument ${record.instrument} is named but not registered`)
        const { id, contact, dataset, since } = record
        const { number: catalogueVersion, effectiveFrom: from, effectiveTo: until } = record
        return {
          ...{ id, contact, since, structure: structureOf(record) },
          registered: { ...record.registered, provider: unitIn(units, record.registeredProvider) },
          row: { dataset, ...withUnits(record, units), catalogueVersion, from, until, instrument },
        }
      })
    },
  }
}

function structureOf({ structure }: InForceRecord): Structure | undefined {
  return structure
    ? { ...structure, since: new Date(structure.since), fields: structure.fields.map(storedField) }
    : undefined
}
