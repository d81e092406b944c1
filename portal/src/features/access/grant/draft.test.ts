import { expect, test } from 'vitest'
import type { Field } from '../../../api/types.ts'
import { draftOf, emptyDraft, extentOf, fitTo, waysToShow } from './draft.ts'

const field = (name: string, more: Partial<Field>): Field => ({ id: `id-${name}`, name, ...more }) as Field
const name = field('ho_ten', { type: 'text', sensitivity: 'personal' })
const day = field('ngay_sinh', { type: 'date', sensitivity: 'personal' })
const ward = field('phuong', { type: 'text', sensitivity: 'none' })

test.for([
  [name, 'none', ['lastDigits', 'area', 'pseudonym']],
  [name, 'personal', ['plain', 'lastDigits', 'area', 'pseudonym']],
  [day, 'none', ['yearOnly', 'pseudonym']],
  [ward, 'none', ['plain', 'lastDigits', 'area', 'pseudonym']],
] as const)('$0.name, for a purpose that shows $1, is asked for in these ways (Điều 18.2)', ([of, shows, ways]) => {
  expect(waysToShow(of, shows)).toEqual(ways)
})

test('a purpose that may not see values as they are turns them into masked ones, and leaves other choices', () => {
  const chosen = { ho_ten: 'plain', ngay_sinh: 'pseudonym', phuong: 'plain' } as const
  expect(fitTo(chosen, [name, day, ward], 'none')).toEqual({ ...chosen, ho_ten: 'lastDigits' })
})

test('what is sent has no empty condition, and the draft of an amendment sends its grant again', () => {
  const extent = extentOf({ ...emptyDraft, shown: { ho_ten: 'pseudonym', phuong: 'plain' }, rows: { phuong: [] } })
  expect(extent.fields).toEqual([
    { name: 'ho_ten', mask: 'pseudonym' },
    { name: 'phuong', mask: null },
  ])
  expect(extent.rows).toEqual([])
  const granted = {
    fields: [{ id: 'id-ho_ten', name: 'ho_ten', sensitivity: 'personal' as const, mask: 'area' as const }],
    ...{ rows: [{ field: 'id-phuong', values: ['26740'] }], channels: ['export' as const], rowsPerDay: 5 },
  }
  expect(extentOf(draftOf('thong-ke', granted, [name, ward]))).toEqual({
    ...{ fields: [{ name: 'ho_ten', mask: 'area' }], rows: [{ field: 'phuong', values: ['26740'] }] },
    ...{ channels: ['export'], rowsPerDay: 5 },
  })
})
