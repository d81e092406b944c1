import { sql } from 'kysely'
import { anActor } from '../../src/law/testing.ts'
import { newId, sha256 } from '../../src/platform/index.ts'
import type { Modules } from '../../src/app/index.ts'

type Change = Parameters<Parameters<Modules['journal']['change']>[1]>[0]

/** What the units of a sequence have when it begins: of every kind of thing that passes on when a unit ends. */
export interface Furnishing {
  readonly units: readonly string[]
  /** Begins the names of all that a sequence makes. */
  readonly prefix: string
  readonly pick: (below: number) => number
  /** Id of the review that is open. */
  readonly review: string
}

/** The catalogue version in force and the review that is open while all sequences of a database run; gives the review. */
export async function openReign({ journal }: Modules, instrument: string): Promise<string> {
  return journal.change(anActor(), async (tx) => {
    const since = '2000-01-01T00:00:00Z'
    await insert(tx, 'catalogue.versions', [
      { number: 1, instrument_id: instrument, effective_from: '2000-01-01', promulgated_at: since },
    ])
    const id = newId<'review'>(tx.at)
    await insert(tx, 'identity.reviews', [
      { id, quarter: '2026-Q1', opened_at: since, deadline: '2100-01-01T00:00:00Z' },
    ])
    await tx.record(furnished('1'))
    return id
  })
}

/** Set by set and without the services, which would take as long as all the acts: what matters is only which rows there are. */
export async function furnish({ journal }: Modules, furnishing: Furnishing): Promise<void> {
  const { units, prefix } = furnishing
  await journal.change(anActor(), async (tx) => {
    const homes = units.map((unit, place) => {
      const [first, second] = [newId<'account'>(tx.at), newId<'account'>(tx.at)]
      return { unit, place, name: `${prefix}-${String(place)}`, first, second, role: newId<'role'>(tx.at) }
    })
    await insertAccounts(tx, homes, furnishing)
    await insertDatasets(tx, homes, furnishing)
    await tx.record(furnished(prefix))
  })
}

interface Home {
  readonly unit: string
  readonly place: number
  readonly name: string
  /** The unit's first account, which provides, and the second, which reads. */
  readonly first: string
  readonly second: string
  /** The role the first one holds. */
  readonly role: string
}

const furnished = (id: string) => ({
  event: 'identity.organisation.registered',
  subject: { type: 'organisation', id, label: id },
  payload: {},
})

async function insertAccounts(tx: Change, homes: readonly Home[], { review }: Furnishing): Promise<void> {
  const at = tx.at.toISOString()
  const id = () => newId(tx.at)
  const every = (nth: number, rest = 0) => homes.filter(({ place }) => place % nth === rest)
  const facts = { name: 'Người Thử', name_salt: id(), state: 'active', is_demo: false, kind: 'person', issued_at: at }
  await insert(
    tx,
    'identity.accounts',
    homes.flatMap(({ unit, name, first, second }) => [
      { ...facts, id: first, organisation_id: unit, login: `a${name}` },
      { ...facts, id: second, organisation_id: unit, login: `b${name}` },
    ]),
  )
  const held = { valid_from: at, requested_by: 'system', granted_by: 'system' }
  await insert(
    tx,
    'identity.account_roles',
    homes.flatMap(({ unit, first, second, role }) => [
      { ...held, id: role, account_id: first, organisation_id: unit, role: 'provider' },
      { ...held, id: id(), account_id: second, organisation_id: unit, role: 'consumer' },
    ]),
  )
  await insert(
    tx,
    'identity.api_tokens',
    homes.map(({ first, name }) => ({
      ...{ id: id(), account_id: first, label: name, created_at: at, expires_at: '2100-01-01T00:00:00Z' },
      ...{ digest: `\\x${sha256(name).toString('hex')}`, holds_guarded_roles: false, networks: [] },
    })),
  )
  const asked = { reason: 'Thử', requester_login: 'x', requested_at: at, state: 'open' }
  const roles = [{ role: 'provider', validFrom: null, validTo: null }]
  await insert(tx, 'identity.account_requests', [
    ...every(2).map(({ unit, name, first, second }) => ({
      ...{ ...asked, id: id(), kind: 'close', organisation_id: unit },
      ...{ account_id: second, login: `b${name}`, requested_by: first },
    })),
    ...every(3).map(({ unit, name, first }) => ({
      ...{ ...asked, id: id(), kind: 'issue', organisation_id: unit },
      ...{ login: `c${name}`, requested_by: first, roles, name: 'Người Thử', name_salt: id() },
    })),
  ])
  await insert(
    tx,
    'identity.review_items',
    homes.map(({ unit, first, role, place }) => ({
      ...{ id: id(), review_id: review, account_id: first, organisation_id: unit, account_role_id: role },
      ...(place % 4 === 0 && { answer: 'certified', answered_by: 'x', answerer_login: 'x', answered_at: at }),
    })),
  )
  await insertClients(tx, homes)
  await insertFocalPoints(tx, every(3), every(3, 1))
}

async function insertClients(tx: Change, homes: readonly Home[]): Promise<void> {
  const at = tx.at.toISOString()
  const client = (kind: string, { name, unit, first }: Home) => ({
    ...{
      id: newId(tx.at),
      code: `k${name}${kind[0] ?? ''}`,
      organisation_id: unit,
      name,
      purpose: 'Thử',
      method: 'key',
    },
    ...{ requested_by: first, requested_at: at },
    ...(kind === 'system'
      ? { kind, roles: ['consumer'], redirect_uris: [] }
      : { kind: 'portal', roles: [], redirect_uris: ['https://x.vn'] }),
  })
  const undecided = { state: 'requested', decided_by: null, decided_at: null, document: null, account_id: null }
  await insert(
    tx,
    'identity.clients',
    homes.map((home) => {
      const decided = { decided_by: home.second, decided_at: at, document: '1/QĐ', account_id: null }
      if (home.place % 4 === 0) return { ...client('system', home), ...undecided }
      if (home.place % 4 === 1) return { ...client('portal', home), ...decided, state: 'refused' }
      if (home.place % 4 === 2) return { ...client('portal', home), ...decided, state: 'active' }
      return { ...client('system', home), ...decided, state: 'active', account_id: home.second }
    }),
  )
}

async function insertFocalPoints(tx: Change, ofAccounts: readonly Home[], ofPeople: readonly Home[]): Promise<void> {
  const people = ofPeople.map(({ name }) => ({
    ...{ id: newId(tx.at), name, position: 'Chánh văn phòng', phone: '', email: '', salt: newId(tx.at) },
    commitment: `\\x${sha256(name).toString('hex')}`,
  }))
  await insert(tx, 'identity.recorded_people', people)
  const since = { role: 'provider', valid_from: '2026-01-01', account_id: null, person_id: null }
  await insert(tx, 'identity.focal_points', [
    ...ofAccounts.map(({ unit, first }) => ({ ...since, id: newId(tx.at), organisation_id: unit, account_id: first })),
    ...ofPeople.map(({ unit }, place) => ({
      ...{ ...since, id: newId(tx.at), organisation_id: unit, person_id: people[place]?.id },
    })),
  ])
}

/** Two datasets for every other unit, the first of them promulgated, some under another provider than is registered now. */
async function insertDatasets(tx: Change, homes: readonly Home[], { units, pick }: Furnishing): Promise<void> {
  const at = tx.at.toISOString()
  const any = () => units[pick(units.length)]
  const named = () => [{ unit: any() }, { group: 'wards' }, ...(pick(2) === 0 ? [{ unit: any() }] : [])]
  const unlike = <T>(list: readonly T[]) => [...new Map(list.map((each) => [JSON.stringify(each), each])).values()]
  const facts = {
    name: 'Bộ dữ liệu',
    name_en: 'Dataset',
    kind: 'shared',
    classification: 'internal',
    update_method: 'full',
  }
  const datasets = homes
    .filter(({ place }) => place % 2 === 0)
    .flatMap((home) => {
      const made = (code: string, update_frequency: string) => ({
        home,
        row: { ...facts, id: newId(tx.at), code, provider_id: home.unit, update_frequency, consumers: unlike(named()) },
      })
      return [made(`d${home.name}`, 'monthly'), made(`e${home.name}`, 'on-change')]
    })
  const words = { description: '', description_en: '', licence: '', contact: '', search: '' }
  await insert(
    tx,
    'catalogue.datasets',
    datasets.map(({ row }) => ({ ...row, ...words, registered_at: at, revised_at: at })),
  )
  const promulgated = datasets.filter(({ row }) => row.update_frequency === 'monthly')
  await insert(
    tx,
    'catalogue.rows',
    promulgated.map(({ home, row }) => ({
      ...{ ...facts, version: 1, dataset_id: row.id, update_frequency: row.update_frequency },
      ...{ provider_id: home.place % 6 === 4 ? any() : home.unit, consumers: unlike(named()) },
    })),
  )
  await insertFiles(tx, homes, datasets)
}

/** Deliveries that wait and that failed, exports and uploads of both accounts of a unit. */
async function insertFiles(
  tx: Change,
  homes: readonly Home[],
  datasets: readonly { readonly home: Home; readonly row: { readonly id: string; readonly code: string } }[],
): Promise<void> {
  const at = tx.at.toISOString()
  const sent = { load: 'full', channel: 'api', account_name: 'x', unit_name: 'x', received_at: at, bytes: 1 }
  await insert(
    tx,
    'warehouse.submissions',
    datasets.map(({ home, row }, place) => ({
      ...{ ...sent, id: newId(tx.at), dataset_id: row.id, dataset_code: row.code, account_id: home.first },
      ...{ unit_id: home.unit, digest: 'x', structure_version: 1, on_fault: 'reject' },
      state: place % 2 === 0 ? 'waiting' : 'failed',
    })),
  )
  const [dataset] = datasets
  const of = { dataset_id: dataset?.row.id, dataset_code: dataset?.row.code }
  const who = homes.flatMap(({ unit, first, second }) => [
    { ...of, account_id: first, unit_id: unit },
    { ...of, account_id: second, unit_id: unit },
  ])
  await insert(
    tx,
    'warehouse.exports',
    who.map((by) => ({
      ...{ ...by, id: newId(tx.at), state: 'done', format: 'csv', account_name: 'x', unit_name: 'x', requested_at: at },
      ...{ question: {}, fields: [], readable: [], structure_version: 1, is_past: false },
      ...{ attempts: 0, rows: 0, bytes: 0 },
    })),
  )
  const lasting = { bytes: 1, created_at: at, expires_at: '2100-01-01T00:00:00Z' }
  await insert(
    tx,
    'warehouse.uploads',
    who.map((by) => ({ ...by, ...lasting, id: newId(tx.at) })),
  )
}

/** Rows into a table; what none of them says is what the table has for it, what some do not say is null. */
async function insert(tx: Change, table: string, rows: readonly object[]): Promise<void> {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const names = sql.join(columns.map((column) => sql.ref(column)))
  await tx.execute(sql`
    INSERT INTO ${sql.table(table)} (${names})
    SELECT ${names} FROM json_populate_recordset(NULL::${sql.table(table)}, ${JSON.stringify(rows)}::json)`)
}
