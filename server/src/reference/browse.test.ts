import { expect, it } from 'vitest'
import { periodsOf } from './browse.ts'
import type { Meaning } from './browse.ts'

const meaning = (version: string, validFrom: string, validTo: string | null, name = 'Bến Nghé'): Meaning => ({
  ...{ code: '26740', name, nameEn: null, parent: '79', kind: 'phuong', aliases: [] },
  ...{ version, validFrom, validTo },
})

it('joins versions that follow each other and say the same of a code', () => {
  const periods = periodsOf([
    meaning('1', '2004-01-01', '2010-01-01'),
    meaning('2', '2010-01-01', '2025-07-01'),
    meaning('3', '2025-07-01', null, 'Sài Gòn'),
  ])
  expect(periods.map(({ name, validFrom, validTo, versions }) => [name, validFrom, validTo, versions])).toEqual([
    ['Bến Nghé', '2004-01-01', '2025-07-01', ['1', '2']],
    ['Sài Gòn', '2025-07-01', null, ['3']],
  ])
})

it('keeps a code apart from itself after a time in which it did not exist', () => {
  const periods = periodsOf([meaning('1', '2004-01-01', '2010-01-01'), meaning('3', '2015-01-01', null)])
  expect(periods.map(({ validFrom, validTo }) => [validFrom, validTo])).toEqual([
    ['2004-01-01', '2010-01-01'],
    ['2015-01-01', null],
  ])
})
