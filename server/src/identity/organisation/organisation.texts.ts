import type { Language } from '../../platform/index.ts'
import type { OrganisationRule } from './organisation.ts'

/** What each broken rule of an organisation means, and so what to correct. */
export const organisationRuleText: Readonly<Record<OrganisationRule, Readonly<Record<Language, string>>>> = {
  parent: {
    vi: 'Chỉ đơn vị cấp thành phố không có đơn vị cấp trên; các đơn vị khác phải nêu đơn vị cấp trên.',
    en: 'Only the city has no parent; every other unit names its parent.',
  },
  territory: {
    vi: 'Chỉ phường, xã, đặc khu mới có địa bàn; hãy để trống với đơn vị khác.',
    en: 'Only a ward, commune or special zone has a territory; leave it empty for other units.',
  },
  district: {
    vi: 'Cấp huyện kết thúc hoạt động ngày 30/6/2025; ngày kết thúc phải từ 01/7/2025 trở về trước.',
    en: 'Districts ended on 30 June 2025; the end must be 1 July 2025 or before.',
  },
  period: {
    vi: 'Ngày kết thúc hoạt động phải sau ngày bắt đầu.',
    en: 'The last day must come after the first.',
  },
  identifierForm: {
    vi: 'Mã định danh không đúng dạng của loại mã đã chọn.',
    en: 'The identifier does not have the form of its scheme.',
  },
  identifierPeriod: {
    vi: 'Ngày hết hiệu lực của mã định danh phải sau ngày bắt đầu.',
    en: 'The end of the identifier must come after its beginning.',
  },
  functionPeriod: {
    vi: 'Ngày kết thúc của nhiệm vụ phải sau ngày bắt đầu.',
    en: 'The end of the function must come after its beginning.',
  },
  functionGround: {
    vi: 'Mỗi nhiệm vụ phải nêu căn cứ: văn bản đã đăng ký hoặc trích dẫn điều khoản.',
    en: 'Each function names its legal ground: a registered instrument or a citation.',
  },
}
