import type { Id } from '../../platform/index.ts'
import type { AccountId } from './account.ts'
import type { WantedRole, WantedRoleRule } from './held-role.ts'
import type { Language } from '../../platform/index.ts'
import type { OrgRef } from '../organisation/organisation.ts'

export type AccountRequestId = Id<'account-request'>

export const requestKinds = ['issue', 'change', 'resume', 'close'] as const
export type RequestKind = (typeof requestKinds)[number]
export const requestStates = ['open', 'approved', 'refused', 'withdrawn'] as const
export type RequestState = (typeof requestStates)[number]

/** What a unit asks for, and what became of it. */
export interface AccountRequest {
  readonly id: AccountRequestId
  readonly kind: RequestKind
  readonly unit: OrgRef
  /** Of a request to issue: the account that came of it. */
  readonly account: AccountId | null
  readonly login: string
  /** The person's name, where the request says one. */
  readonly name: string | null
  readonly roles: readonly WantedRole[] | null
  readonly reason: string
  readonly requestedBy: string
  readonly requesterLogin: string
  readonly requestedAt: Date
  readonly state: RequestState
  readonly deciderLogin: string | null
  readonly decidedAt: Date | null
  /** Reference of the decision that approved it. */
  readonly decision: string | null
  readonly remark: string | null
}

export type AccountRequestInput = { readonly reason: string } & (
  | {
      readonly kind: 'issue'
      readonly unit: string
      readonly login: string
      readonly name: string
      readonly roles: readonly WantedRole[]
    }
  | {
      readonly kind: 'change'
      readonly account: string
      /** Only when it is to be corrected. */
      readonly name: string | null
      readonly roles: readonly WantedRole[]
    }
  | { readonly kind: 'resume' | 'close'; readonly account: string }
)

export interface DecisionInput {
  readonly outcome: 'approved' | 'refused'
  /** Reference of the decision; an approval needs one. */
  readonly decision: string | null
  readonly remark: string | null
}

/** Nobody decides what they asked, nor about their own account (Điều 15.3). */
export function mayDecide(
  { requestedBy, account }: Pick<AccountRequest, 'requestedBy' | 'account'>,
  deciderId: string,
): boolean {
  return requestedBy !== deciderId && account !== deciderId
}

/** What each broken rule of a wanted role means, and so what to correct. */
export const wantedRoleRuleText: Readonly<Record<WantedRoleRule, Readonly<Record<Language, string>>>> = {
  repeated: {
    vi: 'Mỗi vai trò chỉ đề nghị một lần.',
    en: 'Ask for each role once.',
  },
  period: {
    vi: 'Ngày kết thúc phải sau ngày bắt đầu.',
    en: 'The last day must come after the first.',
  },
  past: {
    vi: 'Thời hạn đã qua; hãy chọn ngày kết thúc sau hôm nay.',
    en: 'The period is over; choose an end after today.',
  },
}
