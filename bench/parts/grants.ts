import { sql } from 'kysely'
import { demoCity } from '../../server/src/app/index.ts'
import type { Principal } from '../../server/src/identity/index.ts'
import { newId } from '../../server/src/platform/index.ts'
import type { BenchCity } from './city.ts'

/** The five purposes that come with the product. */
const purposes = ['dich-vu-cong', 'nghiep-vu', 'thong-ke', 'ca-nhan', 'thuong-mai']
const actor = {
  ...{ accountId: 'bench', accountName: 'bench', unitId: 'bench', unitName: 'bench' },
  ...{ via: 'system' as const, requestId: 'bench' },
}

/** Signs somebody of the demo city in, as its rights are now. */
export async function signIn({ modules }: BenchCity, login: string): Promise<Principal> {
  const { password } = demoCity
  return (await modules.identity.signIn({ login, password, address: '127.0.0.1', requestId: 'bench' })).principal
}

/** Somebody of each unit there is, with the rights of a consumer. */
export async function consumersOf({ modules }: BenchCity, like: Principal): Promise<Principal[]> {
  const filter = { kind: undefined, q: undefined, parent: undefined, after: undefined, limit: 1000 }
  const units = await modules.identity.listOrganisations(filter)
  return units.map(({ id, name, nameEn, kind, territory }) => ({
    ...like,
    ...{ roles: ['consumer'] as const, unitId: id, unitName: name },
    organisation: { id, name, nameEn, kind, territory },
  }))
}

/**
 * Lays down grants as their consents would have, in one change: of each unit over each dataset for each purpose, as many
 * as wanted; of five one is live, the others have ended or are to come.
 */
export async function layGrants(
  city: BenchCity,
  {
    units,
    datasets,
    count,
  }: { readonly units: readonly string[]; readonly datasets: readonly string[]; readonly count: number },
): Promise<void> {
  const [instrument] = await city.modules.law.list({ q: demoCity.catalogue.instrument, after: undefined, limit: 1 })
  const extent = { fields: [], rows: [], channels: ['list'], rowsPerDay: 1000 }
  const now = Date.now()
  const rows = Array.from({ length: count }, (_none, place) => {
    const [unit, rest] = [units[place % units.length], Math.floor(place / units.length)]
    const [dataset, period] = [datasets[rest % datasets.length], Math.floor(rest / datasets.length)]
    const startsAt = now + (period - 2) * 30 * 86_400_000
    const instants = { starts_at: new Date(startsAt), ends_at: new Date(startsAt + 30 * 86_400_000) }
    const ids = { id: newId(new Date(now)), request_id: newId(new Date(now)) }
    const use = { unit_id: unit, dataset_id: dataset, purpose: purposes[rest % purposes.length] }
    return { ...ids, ...use, ...instants, number: place + 1, year: 2025, extent, instrument_id: instrument?.id }
  })
  await city.modules.journal.change(actor, async (tx) => {
    const said = sql`${JSON.stringify(rows)}::json`
    await tx.execute(sql`
      INSERT INTO access.grant_requests (id, year, number, kind, unit_id, dataset_id, purpose, legal_basis, reasons, extent,
        starts_at, ends_at, state, asked_at, asked_by, certainty, ended_at, instrument_id)
      SELECT g.request_id, g.year, g.number, 'new', g.unit_id, g.dataset_id, g.purpose, 'bench', 'bench', g.extent,
        g.starts_at, g.ends_at, 'granted', ${tx.at}, 'bench', 'whole', ${tx.at}, g.instrument_id
      FROM json_populate_recordset(NULL::access.grants, ${said}) AS g`)
    await tx.execute(sql`
      INSERT INTO access.grants (id, year, number, request_id, unit_id, dataset_id, purpose, extent, starts_at, ends_at, instrument_id)
      SELECT g.id, g.year, g.number, g.request_id, g.unit_id, g.dataset_id, g.purpose, g.extent, g.starts_at, g.ends_at, g.instrument_id
      FROM json_populate_recordset(NULL::access.grants, ${said}) AS g`)
    await tx.execute(sql`
      INSERT INTO access.grant_holders (grant_id, unit_id, since)
      SELECT g.id, g.unit_id, g.starts_at FROM json_populate_recordset(NULL::access.grants, ${said}) AS g`)
    await tx.record({
      event: 'access.grantRequest.granted',
      subject: { type: 'grantRequest', id: rows[0]?.id ?? '', label: 'bench' },
      payload: { grants: rows.length },
    })
  })
}
