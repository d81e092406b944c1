import type { Identity, OrgRef } from '../identity/index.ts'
import type { Consumer, ConsumerInput, Facts } from './dataset.ts'

/** Facts with the units by id, as they are kept. */
export type KeptFacts = Omit<Facts, 'provider' | 'consumers'> & {
  readonly provider: string
  readonly consumers: readonly ConsumerInput[]
}

/** Reads all units that facts name, with one look-up for any number of them. */
export async function unitsOf(identity: Identity, facts: readonly KeptFacts[]): Promise<Map<string, OrgRef>> {
  const ids = facts.flatMap(({ provider, consumers }) => [
    provider,
    ...consumers.flatMap((consumer) => ('unit' in consumer ? consumer.unit : [])),
  ])
  return identity.orgRefs([...new Set(ids)])
}

/** Units are never removed, so every id a fact names is there. */
export function unitIn(units: ReadonlyMap<string, OrgRef>, id: string): OrgRef {
  const unit = units.get(id)
  if (!unit) throw new Error(`Organisation ${id} is named but not registered`)
  return unit
}

export function withUnits(facts: KeptFacts, units: ReadonlyMap<string, OrgRef>): Facts {
  const { provider, updateMethod, updateFrequency, consumers } = facts
  return {
    provider: unitIn(units, provider),
    updateMethod,
    updateFrequency,
    consumers: consumers.map((consumer): Consumer =>
      'unit' in consumer ? { unit: unitIn(units, consumer.unit) } : { group: consumer.group },
    ),
  }
}
