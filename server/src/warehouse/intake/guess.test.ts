import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { workbookOf } from '../../../test/warehouse/workbook.ts'
import type { ByteSource } from '../../platform/index.ts'
import { aField } from '../testing.ts'
import { assumeProfile, guessProfile } from './guess.ts'

const structure = {
  ...{ version: 1, since: new Date(0), note: '' },
  fields: [
    aField({ id: 'f1', name: 'ma', title: 'Mã', key: true }),
    aField({ id: 'f2', name: 'ten', title: 'Tên' }),
    aField({ id: 'f3', name: 'sinh', title: 'Sinh', check: 'partial-date' }),
  ],
}

function sourceOf(content: Buffer | string): ByteSource {
  const bytes = Buffer.from(content as string)
  return {
    bytes: bytes.length,
    stream: ({ start, end } = { start: 0, end: bytes.length }) =>
      Readable.from([bytes.subarray(start, end)], { objectMode: false }),
  }
}

const guess = async (content: Buffer | string) => {
  const { profile, reasons } = await guessProfile(sourceOf(content), structure)
  return { profile, signs: Object.fromEntries(reasons.map(({ setting, sign }) => [setting, sign])) }
}

describe('the sheet of a workbook', () => {
  const rows = [
    ['Mã', 'Tên', 'Sinh'],
    ['1', 'Một', '1958'],
  ]
  const cover = [['Báo cáo tháng 3'], ['Mã', 'Ghi chú']]
  it.each([
    ['the only one', { A: rows }, null, 'firstSheet'],
    [
      'the first of those that fit it equally, which its sender is told',
      { A: rows, B: rows, C: cover },
      null,
      'rivalSheets',
    ],
    [
      'the one whose headings fit most, not the first with data',
      { Bìa: cover, 'Dữ liệu': rows },
      'Dữ liệu',
      'bestSheet',
    ],
    ['the first with data, where none fits', { A: [], B: [['x']], C: [['y']] }, 'B', 'firstSheet'],
  ])('is %s', async (_what, sheets, sheet, sign) => {
    const { profile, signs } = await guess(workbookOf(sheets))
    expect([profile.sheet, signs['sheet']]).toEqual([sheet, sign])
  })

  it('is not chosen among several that fit equally: the wrong one could delete what the other holds', async () => {
    const content = sourceOf(workbookOf({ Bìa: cover, A: rows, B: rows }))
    await expect(assumeProfile(content, structure)).rejects.toMatchObject({
      ...{ code: 'warehouse.sheetUndecided', params: { sheets: 'A, B' } },
    })
  })

  it('is left open where the first sheet is not among those that fit', async () => {
    const { profile, layout } = await guessProfile(sourceOf(workbookOf({ Bìa: cover, A: rows, B: rows })), structure)
    expect([profile.sheet, layout.rivals]).toEqual([null, ['A', 'B']])
  })

  it('that fits best is taken without a word, for that changes no value', async () => {
    expect(await assumeProfile(sourceOf(workbookOf({ Bìa: cover, 'Dữ liệu': rows })), structure)).toMatchObject({
      ...{ sheet: 'Dữ liệu', header: { row: 1, rows: 1 }, dates: 'iso' },
    })
  })
})

describe('dates of which a part is missing', () => {
  it.each([
    ['03/2021', 'dmy', 'monthFirst'],
    ['15/03/2021', 'dmy', 'dayAbove12'],
    ['05/03/2021', 'dmy', 'dayOrMonth'],
    ['2021-03', 'iso', undefined],
    ['2021', 'iso', undefined],
  ])('like %s are guessed to be written %s', async (cell, dates, sign) => {
    const { profile, signs } = await guess(`ma,ten,sinh\n1,Một,${cell}\n2,Hai,1958\n`)
    expect([profile.dates, signs['dates']]).toEqual([dates, sign])
  })
})
