import type { Language } from '../../platform/index.ts'
import type { FreshnessState } from '../quality/freshness.ts'
import type { SubmissionState } from '../submission/submission.ts'

export const noticeKinds = [
  'due-soon',
  'overdue',
  'late',
  'quality-drop',
  'volume-jump',
  'quarantine-open',
  'confirmation-waiting',
  'processing-failed',
  'file-sealed',
  'release-asked',
] as const
export type NoticeKind = (typeof noticeKinds)[number]

/** What the sentence of a notice needs to know. */
export interface NoticeFacts {
  readonly dueAt?: string
  readonly submission?: string
  readonly incident?: string
  readonly score?: number
  readonly before?: number
  readonly rows?: number
  readonly usual?: number
}

/** Something a providing unit should know now. A cause makes one notice, however often it is found. */
export interface Cause {
  readonly kind: NoticeKind
  readonly cause: string
  readonly facts: NoticeFacts
}

/** What is known of one dataset when its provider may need a notice. */
export interface Situation {
  readonly freshness: FreshnessState
  readonly dueAt: Date | null
  readonly lastDelivery: { readonly submission: string; readonly late: boolean; readonly dueAt: Date | null } | null
  readonly lastSubmission: { readonly id: string; readonly state: SubmissionState } | null
  readonly waiting: string | null
  readonly measure: {
    readonly submission: string
    readonly score: number
    readonly before: number | null
    readonly sent: number
    readonly usual: number | null
    readonly jump: boolean
  } | null
  readonly openRows: { readonly submission: string; readonly rows: number } | null
}

/** Points by which the score must fall from one load to the next to be worth a notice. */
export const notableDrop = 5

/** All that calls for a notice now; what is not among them any more closes by itself. */
export function causesOf(situation: Situation): Cause[] {
  return [...dueCauses(situation), ...measureCauses(situation), ...workCauses(situation)]
}

function dueCauses({ freshness, dueAt, lastDelivery }: Situation): Cause[] {
  const causes: Cause[] = []
  if (dueAt !== null && (freshness === 'due-soon' || freshness === 'overdue')) {
    causes.push({ kind: freshness, cause: dueAt.toISOString(), facts: { dueAt: dueAt.toISOString() } })
  }
  if (lastDelivery?.late === true && lastDelivery.dueAt !== null) {
    const { submission } = lastDelivery
    causes.push({ kind: 'late', cause: submission, facts: { submission, dueAt: lastDelivery.dueAt.toISOString() } })
  }
  return causes
}

function measureCauses({ measure }: Situation): Cause[] {
  if (!measure) return []
  const { submission, score, before, sent, usual, jump } = measure
  const causes: Cause[] = []
  if (before !== null && before - score >= notableDrop) {
    causes.push({ kind: 'quality-drop', cause: submission, facts: { submission, score, before } })
  }
  if (jump && usual !== null) {
    causes.push({ kind: 'volume-jump', cause: submission, facts: { submission, rows: sent, usual } })
  }
  return causes
}

function workCauses({ lastSubmission, waiting, openRows }: Situation): Cause[] {
  const causes: Cause[] = []
  if (openRows) {
    const { submission, rows } = openRows
    causes.push({ kind: 'quarantine-open', cause: submission, facts: { submission, rows } })
  }
  if (waiting !== null) {
    causes.push({ kind: 'confirmation-waiting', cause: waiting, facts: { submission: waiting } })
  }
  if (lastSubmission?.state === 'failed') {
    const submission = lastSubmission.id
    causes.push({ kind: 'processing-failed', cause: submission, facts: { submission } })
  }
  return causes
}

/**
 * Whom a notice is for. Today the unit that provides the dataset, with the contact the dataset names; persons as focal
 * points (Điều 17.1) take the place of the contact here, and nowhere else.
 */
export function addresseeOf(dataset: { readonly provider: string; readonly contact: string }) {
  return { unitId: dataset.provider, contact: dataset.contact }
}

const texts: Readonly<Record<NoticeKind, Readonly<Record<Language, string>>>> = {
  'due-soon': {
    vi: 'Bộ dữ liệu “{dataset}” đến hạn nộp lúc {dueAt}. Hãy nộp trước hạn.',
    en: 'Dataset “{dataset}” is due on {dueAt}. Submit it before then.',
  },
  overdue: {
    vi: 'Bộ dữ liệu “{dataset}” đã quá hạn nộp từ {dueAt}. Hãy nộp sớm.',
    en: 'Dataset “{dataset}” has been overdue since {dueAt}. Submit it soon.',
  },
  late: {
    vi: 'Đợt nộp gần nhất của bộ dữ liệu “{dataset}” đến sau hạn {dueAt}. Lần tới hãy nộp trước hạn.',
    en: 'The last delivery of dataset “{dataset}” came after its due date {dueAt}. Submit the next one before it is due.',
  },
  'quality-drop': {
    vi: 'Điểm chất lượng của bộ dữ liệu “{dataset}” giảm từ {before} xuống {score}. Mở trang bộ dữ liệu để xem cần sửa gì trước.',
    en: 'The quality score of dataset “{dataset}” fell from {before} to {score}. Its page says what to mend first.',
  },
  'volume-jump': {
    vi: 'Đợt nộp gần nhất của bộ dữ liệu “{dataset}” có {rows} dòng, thường lệ khoảng {usual} dòng. Hãy kiểm tra xem có thiếu hoặc thừa dữ liệu không.',
    en: 'The last load of dataset “{dataset}” has {rows} rows; usual are about {usual}. Check that none are missing or too many.',
  },
  'quarantine-open': {
    vi: 'Bộ dữ liệu “{dataset}” còn {rows} dòng chờ sửa. Mở đợt nộp để sửa từng ô.',
    en: 'Dataset “{dataset}” has {rows} rows that wait to be mended. Open the submission to mend them cell by cell.',
  },
  'confirmation-waiting': {
    vi: 'Một đợt nộp của bộ dữ liệu “{dataset}” sẽ xóa nhiều dòng và đang chờ xác nhận. Mở đợt nộp để xác nhận hoặc từ chối.',
    en: 'A submission of dataset “{dataset}” would delete many rows and waits for confirmation. Open it to confirm or decline.',
  },
  'processing-failed': {
    vi: 'Hệ thống không xử lý được đợt nộp gần nhất của bộ dữ liệu “{dataset}”; dữ liệu đang có không thay đổi. Hãy nộp lại.',
    en: 'The last submission of dataset “{dataset}” could not be processed; the data in force did not change. Submit it again.',
  },
  'file-sealed': {
    vi: 'Một tệp gửi cho bộ dữ liệu “{dataset}” mang dấu hiệu bí mật nhà nước và đã được niêm phong. Mở sự cố để xem việc cần làm.',
    en: 'A file sent to dataset “{dataset}” bears a mark of state secrets and is under seal. The incident says what to do.',
  },
  'release-asked': {
    vi: 'Có đề nghị gỡ niêm phong một tệp của bộ dữ liệu “{dataset}”. Mở sự cố để xác nhận hoặc từ chối.',
    en: 'The release of a sealed file of dataset “{dataset}” is asked for. Open the incident to confirm or refuse it.',
  },
}

const contactText: Readonly<Record<Language, string>> = { vi: ' Đầu mối: {contact}.', en: ' Contact: {contact}.' }

/** The sentence of a notice, ending with whom in the unit it is for. */
export function noticeText(
  kind: NoticeKind,
  facts: NoticeFacts,
  about: { readonly dataset: string; readonly contact: string },
  language: Language,
): string {
  const locale = language === 'vi' ? 'vi-VN' : 'en-GB'
  const number = new Intl.NumberFormat(locale)
  const params: Record<string, string> = { ...about }
  for (const [name, value] of Object.entries(facts)) {
    params[name] = typeof value === 'number' ? number.format(value) : String(value)
  }
  if (facts.dueAt !== undefined) params['dueAt'] = localTime(new Date(facts.dueAt), locale)
  return `${texts[kind][language]}${contactText[language]}`.replace(
    /\{(\w+)\}/g,
    (whole, name: string) => params[name] ?? whole,
  )
}

function localTime(at: Date, locale: string): string {
  const time = { hour: '2-digit', minute: '2-digit', day: '2-digit', month: '2-digit', year: 'numeric' } as const
  return new Intl.DateTimeFormat(locale, { ...time, hourCycle: 'h23', timeZone: 'Asia/Ho_Chi_Minh' }).format(at)
}

/** The page of the portal on which something can be done about it. */
export function noticeLink(kind: NoticeKind, dataset: string, { submission, incident }: NoticeFacts): string {
  if (incident !== undefined) return `/incidents/${incident}`
  if (kind === 'due-soon' || kind === 'overdue') return `/submit?dataset=${dataset}`
  if (kind === 'quality-drop' || submission === undefined) return `/datasets/${dataset}`
  return `/submissions/${submission}`
}
