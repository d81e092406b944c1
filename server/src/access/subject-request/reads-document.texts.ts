import type { Language } from '../../platform/index.ts'

type Text = Readonly<Record<Language, string>>

/** Words of the document that says who read what is held of a person. */
export const documentText = {
  title: { vi: 'Thông tin về việc đọc dữ liệu cá nhân', en: 'Who read your personal data' },
  basis: {
    vi: 'Theo Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15 và Nghị định 356/2025/NĐ-CP; tra cứu từ nhật ký đọc của Kho dữ liệu dùng chung (Điều 13.3, Quyết định 5086/QĐ-UBND).',
    en: 'By Law 91/2025/QH15 on personal data protection and Decree 356/2025/NĐ-CP; from the log of reads of the shared data warehouse (Điều 13.3 of Decision 5086/QĐ-UBND).',
  },
  request: { vi: 'Yêu cầu số', en: 'Request' },
  person: { vi: 'Người yêu cầu', en: 'Person' },
  identityNumber: { vi: 'Số định danh', en: 'Identity number' },
  at: { vi: 'Tra cứu lúc', en: 'Looked up on' },
  nowhere: {
    vi: 'Không tìm thấy dữ liệu của người này trong các bộ dữ liệu đã tra cứu.',
    en: 'Nothing is held of this person in the datasets that were looked into.',
  },
  notFoundIn: { vi: 'Đã tra cứu, không có dữ liệu của người này', en: 'Looked into, nothing held of this person' },
  notSearched: {
    vi: 'Có trường ghi số định danh nhưng không tra cứu được',
    en: 'Hold identity numbers in fields that cannot be looked up',
  },
  provider: { vi: 'Đơn vị cung cấp', en: 'Provider' },
  records: { vi: 'Bản ghi đang có', en: 'Records in force' },
  ended: { vi: 'bản ghi đã kết thúc', en: 'records that ended' },
  since: { vi: 'Có trong kho từ ngày', en: 'Held since' },
  named: { vi: 'Số lượt đọc đúng bản ghi của người này', en: 'Reads of this very record' },
  bulk: {
    vi: 'Số lượt đọc nhiều bản ghi cùng lúc, có thể gồm bản ghi của người này',
    en: 'Reads of many records at once that may have held this one',
  },
  when: { vi: 'Thời điểm', en: 'When' },
  period: { vi: 'Từ – đến (số lượt)', en: 'From – to (reads)' },
  unit: { vi: 'Đơn vị đọc', en: 'Unit' },
  action: { vi: 'Cách đọc', en: 'How' },
  purpose: { vi: 'Mục đích', en: 'Purpose' },
  noPurpose: { vi: 'không phải nêu', en: 'none asked for' },
  reason: { vi: 'Căn cứ', en: 'Why it was allowed' },
  fields: { vi: 'Trường đã đọc', en: 'Fields' },
  howTitle: { vi: 'Cách tra cứu', en: 'How it was looked up' },
  how: {
    vi: 'Bản ghi được tìm theo số định danh ở các trường khóa hoặc có chỉ mục; bản ghi đã kết thúc chỉ tìm được theo khóa. Lượt đọc nhiều bản ghi cùng lúc không ghi từng người, nên chỉ biết là có thể gồm bản ghi này. Tên cán bộ đọc không được nêu; đơn vị đọc chịu trách nhiệm.',
    en: 'Records are found by the identity number in key fields or fields with an index; records that ended by their key alone. Reads of many records at once do not name each person, so all that is known is that they may have held this record. Who read is not named; the unit answers for it.',
  },
} as const satisfies Record<string, Text>

const actions: Readonly<Record<string, Text>> = {
  page: { vi: 'Xem danh sách', en: 'Page of records' },
  one: { vi: 'Xem một bản ghi', en: 'One record' },
  history: { vi: 'Xem lịch sử bản ghi', en: 'History of a record' },
  changes: { vi: 'Theo dõi thay đổi', en: 'Changes' },
  proof: { vi: 'Lấy bằng chứng', en: 'Proof of a record' },
  export: { vi: 'Xuất tệp', en: 'Export' },
  quarantine: { vi: 'Dòng chờ sửa', en: 'Rows waiting to be mended' },
  faults: { vi: 'Báo cáo lỗi', en: 'Report of errors' },
  'conversion-examples': { vi: 'Ví dụ chuyển đổi', en: 'Examples of a conversion' },
  subject: { vi: 'Tra cứu theo yêu cầu của chủ thể', en: 'Looked up for the person' },
}

/** Why a read was allowed, in few words; the name itself where the log holds one that is not known here. */
const reasons: Readonly<Record<string, Text>> = {
  readsOwnData: { vi: 'đơn vị cung cấp đọc dữ liệu của mình', en: 'the provider read its own data' },
  publicData: { vi: 'dữ liệu công khai', en: 'public data' },
  namedConsumer: { vi: 'được nêu tên trong danh mục (Điều 11.2)', en: 'named in the catalogue (Điều 11.2)' },
  groupConsumer: { vi: 'thuộc nhóm nêu trong danh mục (Điều 11.2)', en: 'in a group the catalogue names (Điều 11.2)' },
  ownTerritoryOnly: { vi: 'chỉ địa bàn của mình', en: 'own territory only' },
  sensitiveWithheld: { vi: 'không gồm trường nhạy cảm', en: 'without sensitive fields' },
  readsArchivedData: { vi: 'đơn vị cung cấp đọc dữ liệu lưu trữ', en: 'the provider read archived data' },
  auditsArchivedData: { vi: 'kiểm tra dữ liệu lưu trữ', en: 'audit of archived data' },
}

export function readActionText(action: string, language: Language): string {
  return actions[action]?.[language] ?? action
}

export function readReasonText(reason: string, language: Language): string {
  return reasons[reason]?.[language] ?? reason
}
