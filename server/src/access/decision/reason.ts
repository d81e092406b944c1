import type { Language } from '../../platform/index.ts'
import { nothingPermits } from '../policy/index.ts'
import type { Policy } from '../policy/index.ts'

type Texts = Readonly<Record<Language, string>>

/** Why a decision is as it is, and what the reader can do next. */
export interface Reason extends Texts {
  /** The policy that decided, or what narrows the answer. */
  readonly code: string
  readonly clause: string
  readonly remedy: Texts
}

/** What a text leaves room for. */
export type Names = Readonly<Record<Language, Readonly<Record<'dataset' | 'provider' | 'unit', string>>>>

export type Narrowing =
  'ownTerritoryOnly' | 'sensitiveWithheld' | 'beyondPurpose' | 'fieldsOfGrant' | 'rowsOfGrant' | 'masked'

const nothing: Texts = { vi: 'Không cần làm gì thêm.', en: 'Nothing more is needed.' }

const narrowingTexts: Readonly<Record<Narrowing, Texts>> = {
  ownTerritoryOnly: {
    vi: '{unit} chỉ được xem các dòng thuộc địa bàn của mình.',
    en: '{unit} sees the rows of its own territory only.',
  },
  sensitiveWithheld: {
    vi: 'Các trường dữ liệu nhạy cảm không được cung cấp cho đơn vị không được nêu tên riêng trong danh mục.',
    en: 'Sensitive fields are withheld from units that the catalogue does not name singly.',
  },
  beyondPurpose: {
    vi: 'Mục đích đã nêu không cần đến dữ liệu cá nhân hoặc nhạy cảm; các trường đó không được cung cấp.',
    en: 'The purpose named needs no personal or sensitive data; those fields are withheld.',
  },
  fieldsOfGrant: {
    vi: 'Chỉ các trường được đồng ý mới được cung cấp.',
    en: 'Only the fields consented to are shown.',
  },
  rowsOfGrant: {
    vi: 'Chỉ các dòng được đồng ý mới được cung cấp.',
    en: 'Only the rows consented to are shown.',
  },
  masked: {
    vi: 'Một số trường được che theo mục đích.',
    en: 'Some fields are masked for this purpose.',
  },
}

export function reasonOf(policy: Policy, names: Names): Reason {
  const { id: code, clause, text } = policy
  return toReason({ code, clause, text, remedy: policy.effect === 'forbid' ? policy.remedy : nothing }, names)
}

/** Why less than everything is shown. */
export function narrowingReason(code: Narrowing, names: Names): Reason {
  return toReason({ code, clause: 'Điều 11.2', text: narrowingTexts[code], remedy: nothingPermits.remedy }, names)
}

function toReason(
  { code, clause, text, remedy }: Pick<Reason, 'code' | 'clause' | 'remedy'> & { readonly text: Texts },
  names: Names,
): Reason {
  return { code, clause, ...filled(text, names), remedy: filled(remedy, names) }
}

function filled(texts: Texts, names: Names): Texts {
  return { vi: fill(texts.vi, names.vi), en: fill(texts.en, names.en) }
}

function fill(text: string, names: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => names[name] ?? whole)
}
