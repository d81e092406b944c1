import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { workbookOf, zipOf } from '../../../../test/warehouse/workbook.ts'
import type { ByteSource } from '../../../platform/index.ts'
import { bearsMark, findMarker } from './find-marker.ts'

function sourceOf(content: string | Buffer, piece = 1 << 16): ByteSource {
  const bytes = Buffer.from(content as string)
  return {
    bytes: bytes.length,
    stream: ({ start, end } = { start: 0, end: bytes.length }) => {
      const part = bytes.subarray(start, end)
      const count = Math.ceil(part.length / piece)
      return Readable.from(
        Array.from({ length: count }, (_none, at) => part.subarray(at * piece, (at + 1) * piece)),
        { objectMode: true },
      )
    },
  }
}

const find = (
  content: string | Buffer,
  extent: 'start' | 'whole' = 'whole',
  fileName: string | null = 'tram-bom.csv',
) => findMarker({ source: sourceOf(content), fileName, extent })

const table = 'ma,ten,ghi_chu\nT1,Trạm một,\nT2,Trạm hai,Mật độ dày\nT3,Trạm ba,Mật\n'
const classified = (rows: number, last: string) =>
  `ma,ten,do_mat\n${Array.from({ length: rows }, (_none, at) => `T${String(at)},Trạm,Thường\n`).join('')}TX,Trạm cuối,${last}\n`

const utf16 = (text: string, isBig = false) => {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le')
  return isBig ? Buffer.from(bytes).swap16() : bytes
}

describe('a table as text (Điều 1.2)', () => {
  it.each<[string, string | Buffer, object | undefined]>([
    ['an ordinary one', table, undefined],
    ['a column of degrees where all is ordinary', classified(3, 'Không'), undefined],
    [
      'a title above the table',
      `TUYỆT MẬT\n\n${table}`,
      { kind: 'text', degree: 'tuyet-mat', place: { row: 1, column: 1 } },
    ],
    [
      'a heading',
      table.replace('ghi_chu', 'Ghi chú (Mật)'),
      { kind: 'text', degree: 'mat', place: { row: 1, column: 3 } },
    ],
    [
      'a value of a column of degrees',
      classified(3, 'Tối mật'),
      { kind: 'classification', degree: 'toi-mat', place: { row: 5, column: 3 } },
    ],
    [
      'a value in lower case without marks',
      classified(3, 'mat'),
      { kind: 'classification', degree: 'mat', place: { row: 5, column: 3 } },
    ],
    ['UTF-16 LE', utf16(classified(3, 'Mật')), { kind: 'classification', degree: 'mat', place: { row: 5, column: 3 } }],
    ['UTF-16 BE', utf16(`TỐI MẬT\n${table}`, true), { kind: 'text', degree: 'toi-mat', place: { row: 1, column: 1 } }],
    [
      'marks apart from their letters',
      `TUYỆT MẬT\n${table}`.normalize('NFD'),
      { kind: 'text', degree: 'tuyet-mat', place: { row: 1, column: 1 } },
    ],
    [
      'semicolons',
      classified(3, 'Mật').replaceAll(',', ';'),
      { kind: 'classification', degree: 'mat', place: { row: 5, column: 3 } },
    ],
    [
      'a label and its value in cells of their own',
      `Độ mật:,Mật,\n${table}`,
      { kind: 'text', degree: 'mat', place: { row: 1, column: 2 } },
    ],
  ])('%s', async (_what, content, marker) => {
    expect(await find(content)).toEqual(marker)
  })

  it('is read to its end where a column asks for degrees, and only there', async () => {
    const content = classified(200_000, 'Mật')
    expect(await find(content)).toEqual({ kind: 'classification', degree: 'mat', place: { row: 200_002, column: 3 } })
    expect(await find(content, 'start')).toBeUndefined()
  })
})

it.each<[string, object | undefined]>([
  ['TOI_MAT_danh-sach.csv', { kind: 'file-name', degree: 'toi-mat', place: {} }],
  ['mat-do-dan-so.csv', undefined],
])('the name %s', async (name, marker) => {
  expect(await find(table, 'start', name)).toEqual(marker)
})

describe('objects (Điều 1.2)', () => {
  const features = (properties: object, around = '') =>
    `{"type":"FeatureCollection"${around},"features":[{"type":"Feature","properties":{"ma":"1"},"geometry":null},{"type":"Feature","properties":${JSON.stringify(properties)},"geometry":null}]}`

  it.each<[string, string, object | undefined]>([
    ['a list', '[{"ma":"1","ten":"Mật ong"}]', undefined],
    [
      'a list with a degree',
      '[{"ma":"1"},{"ma":"2","do_mat":"Tối mật"}]',
      { kind: 'classification', degree: 'toi-mat', place: { row: 2 } },
    ],
    [
      'a degree written in escapes',
      String.raw`[{"ma":"1","\u0111\u1ed9 m\u1eadt":"M\u1eadt"}]`,
      { kind: 'classification', degree: 'mat', place: { row: 1 } },
    ],
    ['lines', '{"ma":"1"}\n{"ma":"2","Độ mật":"Mật"}\n', { kind: 'classification', degree: 'mat', place: { row: 2 } }],
    ['features', features({ ma: '2' }), undefined],
    [
      'features with a degree',
      features({ do_mat: 'TUYỆT MẬT' }),
      { kind: 'classification', degree: 'tuyet-mat', place: { row: 2 } },
    ],
    ['a member named so', features({ toi_mat: 'có' }), { kind: 'text', degree: 'toi-mat', place: { row: 2 } }],
    ['a collection named so', features({}, ',"name":"Kho [MẬT]"'), { kind: 'property', degree: 'mat', place: {} }],
    [
      'a collection described so behind its features',
      features({}).replace(/\}$/, ',"description":"Tài liệu mật"}'),
      { kind: 'property', degree: 'mat', place: {} },
    ],
    [
      'a degree deep inside',
      '[{"ma":"1","hoSo":{"doMat":"Mật"}}]',
      { kind: 'classification', degree: 'mat', place: { row: 1 } },
    ],
  ])('%s', async (_what, content, marker) => {
    expect(await find(content, 'whole', null)).toEqual(marker)
  })
})

describe('a workbook (Điều 1.2)', () => {
  const rows = [
    ['ma', 'ten', 'do_mat'],
    ['T1', 'Trạm một', 'Thường'],
  ]
  const parts = (over: Readonly<Record<string, string>>) => workbookOf({ 'Trang 1': rows }, over)
  const core = (inner: string) => ({
    'docProps/core.xml': `<cp:coreProperties xmlns:cp="c" xmlns:dc="d">${inner}</cp:coreProperties>`,
  })
  const custom = (name: string, value: string) => ({
    'docProps/custom.xml': `<Properties xmlns:vt="v"><property fmtid="{}" pid="2" name="${name}"><vt:lpwstr>${value}</vt:lpwstr></property></Properties>`,
  })
  const page = (inner: string) => ({
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData/><headerFooter>${inner}</headerFooter></worksheet>`,
  })

  it.each<[string, Buffer, object | undefined]>([
    [
      'an ordinary one',
      parts(core('<dc:title>Mật độ dân số</dc:title><cp:category>Thống kê</cp:category>')),
      undefined,
    ],
    [
      'its category',
      parts(core('<cp:category>Mật</cp:category>')),
      { kind: 'property', degree: 'mat', place: { property: 'category' } },
    ],
    [
      'its keywords',
      parts(core('<cp:keywords>trạm bơm; TỐI MẬT</cp:keywords>')),
      { kind: 'property', degree: 'toi-mat', place: { property: 'keywords' } },
    ],
    [
      'its subject',
      parts(core('<dc:subject>Tài liệu mật</dc:subject>')),
      { kind: 'property', degree: 'mat', place: { property: 'subject' } },
    ],
    [
      'its status',
      parts(core('<cp:contentStatus>mật</cp:contentStatus>')),
      { kind: 'property', degree: 'mat', place: { property: 'contentStatus' } },
    ],
    [
      'a property of its author',
      parts(custom('Classification', 'Tuyệt mật')),
      { kind: 'property', degree: 'tuyet-mat', place: {} },
    ],
    ['an ordinary property of its author', parts(custom('Classification', 'Nội bộ')), undefined],
    [
      'a page header',
      parts(page('<oddHeader>&amp;C&amp;"Times,Bold"&amp;14TUYỆT MẬT</oddHeader>')),
      { kind: 'page-header', degree: 'tuyet-mat', place: { sheet: 1 } },
    ],
    [
      'a page footer of even pages',
      parts(page('<evenFooter>&amp;RTrang &amp;P - MẬT</evenFooter>')),
      { kind: 'page-header', degree: 'mat', place: { sheet: 1 } },
    ],
    ['an ordinary page header', parts(page('<oddHeader>&amp;CMật độ dân số</oddHeader>')), undefined],
    [
      'a text box',
      parts({
        'xl/drawings/drawing1.xml': '<a:p xmlns:a="a"><a:r><a:t>TỐI </a:t></a:r><a:r><a:t>MẬT</a:t></a:r></a:p>',
      }),
      { kind: 'drawing', degree: 'toi-mat', place: {} },
    ],
    [
      'the name of its second sheet',
      workbookOf({ 'Trang 1': rows, 'TỐI MẬT': rows }),
      { kind: 'sheet-name', degree: 'toi-mat', place: { sheet: 2 } },
    ],
    [
      'a value on its second sheet',
      workbookOf({ 'Trang 1': rows, 'Trang 2': [...rows, ['T2', 'Trạm hai', 'Mật']] }),
      { kind: 'classification', degree: 'mat', place: { sheet: 2, row: 3, column: 3 } },
    ],
    [
      'text above its table',
      workbookOf({ 'Trang 1': [['[MẬT] Danh sách'], ...rows] }),
      { kind: 'text', degree: 'mat', place: { sheet: 1, row: 1, column: 1 } },
    ],
  ])('%s', async (_what, content, marker) => {
    expect(await find(content, 'whole', 'tram-bom.xlsx')).toEqual(marker)
  })
})

describe('documents (Điều 1.2)', () => {
  const paragraph = (text: string) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`
  const word = (body: string, over = {}) =>
    zipOf({ 'word/document.xml': `<w:document xmlns:w="w"><w:body>${body}</w:body></w:document>`, ...over })

  it.each<[string, Buffer, boolean]>([
    ['a text', word(paragraph('Mật độ dân số')), false],
    ['a stamped text', word(paragraph('UBND') + paragraph('TUYỆT MẬT')), true],
    [
      'a text with a page header',
      word(paragraph('Kế hoạch'), { 'word/header1.xml': `<w:hdr xmlns:w="w">${paragraph('MẬT')}</w:hdr>` }),
      true,
    ],
    ['a PDF file', Buffer.from('%PDF-1.7\n1 0 obj <</Title (Mat do dan so)>> endobj'), false],
    [
      'a PDF file with a subject',
      Buffer.concat([
        Buffer.from('%PDF-1.7\n1 0 obj <</Subject <FEFF'),
        Buffer.from(Buffer.from('TỐI MẬT', 'utf16le').swap16().toString('hex')),
        Buffer.from('>>> endobj'),
      ]),
      true,
    ],
    [
      'a PDF file with metadata',
      Buffer.from('%PDF-1.7\n<dc:title><rdf:Alt><rdf:li>Tài liệu mật</rdf:li></rdf:Alt></dc:title>'),
      true,
    ],
  ])('%s', async (_what, content, expected) => {
    expect(await bearsMark(sourceOf(content), 'tai-lieu')).toBe(expected)
  })
})
