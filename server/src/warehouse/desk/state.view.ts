import type { Catalogue } from '../../catalogue/index.ts'
import type { Clock, Db } from '../../platform/index.ts'
import { findDeliveryFacts } from './facts.store.ts'
import { currentFreshness, freshnessToWire } from './freshness.view.ts'

export async function datasetState(
  { db, catalogue, clock }: { db: Db; catalogue: Catalogue; clock: Clock },
  code: string,
) {
  const dataset = await catalogue.getDataset(code)
  const now = clock.now()
  const facts = await findDeliveryFacts(db, dataset.id)
  const [entry] = await catalogue.listInForce(now, { dataset: dataset.id })
  const { records = null, apply = null, appliedAt = null, appliedBy = null } = facts ?? {}
  return {
    records,
    lastApply:
      apply === null || appliedAt === null || appliedBy === null
        ? null
        : { number: apply, at: appliedAt.toISOString(), submission: appliedBy },
    freshness: freshnessToWire(currentFreshness(entry, facts, now), facts),
  }
}
