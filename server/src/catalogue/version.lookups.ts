import type { Instrument, InstrumentId } from '../law/index.ts'
import { localDay } from '../platform/index.ts'
import { catalogueProblems } from './catalogue.errors.ts'
import type { LookupDeps } from './dataset.lookups.ts'
import { unitsOf, withUnits } from './facts.ts'
import type { CatalogueRow, CatalogueVersion, PromulgatedRow, VersionWithRows } from './version.ts'
import { findRowInForce, findVersion, findVersionInForce, listRows, listVersions } from './version.store.ts'
import type { PromulgatedRecord, VersionRow } from './version.store.ts'

export interface VersionLookups {
  /** Newest first; `rows` counts the datasets. */
  listVersions(): Promise<(CatalogueVersion & { readonly rows: number })[]>
  /** A version, or the one in force today; throws `catalogue.versionNotFound`. */
  getVersion(number: number | 'current'): Promise<VersionWithRows>
  /** What was promulgated of a dataset and has force at an instant. */
  findRowInForce(dataset: string, at: Date): Promise<CatalogueRow | undefined>
}

export function createVersionLookups({ database, clock, identity, law }: LookupDeps): VersionLookups {
  const db = database.application
  return {
    listVersions: async () => {
      const rows = await listVersions(db)
      const instruments = await law.byId(rows.map(({ instrument }) => instrument))
      return rows.map((row) => ({ ...withInstrument(row, instruments), rows: row.rows }))
    },
    findRowInForce: async (dataset, at) => {
      const row = await findRowInForce(db, dataset, localDay(at))
      if (!row) return undefined
      const { instrument } = withInstrument(row, await law.byId([row.instrument]))
      const [promulgated] = await withRows([row])
      const { number: catalogueVersion, effectiveFrom: from, effectiveTo: until } = row
      return promulgated && { ...promulgated, catalogueVersion, from, until, instrument }
    },
    getVersion,
  }

  async function getVersion(number: number | 'current'): Promise<VersionWithRows> {
    const row = await (number === 'current' ? findVersionInForce(db, localDay(clock.now())) : findVersion(db, number))
    if (!row) throw catalogueProblems.versionNotFound({ version: number })
    const version = withInstrument(row, await law.byId([row.instrument]))
    return { ...version, rows: await withRows(await listRows(db, row.number)) }
  }

  async function withRows(records: readonly PromulgatedRecord[]): Promise<PromulgatedRow[]> {
    const units = await unitsOf(identity, records)
    return records.map((record) => ({ dataset: record.dataset, ...withUnits(record, units) }))
  }
}

function withInstrument(row: VersionRow, instruments: ReadonlyMap<InstrumentId, Instrument>): CatalogueVersion {
  const instrument = instruments.get(row.instrument)
  if (!instrument) throw new Error(`Instrument ${row.instrument} is named but not registered`)
  const { number, effectiveFrom, effectiveTo, promulgatedAt } = row
  return { number, instrument, effectiveFrom, effectiveTo, promulgatedAt }
}
