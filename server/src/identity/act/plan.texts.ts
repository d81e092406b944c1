import { writtenDay } from '../../platform/index.ts'
import type { FieldFault, Language } from '../../platform/index.ts'
import { organisationRuleText } from '../organisation/organisation.texts.ts'
import type { OrganisationRule } from '../organisation/organisation.ts'
import type { ActRule, PlanFault } from './plan.ts'

type OwnRule = Exclude<ActRule, OrganisationRule>
interface Named {
  readonly unit: string
  readonly day: string
}

const texts: Readonly<Record<OwnRule, Readonly<Record<Language, (named: Named) => string>>>> = {
  unknown: {
    vi: () =>
      'Không có đơn vị này, và quyết định này cũng không thành lập nó; hãy thành lập đơn vị trước hoặc chọn đơn vị khác.',
    en: () => 'There is no such unit, and this act does not make it; create it first or choose another.',
  },
  ended: {
    vi: ({ unit, day }) => `${unit} đã kết thúc hoạt động từ ngày ${day}; hãy chọn đơn vị kế thừa của nó.`,
    en: ({ unit, day }) => `${unit} ended on ${day}; choose the unit that succeeded it.`,
  },
  notBegun: {
    vi: ({ unit, day }) => `${unit} đến ngày ${day} mới hoạt động; ngày có hiệu lực phải từ ngày đó trở đi.`,
    en: ({ unit, day }) => `${unit} begins only on ${day}; the act cannot take effect before that day.`,
  },
  changedSince: {
    vi: ({ unit, day }) =>
      `${unit} đã thay đổi từ ngày ${day} theo một quyết định khác; ngày có hiệu lực phải từ ngày đó trở đi.`,
    en: ({ unit, day }) =>
      `${unit} has changed since, by another act on ${day}; this act cannot take effect before that day.`,
  },
  begunSince: {
    vi: ({ unit, day }) =>
      `${unit} trực thuộc đơn vị bị kết thúc từ ngày ${day}; ngày có hiệu lực phải từ ngày đó trở đi.`,
    en: ({ unit, day }) => `${unit} came under the ended unit on ${day}; this act cannot take effect before that day.`,
  },
  beginsAndEnds: {
    vi: ({ unit }) => `${unit} không thể bắt đầu và kết thúc trong cùng một ngày.`,
    en: ({ unit }) => `${unit} cannot begin and end on the same day.`,
  },
  twice: {
    vi: ({ unit }) => `Hai bước cùng thay đổi một điều của ${unit || 'một đơn vị'}; hãy giữ lại một bước.`,
    en: ({ unit }) => `Two steps change the same thing of ${unit || 'one unit'}; keep one of them.`,
  },
  itself: {
    vi: ({ unit }) => `${unit} không thể kế thừa chính mình; hãy bỏ nó khỏi danh sách bị kết thúc.`,
    en: ({ unit }) => `${unit} cannot succeed itself; take it out of the units that end.`,
  },
  parentGone: {
    vi: ({ unit }) =>
      `Đơn vị cấp trên của ${unit} không còn hoạt động sau quyết định này; hãy chọn đơn vị cấp trên khác.`,
    en: ({ unit }) => `The parent of ${unit} is not there after this act; choose another parent.`,
  },
  successorGone: {
    vi: ({ unit }) => `Đơn vị kế thừa ${unit} không hoạt động sau quyết định này; hãy chọn đơn vị kế thừa khác.`,
    en: ({ unit }) => `A successor of ${unit} is not there after this act; choose another successor.`,
  },
  circle: {
    vi: ({ unit }) => `${unit} sẽ trực thuộc chính mình qua các đơn vị cấp dưới; hãy chọn đơn vị cấp trên khác.`,
    en: ({ unit }) => `${unit} would lie below itself; choose another parent.`,
  },
  rootStays: {
    vi: () => 'Ủy ban nhân dân Thành phố là gốc của cây đơn vị, không thể chuyển hoặc kết thúc.',
    en: () => "The city's People's Committee is the root of the tree; it can neither move nor end.",
  },
  splitInOne: {
    vi: ({ unit }) => `Chia ${unit} cần ít nhất hai đơn vị kế thừa; nếu chỉ có một, hãy dùng bước sáp nhập.`,
    en: ({ unit }) => `Splitting ${unit} needs two successors at least; with one, it is a merger.`,
  },
  strangeAssignment: {
    vi: ({ unit }) =>
      `Có tài khoản hoặc bộ dữ liệu của ${unit} được giao cho đơn vị không nằm trong danh sách kế thừa.`,
    en: ({ unit }) => `Something of ${unit} is assigned to a unit that is not among its successors.`,
  },
  assignedTwice: {
    vi: ({ unit }) => `Có tài khoản hoặc bộ dữ liệu của ${unit} được giao riêng hai lần; hãy giao mỗi mục một lần.`,
    en: ({ unit }) => `An account or dataset of ${unit} is assigned twice; assign each only once.`,
  },
}

const isOwn = (rule: ActRule): rule is OwnRule => rule in texts

/** Every reason why an act cannot be, where it lies and what to do. */
export function faultTexts(faults: readonly PlanFault[], language: Language): FieldFault[] {
  return faults.map(({ rule, field, unit, day = '' }) => ({
    field,
    message: isOwn(rule)
      ? texts[rule][language]({ unit: unit?.name ?? '', day: writtenDay(day) })
      : organisationRuleText[rule][language],
  }))
}
