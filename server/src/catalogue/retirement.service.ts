import type { Journal, Tx } from '../journal/index.ts'
import { isInForce } from '../law/index.ts'
import type { Instrument, Law } from '../law/index.ts'
import { localDay } from '../platform/index.ts'
import type { Clock, Database } from '../platform/index.ts'
import { refuseStranger } from './author.ts'
import type { Author } from './author.ts'
import { catalogueProblems } from './catalogue.errors.ts'
import { catalogueEvents } from './catalogue.events.ts'
import type { Dataset } from './dataset.ts'
import type { DatasetLookups } from './dataset.lookups.ts'
import { lockDataset } from './dataset.store.ts'
import { retirementFault } from './retirement.ts'
import type { DatasetStage, Retirement } from './retirement.ts'
import { insertRetirement, listRetirements } from './retirement.store.ts'
import { listPointers, listStructures } from './structure.store.ts'

/** A step in the life of a dataset, by an instrument and for a reason. */
export interface RetirementInput {
  readonly stage: DatasetStage
  /** Id of the instrument. */
  readonly instrument: string
  readonly reason: string
}

export interface Retirements {
  /** Closes, archives or reopens a dataset. */
  retireDataset(author: Author, code: string, input: RetirementInput): Promise<Dataset>
  /** The acts of a dataset, newest first. */
  listRetirements(dataset: string): Promise<Retirement[]>
}

interface Deps {
  readonly database: Database
  readonly clock: Clock
  readonly journal: Journal
  readonly law: Law
  readonly datasets: DatasetLookups
}

export function createRetirements({ database, clock, journal, law, datasets }: Deps): Retirements {
  return {
    retireDataset,
    listRetirements: async (dataset) => {
      const rows = await listRetirements(database.application, dataset)
      const instruments = await law.byId(rows.map(({ instrument }) => instrument))
      return rows.flatMap(({ stage, reason, at, instrument }) => {
        const found = instruments.get(instrument)
        return found ? [{ stage, reason, at, instrument: found }] : []
      })
    },
  }

  async function retireDataset(author: Author, code: string, input: RetirementInput): Promise<Dataset> {
    const dataset = await datasets.getDataset(code)
    refuseStranger(author, dataset)
    const instrument = await law.get(input.instrument)
    const day = localDay(clock.now())
    if (!isInForce(instrument, day)) {
      throw catalogueProblems.instrumentNotInForce({ number: instrument.number, effectiveFrom: day })
    }
    await journal.change(author, async (tx) => {
      await lockDataset(tx, dataset.id)
      const [last] = await listRetirements(tx, dataset.id)
      refuseStep(dataset, last, { stage: input.stage, instrument })
      await refuseBusy(tx, dataset, input.stage)
      const { stage, reason } = input
      await insertRetirement(tx, dataset.id, {
        number: (last?.number ?? 0) + 1,
        stage,
        reason,
        instrument: instrument.id,
      })
      await tx.record({
        event: eventOf(stage),
        subject: { type: 'dataset', id: dataset.id, label: code },
        payload: { instrument: instrument.id, number: instrument.number, reason },
      })
    })
    return datasets.getDataset(code)
  }
}

function eventOf(stage: DatasetStage): string {
  if (stage === 'active') return catalogueEvents['dataset.reopened']
  return catalogueEvents[stage === 'closed' ? 'dataset.closed' : 'dataset.archived']
}

function refuseStep(
  { code }: Dataset,
  last: { readonly stage: DatasetStage; readonly instrument: string } | undefined,
  to: { readonly stage: DatasetStage; readonly instrument: Instrument },
): void {
  const from = { stage: last?.stage ?? 'active', instrument: last?.instrument }
  const fault = retirementFault(from, { stage: to.stage, instrument: to.instrument.id })
  if (fault === undefined) return
  const params = { dataset: code, stage: from.stage, number: to.instrument.number }
  throw {
    alreadyThere: catalogueProblems.retirementRepeated,
    notClosedYet: catalogueProblems.retirementTooEarly,
    archivedForGood: catalogueProblems.archivedForGood,
    sameInstrument: catalogueProblems.reopeningSameInstrument,
  }[fault](params)
}

/** Nothing ends halfway: not while rows are being carried, nor out of the sight of those that point at it. */
async function refuseBusy(tx: Tx, { id, code }: Dataset, stage: DatasetStage): Promise<void> {
  const versions = await listStructures(tx, id)
  if (versions.some(({ state }) => state === 'pending')) throw catalogueProblems.structurePending({ dataset: code })
  const pointers = stage === 'archived' ? await listPointers(tx, code) : []
  if (pointers.length === 0) return
  const datasets = [...new Set(pointers.map(({ dataset }) => dataset))]
  throw catalogueProblems.stillPointedAt({ dataset: code, datasets })
}
