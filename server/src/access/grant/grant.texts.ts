import type { Language } from '../../platform/index.ts'
import type { GroundCode } from './grant-request.ts'

type Texts = Readonly<Record<Language, string>>

/** Grounds of a refusal, each with the rule it stands on. */
export const groundTexts: Readonly<Record<GroundCode, Texts & { readonly clause: string }>> = {
  'state-secret': {
    clause: 'Điều 1.2',
    vi: 'Dữ liệu thuộc phạm vi bí mật nhà nước.',
    en: 'The data is a state secret.',
  },
  'not-official': {
    clause: 'Điều 11.3, 18.2',
    vi: 'Mục đích không phục vụ công vụ và không được phép.',
    en: 'The use serves no official duty and is not permitted.',
  },
  'no-legal-basis': {
    clause: 'Điều 11.2',
    vi: 'Cơ sở pháp lý nêu trong đề nghị không cho phép khai thác dữ liệu này.',
    en: 'The legal basis named does not allow this use.',
  },
  'beyond-need': {
    clause: 'Luật 91/2025/QH15',
    vi: 'Phạm vi đề nghị vượt quá mức cần thiết cho mục đích.',
    en: 'More is asked for than the purpose needs.',
  },
  'personal-data': {
    clause: 'Luật 91/2025/QH15',
    vi: 'Pháp luật về bảo vệ dữ liệu cá nhân không cho phép.',
    en: 'The law on personal data does not allow it.',
  },
  'reserved-by-law': {
    clause: 'Điều 6.2',
    vi: 'Luật chuyên ngành dành việc cung cấp dữ liệu này cho cơ quan khác.',
    en: 'A law of the sector reserves this data to another authority.',
  },
}
