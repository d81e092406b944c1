import type { Language } from '../../platform/index.ts'
import type { ViolationKind } from './kind.ts'
import type { ViolationActName } from './violation.ts'

type Text = Readonly<Record<Language, string>>

/** The six of Điều 6 in few words. */
export const kindTexts: Readonly<Record<ViolationKind, Text>> = {
  obstruction: { vi: 'cản trở kết nối, khai thác hợp pháp (Điều 6.1)', en: 'obstructing lawful use (Điều 6.1)' },
  unlawfulSharing: { vi: 'mua bán, chia sẻ dữ liệu trái phép (Điều 6.2)', en: 'unlawful trade or sharing (Điều 6.2)' },
  intellectualProperty: { vi: 'vi phạm sở hữu trí tuệ (Điều 6.3)', en: 'intellectual property (Điều 6.3)' },
  distortion: { vi: 'làm sai lệch dữ liệu (Điều 6.4)', en: 'distorting data (Điều 6.4)' },
  unlawfulUse: { vi: 'lưu trữ, sử dụng dữ liệu trái phép (Điều 6.5)', en: 'unlawful keeping or use (Điều 6.5)' },
  sabotage: { vi: 'phá hoại, làm gián đoạn (Điều 6.6)', en: 'sabotage or disruption (Điều 6.6)' },
}

export const actTexts: Readonly<Record<ViolationActName, Text>> = {
  raised: { vi: 'Vụ việc được ghi nhận', en: 'The violation was raised' },
  evidenceAdded: { vi: 'Niêm phong thêm chứng cứ', en: 'More evidence was put under seal' },
  examined: { vi: 'Thụ lý, xem xét', en: 'It was taken up' },
  proposed: { vi: 'Đề xuất kết luận', en: 'An end was proposed' },
  returned: { vi: 'Trả lại để xem xét thêm', en: 'It was returned to be looked into further' },
  upheld: { vi: 'Kết luận có vi phạm', en: 'It was upheld' },
  dismissed: { vi: 'Kết luận không xử lý', en: 'It was dismissed' },
  restrained: { vi: 'Hệ thống tạm khóa theo quy tắc', en: 'Access was held back by rule' },
  released: { vi: 'Gỡ tạm khóa', en: 'Access was given back' },
  incidentDeclared: { vi: 'Xác định là sự cố phải thông báo', en: 'It was declared an incident' },
  noticeSent: { vi: 'Đã gửi thông báo', en: 'A notice was sent' },
}

/** Words of the notices of an incident. */
export const noticeText = {
  first: { vi: 'Thông báo ban đầu về sự cố an toàn thông tin', en: 'First notice of a security incident' },
  full: { vi: 'Báo cáo sự cố an toàn thông tin', en: 'Report on a security incident' },
  personalData: {
    vi: 'Thông báo vi phạm quy định về bảo vệ dữ liệu cá nhân',
    en: 'Notice of a breach of personal data',
  },
  firstBasis: {
    vi: 'Gửi trong 24 giờ kể từ khi phát hiện (Nghị định 331/2025/NĐ-CP, Điều 31).',
    en: 'Within 24 hours from when it became known (Decree 331/2025/NĐ-CP, Article 31).',
  },
  fullBasis: {
    vi: 'Gửi trong 72 giờ kể từ khi phát hiện: nguyên nhân, phạm vi, biện pháp khắc phục (Nghị định 331/2025/NĐ-CP, Điều 31).',
    en: 'Within 72 hours from when it became known: cause, scope, repair (Decree 331/2025/NĐ-CP, Article 31).',
  },
  personalDataBasis: {
    vi: 'Gửi cơ quan chuyên trách bảo vệ dữ liệu cá nhân trong 72 giờ (Luật 91/2025/QH15, Điều 23; Nghị định 356/2025/NĐ-CP, Điều 28). Chuyển nội dung vào Mẫu số 08 khi nộp.',
    en: 'To the authority for personal data protection within 72 hours (Law 91/2025/QH15, Article 23; Decree 356/2025/NĐ-CP, Article 28). Take it over into Form 08 when it is filed.',
  },
  violation: { vi: 'Vụ việc số', en: 'Violation' },
  kind: { vi: 'Hành vi', en: 'Kind' },
  since: { vi: 'Phát hiện lúc', en: 'Became known' },
  due: { vi: 'Hạn gửi', en: 'Due' },
  dataset: { vi: 'Bộ dữ liệu', en: 'Dataset' },
  personal: { vi: 'Có dữ liệu cá nhân', en: 'Personal data concerned' },
  people: { vi: 'Số người có dữ liệu bị ảnh hưởng', en: 'People concerned' },
  unknown: { vi: 'chưa xác định', en: 'not known yet' },
  yes: { vi: 'có', en: 'yes' },
  no: { vi: 'không', en: 'no' },
  nature: { vi: 'Diễn biến, nguyên nhân', en: 'What happened' },
  reach: { vi: 'Phạm vi ảnh hưởng', en: 'How far it reaches' },
  remedy: { vi: 'Biện pháp đã và sẽ thực hiện', en: 'What is done about it' },
  course: { vi: 'Trình tự xử lý', en: 'What was done' },
  when: { vi: 'Thời điểm', en: 'When' },
  what: { vi: 'Việc', en: 'What' },
  evidence: { vi: 'Chứng cứ được niêm phong trong nhật ký', en: 'Evidence, under seal in the journal' },
  noEvidence: { vi: 'Chưa có.', en: 'None yet.' },
  contact: { vi: 'Đầu mối liên hệ', en: 'Contact' },
  toBeWritten: { vi: 'Họ tên, chức vụ, điện thoại: …', en: 'Name, office, telephone: …' },
  signature: { vi: 'Người ký: …', en: 'Signed by: …' },
} as const satisfies Record<string, Text>
