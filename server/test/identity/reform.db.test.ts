import { beforeAll, describe, expect, it } from 'vitest'
import type { ActInput } from '../../src/identity/index.ts'
import { aDataset } from '../../src/catalogue/testing.ts'
import { anOrganisation } from '../../src/identity/testing.ts'
import { anActor } from '../../src/law/testing.ts'
import { decide } from './open-city.ts'
import { openActs } from './random-acts.ts'
import { generatedReform, publishedReform, unchanged } from './reform.ts'
import type { Source } from './reform.ts'

const day = '2025-07-01'
const some = <Item>(items: readonly Item[]) => items.filter((_item, place) => place % 7 === 0)
const published = publishedReform()

describe.each([
  { what: 'of generated units', sources: generatedReform(), wards: 12 },
  { what: 'as published, 168 units', sources: published ?? [], wards: 168 },
])('the reorganisation of 1 July 2025 as one batch: $what', async ({ sources, wards }) => {
  const trial = await openActs('2025-06-20T03:00:00Z')
  const { identity, catalogue } = trial.modules
  const districts = [...new Map(sources.map((each) => [each.district, each.districtName]))]
  const olds = [...new Map(sources.map((each) => [each.oldCode, each])).values()].filter(
    ({ oldCode }) => oldCode !== '',
  )
  const ids = new Map<string, string>()
  let act: Awaited<ReturnType<typeof decide>>

  beforeAll(async () => {
    if (sources.length === 0) return
    await bringIn()
    const { instrument } = trial
    act = await decide(identity, { title: 'Sắp xếp cấp xã', instrument, effectiveOn: day, steps: steps() })
  })

  async function bringIn() {
    const { city } = trial
    const held = (value: string) => [{ scheme: 'GSO' as const, value, validFrom: '2020-01-01', validTo: null }]
    const first = { validFrom: '2020-01-01', kind: 'district' as const, parent: city }
    const made = await identity.registerOrganisations(
      anActor(),
      districts.map(([code, name]) => anOrganisation({ ...first, name, identifiers: held(code) })),
    )
    for (const [place, [code]] of districts.entries()) ids.set(`district ${code}`, made[place]?.id ?? '')
    const wardsMade = await identity.registerOrganisations(
      anActor(),
      olds.map(({ oldCode, oldName, district }) =>
        anOrganisation({
          ...{ validFrom: '2020-01-01', kind: 'ward', name: oldName, identifiers: held(oldCode), territory: oldCode },
          parent: ids.get(`district ${district}`) ?? '',
        }),
      ),
    )
    for (const [place, { oldCode }] of olds.entries()) ids.set(`ward ${oldCode}`, wardsMade[place]?.id ?? '')
    for (const [place, unit] of [...ids.values()].entries()) {
      if (place % 4 > 0) continue
      const login = `can.bo.${String(place)}`
      await identity.issueAccount(anActor(), { login, name: 'Cán bộ', unit, roles: ['provider'] })
      if (place % 20 > 0) continue
      await catalogue.registerDataset(anActor(), aDataset({ code: `du-lieu-${String(place)}`, provider: unit }))
    }
  }

  function steps(): ActInput['steps'] {
    const same = new Set(unchanged(sources).map(({ oldCode }) => oldCode))
    const news = [...new Map(sources.map((each) => [each.newCode, each]))].map(([, each]) => each)
    const idOf = (source: Source) =>
      same.has(source.oldCode) ? (ids.get(`ward ${source.oldCode}`) ?? '') : `new ${source.newCode}`
    const facts = { kind: 'ward' as const, parent: trial.city, functions: [] }
    const endings = (unit: string, into: readonly string[]): ActInput['steps'][number] =>
      into.length > 1
        ? { step: 'split', unit, into, assigned: [] }
        : { step: 'merge', units: [unit], into: into[0] ?? '' }
    return [
      ...news
        .filter(({ oldCode }) => !same.has(oldCode))
        .map(({ newCode, newName }) => ({
          ...{ step: 'create' as const, ref: `new ${newCode}` },
          unit: {
            ...{ ...facts, name: newName, nameEn: newName, territory: newCode },
            identifiers: [{ scheme: 'GSO' as const, value: newCode }],
          },
        })),
      ...[...same].map((code) => ({ step: 'move' as const, unit: ids.get(`ward ${code}`) ?? '', parent: trial.city })),
      ...olds
        .filter(({ oldCode }) => !same.has(oldCode))
        .map(({ oldCode }) =>
          endings(ids.get(`ward ${oldCode}`) ?? '', sources.filter((each) => each.oldCode === oldCode).map(idOf)),
        ),
      ...districts.map(([code]) =>
        endings(ids.get(`district ${code}`) ?? '', [
          ...new Set(sources.filter((each) => each.district === code).map(idOf)),
        ]),
      ),
    ]
  }

  it('waits for its day, then is done at once by the clock (Điều 2)', async (context) => {
    context.skip(sources.length === 0, 'there is no ../shared/data/admin-mapping-2025-07-01 beside the project')
    expect(act.state).toBe('confirmed')
    trial.clock.moveTo('2025-06-30T16:59:59Z')
    expect(await identity.applyDueActs()).toBe(0)
    trial.clock.moveTo('2025-06-30T17:00:00Z')
    expect(await identity.applyDueActs()).toBe(1)
    const { items } = await identity.organisationTree()
    expect(items.filter(({ kind }) => kind === 'ward')).toHaveLength(wards)
    expect(items.filter(({ kind }) => kind === 'district')).toEqual([])
    expect(new Set(items.flatMap(({ parent }) => parent ?? []))).toEqual(new Set([trial.city]))
  })

  it('keeps the tree of the last day before, and each code under the name of its day', async (context) => {
    context.skip(sources.length === 0, 'there is no ../shared/data/admin-mapping-2025-07-01 beside the project')
    const { items } = await identity.organisationTree('2025-06-30')
    expect(items.filter(({ kind }) => kind === 'district')).toHaveLength(districts.length)
    expect(items.filter(({ kind }) => kind === 'ward')).toHaveLength(olds.length)
    for (const { oldCode, oldName } of some(olds)) {
      const holder = await identity.findByIdentifier({ scheme: 'GSO', value: oldCode }, '2025-06-30')
      expect(holder?.name).toBe(oldName)
    }
    for (const { newCode, newName } of some(sources)) {
      const holder = await identity.findByIdentifier({ scheme: 'GSO', value: newCode }, day)
      expect(holder?.name).toBe(newName)
    }
  })

  it('orphans nothing: every account and dataset has a unit that lives', async (context) => {
    context.skip(sources.length === 0, 'there is no ../shared/data/admin-mapping-2025-07-01 beside the project')
    const accounts = await identity.listAccounts({ after: undefined, limit: 1000 })
    expect(accounts).toHaveLength(Math.ceil(ids.size / 4))
    for (const { unit } of accounts) expect((await identity.getOrganisation(unit.id)).validTo).toBeNull()
    const named = { q: undefined, kind: undefined, provider: undefined, after: undefined, limit: 100 }
    for (const { provider } of (await catalogue.listDatasets(named)).items) {
      expect((await identity.getOrganisation(provider.id)).validTo).toBeNull()
    }
  })
})
