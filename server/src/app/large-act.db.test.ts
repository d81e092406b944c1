import { expect, it } from 'vitest'
import { openWarehouse } from '../../test/warehouse/open-warehouse.ts'
import { anOrganisation } from '../identity/testing.ts'
import { anActor, anInstrument } from '../law/testing.ts'

const { call, modules, people, testing } = await openWarehouse()
const { identity, law } = modules
const accounts = 10_000

async function aUnit(name: string): Promise<string> {
  const [made] = await identity.registerOrganisations(anActor(), [
    anOrganisation({ name, nameEn: name, parent: people.committee.unit.id }),
  ])
  return made?.id ?? ''
}

const listAccounts = () =>
  testing.asAdmin<{ id: string; unit: string }>(
    `SELECT id, organisation_id AS unit FROM identity.accounts WHERE login LIKE 'rat.dong.%' ORDER BY id`,
  )

it('a split that names the successor of each of 10,000 accounts is taken whole (Điều 2)', async () => {
  const [large, first, second] = [await aUnit('Sở Rất Đông'), await aUnit('Sở Một'), await aUnit('Sở Hai')]
  await testing.asIntruder(`
    INSERT INTO identity.accounts (id, organisation_id, login, name, state, issued_at, is_demo)
    SELECT gen_random_uuid(), '${large}', 'rat.dong.' || n, 'Cán bộ', 'active', now(), false
    FROM generate_series(1, ${String(accounts)}) AS n`)
  const chosen = (await listAccounts()).map(({ id }, place) => ({ id, to: place % 3 === 0 ? first : second }))
  const { id: instrument } = await law.register(anActor(), anInstrument({ number: '99/QĐ-UBND' }))
  const assigned = chosen.map((each) => ({ what: 'account', ...each }))
  const steps = [{ step: 'split', unit: large, into: [first, second], assigned }]

  const act = await call<{ id: string }>('coordinator', '/identity/acts', {
    method: 'POST',
    body: { title: 'Chia tách', instrument, effectiveOn: '2026-03-02', steps },
  })
  expect([act.status, act.text.slice(0, 300)]).toEqual([201, expect.anything()])
  const below = `/identity/acts/${act.body.id}`
  const preview = await call<{ digest: string; obstacles: unknown[] }>('coordinator', `${below}/effect`)
  expect([preview.status, preview.body.obstacles]).toEqual([200, []])
  const confirmed = await call('coordinator', `${below}/confirmation`, {
    ...{ method: 'POST', asPerson: true, body: { digest: preview.body.digest } },
  })
  expect(confirmed.body).toMatchObject({ state: 'applied' })
  expect(await listAccounts()).toEqual(chosen.map(({ id, to }) => ({ id, unit: to })))
})
