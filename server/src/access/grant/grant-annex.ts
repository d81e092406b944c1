import { officeDocument, writtenDay, writtenInstant } from '../../platform/index.ts'
import type { Language } from '../../platform/index.ts'
import { channelTexts, maskTexts } from './extent.texts.ts'
import type { Grant } from './grant.ts'
import { writtenNumber } from '../written-number.ts'

const texts = {
  title: { vi: 'Phụ lục quyền khai thác dữ liệu', en: 'Annex: grant of use of data' },
  basis: {
    vi: 'Kèm theo văn bản đồng ý của Ủy ban nhân dân Thành phố (Quyết định 5086/QĐ-UBND, Điều 11.2, 11.3).',
    en: "To the consent of the City People's Committee (Decision 5086/QĐ-UBND, Articles 11.2 and 11.3).",
  },
  number: { vi: 'Số', en: 'Number' },
  consent: { vi: 'Văn bản đồng ý', en: 'Consent' },
  signer: { vi: 'Người ký', en: 'Signed by' },
  digest: { vi: 'SHA-256 của tệp văn bản', en: 'SHA-256 of its file' },
  unit: { vi: 'Đơn vị khai thác', en: 'Used by' },
  provider: { vi: 'Đơn vị cung cấp', en: 'Provided by' },
  dataset: { vi: 'Bộ dữ liệu', en: 'Dataset' },
  purpose: { vi: 'Mục đích', en: 'Purpose' },
  period: { vi: 'Thời hạn', en: 'Period' },
  channels: { vi: 'Kênh khai thác', en: 'Channels' },
  volume: { vi: 'Số dòng mỗi ngày, nhiều nhất', en: 'Most rows a day' },
  fields: { vi: 'Các trường được khai thác', en: 'Fields' },
  field: { vi: 'Trường', en: 'Field' },
  shown: { vi: 'Cách hiển thị', en: 'Shown as' },
  plain: { vi: 'nguyên giá trị', en: 'as it is' },
  rows: { vi: 'Các dòng được khai thác', en: 'Rows' },
  all: { vi: 'Mọi dòng.', en: 'All rows.' },
  duties: { vi: 'Trách nhiệm', en: 'Duties' },
  duty: {
    vi: 'Chỉ sử dụng dữ liệu cho mục đích nêu trên; bảo đảm an toàn dữ liệu trích xuất, không chia sẻ với đơn vị khác khi chưa có chấp thuận bằng văn bản (Điều 18.2, 18.3). Mỗi lần khai thác đều được ghi nhật ký.',
    en: 'The data is used for this purpose alone; extracts are kept safe and shared with nobody without written approval (Articles 18.2 and 18.3). Every use is logged.',
  },
} as const

/** The annex as a document: exactly what the consent opens. */
export function grantAnnex(grant: Grant, language: Language): Promise<Buffer> {
  const text = (name: keyof typeof texts) => texts[name][language]
  const { instrument, extent } = grant
  const named = ({ name, nameEn }: { readonly name: string; readonly nameEn: string }) =>
    language === 'en' && nameEn !== '' ? nameEn : name
  const fieldNames = new Map(extent.fields.map(({ id, name }) => [id, name]))
  const head = [
    [text('number'), writtenNumber(grant)],
    [text('consent'), `${instrument.number}, ${writtenDay(instrument.signedOn)}, ${instrument.issuer}`],
    [text('signer'), instrument.signer],
    [text('digest'), instrument.fileDigest ?? '–'],
    [text('unit'), named(grant.unit)],
    [text('provider'), named(grant.dataset.provider)],
    [text('dataset'), `${named(grant.dataset)} (${grant.dataset.code})`],
    [text('purpose'), `${named(grant.purpose)} (${grant.purpose.code})`],
    [text('period'), `${toTheSecond(grant.startsAt)} – ${toTheSecond(grant.endsAt)}`],
    [text('channels'), extent.channels.map((channel) => channelTexts[channel][language]).join(', ')],
    [text('volume'), String(extent.rowsPerDay)],
  ]
  const rows = extent.rows.map(({ field, values }) => `${fieldNames.get(field) ?? field}: ${values.join(', ')}`)
  return officeDocument(
    text('title'),
    [
      { paragraph: text('basis') },
      ...head.map(([name = '', value = '']) => ({ paragraph: `${name}: ${value}` })),
      { heading: text('fields') },
      {
        columns: [
          { name: text('field'), share: 50 },
          { name: text('shown'), share: 50 },
        ],
        rows: extent.fields.map(({ name, mask }) => [name, mask === null ? text('plain') : maskTexts[mask][language]]),
      },
      { heading: text('rows') },
      ...(rows.length === 0 ? [text('all')] : rows).map((paragraph) => ({ paragraph })),
      { heading: text('duties') },
      { paragraph: text('duty') },
    ],
    `${text('title')}: ${writtenNumber(grant)}`,
  )
}

/** A grant is over to the second. */
function toTheSecond(at: Date): string {
  const { time, day } = writtenInstant(at)
  return `${day} ${time}`
}
