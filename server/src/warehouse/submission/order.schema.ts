import { Type } from 'typebox'

const StatementShape = Type.String({
  minLength: 1,
  maxLength: 2000,
  description: 'Why, in the words of whoever asks; it stands in the journal',
})

export const ConfirmationBody = Type.Object(
  { decision: Type.Enum(['confirm', 'decline'] as const), statement: StatementShape },
  { additionalProperties: false },
)
export const WithdrawalBody = Type.Object({ statement: StatementShape }, { additionalProperties: false })
