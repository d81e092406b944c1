import { sql } from 'kysely'
import { demoCity } from '../../server/src/app/index.ts'
import { openBenchCity } from './city.ts'
import type { BenchCity } from './city.ts'
import { serve } from './client.ts'
import { progress, timed } from './report.ts'

/** How many units the tree has, accounts the merged unit, and how often the merger is made. */
export interface UnitSizes {
  readonly units: number
  readonly accounts: number
  readonly rounds: number
}

/**
 * Milliseconds of the tree of so many units on a day of the past, through HTTP, half of them renamed since; and seconds
 * of a merger of two units of which one has so many accounts with roles and tokens, from the confirmation to its commit,
 * everything passed on and journalled. The accounts go from unit to unit.
 */
export async function measureUnits(sizes: UnitSizes): Promise<{ trees: number[]; merges: number[] }> {
  const city = await openBenchCity()
  try {
    const bench = await createUnitBench(city)
    return { trees: await bench.tree(sizes), merges: await bench.mergers(sizes) }
  } finally {
    await city.close()
  }
}

const actor = {
  ...{ accountId: 'bench', accountName: 'bench', unitId: 'bench', unitName: 'bench' },
  ...{ via: 'system' as const, requestId: 'bench' },
}

function aUnit(name: string, parent: string) {
  const period = { validFrom: '2022-01-01', validTo: null }
  return { kind: 'department' as const, name, nameEn: name, parent, territory: null, identifiers: [], ...period }
}

async function createUnitBench(city: BenchCity) {
  const { identity, law } = city.modules
  const first = { kind: 'city' as const, q: undefined, parent: undefined, after: undefined, limit: 1 }
  const [root] = await identity.listOrganisations(first)
  const [instrument] = await law.list({ q: demoCity.reform.instrument, after: undefined, limit: 1 })
  const top = root?.id ?? ''
  return { tree, mergers }

  async function decide(steps: Parameters<typeof identity.prepareAct>[1]['steps'], effectiveOn: string) {
    const input = { title: 'Đo tốc độ', instrument: instrument?.id ?? '', effectiveOn, steps }
    const { id } = await identity.prepareAct(actor, input)
    const { digest } = await identity.previewAct(id)
    return () => identity.confirmAct(actor, id, { digest })
  }

  /** Half of the units are renamed, so the day asked for is answered from periods that have ended. */
  async function tree({ units, rounds }: UnitSizes): Promise<number[]> {
    const parents = await identity.registerOrganisations(
      actor,
      Array.from({ length: 100 }, (_none, place) => aUnit(`Khối ${String(place)}`, top)),
    )
    const below = await identity.registerOrganisations(
      actor,
      Array.from({ length: units - 100 }, (_none, place) =>
        aUnit(`Đơn vị ${String(place)}`, parents[place % 100]?.id ?? ''),
      ),
    )
    const renames = below
      .filter((_unit, place) => place % 2 === 0)
      .map(({ id, name }) => ({ step: 'rename' as const, unit: id, name: `${name} mới`, nameEn: `${name} new` }))
    await (
      await decide(renames, '2025-07-02')
    )()
    const http = await serve(city)
    const ask = async () => {
      const answer = await fetch(`${http.url}/identity/organisations/tree?on=2024-01-01`)
      const { items } = (await answer.json()) as { items: unknown[] }
      if (items.length < units) throw new Error(`The tree has ${String(items.length)} units only`)
    }
    await ask()
    const times: number[] = []
    for (let round = 0; round < rounds * 10; round += 1) times.push((await timed(ask)) * 1000)
    await http.close()
    progress(`the tree of ${String(units)} units ${String(times.length)} times`)
    return times
  }

  async function mergers({ accounts, rounds }: UnitSizes): Promise<number[]> {
    const names = Array.from({ length: rounds + 1 }, (_none, place) => aUnit(`Nơi đến ${String(place)}`, top))
    const stations = await identity.registerOrganisations(actor, names)
    await fill(city, stations[0]?.id ?? '', accounts)
    const times: number[] = []
    for (const [place, station] of stations.slice(1).entries()) {
      const steps = [{ step: 'merge' as const, units: [stations[place]?.id ?? ''], into: station.id }]
      const confirm = await decide(steps, new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10))
      times.push(await timed(confirm))
    }
    return times
  }
}

/** Accounts with a role and a token each; put in at once, for the merger is measured and not how they came. */
async function fill(city: BenchCity, unit: string, accounts: number): Promise<void> {
  await city.modules.journal.change(actor, async (tx) => {
    await tx.execute(sql`
      INSERT INTO identity.accounts (id, organisation_id, login, name, state, issued_at, is_demo)
      SELECT gen_random_uuid(), ${unit}::uuid, 'do.toc.do.' || n, 'Đo tốc độ', 'active', ${tx.at}, false
      FROM generate_series(1, ${accounts}::integer) AS n`)
    await tx.execute(sql`
      INSERT INTO identity.account_roles (id, account_id, organisation_id, role, valid_from, requested_by, granted_by)
      SELECT gen_random_uuid(), id, organisation_id, 'provider', ${tx.at}, 'system', 'system'
      FROM identity.accounts WHERE organisation_id = ${unit}::uuid`)
    await tx.execute(sql`
      INSERT INTO identity.api_tokens (id, account_id, label, digest, created_at, expires_at)
      SELECT gen_random_uuid(), id, 'đo', sha256(login::bytea), ${tx.at}, ${tx.at}::timestamptz + interval '1 day'
      FROM identity.accounts WHERE organisation_id = ${unit}::uuid`)
    await tx.record({
      event: 'identity.account.issued',
      subject: { type: 'organisation', id: unit, label: 'bench' },
      payload: { accounts },
    })
  })
}
