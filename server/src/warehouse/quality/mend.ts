import type { Language } from '../../platform/index.ts'
import { exactScore } from './score.ts'
import type { Dimension, Parts } from './score.ts'

/** What one mend can be: each makes some part of one dimension good. */
export const mendKinds = ['fill', 'correct', 'refer', 'repeat', 'duplicates', 'restore', 'deliver'] as const
export type MendKind = (typeof mendKinds)[number]

export interface Mend {
  readonly kind: MendKind
  readonly dimension: Dimension
  /** Name of the field it is about. */
  readonly field: string | null
  readonly rule: string | null
  /** Code of the other dataset it is about. */
  readonly dataset: string | null
  /** How many values or rows it is about. */
  readonly count: number
  /** How much of its dimension becomes good. */
  readonly worth: number
}

export interface Gain extends Mend {
  /** Points of score it brings, to one decimal. */
  readonly gain: number
}

/** The one mend that raises the score most; the first of equals. Undefined when none would raise it. */
export function bestMend(parts: Parts, mends: readonly Mend[]): Gain | undefined {
  const before = exactScore(parts)
  let best: Gain | undefined
  for (const mend of mends) {
    const gain = Math.round((exactScore(mended(parts, mend)) - before) * 10) / 10
    if (gain > (best?.gain ?? 0)) best = { ...mend, gain }
  }
  return best ?? smallest(parts, mends)
}

/** Mends worth less than a tenth of a point are still worth naming when there is nothing better. */
function smallest(parts: Parts, mends: readonly Mend[]): Gain | undefined {
  const before = exactScore(parts)
  const raising = mends.filter((mend) => exactScore(mended(parts, mend)) > before)
  const [first] = raising.sort((left, right) => exactScore(mended(parts, right)) - exactScore(mended(parts, left)))
  return first && { ...first, gain: 0 }
}

function mended(parts: Parts, { dimension, worth }: Mend): Parts {
  const { good, total } = parts[dimension]
  return { ...parts, [dimension]: { good: Math.min(total, good + worth), total } }
}

const texts: Readonly<Record<MendKind, Readonly<Record<Language, string>>>> = {
  fill: {
    vi: 'Điền trường “{title}”: đang trống ở {count} dòng.',
    en: 'Fill in “{title}”: it is empty in {count} rows.',
  },
  // The sentence of the rule that is broken says already how to mend it.
  correct: { vi: '{message}', en: '{message}' },
  refer: {
    vi: 'Sửa {count} giá trị của trường “{title}” đang trỏ tới dòng không có trong bộ dữ liệu {dataset}.',
    en: 'Correct {count} values of “{title}” that point at rows dataset {dataset} does not have.',
  },
  repeat: {
    vi: 'Sửa {count} dòng trùng giá trị ở trường “{title}”, vốn phải khác nhau ở mọi dòng.',
    en: 'Correct {count} rows that share a value of “{title}”, which must differ in every row.',
  },
  duplicates: {
    vi: 'Bỏ {count} dòng chép lại dòng khác trong cùng tệp trước khi nộp.',
    en: 'Take out {count} rows that only repeat another row of the file before submitting.',
  },
  restore: {
    vi: 'Khôi phục các dòng đã xóa mà {count} dòng của bộ dữ liệu {dataset} còn trỏ tới, hoặc báo đơn vị cung cấp bộ đó sửa.',
    en: 'Bring back the deleted rows that {count} rows of dataset {dataset} still point at, or tell its provider to correct them.',
  },
  deliver: {
    vi: 'Nộp dữ liệu của kỳ này: đã quá hạn.',
    en: 'Deliver the data of this period: it is overdue.',
  },
}

/** One sentence that says what to do. */
export function mendText(
  { kind, dataset, count }: Mend,
  about: { readonly title: string; readonly message: string },
  language: Language,
): string {
  const number = new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB').format(count)
  const params: Readonly<Record<string, string>> = { ...about, dataset: dataset ?? '', count: number }
  return texts[kind][language].replace(/\{(\w+)\}/g, (whole, name: string) => params[name] ?? whole)
}
