import type { Language } from '../../platform/index.ts'
import type { GroundCode, RequestKind } from './subject-request.ts'

type Text = Readonly<Record<Language, string>>

export const kindTexts: Readonly<Record<RequestKind, Text>> = {
  copy: { vi: 'Xem, nhận bản sao dữ liệu', en: 'See or get a copy of the data' },
  reads: { vi: 'Biết ai đã đọc dữ liệu', en: 'Know who read the data' },
  rectify: { vi: 'Chỉnh sửa dữ liệu', en: 'Rectify the data' },
  erase: { vi: 'Xóa dữ liệu', en: 'Erase the data' },
  restrict: { vi: 'Hạn chế hoặc phản đối xử lý', en: 'Restrict or object to processing' },
  withdraw: { vi: 'Rút lại sự đồng ý', en: 'Withdraw consent' },
  complain: { vi: 'Khiếu nại', en: 'Complaint' },
}

export const groundTexts: Readonly<Record<GroundCode, Text>> = {
  'not-the-subject': {
    vi: 'Người yêu cầu chưa chứng minh được mình là chủ thể dữ liệu hoặc người đại diện hợp pháp',
    en: 'Who asks has not shown to be the person concerned, or to represent them lawfully',
  },
  'not-held': {
    vi: 'Kho dữ liệu không có dữ liệu cá nhân được yêu cầu',
    en: 'The warehouse does not hold the personal data asked about',
  },
  'no-consent-needed': {
    vi: 'Dữ liệu được xử lý không cần sự đồng ý của chủ thể (Luật 91/2025/QH15, Điều 19)',
    en: 'The data is processed where no consent is needed (Law 91/2025/QH15, Article 19)',
  },
  'kept-by-law': {
    vi: 'Pháp luật chuyên ngành quy định phải giữ nguyên dữ liệu; nêu rõ điều, khoản trong lý do',
    en: 'Another law obliges to keep the data as it is; the reasons name the article',
  },
  'state-security': {
    vi: 'Ảnh hưởng đến quốc phòng, an ninh quốc gia, trật tự, an toàn xã hội',
    en: 'It would harm national defence, national security or public order',
  },
  'rights-of-others': {
    vi: 'Xâm phạm quyền, lợi ích hợp pháp của người khác',
    en: 'It would infringe the lawful rights and interests of others',
  },
}
