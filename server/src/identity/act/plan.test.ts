import { describe, expect, it } from 'vitest'
import { anId } from '../testing.ts'
import type { OrganisationId } from '../organisation/organisation.ts'
import { planAct } from './plan.ts'
import type { ActRule, StandingUnit, World } from './plan.ts'
import { faultTexts } from './plan.texts.ts'
import type { Assignment, NewUnit, Step } from './step.ts'

const day = '2026-03-02'
const id = (number: number) => anId<'organisation'>(number)
const [city, health, tax, clinic, ended] = [id(0), id(1), id(2), id(3), id(4)]
const [future, renamed, district, nobody, leaving, leaver] = [id(5), id(6), id(7), id(8), id(9), id(10)]

function aUnit(unit: OrganisationId, name: string, over: Partial<StandingUnit> = {}): StandingUnit {
  return {
    ...{ id: unit, kind: 'department', name, nameEn: name, parent: city, territory: null },
    ...{ validFrom: '2020-01-01', validTo: null, since: '2020-01-01', earlier: [], isEnded: false },
    ...over,
  }
}

const world: World = new Map(
  [
    aUnit(city, 'Thành phố', { kind: 'city', parent: null }),
    aUnit(health, 'Sở Y tế'),
    aUnit(tax, 'Thuế'),
    aUnit(clinic, 'Trung tâm Y tế', { kind: 'service-unit', parent: health }),
    aUnit(ended, 'Sở Cũ', { validTo: '2025-01-01', isEnded: true }),
    aUnit(leaving, 'Sở Sắp tan', { validTo: '2026-03-05', isEnded: true }),
    aUnit(future, 'Sở Sau này', { validFrom: '2026-09-01', since: '2026-09-01' }),
    aUnit(renamed, 'Sở Đổi tên', { since: '2026-05-01' }),
    aUnit(leaver, 'Chi cục Thuế', { since: '2026-05-01', earlier: [{ parent: tax, until: '2026-05-01' }] }),
    aUnit(district, 'Quận 1', { kind: 'district', validTo: day }),
  ].map((unit) => [unit.id, unit]),
)

const facts = (over: Partial<NewUnit> = {}): NewUnit => ({
  ...{ kind: 'department', name: 'Sở Mới', nameEn: 'New', parent: city, territory: null },
  ...{ validFrom: day, validTo: null, identifiers: [], functions: [] },
  ...over,
})
const create = (unit: OrganisationId, over: Partial<NewUnit> = {}): Step => ({
  step: 'create',
  unit,
  facts: facts(over),
})
const merge = (into: OrganisationId, ...units: OrganisationId[]): Step => ({
  step: 'merge',
  units,
  into,
})
const rename = (unit: OrganisationId): Step => ({
  ...{ step: 'rename', unit, name: 'Tên mới', nameEn: 'New name' },
})
const move = (unit: OrganisationId, parent: OrganisationId): Step => ({
  ...{ step: 'move', unit, parent },
})
const split = (unit: OrganisationId, ...into: OrganisationId[]): Step => ({
  ...{ step: 'split', unit, into, assigned: [] },
})
const assign = (...assigned: Assignment[]): Step => ({
  ...{ step: 'split', unit: health, into: [tax, city], assigned },
})
const dissolve = (unit: OrganisationId, successor: OrganisationId | null = null): Step => ({
  ...{ step: 'dissolve', unit, successor },
})
const made = id(100)

describe('an act that cannot be (Điều 2)', () => {
  it.each<[string, Step[], ActRule[]]>([
    ['a merger of a unit that is not there', [merge(health, nobody)], ['unknown']],
    ['a successor that does not exist', [merge(nobody, health)], ['unknown']],
    ['a merger whose source was dissolved already', [merge(health, ended)], ['ended']],
    ['a successor that ended already', [merge(ended, health)], ['ended']],
    ['a successor that does not exist yet', [merge(future, health)], ['notBegun']],
    ['renaming what another act renamed since', [rename(renamed)], ['changedSince']],
    ['ending what another act renamed since', [dissolve(renamed, tax)], ['changedSince']],
    ['a merger into itself', [merge(health, health)], ['itself']],
    ['a succession to itself', [dissolve(health, health)], ['itself']],
    ['a split into one', [split(health, tax)], ['splitInOne']],
    [
      'an account assigned to two successors',
      [assign({ what: 'account', id: 'a', to: tax }, { what: 'account', id: 'a', to: city })],
      ['assignedTwice'],
    ],
    [
      'a dataset assigned twice to one successor, its id in capitals once',
      [assign({ what: 'dataset', id: 'a', to: tax }, { what: 'dataset', id: 'A', to: tax })],
      ['assignedTwice'],
    ],
    ['a split that goes on as itself', [split(health, health, tax)], ['itself']],
    ['a unit that ends and is renamed', [merge(tax, health), rename(health)], ['twice']],
    ['a unit that ends twice', [merge(tax, health), dissolve(health, tax)], ['twice']],
    ['a unit renamed twice', [rename(tax), rename(tax)], ['twice']],
    [
      'a successor that ends with the same act',
      [merge(tax, health), dissolve(tax, city), move(clinic, city)],
      ['successorGone'],
    ],
    ['a unit under one that ends', [merge(tax, health), create(made, { parent: health })], ['parentGone']],
    ['a unit under one that another act ends later', [create(made, { parent: leaving })], ['parentGone']],
    ['a successor that another act ends later', [merge(leaving, health)], ['ended']],
    ['the end of what another act ends later', [merge(tax, leaving)], ['ended']],
    ['a unit moved below itself', [move(health, clinic)], ['circle']],
    ['two units moved below each other', [move(tax, health), move(health, tax)], ['circle', 'circle']],
    ['a unit moved below one that leaves it on a later day', [move(tax, leaver)], ['circle']],
    ['the end of the city', [dissolve(city, health)], ['rootStays']],
    ['a department without parent', [create(made, { parent: null })], ['parent']],
    ['a district after June 2025', [create(made, { kind: 'district' })], ['district']],
    ['a made unit that ends with the same act', [create(made), dissolve(made, tax)], ['beginsAndEnds']],
  ])('%s', (_what, steps, rules) => {
    const { faults } = planAct({ day, steps }, world)
    expect(faults.map(({ rule }) => rule)).toEqual(rules)
    for (const language of ['vi', 'en'] as const) {
      for (const { message } of faultTexts(faults, language)) expect(message).toMatch(/[^.]{15,}\.$/)
    }
  })

  it('says which decision day stands in the way', () => {
    const { faults } = planAct({ day, steps: [rename(renamed)] }, world)
    expect(faultTexts(faults, 'vi')[0]?.message).toContain('Sở Đổi tên đã thay đổi từ ngày 01/05/2026')
  })

  it('refuses what is assigned to a unit that is no successor', () => {
    const step: Step = { ...split(health, tax, made), assigned: [{ what: 'account', id: 'a', to: city }] } as Step
    const { faults } = planAct({ day, steps: [create(made), step] }, world)
    expect(faults.map(({ rule }) => rule)).toEqual(['strangeAssignment'])
  })
})

describe('what follows from an act', () => {
  it('takes several accounts and datasets, each assigned once', () => {
    const step = assign(
      { what: 'account', id: 'a', to: tax },
      { what: 'account', id: 'b', to: city },
      { what: 'dataset', id: 'a', to: city },
    )
    expect(planAct({ day, steps: [step] }, world).faults).toEqual([])
  })

  it('moves what lies below a unit that ends to its successor', () => {
    const { plan, faults } = planAct({ day, steps: [merge(tax, health)] }, world)
    expect(faults).toEqual([])
    expect(plan.ended).toMatchObject([{ unit: { id: health }, successors: [tax] }])
    expect(plan.changed).toMatchObject([{ before: { id: clinic, parent: health }, after: { parent: tax, since: day } }])
  })

  it('moves it to the parent of the ended unit when the successor is that child itself', () => {
    const { plan } = planAct({ day, steps: [merge(clinic, health)] }, world)
    expect(plan.changed).toMatchObject([{ after: { id: clinic, parent: city } }])
  })

  it('moves it there also when the successor leaves that child only on a later day', () => {
    const still = { since: '2026-05-01', earlier: [{ parent: clinic, until: '2026-05-01' }] }
    const later: World = new Map([...world, [tax, aUnit(tax, 'Thuế', still)]])
    const { plan, faults } = planAct({ day, steps: [merge(tax, health)] }, later)
    expect(faults).toEqual([])
    expect(plan.changed.map(({ after }) => [after.id, after.parent])).toEqual([[clinic, city]])
  })

  it('leaves a child where the act puts it', () => {
    const { plan } = planAct({ day, steps: [dissolve(health), move(clinic, city)] }, world)
    expect(plan.changed).toMatchObject([{ after: { id: clinic, parent: city } }])
  })

  it('takes units that it makes as successors and as parents', () => {
    const steps = [create(made), create(id(101), { parent: made }), split(health, made, id(101)), rename(tax)]
    const { plan, faults } = planAct({ day, steps }, world)
    expect(faults).toEqual([])
    expect(plan.created.map(({ unit }) => unit.id)).toEqual([made, id(101)])
    expect(plan.ended).toMatchObject([{ successors: [made, id(101)] }])
  })

  it('gives successors to a district that ended on that day by its registration', () => {
    const { plan, faults } = planAct({ day, steps: [dissolve(district, tax)] }, world)
    expect(faults).toEqual([])
    expect(plan.ended).toMatchObject([{ unit: { name: 'Quận 1' }, successors: [tax] }])
  })
})
