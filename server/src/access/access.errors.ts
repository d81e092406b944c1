import { defineProblems, ProblemError } from '../platform/index.ts'
import type { Decision } from './decision.ts'

/** The detail and remedy of a real refusal come from the reason that decided. */
export const accessProblems = defineProblems('access', {
  readRefused: {
    kind: 'forbidden',
    vi: {
      title: 'Chưa được phép khai thác dữ liệu này',
      remedy: 'Xem lý do kèm theo; muốn khai thác ngoài phạm vi quản lý cần Ủy ban nhân dân Thành phố đồng ý.',
    },
    en: {
      title: 'You may not read this data',
      remedy: "See the reason given; use beyond your unit's remit needs the City People's Committee's consent.",
    },
    clause: 'Điều 11.2',
  },
  submitRefused: {
    kind: 'forbidden',
    vi: {
      title: 'Chưa được phép nộp dữ liệu này',
      remedy: 'Xem lý do kèm theo; chỉ đơn vị cung cấp nêu trong danh mục được nộp dữ liệu.',
    },
    en: {
      title: 'You may not submit this data',
      remedy: 'See the reason given; only the provider named in the catalogue submits.',
    },
    clause: 'Điều 10',
  },
})

/** The problem that tells a caller why a decision went against them and what to do. */
export function refusalOf(decision: Decision): ProblemError {
  const table = accessProblems.definitions
  const code = decision.action === 'read' ? 'access.readRefused' : 'access.submitRefused'
  const definition = table[code]
  const [reason] = decision.reasons
  if (!definition || !reason) throw new Error('A refusal without a reason')
  const texts = {
    vi: { title: definition.vi.title, detail: reason.vi, remedy: reason.remedy.vi },
    en: { title: definition.en.title, detail: reason.en, remedy: reason.remedy.en },
  }
  const params = { dataset: decision.dataset.code, reason: reason.code }
  return new ProblemError(code, { kind: 'forbidden', ...texts }, params, { clause: decision.clause })
}
