import { Readable } from 'node:stream'
import type { Catalogue, Forecast, RowCarrier } from '../../catalogue/index.ts'
import type { ReadLog } from '../../journal/index.ts'
import { canonicalJson, localDay, newId } from '../../platform/index.ts'
import type { BlobStore, Clock, Database, Json } from '../../platform/index.ts'
import { countValues, fieldConversions, findUnfitValues } from '../checking/conversion-check.store.ts'
import { resolveStoredReferences } from '../checking/reference-columns.ts'
import { findState } from '../storage/state.store.ts'
import { insertSubmission } from '../submission/submission.store.ts'
import type { Submission } from '../submission/submission.ts'
import { warehouseEvents } from '../warehouse.events.ts'

export interface RowCarrierDeps {
  readonly database: Database
  readonly blobs: BlobStore
  readonly clock: Clock
  readonly reads: ReadLog
  /** Known only once the catalogue is made, which needs the carrier. */
  readonly catalogue: () => Catalogue
  readonly onQueued: () => void
}

type Declared = Parameters<RowCarrier['forecast']>[2]
type Author = Parameters<RowCarrier['forecast']>[0]
type Named = Parameters<RowCarrier['forecast']>[1]

/** What the catalogue needs of the warehouse when fields are converted: a forecast, and a submission that does it. */
export function createRowCarrier(deps: RowCarrierDeps): RowCarrier {
  return {
    forecast: (author, dataset, declared) => forecast(deps, author, dataset, declared),
    queue: async (tx, author, dataset, structure) => {
      // What is to be done is kept as evidence, like the bytes of a delivery.
      const mapping = canonicalJson(mappingOf(structure))
      const blob = await deps.blobs.put(Readable.from([Buffer.from(mapping)], { objectMode: false }))
      const { accountId, accountName, unitId, unitName } = author
      const submission: Submission = {
        id: newId<'submission'>(tx.at),
        ...{ datasetId: dataset.id, datasetCode: dataset.code, structureVersion: structure.version },
        ...{ state: 'received', load: 'conversion', onFault: 'reject', channel: 'api' },
        ...{ accountId, accountName, unitId, unitName, sentByUnit: null, receivedAt: tx.at, finishedAt: null },
        ...{ fileName: `structure-${String(structure.version)}.json`, bytes: blob.bytes, digest: blob.digest },
        ...{ profile: null, continues: null, withdraws: null, repeats: null, statement: structure.note },
        ...{ balance: undefined, faultyRows: null, confirmedDeletions: null, withheld: null },
        ...{ applyNumber: null, journalEntry: null, problem: null },
      }
      await insertSubmission(tx, submission)
      await tx.record({
        event: warehouseEvents['submission.received'],
        subject: { type: 'submission', id: submission.id, label: dataset.code },
        payload: {
          ...{ dataset: dataset.code, datasetId: dataset.id, digest: blob.digest, bytes: blob.bytes },
          ...{ channel: 'api', load: 'conversion', structureVersion: structure.version },
        },
      })
      return submission.id
    },
    queued: deps.onQueued,
  }
}

async function forecast(
  deps: RowCarrierDeps,
  author: Author,
  dataset: Named,
  { structure, previous }: Declared,
): Promise<Forecast> {
  const { code: datasetCode } = dataset
  const db = deps.database.loader
  const state = await findState(db, dataset.id)
  if (!state || !previous) return { rows: 0, carried: [], unfit: [], ending: [] }
  const conversions = fieldConversions(structure.conversions, structure, previous)
  const referenceTarget = await resolveStoredReferences(deps.catalogue(), datasetCode, structure)
  const day = localDay(deps.clock.now())
  const found = await findUnfitValues(db, { datasetCode, day, referenceTarget, conversions })
  const ended = structure.changes.filter(({ change }) => change === 'retired').map(({ id }) => id)
  const ending = previous.fields.filter(({ id }) => ended.includes(id))
  const counts = await countValues(db, datasetCode, [...conversions.map(({ source }) => source), ...ending])
  const values = (place: number) => counts[place] ?? 0
  const unfit = author.unitId === dataset.provider.id ? found : found.map((each) => ({ ...each, examples: [] }))
  discloseExamples(deps, author, { dataset: datasetCode, conversions: mappingOf(structure) }, unfit)
  return {
    rows: state.records,
    carried: conversions.map(({ target }, place) => ({ field: target.name, values: values(place) })),
    unfit,
    ending: ending.map(({ name }, place) => ({ field: name, values: values(conversions.length + place) })),
  }
}

function mappingOf({ conversions }: Pick<Declared['structure'], 'conversions'>): Json {
  return conversions.map(({ table, ...rest }): Json => ({ ...rest, table: table && { ...table } }))
}

/** Examples are values of the dataset, so showing them is a read. */
function discloseExamples(
  { reads }: RowCarrierDeps,
  actor: Author,
  { dataset, conversions }: { readonly dataset: string; readonly conversions: Json },
  unfit: Forecast['unfit'],
): void {
  const told = unfit.filter(({ examples }) => examples.length > 0)
  if (told.length === 0) return
  const shown = {
    fields: [...new Set(told.map(({ field }) => field))],
    rows: told.reduce((sum, { examples }) => sum + examples.length, 0),
  }
  reads.disclose({
    ...{ actor, dataset, action: 'conversion-examples', purpose: undefined, query: '{}', asked: { conversions } },
    shown: () => shown,
  })
}
