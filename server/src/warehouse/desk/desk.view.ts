import type { Access, Readable } from '../../access/index.ts'
import type { Catalogue, Dataset, InForce } from '../../catalogue/index.ts'
import type { Principal } from '../../identity/index.ts'
import { listUseOf } from '../../journal/index.ts'
import type { DatasetUse } from '../../journal/index.ts'
import type { Clock, Db, Language } from '../../platform/index.ts'
import { currentParts } from '../quality/measure.ts'
import { listLastMeasures } from '../quality/measure.store.ts'
import type { KeptMeasure } from '../quality/measure.store.ts'
import { scoreOf } from '../quality/score.ts'
import { listDeliveryFacts } from './facts.store.ts'
import type { DeliveryFacts } from './facts.store.ts'
import { currentFreshness, freshnessToWire } from './freshness.view.ts'
import { usageFilter } from './usage.view.ts'

export interface DeskDeps {
  readonly db: Db
  readonly catalogue: Catalogue
  readonly access: Access
  readonly clock: Clock
}

const mostDatasets = 10_000

/** What a unit has to do as a provider. The number of questions to the database is the same for any number of datasets. */
export async function providerDesk({ db, catalogue, clock }: DeskDeps, unitId: string) {
  const now = clock.now()
  const inForce = await catalogue.listInForce(now, { provider: unitId })
  const named = { q: undefined, kind: undefined, provider: unitId, after: undefined, limit: mostDatasets }
  const known = new Set<string>(inForce.map(({ id }) => id))
  const proposed = (await catalogue.listDatasets(named)).items.filter(
    ({ id, inForce: isInForce }) => !known.has(id) && isInForce === null,
  )
  const ids = [...known, ...proposed.map(({ id }) => id)]
  const facts = byDataset(await listDeliveryFacts(db, ids))
  const measures = byDataset(await listLastMeasures(db, ids))
  const items = [
    ...inForce.map((entry) => deskItem(described(entry), entry, { facts, measures, now })),
    ...proposed.map((dataset) => deskItem(dataset, undefined, { facts, measures, now })),
  ]
  return { items, counts: countItems(items) }
}

function described({ id, contact, row }: InForce) {
  const { code, name, nameEn } = row.dataset
  return { id, contact, code, name, nameEn, updateMethod: row.updateMethod, updateFrequency: row.updateFrequency }
}

interface Known {
  readonly facts: ReadonlyMap<string, DeliveryFacts>
  readonly measures: ReadonlyMap<string, KeptMeasure>
  readonly now: Date
}

function deskItem(
  dataset: Pick<Dataset, 'id' | 'contact' | 'code' | 'name' | 'nameEn' | 'updateMethod' | 'updateFrequency'>,
  entry: InForce | undefined,
  { facts, measures, now }: Known,
) {
  const { id, code, name, nameEn, updateMethod, updateFrequency, contact } = dataset
  const known = facts.get(id)
  const measure = measures.get(id)
  const due = currentFreshness(entry, known, now)
  return {
    dataset: { code, name, nameEn },
    inForce: entry !== undefined,
    ...{ updateMethod, updateFrequency, contact },
    records: known?.records ?? null,
    freshness: freshnessToWire(due, known),
    score: measure ? scoreOf(currentParts(measure, due, now)) : null,
    lastSubmission: known ? lastSubmission(known) : null,
    openRows: known?.openRows ?? 0,
    waiting: known?.waiting ?? null,
  }
}

function lastSubmission({ submission, state, load, receivedAt, fileName }: DeliveryFacts) {
  if (submission === null || state === null || load === null || receivedAt === null) return null
  return { id: submission, state, load, receivedAt: receivedAt.toISOString(), fileName }
}

function countItems(items: readonly ReturnType<typeof deskItem>[]) {
  const count = (test: (item: ReturnType<typeof deskItem>) => boolean) => items.filter(test).length
  return {
    datasets: items.length,
    dueSoon: count(({ freshness }) => freshness.state === 'due-soon'),
    overdue: count(({ freshness }) => freshness.state === 'overdue'),
    waiting: count(({ waiting }) => waiting !== null),
    openRows: items.reduce((sum, { openRows }) => sum + openRows, 0),
  }
}

/** What a unit may read, why, and what it read lately; again in a fixed number of questions. */
export async function readableDatasets({ db, access, clock }: DeskDeps, reader: Principal, language: Language) {
  const now = clock.now()
  const readable = await access.listReadable(reader, now)
  const facts = byDataset(
    await listDeliveryFacts(
      db,
      readable.map(({ entry }) => entry.id),
    ),
  )
  const codes = readable.map(({ entry }) => entry.row.dataset.code)
  const use = await listUseOf(db, reader.unitId, codes, usageFilter(now))
  const useOf = new Map(use.map((each) => [each.dataset, each]))
  return {
    items: readable.map((each) => {
      const { id, row } = each.entry
      const known = facts.get(id)
      return {
        ...rightsToWire(each, language),
        records: known?.records ?? null,
        freshness: freshnessToWire(currentFreshness(each.entry, known, now), known),
        ...useToWire(useOf.get(row.dataset.code)),
      }
    }),
  }
}

function rightsToWire({ entry, verdict, needsPurpose }: Readable, language: Language) {
  const { row, structure } = entry
  const { code, name, nameEn, kind, classification } = row.dataset
  return {
    dataset: { code, name, nameEn },
    ...{ kind, classification, needsPurpose },
    provider: { id: row.provider.id, name: row.provider.name, nameEn: row.provider.nameEn },
    reasons: verdict.reasons.map((reason) => ({ code: reason.code, text: reason[language] })),
    clause: verdict.clause,
    fields: { readable: verdict.fields.length, all: structure?.fields.length ?? 0 },
    ownTerritoryOnly: verdict.rowScope.length > 0,
  }
}

function useToWire(use: DatasetUse | undefined) {
  return { lastUse: use?.last.toISOString() ?? null, recent: { reads: use?.reads ?? 0, rows: use?.rows ?? 0 } }
}

function byDataset<Row extends { readonly datasetId: string }>(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.datasetId, row]))
}
