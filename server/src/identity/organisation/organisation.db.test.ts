import { describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../../test/database.ts'
import { createJournal } from '../../journal/index.ts'
import { aLog } from '../../journal/testing.ts'
import { anActor } from '../../law/testing.ts'
import { createLog, fixedClock } from '../../platform/index.ts'
import { createOrganisations } from './organisation.service.ts'
import type { OrganisationInput } from './organisation.ts'
import { aCity, anId, anOrganisation } from '../testing.ts'

const testing = await createTestDatabase()
const { database } = testing
const clock = fixedClock('2026-03-02T03:00:00Z')
const journal = createJournal({ database, clock, log: createLog('silent'), ...aLog })
const organisations = createOrganisations({ database, journal, clock })
const actor = anActor()
const [city] = await organisations.registerOrganisations(actor, [aCity()])
const parent = city?.id ?? ''

const register = (...inputs: Partial<OrganisationInput>[]) =>
  organisations.registerOrganisations(
    actor,
    inputs.map((over) => anOrganisation({ parent, ...over })),
  )
const holding = (
  scheme: 'QCVN102' | 'QD20' | 'MST' | 'GSO',
  value: string,
  from: string,
  to: string | null = null,
) => ({
  identifiers: [{ scheme, value, validFrom: from, validTo: to }],
})

describe('registering organisations', () => {
  it('keeps each with its parent, territory and identifiers', async () => {
    const ward = {
      ...{ kind: 'ward' as const, name: 'UBND Phường Thử', nameEn: 'Thu Ward', territory: '26740' },
      ...holding('GSO', '26740', '2025-07-01'),
    }
    const [registered] = await register(ward)
    const found = await organisations.getOrganisation(registered?.id ?? '')
    expect(found).toEqual(registered)
    expect(found).toMatchObject({ ...ward, parent: { id: parent, kind: 'city' }, validTo: null })
  })

  it('names the import by what it brought in, in both languages', async () => {
    const [one] = await register({ name: 'Trung tâm Thử', nameEn: 'Trial Centre' })
    const [first] = await register({ name: 'Sở Thử Một', nameEn: '' }, { name: 'Sở Thử Hai' })
    const titles = async (id = '') => (await organisations.organisationHistory(id)).periods.map(({ act }) => act)
    expect(await titles(one?.id)).toMatchObject([
      { title: 'Nhập đơn vị Trung tâm Thử', titleEn: 'Import of Trial Centre' },
    ])
    expect(await titles(first?.id)).toMatchObject([
      { title: 'Nhập 2 đơn vị: Sở Thử Một, …', titleEn: 'Import of 2 units: Sở Thử Một, …' },
    ])
  })

  it('takes many in one change, with one entry for each', async () => {
    const wards = Array.from({ length: 168 }, (_, number) => ({
      kind: 'ward' as const,
      name: `UBND Phường ${String(number)}`,
      nameEn: `Ward ${String(number)}`,
    }))
    const before = await testing.asAdmin<{ count: string }>('SELECT count(*) FROM journal.changes')
    const registered = await register(...wards)
    expect(registered.map(({ name }) => name)).toEqual(wards.map(({ name }) => name))
    const after = await testing.asAdmin<{ count: string }>('SELECT count(*) FROM journal.changes')
    expect(Number(after[0]?.count) - Number(before[0]?.count)).toBe(1)
    const entries = await testing.asAdmin(
      `SELECT FROM journal.entries WHERE event = 'identity.organisation.registered' AND subject_label LIKE 'UBND Phường %'`,
    )
    expect(entries.length).toBeGreaterThanOrEqual(168)
  })

  it('takes all or none', async () => {
    await expect(register({ name: 'Sở Một' }, { name: 'Sở Hai', parent: anId(404) })).rejects.toMatchObject({
      code: 'identity.organisationNotFound',
    })
    expect(await search('so mot')).toEqual([])
  })

  it('names every broken rule in the language asked for', async () => {
    const input = anOrganisation({ parent: null, territory: '26740' })
    const refusal = organisations.registerOrganisations(actor, [input], 'en')
    await expect(refusal).rejects.toMatchObject({
      code: 'identity.organisationInvalid',
      errors: [{ field: 'parent' }, { field: 'territory', message: expect.stringContaining('ward') as string }],
    })
  })

  it('moves the authority epoch', async () => {
    const epoch = async () =>
      (await testing.asAdmin<{ epoch: string }>('SELECT epoch FROM platform.authority'))[0]?.epoch
    const before = await epoch()
    await register({ name: 'Sở Đổi quyền' })
    expect(await epoch()).not.toBe(before)
  })
})

describe('dated identifiers (R03)', () => {
  it('answers who held one on a day', async () => {
    const [before, after] = await register(
      { name: 'UBND Phường Cũ', ...holding('GSO', '26734', '2004-01-01', '2025-07-01') },
      { name: 'UBND Phường Mới', ...holding('GSO', '26734', '2025-07-01') },
    )
    const holder = (day: string) => organisations.findByIdentifier({ scheme: 'GSO', value: '26734' }, day)
    expect((await holder('2025-06-30'))?.id).toBe(before?.id)
    expect((await holder('2025-07-01'))?.id).toBe(after?.id)
    expect(await holder('2003-12-31')).toBeUndefined()
  })

  it.each<[string, Partial<OrganisationInput>, Partial<OrganisationInput>, boolean]>([
    [
      'one value, overlapping',
      holding('MST', '0300000001', '2025-07-01'),
      holding('MST', '0300000001', '2026-01-01'),
      false,
    ],
    [
      'one value, closed, then another unit',
      holding('QD20', 'H29.01', '2020-01-01', '2025-07-01'),
      holding('QD20', 'H29.01', '2025-07-01'),
      false,
    ],
    [
      'a QCVN 102 code, closed, then another unit',
      holding('QCVN102', '000.00.01.H29', '2020-01-01', '2021-01-01'),
      holding('QCVN102', '000.00.01.H29', '2025-07-01'),
      false,
    ],
    [
      'a ward code that overlaps',
      holding('GSO', '26001', '2004-01-01', '2025-07-02'),
      holding('GSO', '26001', '2025-07-01'),
      false,
    ],
    [
      'a ward code that passes on',
      holding('GSO', '26002', '2004-01-01', '2025-07-01'),
      holding('GSO', '26002', '2025-07-01'),
      true,
    ],
    [
      'one value in two schemes',
      holding('QD20', '0300000002', '2025-07-01'),
      holding('MST', '0300000002', '2025-07-01'),
      true,
    ],
  ])('%s: given to the second unit? %4$s', async (_what, first, second, isGiven) => {
    await register({ name: 'Đơn vị trước', ...first })
    const outcome = register({ name: 'Đơn vị sau', ...second })
    if (isGiven) await expect(outcome).resolves.toHaveLength(1)
    else await expect(outcome).rejects.toMatchObject({ code: 'identity.identifierTaken' })
  })

  it('lets one unit hold a value again after a gap', async () => {
    const value = '0300000009'
    const identifiers = [
      { scheme: 'MST' as const, value, validFrom: '2010-01-01', validTo: '2015-01-01' },
      { scheme: 'MST' as const, value, validFrom: '2020-01-01', validTo: null },
    ]
    await expect(register({ identifiers })).resolves.toHaveLength(1)
  })
})

describe('listing organisations', () => {
  it('puts the city first, then departments, then wards, and pages without loss', async () => {
    const all = await organisations.listOrganisations({ ...everything, limit: 1000 })
    const kinds = all.map(({ kind }) => kind)
    expect(kinds).toEqual([...kinds].sort((a, b) => rank(a) - rank(b)))
    const paged: string[] = []
    let after: string | undefined
    do {
      const page = await organisations.listOrganisations({ ...everything, after, limit: 50 })
      paged.push(...page.map(({ id }) => id))
      after = page.at(-1)?.id
    } while (after !== undefined)
    expect(paged).toEqual(all.map(({ id }) => id))
  })

  it('finds by kind, parent and text without diacritics', async () => {
    await register({ name: 'Sở Nông nghiệp và Môi trường' })
    expect(await search('NONG nghiep')).toEqual(['Sở Nông nghiệp và Môi trường'])
    const found = await organisations.listOrganisations({ ...everything, kind: 'city', parent: undefined, limit: 10 })
    expect(found.map(({ id }) => id)).toEqual([parent])
    expect(await organisations.listOrganisations({ ...everything, parent: anId(404), limit: 10 })).toEqual([])
  })

  it.each(["' OR true; --", '%', '\\'])('takes %j as text', async (q) => {
    expect(await search(q)).toEqual([])
  })
})

const everything = { kind: undefined, q: undefined, parent: undefined, after: undefined }
const rank = (kind: string) => ['city', 'department', 'ward'].indexOf(kind)

async function search(q: string): Promise<string[]> {
  const found = await organisations.listOrganisations({ ...everything, q, limit: 100 })
  return found.map(({ name }) => name)
}
