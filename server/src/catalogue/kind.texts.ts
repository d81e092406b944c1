import type { Language } from '../platform/index.ts'
import type { DatasetKind } from './dataset.ts'
import type { KindFault, KindRules } from './kind.ts'

type Texts = Readonly<Record<Language, string>>

export const kindNames: Readonly<Record<DatasetKind, Texts>> = {
  transactional: { vi: 'Dữ liệu giao dịch', en: 'Transactional data' },
  sectoral: { vi: 'Dữ liệu chuyên ngành', en: 'Sectoral data' },
  shared: { vi: 'Dữ liệu dùng chung', en: 'Shared data' },
  reference: { vi: 'Dữ liệu danh mục dùng chung', en: 'Shared reference data' },
  open: { vi: 'Dữ liệu mở', en: 'Open data' },
}

const outside: Texts = {
  vi: 'Đơn vị khác khai thác phải nêu mục đích, trừ khi dữ liệu là công khai: dữ liệu thuộc công việc riêng của một cơ quan, một ngành.',
  en: 'Other units state their purpose unless the data is public: it belongs to the work of one agency or sector.',
}
const twenty: Texts = {
  vi: 'Lần nộp toàn bộ xóa quá 20% số dòng thì chờ người nộp xác nhận.',
  en: 'A full load that would delete more than 20% of the rows waits for confirmation.',
}
const byList: Texts = {
  vi: 'Nhận nộp toàn bộ, nộp thay đổi và danh sách xóa, theo hình thức cập nhật đã ban hành.',
  en: 'Full loads, changes and lists of deletions come in, by the promulgated form of update.',
}
const anyClassification: Texts = {
  vi: 'Có thể công khai, nội bộ hoặc hạn chế; dữ liệu cá nhân thì không công khai.',
  en: 'Public, internal or confidential; never public with personal data.',
}

/** What each kind allows and demands, with the clause it follows from; `aspect` names the rule. */
export const kindReasons: Readonly<
  Record<DatasetKind, readonly { readonly aspect: keyof KindRules; readonly clause: string; readonly text: Texts }[]>
> = {
  transactional: [
    {
      aspect: 'classifications',
      clause: 'Điều 3.2',
      text: {
        vi: 'Nội bộ hoặc hạn chế: phát sinh trong công việc của cơ quan; muốn công bố thì lập bộ dữ liệu mở riêng.',
        en: 'Internal or confidential: it arises inside an agency; to publish, make an open dataset from it.',
      },
    },
    {
      aspect: 'updateFrequencies',
      clause: 'Điều 17.3',
      text: {
        vi: 'Cập nhật ít nhất hằng tháng: giao dịch phát sinh liên tục.',
        en: 'Updated monthly or more often: transactions arise all the time.',
      },
    },
    {
      aspect: 'loads',
      clause: 'Điều 3.2',
      text: {
        vi: 'Không nhận danh sách xóa: giao dịch đã diễn ra thì không mất đi; nộp nhầm thì thu hồi cả đợt nộp.',
        en: 'No lists of deletions: what took place stays; a mistaken delivery is withdrawn as a whole.',
      },
    },
    {
      aspect: 'deletionShare',
      clause: 'Điều 5.2',
      text: {
        vi: 'Lần nộp toàn bộ thiếu dù một giao dịch cũng chờ xác nhận.',
        en: 'A full load that lacks even one transaction waits for confirmation.',
      },
    },
    { aspect: 'purpose', clause: 'Điều 18.2', text: outside },
  ],
  sectoral: [
    { aspect: 'classifications', clause: 'Điều 3.3', text: anyClassification },
    { aspect: 'loads', clause: 'Điều 9', text: byList },
    { aspect: 'deletionShare', clause: 'Điều 5.2', text: twenty },
    { aspect: 'purpose', clause: 'Điều 18.2', text: outside },
  ],
  shared: [
    { aspect: 'classifications', clause: 'Điều 3.4', text: anyClassification },
    { aspect: 'loads', clause: 'Điều 9', text: byList },
    { aspect: 'deletionShare', clause: 'Điều 5.2', text: twenty },
    {
      aspect: 'pointsAt',
      clause: 'Điều 3.4',
      text: {
        vi: 'Là dữ liệu gốc nên chỉ tham chiếu dữ liệu dùng chung và danh mục dùng chung.',
        en: 'Original data, so it points at shared and reference data only.',
      },
    },
    {
      aspect: 'readership',
      clause: 'Điều 3.4',
      text: {
        vi: 'Danh mục phải nêu ít nhất một đơn vị khai thác ngoài đơn vị cung cấp.',
        en: 'The catalogue names at least one unit besides the provider.',
      },
    },
    {
      aspect: 'purpose',
      clause: 'Điều 18.2',
      text: {
        vi: 'Chỉ dữ liệu hạn chế cần nêu mục đích mỗi lần khai thác.',
        en: 'Only confidential data asks for the purpose of each use.',
      },
    },
  ],
  reference: [
    {
      aspect: 'classifications',
      clause: 'Điều 3.5',
      text: {
        vi: 'Công khai hoặc nội bộ, không có dữ liệu cá nhân: mọi hệ thống đều dùng.',
        en: 'Public or internal, nothing personal: every system uses it.',
      },
    },
    {
      aspect: 'updateFrequencies',
      clause: 'Điều 3.5',
      text: {
        vi: 'Rất ít biến động: cập nhật hằng tháng trở lên hoặc khi có thay đổi.',
        en: 'It hardly changes: monthly at most, or when something changes.',
      },
    },
    {
      aspect: 'loads',
      clause: 'Điều 3.5',
      text: {
        vi: 'Chỉ nhận cả danh mục, không ghi một phần khi còn dòng lỗi, không thu hồi: các hệ thống dùng đồng bộ cùng một danh mục.',
        en: 'Whole lists only, none applied in part, none withdrawn: all systems hold the same list at the same time.',
      },
    },
    {
      aspect: 'deletionShare',
      clause: 'Điều 3.5',
      text: {
        vi: 'Bỏ quá 5% số mã thì chờ xác nhận.',
        en: 'Dropping more than 5% of the codes waits for confirmation.',
      },
    },
    {
      aspect: 'pointsAt',
      clause: 'Điều 3.5',
      text: { vi: 'Chỉ tham chiếu danh mục dùng chung khác.', en: 'It points at other reference data only.' },
    },
    {
      aspect: 'readership',
      clause: 'Điều 3.5',
      text: {
        vi: 'Mọi đơn vị đều được khai thác, không cần nêu mục đích.',
        en: 'Every unit may use it, without stating a purpose.',
      },
    },
  ],
  open: [
    {
      aspect: 'classifications',
      clause: 'Điều 3.6',
      text: {
        vi: 'Chỉ dữ liệu công khai, không có dữ liệu cá nhân.',
        en: 'Public only, and nothing personal.',
      },
    },
    { aspect: 'loads', clause: 'Điều 9', text: byList },
    { aspect: 'deletionShare', clause: 'Điều 5.2', text: twenty },
    {
      aspect: 'pointsAt',
      clause: 'Điều 12.1',
      text: {
        vi: 'Chỉ tham chiếu dữ liệu mở và danh mục dùng chung: người dân phải tra được cả hai.',
        en: 'It points at open and reference data only: people must be able to follow it.',
      },
    },
    {
      aspect: 'readership',
      clause: 'Điều 12.1',
      text: {
        vi: 'Mọi đơn vị đều được khai thác, không cần nêu mục đích.',
        en: 'Every unit may use it, without stating a purpose.',
      },
    },
  ],
}

/** What a fact must be instead. */
export function kindFaultText(fault: KindFault, rules: KindRules, language: Language): string {
  const allowed = {
    classification: rules.classifications,
    updateMethod: rules.updateMethods,
    updateFrequency: rules.updateFrequencies,
  }[fault].join(', ')
  const name = kindNames[rules.kind][language]
  return language === 'vi' ? `${name} chỉ nhận: ${allowed}.` : `${name} takes only: ${allowed}.`
}
