import type { Identity, Principal } from '../../identity/index.ts'
import { countUse } from '../../journal/index.ts'
import type { UseByDay, UseFilter } from '../../journal/index.ts'
import { localDay, startOfDay } from '../../platform/index.ts'
import type { Clock, Db } from '../../platform/index.ts'

const dayMilliseconds = 86_400_000
export const usageDays = 90

/** What counts as use: neither a sender's look at the faults of its own file nor looking a person up for them, and an export once, in however many pieces. */
export function usageFilter(now: Date): UseFilter {
  return { since: usageSince(now), except: ['faults', 'quarantine', 'subject'], whole: ['export'] }
}

/** The instant at which the first of the last so many local days began. */
function usageSince(now: Date): Date {
  return new Date(startOfDay(localDay(now)).getTime() - (usageDays - 1) * dayMilliseconds)
}

/** Days without a read stand in the figures, too. */
export function everyDay(since: Date, days: readonly UseByDay[]): UseByDay[] {
  const byDay = new Map(days.map((each) => [each.day, each]))
  return Array.from({ length: usageDays }, (_, place) => {
    const day = localDay(new Date(since.getTime() + place * dayMilliseconds))
    return byDay.get(day) ?? { day, reads: 0, rows: 0 }
  })
}

export interface UsageDeps {
  readonly db: Db
  readonly identity: Identity
  readonly clock: Clock
}

/** Who reads which dataset is the business of its provider and of those who oversee (Điều 7.2, 13.3). */
export function maySeeUnits(reader: Principal | undefined, providers: readonly string[]): boolean {
  if (!reader) return false
  return providers.includes(reader.unitId) || reader.roles.some((role) => role === 'coordinator' || role === 'auditor')
}

/** Gives the use of a dataset, by unit where the reader may see that. */
export type UsageCounter = (dataset: string, withUnits: boolean) => Promise<Usage>

type Counted = Awaited<ReturnType<typeof countUse>> & { readonly since: Date; readonly now: Date }

const keptFor = 60_000
const mostKept = 1_000

/**
 * Everybody may ask, and a busy dataset has millions of reads: each is counted at most once a minute, however many ask.
 */
export function createUsageCounter({ db, identity, clock }: UsageDeps): UsageCounter {
  const kept = new Map<string, { readonly at: number; readonly counted: Promise<Counted> }>()
  const count = async (dataset: string, now: Date): Promise<Counted> => {
    const filter = usageFilter(now)
    return { ...(await countUse(db, dataset, filter)), since: filter.since, now }
  }
  const lately = (dataset: string) => {
    const now = clock.now()
    const last = kept.get(dataset)
    if (last && Math.abs(now.getTime() - last.at) < keptFor) return last.counted
    if (kept.size >= mostKept) kept.clear()
    const counted = count(dataset, now)
    kept.set(dataset, { at: now.getTime(), counted })
    counted.catch(() => kept.delete(dataset))
    return counted
  }
  return async (dataset, withUnits) => {
    const counted = await lately(dataset)
    return { ...totalsOf(counted), byUnit: withUnits ? await byUnit(identity, counted) : null }
  }
}

type Usage = ReturnType<typeof totalsOf> & { readonly byUnit: Awaited<ReturnType<typeof byUnit>> | null }

function totalsOf({ days, units, since, now }: Counted) {
  return {
    from: localDay(since),
    to: localDay(now),
    reads: units.reduce((sum, { reads }) => sum + reads, 0),
    rows: units.reduce((sum, { rows }) => sum + rows, 0),
    units: units.length,
    days: everyDay(since, days),
  }
}

async function byUnit(identity: Identity, { units }: Counted) {
  const refs = await identity.orgRefs(units.map(({ unitId }) => unitId))
  return units.flatMap(({ unitId, reads, rows, last }) => {
    const unit = refs.get(unitId)
    return unit
      ? [{ unit: { id: unit.id, name: unit.name, nameEn: unit.nameEn }, reads, rows, last: last.toISOString() }]
      : []
  })
}
