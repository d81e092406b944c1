import type { Language } from '../../platform/index.ts'
import type { Role } from '../account/role.ts'
import type { Answer } from './review.ts'

type Text = Readonly<Record<Language, string>>

/** Words of the report of a review. */
export const reportText = {
  title: { vi: 'Báo cáo rà soát tài khoản', en: 'Report of an account review' },
  basis: {
    vi: 'Theo Điều 15.3, Quyết định 5086/QĐ-UBND: tài khoản được rà soát định kỳ.',
    en: 'By Điều 15.3 of Decision 5086/QĐ-UBND accounts are reviewed periodically.',
  },
  quarter: { vi: 'Quý', en: 'Quarter' },
  opened: { vi: 'Mở ngày', en: 'Opened' },
  deadline: { vi: 'Hạn trả lời', en: 'Deadline' },
  closed: { vi: 'Kết thúc', en: 'Closed' },
  running: { vi: 'chưa kết thúc', en: 'not closed yet' },
  byUnit: { vi: 'Kết quả theo đơn vị', en: 'By unit' },
  byAccount: { vi: 'Từng tài khoản và vai trò', en: 'Each account and role' },
  unit: { vi: 'Đơn vị', en: 'Unit' },
  accounts: { vi: 'Tài khoản', en: 'Accounts' },
  account: { vi: 'Tài khoản', en: 'Account' },
  role: { vi: 'Vai trò', en: 'Role' },
  lastUsed: { vi: 'Dùng lần cuối', en: 'Last used' },
  never: { vi: 'chưa dùng', en: 'never' },
  answer: { vi: 'Kết quả', en: 'Answer' },
  answeredBy: { vi: 'Người trả lời', en: 'Answered by' },
  total: { vi: 'Cộng', en: 'Total' },
} as const satisfies Record<string, Text>

export const answerText: Readonly<Record<Answer | 'unanswered', Text>> = {
  certified: { vi: 'Xác nhận', en: 'Certified' },
  revoked: { vi: 'Thu hồi', en: 'Revoked' },
  unanswered: { vi: 'Không trả lời', en: 'Unanswered' },
}

export const roleText: Readonly<Record<Role, Text>> = {
  provider: { vi: 'Đơn vị cung cấp', en: 'Provider' },
  consumer: { vi: 'Đơn vị khai thác', en: 'Consumer' },
  coordinator: { vi: 'Cơ quan điều phối', en: 'Coordinating agency' },
  committee: { vi: 'Ủy ban nhân dân Thành phố', en: "City People's Committee" },
  auditor: { vi: 'Thanh tra, giám sát', en: 'Inspection and audit' },
  administrator: { vi: 'Quản trị hệ thống', en: 'System administration' },
}
