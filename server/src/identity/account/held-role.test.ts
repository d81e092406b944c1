import { describe, expect, it } from 'vitest'
import { wantedRoleRuleText } from './account-request.ts'
import { periodOf, roleChanges, wantedRoleFaults } from './held-role.ts'
import type { HeldRole, HeldRoleId, Period, WantedRole } from './held-role.ts'
import { anId } from '../testing.ts'

const at = new Date('2026-03-02T03:00:00Z')
const instant = (text: string | null) => (text === null ? null : new Date(text))
const wanted = (over: Partial<WantedRole>): WantedRole => ({
  role: 'consumer',
  validFrom: null,
  validTo: null,
  ...over,
})
const held = (number: number, role: Period['role'], from: string, to: string | null = null): HeldRole => ({
  ...{ id: anId<'held-role'>(number) satisfies HeldRoleId, role },
  ...{ validFrom: new Date(from), validTo: instant(to) },
})

describe('the period of a wanted role', () => {
  it.each<[string, Partial<WantedRole>, string, string | null]>([
    ['begins with the decision when no day is said', {}, '2026-03-02T03:00:00Z', null],
    ['begins with the decision when its day is over', { validFrom: '2026-01-01' }, '2026-03-02T03:00:00Z', null],
    ['begins with its local day', { validFrom: '2026-04-01' }, '2026-03-31T17:00:00Z', null],
    ['ends with its local day', { validTo: '2026-04-01' }, '2026-03-02T03:00:00Z', '2026-03-31T17:00:00Z'],
  ])('%s', (_what, over, from, to) => {
    expect(periodOf(wanted(over), at)).toEqual({ role: 'consumer', validFrom: new Date(from), validTo: instant(to) })
  })
})

describe('the rules of wanted roles', () => {
  it.each<[string, WantedRole[], string[]]>([
    ['two roles', [wanted({}), wanted({ role: 'provider' })], []],
    ['a period to come', [wanted({ validFrom: '2026-04-01', validTo: '2026-05-01' })], []],
    ['a role twice', [wanted({}), wanted({ validFrom: '2026-04-01' })], ['repeated roles[1]']],
    ['an end before the beginning', [wanted({ validFrom: '2026-05-01', validTo: '2026-04-01' })], ['period roles[0]']],
    ['an end that is today', [wanted({ validTo: '2026-03-02' })], ['past roles[0]']],
  ])('%s', (_what, roles, faults) => {
    expect(wantedRoleFaults(roles, '2026-03-02').map(({ rule, field }) => `${rule} ${field}`)).toEqual(faults)
  })

  it('have a text in both languages', () => {
    for (const text of Object.values(wantedRoleRuleText)) expect(text.vi.length && text.en.length).toBeGreaterThan(10)
  })
})

describe('from the roles held to those wanted', () => {
  const provider = held(1, 'provider', '2025-07-01T00:00:00Z')
  const ending = held(2, 'consumer', '2025-07-01T00:00:00Z', '2026-12-31T17:00:00Z')
  it.each<[string, HeldRole[], Partial<WantedRole>[], { ended: number[]; begun: string[] }]>([
    ['what stays is left alone', [provider], [{ role: 'provider' }], { ended: [], begun: [] }],
    ['what is new begins', [provider], [{ role: 'provider' }, {}], { ended: [], begun: ['consumer'] }],
    ['what is not wanted ends', [provider, ending], [{ role: 'provider' }], { ended: [2], begun: [] }],
    [
      'what gets another end ends and begins anew',
      [ending],
      [{ validTo: '2026-06-01' }],
      { ended: [2], begun: ['consumer'] },
    ],
    ['what stays to the same end is left alone', [ending], [{ validTo: '2027-01-01' }], { ended: [], begun: [] }],
    [
      'what was to come later and is wanted now begins anew',
      [held(3, 'consumer', '2026-05-01T00:00:00Z')],
      [{}],
      { ended: [3], begun: ['consumer'] },
    ],
  ])('%s', (_what, rows, roles, { ended, begun }) => {
    const changes = roleChanges(
      rows,
      roles.map((over) => periodOf(wanted(over), at)),
      at,
    )
    expect(changes.ended.map(({ id }) => id)).toEqual(ended.map((number) => anId(number)))
    expect(changes.begun.map(({ role }) => role)).toEqual(begun)
  })
})
