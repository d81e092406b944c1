import { describe, expect, it } from 'vitest'
import { aDataset } from '../../test/warehouse/dataset.ts'
import type { DatasetInput } from './dataset.ts'
import type { FieldInput } from './field.ts'
import { refuseMarkedDataset, refuseMarkedDocument, refuseMarkedStructure } from './secrecy.refusal.ts'
import { readDeclaration } from './structure.declaration.ts'

/** The places a refusal names; none where nothing is refused. */
function placesOf(refuse: () => void): string[] {
  try {
    refuse()
    return []
  } catch (error) {
    expect(error).toMatchObject({ code: 'catalogue.secrecyMarked' })
    return (error as { errors: { field: string }[] }).errors.map(({ field }) => field)
  }
}

describe('what says of itself that it is a state secret is not described here (Điều 1.2)', () => {
  it.each<[Partial<DatasetInput>, string[]]>([
    [{}, []],
    [{ name: 'Mật độ dân số', description: 'Bảo mật theo quy chế', licence: 'Bí mật kinh doanh' }, []],
    [{ code: 'mat-do-dan-so', contact: 'Khoa Gan mật' }, []],
    [{ name: 'Danh sách kho [MẬT]' }, ['name']],
    [{ nameEn: 'Depots (TUYET MAT)' }, ['nameEn']],
    [{ description: 'Dữ liệu thuộc bí mật nhà nước.' }, ['description']],
    [{ code: 'toi-mat-kho', licence: 'Độ mật: Tối mật' }, ['licence', 'code']],
  ])('a dataset with %j', (over, places) => {
    const input = aDataset({ code: 'kho', provider: 'unit', ...over })
    expect(
      placesOf(() => {
        refuseMarkedDataset(input, 'vi')
      }),
    ).toEqual(places)
  })

  const field = (over: Partial<FieldInput>): FieldInput => ({
    name: 'ma',
    title: 'Mã',
    titleEn: 'Code',
    type: 'text',
    ...over,
  })

  it.each<[Partial<FieldInput>, string, string[]]>([
    [{}, '', []],
    [{ name: 'mat_do', title: 'Mật độ', titleEn: 'Density' }, 'Thêm mật độ', []],
    [{ name: 'do_mat', title: 'Độ mật' }, '', []],
    [{ name: 'ten_toi_mat' }, '', ['fields[0].name']],
    [{ title: 'Tên (Mật)' }, '', ['fields[0].title']],
    [{ pattern: '^(Mật|Tối mật|Tuyệt mật)$' }, '', ['fields[0].pattern']],
    [{ description: 'Ghi theo tài liệu mật' }, 'Bản TUYỆT MẬT', ['fields[0].description', 'note']],
  ])('a structure with a field %j and the note %j', (over, note, places) => {
    const declaration = readDeclaration({ fields: [field(over)], note })
    expect(
      placesOf(() => {
        refuseMarkedStructure('kho', declaration, 'vi')
      }),
    ).toEqual(places)
  })

  it.each<[string, string, string[]]>([
    ['Hướng dẫn', 'huong-dan.pdf', []],
    ['Hướng dẫn [MẬT]', 'huong-dan.pdf', ['title']],
    ['Hướng dẫn', 'TUYET_MAT.pdf', ['fileName']],
  ])('a document %j in %j', (title, fileName, places) => {
    const document = {
      title,
      fileName,
      kind: 'guide',
      language: 'vi',
      version: '1',
      effectiveFrom: '2026-01-01',
    } as const
    const input = { ...document, mediaType: 'application/pdf', supersedes: null } as const
    expect(
      placesOf(() => {
        refuseMarkedDocument('kho', input)
      }),
    ).toEqual(places)
  })
})
