import { Type } from 'typebox'
import { IdShape, InstantShape, Nullable } from '../../platform/index.ts'
import { RoleShape } from '../account/role.schema.ts'
import { accountStates } from '../account/account.ts'
import { OrgRefShape } from '../organisation/organisation.schema.ts'
import { answers } from './review.ts'
import type { Review, ReviewedAccount } from './review.ts'

export const ReviewShape = Type.Object(
  {
    id: IdShape,
    quarter: Type.String({ description: 'Like 2026-Q1' }),
    openedAt: InstantShape,
    deadline: InstantShape,
    closedAt: Nullable(InstantShape),
  },
  { $id: 'Review' },
)
export const ReviewList = Type.Object({ items: Type.Array(ReviewShape) })

const ReviewItemShape = Type.Object({
  id: IdShape,
  role: Nullable(RoleShape),
  validFrom: Nullable(InstantShape),
  validTo: Nullable(InstantShape),
  answer: Nullable(Type.Enum(answers)),
  answeredBy: Nullable(Type.String({ description: 'Login' })),
  answeredAt: Nullable(InstantShape),
})

const ReviewedAccountShape = Type.Object(
  {
    id: IdShape,
    login: Type.String(),
    name: Type.String(),
    unit: OrgRefShape,
    state: Type.Enum(accountStates),
    issuedAt: InstantShape,
    lastUsedAt: Nullable(InstantShape),
    items: Type.Array(ReviewItemShape, { description: 'Each role; one without a role for an account that holds none' }),
  },
  { $id: 'ReviewedAccount' },
)

export const ReviewedList = Type.Object({
  mayAnswer: Type.Boolean({ description: 'Whether you answer for these accounts' }),
  items: Type.Array(ReviewedAccountShape),
})

const UnitProgressShape = Type.Object({
  unit: OrgRefShape,
  accounts: Type.Integer(),
  certified: Type.Integer(),
  revoked: Type.Integer(),
  unanswered: Type.Integer(),
  reviewers: Type.Array(Type.String({ description: 'Login' })),
})
export const ProgressList = Type.Object({ items: Type.Array(UnitProgressShape) })

export const ReportShape = Type.Object(
  { review: ReviewShape, units: Type.Array(UnitProgressShape), accounts: Type.Array(ReviewedAccountShape) },
  { $id: 'ReviewReport' },
)

export const AnswersBody = Type.Object(
  {
    answers: Type.Array(
      Type.Object(
        {
          account: IdShape,
          revoked: Type.Array(IdShape, { maxItems: 20, description: 'Items that do not stand; all others do' }),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 200 },
    ),
  },
  { additionalProperties: false },
)

export function reviewToWire({ openedAt, deadline, closedAt, ...review }: Review) {
  return {
    ...review,
    openedAt: openedAt.toISOString(),
    deadline: deadline.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
  }
}

export function reviewedToWire({ issuedAt, lastUsedAt, items, ...account }: ReviewedAccount) {
  return {
    ...account,
    issuedAt: issuedAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    items: items.map(({ validFrom, validTo, answeredAt, ...item }) => ({
      ...item,
      validFrom: validFrom?.toISOString() ?? null,
      validTo: validTo?.toISOString() ?? null,
      answeredAt: answeredAt?.toISOString() ?? null,
    })),
  }
}
