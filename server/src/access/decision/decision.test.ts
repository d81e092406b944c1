import { describe, expect, it } from 'vitest'
import type { CatalogueRow, Consumer, Structure } from '../../catalogue/index.ts'
import { aField, aKey } from '../../catalogue/testing.ts'
import type { OrganisationKind, OrgRef, Role } from '../../identity/index.ts'
import { anId } from '../../identity/testing.ts'
import { anInstrument } from '../../law/testing.ts'
import { shippedPolicies } from '../policy/index.ts'
import { standingOf } from '../grant/standing.ts'
import type { PurposeFacts } from '../purpose/purpose.ts'
import { decideFrom } from './decision.ts'
import type { Action, Facts } from './facts.ts'

const unit = (number: number, kind: OrganisationKind, name: string): OrgRef => {
  return { id: anId<'organisation'>(number), kind, name, nameEn: name }
}
const [city, police, health, tax] = [
  ...[unit(1, 'city', 'UBND Thành phố'), unit(2, 'department', 'Công an')],
  ...[unit(3, 'department', 'Sở Y tế'), unit(4, 'department', 'Thuế')],
] as const
const ward = unit(5, 'ward', 'Phường Sài Gòn')
const lostWard = unit(6, 'ward', 'Phường Chưa rõ')
const territories = new Map([[ward.id, '26740']])

const structure: Structure = {
  ...{ version: 1, since: new Date(0), note: '' },
  fields: [
    { ...aKey({ name: 'so_dinh_danh', sensitivity: 'personal' }), id: 'f1' },
    { ...aField({ name: 'ma_phuong_xa', territory: true }), id: 'f2' },
    { ...aField({ name: 'dan_toc', sensitivity: 'sensitive' }), id: 'f3' },
  ],
}
const withoutTerritory: Structure = { ...structure, fields: structure.fields.filter(({ territory }) => !territory) }
const all = ['so_dinh_danh', 'ma_phuong_xa', 'dan_toc']
const unsensitive = ['so_dinh_danh', 'ma_phuong_xa']
const own = { field: 'ma_phuong_xa', values: ['26740'] }

function aRow(classification: CatalogueRow['dataset']['classification'], consumers: readonly Consumer[]): CatalogueRow {
  return {
    dataset: { code: 'dan-cu', name: 'Dân cư', nameEn: 'People', kind: 'shared', classification },
    ...{ provider: police, updateMethod: 'full', updateFrequency: 'monthly', consumers },
    ...{ catalogueVersion: 1, from: '2026-01-01', until: null, instrument: { ...anInstrument(), id: anId(9) } },
  }
}

const registered: PurposeFacts = {
  code: 'nghiep-vu',
  nature: 'official',
  shows: 'sensitive',
  isCommon: true,
  isInRemit: true,
}

interface Case {
  readonly who: OrgRef
  readonly roles?: readonly Role[]
  readonly action?: Action
  readonly purpose?: string
  readonly row?: CatalogueRow
  readonly structure?: Structure
}
function decide({ who, roles = ['provider', 'consumer'], action = 'read', purpose, row, structure: given }: Case) {
  const facts: Facts = {
    ...{ action, roles, purpose, row, structure: given ?? structure },
    registered: purpose?.startsWith(registered.code) ? registered : undefined,
    standing: standingOf([], '', new Date(0)),
    unit: { ...who, territory: territories.get(who.id) ?? null },
    dataset: {
      ...{ code: 'dan-cu', name: 'Dân cư', nameEn: 'People', provider: police, stage: 'active' },
      ...{ classification: 'internal', kind: 'shared' },
    },
  }
  return decideFrom(shippedPolicies(), facts)
}

const none = aRow('internal', [])
const toHealth = aRow('confidential', [{ unit: health }, { group: 'wards' }])
const toAll = aRow('internal', [{ group: 'all' }])
const toDepartments = aRow('internal', [{ group: 'departments' }])
const open = aRow('public', [{ unit: health }])
const sectoral = { ...toAll, dataset: { ...toAll.dataset, kind: 'sectoral' } } as const
const openedSector = { ...open, dataset: { ...open.dataset, kind: 'sectoral' } } as const
const purpose = 'nghiep-vu: Giải quyết hồ sơ'

describe('who may read (Điều 9, 11, 18.2)', () => {
  it.each<[string, Case, [reason: string, clause: string, fields: string[], scope: object[]]]>([
    ['the provider reads all of its own', { who: police, row: toHealth }, ['readsOwnData', 'Điều 11.2', all, []]],
    [
      'a named unit reads all, with a purpose',
      { who: health, row: toHealth, purpose },
      ['namedConsumer', 'Điều 11.2', all, []],
    ],
    [
      'a ward reads its territory, nothing sensitive',
      { who: ward, row: toHealth, purpose },
      ['groupConsumer', 'Điều 11.2', unsensitive, [own]],
    ],
    [
      'a named ward reads its territory, all fields',
      { who: ward, row: aRow('internal', [{ unit: ward }]) },
      ['namedConsumer', 'Điều 11.2', all, [own]],
    ],
    [
      'a ward reads all rows of data without territory',
      { who: ward, row: toAll, structure: withoutTerritory },
      ['groupConsumer', 'Điều 11.2', ['so_dinh_danh'], []],
    ],
    ['a department of the group', { who: tax, row: toDepartments }, ['groupConsumer', 'Điều 11.2', unsensitive, []]],
    ['the city, when all may', { who: city, row: toAll }, ['groupConsumer', 'Điều 11.2', unsensitive, []]],
    [
      'anybody reads what is public, without purpose',
      { who: tax, row: open },
      ['publicData', 'Điều 11.1', ['ma_phuong_xa'], []],
    ],
    [
      'a ward reads the whole of what is public',
      { who: ward, row: open },
      ['publicData', 'Điều 11.1', ['ma_phuong_xa'], []],
    ],
    [
      'a unit of another sector, with a purpose',
      { who: tax, row: sectoral, purpose },
      ['groupConsumer', 'Điều 11.2', unsensitive, []],
    ],
    [
      'anybody reads what a sector made public, without purpose',
      { who: tax, row: openedSector },
      ['publicData', 'Điều 11.1', ['ma_phuong_xa'], []],
    ],
    [
      'a consumer that is provider elsewhere',
      { who: health, roles: ['provider'], row: toHealth, purpose },
      ['namedConsumer', 'Điều 11.2', all, []],
    ],
  ])('%s', (_what, question, [reason, clause, fields, rowScope]) => {
    const verdict = decide(question)
    expect(verdict).toMatchObject({ allow: true, clause, fields, rowScope })
    expect(verdict.reasons[0]?.code).toBe(reason)
    const withheld = fields.length < (question.structure ?? structure).fields.length
    expect(verdict.reasons.some(({ code }) => code === 'sensitiveWithheld')).toBe(withheld)
    expect(verdict.reasons.some(({ code }) => code === 'ownTerritoryOnly')).toBe(rowScope.length > 0)
  })

  it.each<[string, Case, [reason: string, clause: string]]>([
    ['nobody without a row in force, not even the provider', { who: police }, ['notInForce', 'Điều 9']],
    ['a unit that is not named', { who: tax, row: toHealth, purpose }, ['notAmongConsumers', 'Điều 11.2']],
    ['nobody else when nobody is named', { who: health, row: none }, ['notAmongConsumers', 'Điều 11.2']],
    ['a ward when departments may', { who: ward, row: toDepartments }, ['notAmongConsumers', 'Điều 11.2']],
    ['the city when departments may', { who: city, row: toDepartments }, ['notAmongConsumers', 'Điều 11.2']],
    ['a ward without territory', { who: lostWard, row: toHealth, purpose }, ['territoryMissing', 'Điều 11.2']],
    ['a named unit without purpose', { who: health, row: toHealth }, ['purposeMissing', 'Điều 18.2']],
    [
      'a named unit with a blank purpose',
      { who: health, row: toHealth, purpose: '  ' },
      ['purposeMissing', 'Điều 18.2'],
    ],
    ['a unit of another sector without purpose', { who: tax, row: sectoral }, ['purposeMissing', 'Điều 18.2']],
  ])('not: %s', (_what, question, [reason, clause]) => {
    const verdict = decide(question)
    expect(verdict).toMatchObject({ allow: false, clause, fields: [], rowScope: [] })
    expect(verdict.reasons.map(({ code }) => code)).toEqual([reason])
  })

  it('tells a stranger all that is missing, and first that the data lies beyond its remit', () => {
    const { reasons, clause } = decide({ who: tax, row: toHealth })
    expect(clause).toBe('Điều 11.2')
    expect(reasons.map(({ code, clause: of }) => [code, of])).toEqual([
      ['notAmongConsumers', 'Điều 11.2'],
      ['purposeMissing', 'Điều 18.2'],
    ])
  })

  it.each<[Role, boolean]>([
    ['provider', true],
    ['consumer', true],
    ['coordinator', false],
    ['committee', false],
    ['auditor', false],
  ])('the role %s of a unit that may: %s', (role, allow) => {
    for (const row of [toAll, open]) {
      for (const who of [city, police, tax]) expect(decide({ who, roles: [role], row }).allow).toBe(allow)
    }
  })
})

describe('who may submit (Điều 10)', () => {
  it.each<[string, Case, boolean, string]>([
    ['the provider', { who: police, row: toHealth }, true, 'submitsOwnData'],
    ['a consumer', { who: health, row: toHealth }, false, 'notProvider'],
    ['a consumer of public data', { who: tax, row: open }, false, 'notProvider'],
    [
      'an account of the provider without the role',
      { who: police, roles: ['consumer'], row: toHealth },
      false,
      'providerRoleMissing',
    ],
    [
      'the coordinator of the provider',
      { who: police, roles: ['coordinator'], row: toHealth },
      false,
      'providerRoleMissing',
    ],
    ['the provider without a row in force', { who: police }, false, 'notInForce'],
  ])('%s: %s', (_what, question, allow, reason) => {
    const verdict = decide({ ...question, action: 'submit' })
    expect(verdict.allow).toBe(allow)
    expect(verdict.reasons[0]?.code).toBe(reason)
    expect(verdict.fields).toEqual(allow ? all : [])
  })
})

describe('the reasons', () => {
  it('name the dataset, the unit and the provider, in both languages', () => {
    const [reason] = decide({ who: tax, row: toHealth }).reasons
    expect(reason?.vi).toContain('Thuế không thuộc các đơn vị được khai thác “Dân cư”')
    expect(reason?.en).toContain('Thuế is not among the units that may use “People”')
    expect(reason?.remedy.vi).toContain('Ủy ban nhân dân Thành phố đồng ý')
    expect(decide({ who: tax, action: 'submit', row: toHealth }).reasons[0]?.vi).toContain(
      'là Công an, không phải Thuế',
    )
  })
})
