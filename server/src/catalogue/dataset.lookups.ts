import type { Identity } from '../identity/index.ts'
import type { Instrument, InstrumentId, Law } from '../law/index.ts'
import { localDay } from '../platform/index.ts'
import type { Clock, Database } from '../platform/index.ts'
import { catalogueProblems } from './catalogue.errors.ts'
import type { Dataset } from './dataset.ts'
import { countDatasets, findDatasets, listDatasets } from './dataset.store.ts'
import type { DatasetFilter, DatasetRow } from './dataset.store.ts'
import { unitsOf, withUnits } from './facts.ts'
import type { Retirement } from './retirement.ts'
import type { Structure } from './structure.ts'
import type { Field } from './field.ts'
import { findCurrentStructure, findFieldByName } from './structure.store.ts'

export interface DatasetLookups {
  findDataset(code: string): Promise<Dataset | undefined>
  /** The dataset with its current structure; throws `catalogue.datasetNotFound`. */
  getDataset(code: string): Promise<Dataset>
  /** The field a name points at in another dataset, also when it was renamed since. */
  resolveField(code: string, name: string): Promise<Field | undefined>
  /** By name, without structures; every word of `q` must occur, diacritics apart. */
  listDatasets(filter: DatasetFilter): Promise<{ items: Dataset[]; total: number }>
}

export interface LookupDeps {
  readonly database: Database
  readonly clock: Clock
  readonly identity: Identity
  readonly law: Law
}

export function createDatasetLookups({ database, clock, identity, law }: LookupDeps): DatasetLookups {
  const db = database.application
  const today = () => localDay(clock.now())
  const findDataset = async (code: string) => {
    const [row] = await findDatasets(db, [code], today())
    if (!row) return undefined
    const structure = await findCurrentStructure(db, row.id)
    const [dataset] = await assemble([row], structure)
    return dataset
  }
  const getDataset = async (code: string) => {
    const dataset = await findDataset(code)
    if (!dataset) throw catalogueProblems.datasetNotFound({ dataset: code })
    return dataset
  }
  return {
    findDataset,
    getDataset,
    resolveField: async (code, name) => {
      const [row] = await findDatasets(db, [code], today())
      return row && findFieldByName(db, row.id, name)
    },
    listDatasets: async (filter) => {
      const items = await assemble(await listDatasets(db, filter, today()))
      return { items, total: await countDatasets(db, filter) }
    },
  }

  async function assemble(rows: readonly DatasetRow[], structure?: Structure): Promise<Dataset[]> {
    const units = await unitsOf(identity, rows)
    const named = rows.flatMap(({ inForce, lastAct }) => [inForce?.instrument ?? [], lastAct?.instrument ?? []].flat())
    const instruments = await law.byId([...new Set(named)])
    return rows.map(({ inForce, lastAct, ...row }) => {
      const instrument = inForce && instruments.get(inForce.instrument)
      return {
        ...row,
        ...withUnits(row, units),
        inForce: instrument ? { catalogueVersion: inForce.number, from: inForce.from, instrument } : null,
        structure: structure ?? null,
        stage: lastAct?.stage ?? 'active',
        retirement: retirementOf(lastAct, instruments),
      }
    })
  }
}

function retirementOf(
  act: DatasetRow['lastAct'],
  instruments: ReadonlyMap<InstrumentId, Instrument>,
): Retirement | null {
  const instrument = act === null || act.stage === 'active' ? undefined : instruments.get(act.instrument)
  return act && instrument ? { stage: act.stage, instrument, reason: act.reason, at: new Date(act.at) } : null
}
