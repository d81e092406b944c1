import type { InForce } from '../../catalogue/index.ts'
import { startOfDay } from '../../platform/index.ts'
import { freshnessOf, periodOf } from '../quality/freshness.ts'
import type { Freshness } from '../quality/freshness.ts'
import type { DeliveryFacts } from './facts.store.ts'

/** When a dataset is due next, by the catalogue row in force (Điều 9); nothing is expected of what is not in force or closed. */
export function currentFreshness(
  entry: Pick<InForce, 'row' | 'since' | 'registered'> | undefined,
  facts: Pick<DeliveryFacts, 'deliveredAt'> | undefined,
  now: Date,
): Freshness & { readonly periodSeconds: number | null } {
  const last = facts?.deliveredAt ?? undefined
  if (entry?.registered.stage !== 'active')
    return { state: last === undefined ? 'never' : 'on-time', dueAt: null, periodSeconds: null }
  const since = startOfDay(entry.since)
  const { updateFrequency } = entry.row
  const period = periodOf(updateFrequency, last ?? since)
  return {
    ...freshnessOf(updateFrequency, last, now, since),
    periodSeconds: period ? Math.round((period.dueAt.getTime() - period.from.getTime()) / 1000) : null,
  }
}

export function freshnessToWire({ state, dueAt }: Freshness, facts: DeliveryFacts | undefined) {
  const { delivery = null, deliveredAt = null, deliveryDueAt = null } = facts ?? {}
  return {
    state,
    dueAt: dueAt?.toISOString() ?? null,
    lastDelivery:
      delivery === null || deliveredAt === null
        ? null
        : {
            submission: delivery,
            at: deliveredAt.toISOString(),
            dueAt: deliveryDueAt?.toISOString() ?? null,
            late: deliveryDueAt !== null && deliveredAt > deliveryDueAt,
          },
  }
}
