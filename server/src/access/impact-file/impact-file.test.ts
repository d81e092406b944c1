import { describe, expect, it } from 'vitest'
import { aField } from '../../catalogue/testing.ts'
import type { Field } from '../../catalogue/index.ts'
import { impactFacts, impactStatus, reviewDay } from './impact-file.ts'
import type { ImpactFacts, ImpactVersion } from './impact-file.ts'

const field = (name: string, over: Partial<Field> = {}): Field => ({ id: name, ...aField({ name }), ...over })
const fields = [
  field('ma', { key: true }),
  field('ho_ten', { sensitivity: 'personal' }),
  field('benh', { sensitivity: 'sensitive' }),
  field('phuong', { territory: true }),
]
const dataset = { kind: 'shared', classification: 'confidential' } as const
const facts = impactFacts(dataset, fields, undefined)

describe('what the warehouse knows of personal data', () => {
  it('is the fields and their kind, and what it does by itself', () => {
    expect(facts.fields.map(({ name, sensitivity }) => [name, sensitivity])).toEqual([
      ['ho_ten', 'personal'],
      ['benh', 'sensitive'],
    ])
    expect(facts.measures).toEqual(expect.arrayContaining(['purpose-each-read', 'sensitive-to-named', 'own-territory']))
  })

  it('claims no measure that does not hold for the dataset', () => {
    const plain = impactFacts({ kind: 'shared', classification: 'internal' }, fields.slice(0, 2), undefined)
    for (const measure of ['purpose-each-read', 'sensitive-to-named', 'own-territory', 'fresh-proof-for-files']) {
      expect(plain.measures).not.toContain(measure)
    }
  })
})

const version = (over: Partial<ImpactVersion> = {}): ImpactVersion => ({
  ...{ version: 1, purposes: 'a', legalBasis: 'b', retention: 'c', risks: 'd', measures: 'e', writtenBy: 'yte' },
  unit: {
    id: '00000000-0000-7000-8000-000000000001' as ImpactVersion['unit']['id'],
    name: 'Sở',
    nameEn: '',
    kind: 'department',
  },
  ...{ writtenAt: new Date('2026-01-05T03:00:00Z'), confirmedAt: null, confirmedBy: null, facts: null },
  ...over,
})
const confirmed = version({ confirmedAt: new Date('2026-01-10T03:00:00Z'), confirmedBy: 'yte', facts })
const at = new Date('2026-03-01T03:00:00Z')
const other: ImpactFacts = { ...facts, consumers: ['Sở khác'] }

it.each([
  ['missing', undefined, undefined, facts, at],
  ['drafted', version(), undefined, facts, at],
  ['confirmed', confirmed, confirmed, facts, at],
  ['confirmed', version({ version: 2 }), confirmed, facts, at],
  ['outdated', confirmed, confirmed, other, at],
  ['confirmed', confirmed, confirmed, { ...facts, catalogue: { version: 9, instrument: '9/QĐ' } }, at],
  ['confirmed', confirmed, confirmed, facts, new Date('2026-07-09T16:59:59Z')],
  ['review-due', confirmed, confirmed, facts, new Date('2026-07-09T17:00:00Z')],
] as const)('a file is %s by what was written, what is so now and when', (...row) => {
  const [status, newest, last, now, when] = row
  expect(impactStatus({ newest, confirmed: last }, now, when)).toBe(status)
})

it.each([
  ['2026-01-10T03:00:00Z', '2026-07-10'],
  ['2026-08-31T03:00:00Z', '2027-02-28'],
  ['2026-12-31T18:00:00Z', '2027-07-01'],
])('confirmed at %s it is looked at again on %s', (confirmedAt, day) => {
  expect(reviewDay(new Date(confirmedAt))).toBe(day)
})
