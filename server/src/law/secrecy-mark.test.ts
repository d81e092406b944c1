import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { degreeInFileName, degreeInText, degreeInValue, namesDegree } from './secrecy-mark.ts'
import type { SecrecyDegree } from './secrecy-mark.ts'

type Example = readonly [text: string, degree: SecrecyDegree | undefined]

const texts: readonly Example[] = [
  // What a stamp, a classification or a phrase says.
  ['MẬT', 'mat'],
  ['Mật', 'mat'],
  ['[MẬT]', 'mat'],
  ['(Mật)', 'mat'],
  ['(mật)', 'mat'],
  ['【MẬT】', 'mat'],
  ['[MAT]', 'mat'],
  ['TỐI MẬT', 'toi-mat'],
  ['Tối mật', 'toi-mat'],
  ['tối mật', 'toi-mat'],
  ['TOI MAT', 'toi-mat'],
  ['TUYỆT MẬT', 'tuyet-mat'],
  ['Tuyệt Mật', 'tuyet-mat'],
  ['tuyệt mật', 'tuyet-mat'],
  ['TUYET MAT', 'tuyet-mat'],
  ['tuyet mat', 'tuyet-mat'],
  ['Tuyệt mat', 'tuyet-mat'],
  ['TUYỆT\u00A0MẬT', 'tuyet-mat'],
  ['TUYỆT\u200BMẬT', 'tuyet-mat'],
  ['T U Y Ệ T   M Ậ T', 'tuyet-mat'],
  ['T Ố I M Ậ T', 'toi-mat'],
  ['M Ậ T', 'mat'],
  ['ＴＵＹỆＴ ＭẬＴ', 'tuyet-mat'],
  ['Độ mật: TỐI MẬT', 'toi-mat'],
  ['Độ mật: Mật', 'mat'],
  ['ĐỘ MẬT: MẬT', 'mat'],
  ['Mức độ mật - Tuyệt mật', 'tuyet-mat'],
  ['Mức độ mật: mật', 'mat'],
  ['DO MAT: MAT', 'mat'],
  ['do_mat: toi mat', 'toi-mat'],
  ['Danh sách cán bộ (TỐI MẬT)', 'toi-mat'],
  ['[MẬT] Danh sách trạm bơm', 'mat'],
  ['MẬT - Danh sách trạm bơm', 'mat'],
  ['Danh sách trạm bơm – MẬT', 'mat'],
  ['Danh sách trạm bơm MẬT', 'mat'],
  ['Danh sách trạm bơm. Độ mật: Mật. Ngày 1/3', 'mat'],
  ['DANH SÁCH MẬT', 'mat'],
  ['TÀI LIỆU MẬT', 'mat'],
  ['Tài liệu mật', 'mat'],
  ['Kho văn bản mật của Thành phố', 'mat'],
  ['Hồ sơ mật', 'mat'],
  ['Dữ liệu mật, không phổ biến', 'mat'],
  ['Bảng kê (tuyệt mật) năm 2026', 'tuyet-mat'],
  ['BÍ MẬT NHÀ NƯỚC', 'unnamed'],
  ['Bí mật nhà nước', 'unnamed'],
  ['BI MAT NHA NUOC', 'unnamed'],
  ['Dữ liệu thuộc bí mật nhà nước', 'unnamed'],
  ['Tài liệu chứa bí mật nhà nước', 'unnamed'],
  ['Thông tin thuộc danh mục bí mật nhà nước', 'unnamed'],
  ['BÍ MẬT NHÀ NƯỚC - Danh sách kho', 'unnamed'],
  ['TuyetMat', 'tuyet-mat'],
  ['truong_toi_mat', 'toi-mat'],
  // What only sounds like it.
  ['', undefined],
  ['Mật độ dân số', undefined],
  ['MẬT ĐỘ DÂN SỐ', undefined],
  ['mat_do_dan_so', undefined],
  ['MAT DO DAN SO', undefined],
  ['Dữ liệu mật độ dân số', undefined],
  ['Bản đồ mật độ xây dựng', undefined],
  ['Mật khẩu', undefined],
  ['MẬT KHẨU', undefined],
  ['Thông tin mật khẩu', undefined],
  ['Bí mật kinh doanh', undefined],
  ['BÍ MẬT KINH DOANH', undefined],
  ['Bí mật công tác', undefined],
  ['Bí mật đời tư', undefined],
  ['Bảo mật', undefined],
  ['BẢO MẬT', undefined],
  ['Mức độ bảo mật', undefined],
  ['Độ bảo mật: cao', undefined],
  ['Cơ mật', undefined],
  ['CƠ MẬT VIỆN', undefined],
  ['Mật ong', undefined],
  ['MẬT ONG', undefined],
  ['[MẬT ONG]', undefined],
  ['Hồ sơ mật ong', undefined],
  ['Ong mật', undefined],
  ['Hộ nuôi ong lấy mật', undefined],
  ['Mật mía', undefined],
  ['Mật mã', undefined],
  ['MẬT MÃ DÂN SỰ', undefined],
  ['Mật thư', undefined],
  ['Mật vụ', undefined],
  ['Khoa Gan mật', undefined],
  ['KHOA GAN - MẬT - TỤY', undefined],
  ['Gan – Mật', undefined],
  ['Sỏi mật', undefined],
  ['Viêm túi mật', undefined],
  ['PHẪU THUẬT TÚI MẬT', undefined],
  ['Đường mật', undefined],
  ['Thân mật', undefined],
  ['Tuần trăng mật', undefined],
  ['Dày mật', undefined],
  ['Phường Mật Sơn', undefined],
  ['PHƯỜNG MẬT SƠN', undefined],
  ['Chùa Mật Đa', undefined],
  ['Độ mật', undefined],
  ['Mức độ mật', undefined],
  ['do_mat', undefined],
  ['Độ mật: Không', undefined],
  ['Độ mật: Thường', undefined],
  ['Nhiệt độ mật ong', undefined],
  ['Luật Bảo vệ bí mật nhà nước', undefined],
  ['LUẬT BẢO VỆ BÍ MẬT NHÀ NƯỚC', undefined],
  ['Lớp tập huấn công tác bảo vệ bí mật nhà nước', undefined],
  ['Danh mục bí mật nhà nước lĩnh vực y tế', undefined],
  ['MẶT BẰNG', undefined],
  ['MAT BANG', undefined],
  ['Tôi mất', undefined],
  ['toi mat vi', undefined],
  ['Buổi tối mắt mờ', undefined],
  ['Tối mặt trời lặn', undefined],
  ['TỐI MẮT', undefined],
  ['Tuyết mát', undefined],
  ['Mất', undefined],
  ['MẤT', undefined],
  ['Mắt kính', undefined],
  ['Format', undefined],
  ['MATLAB', undefined],
  ['Mat-xcơ-va', undefined],
  ['(mat)', undefined],
  ['Không mật', undefined],
  ['Tài liệu không mật', undefined],
  ['Trang 2 - MẬT', 'mat'],
  ['MẬT do Sở lập', 'mat'],
]

const fileNames: readonly Example[] = [
  ['TOI_MAT_danh-sach.xlsx', 'toi-mat'],
  ['toi-mat.csv', 'toi-mat'],
  ['tuyet_mat_danh_sach.csv', 'tuyet-mat'],
  ['danh-sach.TUYET-MAT.json', 'tuyet-mat'],
  ['TuyetMat.geojson', 'tuyet-mat'],
  ['tối mật.xlsx', 'toi-mat'],
  ['MẬT_danh-sach.xlsx', 'mat'],
  ['[MẬT] danh sách.xlsx', 'mat'],
  ['[MAT] danh sach.xlsx', 'mat'],
  ['danh sách (Mật).xlsx', 'mat'],
  ['danh-sach-MẬT.csv', 'mat'],
  ['tai_lieu_mật.csv', 'mat'],
  ['BI_MAT_NHA_NUOC.xlsx', 'unnamed'],
  ['mat-do-dan-so.csv', undefined],
  ['MAT_DO_DAN_SO.xlsx', undefined],
  ['mat_bang.xlsx', undefined],
  ['MAT.csv', undefined],
  ['mật-ong.csv', undefined],
  ['MẬT_ĐỘ.csv', undefined],
  ['gan-mat-tuy.csv', undefined],
  ['bao-mat.csv', undefined],
  ['format.csv', undefined],
  ['toi-mat-bang.csv', undefined],
]

const values: readonly Example[] = [
  ['Mật', 'mat'],
  ['mật', 'mat'],
  ['MẬT', 'mat'],
  ['mat', 'mat'],
  ['MAT', 'mat'],
  [' Mật. ', 'mat'],
  ['Độ mật', 'mat'],
  ['1. Mật', 'mat'],
  ['Mật (10 năm)', 'mat'],
  ['Tối mật', 'toi-mat'],
  ['toi mat', 'toi-mat'],
  ['TOI_MAT', 'toi-mat'],
  ['tối-mật', 'toi-mat'],
  ['Tuyệt mật', 'tuyet-mat'],
  ['Tuyet mat', 'tuyet-mat'],
  ['tuyetmat', 'tuyet-mat'],
  ['Bí mật nhà nước', 'unnamed'],
  ['Độ mật: Tối mật', 'toi-mat'],
  ['', undefined],
  ['Thường', undefined],
  ['Không', undefined],
  ['Không mật', undefined],
  ['khong mat', undefined],
  ['Công khai', undefined],
  ['Mật độ cao', undefined],
  ['Mật ong', undefined],
  ['Nội bộ', undefined],
  ['0', undefined],
]

const classifying: readonly (readonly [string, boolean])[] = [
  ['Độ mật', true],
  ['độ mật', true],
  ['ĐỘ MẬT', true],
  ['Mức độ mật', true],
  ['muc_do_mat', true],
  ['do_mat', true],
  ['DoMat', true],
  ['doMat', true],
  ['domat', true],
  ['Cấp độ mật của văn bản', true],
  ['Độ mật / Loại', true],
  ['Phân loại mật', true],
  ['Mức mật', true],
  ['Classification', true],
  ['security_classification', true],
  ['Mật độ', false],
  ['mat_do', false],
  ['Nhiệt độ mật ong', false],
  ['Độ bảo mật', false],
  ['Mật khẩu', false],
  ['Loại mật ong', false],
  ['Độ mặn', false],
  ['Phân loại', false],
  ['Tên', false],
  ['', false],
]

describe('the marks by which state secrets are known (Điều 1.2)', () => {
  it.each(texts)('in the text %j is %j', (text, degree) => {
    expect(degreeInText(text)).toBe(degree)
  })

  it.each(texts)('in the text %j, written with marks apart, is %j', (text, degree) => {
    expect(degreeInText(text.normalize('NFD'))).toBe(degree)
  })

  it.each(fileNames)('in the file name %j is %j', (name, degree) => {
    expect(degreeInFileName(name)).toBe(degree)
    expect(degreeInFileName(name.normalize('NFD'))).toBe(degree)
  })

  it.each(values)('in the classification %j is %j', (value, degree) => {
    expect(degreeInValue(value)).toBe(degree)
    expect(degreeInValue(value.normalize('NFD'))).toBe(degree)
  })

  it.each(classifying)('%j names a classification: %j', (name, expected) => {
    expect(namesDegree(name)).toBe(expected)
    expect(namesDegree(name.normalize('NFD'))).toBe(expected)
  })

  it('are found wherever a stamp stands among other words, and never where there is none', () => {
    const word = fc.constantFrom('Danh sách', 'trạm bơm', 'năm 2026', 'Phường 3', 'cán bộ', 'ghi chú')
    const stamp = fc.constantFrom(...['[MẬT]', '(Tối mật)', 'TUYỆT MẬT', '– MẬT –'])
    fc.assert(
      fc.property(fc.array(word, { maxLength: 4 }), stamp, fc.array(word, { maxLength: 4 }), (before, mark, after) => {
        expect(degreeInText([...before, mark, ...after].join(' '))).toBeDefined()
        expect(degreeInText([...before, ...after].join(' '))).toBeUndefined()
      }),
      { seed: 47, numRuns: 300 },
    )
  })
})
