import { describe, expect, it } from 'vitest'
import { organisationFaults } from './organisation.ts'
import type { OrganisationInput } from './organisation.ts'
import { organisationRuleText } from './organisation.texts.ts'
import { aCity, anId, anOrganisation } from '../testing.ts'

const parent = anId(1)
const identifier = (over: Partial<OrganisationInput['identifiers'][number]>) => ({
  identifiers: [{ scheme: 'MST' as const, value: '0301234567', validFrom: '2025-07-01', validTo: null, ...over }],
})

describe('the rules of an organisation', () => {
  it.each<[string, OrganisationInput, string[]]>([
    ['a city without parent', aCity(), []],
    ['a department with a parent', anOrganisation({ parent }), []],
    ['a ward with its territory', anOrganisation({ kind: 'ward', parent, territory: '26740' }), []],
    ['a city with a parent', aCity({ parent }), ['parent']],
    ['a department without parent', anOrganisation(), ['parent']],
    ['a commune with its territory', anOrganisation({ kind: 'commune', parent, territory: '27553' }), []],
    [
      'a district that ended with June 2025',
      anOrganisation({ kind: 'district', parent, validFrom: '2004-01-01', validTo: '2025-07-01' }),
      [],
    ],
    [
      'a district without end (Điều 2)',
      anOrganisation({ kind: 'district', parent, validFrom: '2004-01-01' }),
      ['district'],
    ],
    ['a district that begins in July 2025', anOrganisation({ kind: 'district', parent }), ['district']],
    [
      'a function with its ground',
      anOrganisation({
        parent,
        functions: [
          {
            text: 'Quản lý hộ tịch',
            instrument: null,
            citation: 'Luật Hộ tịch, Điều 7',
            validFrom: '2025-07-01',
            validTo: null,
          },
        ],
      }),
      [],
    ],
    [
      'a function without ground or time',
      anOrganisation({
        parent,
        functions: [
          { text: 'Việc khác', instrument: null, citation: null, validFrom: '2025-07-01', validTo: '2025-07-01' },
        ],
      }),
      ['functionPeriod', 'functionGround'],
    ],
    ['a department with a territory', anOrganisation({ parent, territory: '26740' }), ['territory']],
    ['an end before the beginning', anOrganisation({ parent, validTo: '2025-06-30' }), ['period']],
    ['an end on the day of the beginning', anOrganisation({ parent, validTo: '2025-07-01' }), ['period']],
    ['a tax code', anOrganisation({ parent, ...identifier({}) }), []],
    ['a tax code of a branch', anOrganisation({ parent, ...identifier({ value: '0301234567-001' }) }), []],
    ['a tax code with letters', anOrganisation({ parent, ...identifier({ value: 'MST123' }) }), ['identifierForm']],
    ['a QCVN 102 code', anOrganisation({ parent, ...identifier({ scheme: 'QCVN102', value: '000.00.06.H29' }) }), []],
    [
      'a QCVN 102 code of the old form',
      anOrganisation({ parent, ...identifier({ scheme: 'QCVN102', value: '00.14.H29' }) }),
      ['identifierForm'],
    ],
    ['a code of Decision 20/2020', anOrganisation({ parent, ...identifier({ scheme: 'QD20', value: 'H29.14' }) }), []],
    [
      'a code of Decision 20/2020 longer than 35',
      anOrganisation({ parent, ...identifier({ scheme: 'QD20', value: 'H'.repeat(36) }) }),
      ['identifierForm'],
    ],
    ['a ward code', anOrganisation({ parent, ...identifier({ scheme: 'GSO', value: '26740' }) }), []],
    [
      'an identifier that ends before it begins',
      anOrganisation({ parent, ...identifier({ validTo: '2025-01-01' }) }),
      ['identifierPeriod'],
    ],
    [
      'everything wrong',
      aCity({ parent, territory: '26740', validTo: '2000-01-01' }),
      ['parent', 'territory', 'period'],
    ],
  ])('%s', (_what, input, rules) => {
    expect(organisationFaults(input, '2026-03-02').map(({ rule }) => rule)).toEqual(rules)
  })

  it('has a text in both languages for each', () => {
    for (const text of Object.values(organisationRuleText)) {
      expect(text.vi.length).toBeGreaterThan(10)
      expect(text.en.length).toBeGreaterThan(10)
    }
  })
})
