import type { Language } from '../../platform/index.ts'
import type { ImpactStatus, OwnMeasure } from './impact-file.ts'

type Text = Readonly<Record<Language, string>>

export const measureTexts: Readonly<Record<OwnMeasure, Text>> = {
  'decided-each-read': {
    vi: 'Mỗi lần đọc đều được quyết định theo danh mục đang có hiệu lực; mặc định là không được đọc.',
    en: 'Each read is decided by the catalogue in force; what it does not allow is refused.',
  },
  'logged-before-answer': {
    vi: 'Câu trả lời chỉ được gửi đi sau khi lượt đọc đã ghi vào nhật ký: đơn vị nào, trường nào, mục đích gì.',
    en: 'No answer leaves before the log holds the read: which unit, which fields, for what purpose.',
  },
  'values-not-logged': {
    vi: 'Nhật ký không ghi giá trị của trường cá nhân, chỉ ghi mã băm có khóa.',
    en: 'Logs hold no value of a personal field, only keyed digests.',
  },
  'sealed-journal': {
    vi: 'Mọi thay đổi được niêm phong trong nhật ký bằng cam kết có muối; sửa lén sẽ bị phát hiện.',
    en: 'Every change is sealed in the journal by salted commitments; altering it in secret shows.',
  },
  'earlier-versions-kept': {
    vi: 'Các phiên bản trước của bản ghi được giữ lại; kho chưa tự xóa theo thời hạn.',
    en: 'Earlier versions of records are kept; the warehouse erases nothing by itself after a time.',
  },
  'purpose-each-read': {
    vi: 'Mỗi lần đọc phải nêu mục đích công vụ (Điều 18.2).',
    en: 'Each read must state its official purpose (Điều 18.2).',
  },
  'sensitive-to-named': {
    vi: 'Trường nhạy cảm chỉ cung cấp cho đơn vị được nêu tên riêng trong danh mục.',
    en: 'Sensitive fields go to units the catalogue names singly, and to nobody else.',
  },
  'own-territory': {
    vi: 'Phường, xã chỉ đọc được dòng thuộc địa bàn của mình.',
    en: 'Wards read the rows of their own territory.',
  },
  'fresh-proof-for-files': {
    vi: 'Muốn lấy dữ liệu ra thành tệp, người dùng phải xác minh lại ngay trước đó.',
    en: 'Who takes the data out as a file shows who they are once more just before.',
  },
}

export const statusTexts: Readonly<Record<ImpactStatus, Text>> = {
  missing: { vi: 'Chưa lập', en: 'Missing' },
  drafted: { vi: 'Đã soạn, chưa xác nhận', en: 'Drafted, not confirmed' },
  confirmed: { vi: 'Đã xác nhận', en: 'Confirmed' },
  outdated: { vi: 'Không còn khớp với hiện trạng', en: 'No longer what is so' },
  'review-due': { vi: 'Đến kỳ rà soát', en: 'Due to be looked at again' },
}

export const impactText = {
  title: { vi: 'Hồ sơ đánh giá tác động xử lý dữ liệu cá nhân', en: 'Impact assessment of processing personal data' },
  basis: {
    vi: 'Theo Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15 và Nghị định 356/2025/NĐ-CP.',
    en: 'By Law 91/2025/QH15 on personal data protection and Decree 356/2025/NĐ-CP.',
  },
  dataset: { vi: 'Bộ dữ liệu', en: 'Dataset' },
  provider: { vi: 'Đơn vị cung cấp', en: 'Provider' },
  status: { vi: 'Tình trạng', en: 'Status' },
  version: { vi: 'Bản', en: 'Version' },
  written: { vi: 'Soạn', en: 'Written' },
  confirmed: { vi: 'Xác nhận', en: 'Confirmed' },
  classification: { vi: 'Mức phân loại', en: 'Class' },
  catalogue: { vi: 'Danh mục', en: 'Catalogue' },
  fields: { vi: 'Trường dữ liệu cá nhân', en: 'Personal fields' },
  field: { vi: 'Trường', en: 'Field' },
  name: { vi: 'Tên cột', en: 'Name' },
  sensitivity: { vi: 'Loại', en: 'Kind' },
  personal: { vi: 'Cơ bản', en: 'Basic' },
  sensitive: { vi: 'Nhạy cảm', en: 'Sensitive' },
  readers: { vi: 'Ai được đọc', en: 'Who may read' },
  purposes: { vi: 'Mục đích xử lý', en: 'Purposes' },
  legalBasis: { vi: 'Căn cứ pháp lý', en: 'Legal basis' },
  retention: { vi: 'Thời hạn lưu giữ', en: 'Retention' },
  risks: { vi: 'Rủi ro, tác động', en: 'Risks and impact' },
  measures: { vi: 'Biện pháp của đơn vị', en: 'Measures of the unit' },
  ownMeasures: { vi: 'Biện pháp kho tự thực hiện', en: 'Measures of the warehouse itself' },
  unwritten: { vi: 'Chưa soạn.', en: 'Not written.' },
  public: { vi: 'Công khai', en: 'Public' },
  internal: { vi: 'Nội bộ', en: 'Internal' },
  confidential: { vi: 'Hạn chế', en: 'Confidential' },
  departments: { vi: 'Các sở, ban, ngành', en: 'Departments' },
  wards: { vi: 'Các phường, xã', en: 'Wards' },
  all: { vi: 'Mọi cơ quan, đơn vị', en: 'All units' },
} as const satisfies Record<string, Text>
