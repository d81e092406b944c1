import { Type } from 'typebox'
import { InstantShape, Nullable } from '../../platform/index.ts'
import type { Language } from '../../platform/index.ts'
import type { Decision } from './decision.ts'

export const DecisionQuery = Type.Object({
  dataset: Type.String({ maxLength: 100 }),
  action: Type.Enum(['read', 'submit']),
  purpose: Type.Optional(Type.String({ maxLength: 500 })),
})

export const DecisionShape = Type.Object(
  {
    allow: Type.Boolean(),
    fields: Type.Array(Type.String()),
    rowScope: Nullable(Type.Object({ field: Type.String(), values: Type.Array(Type.String()) })),
    reasons: Type.Array(
      Type.Object({
        code: Type.String({ description: 'The policy that decided, or what narrows the answer' }),
        clause: Type.String(),
        text: Type.String(),
        remedy: Type.String({ description: 'What to do next' }),
      }),
    ),
    clause: Type.String(),
    catalogueVersion: Nullable(Type.Integer()),
    validUntil: Nullable(InstantShape),
  },
  { $id: 'Decision' },
)

export function decisionToWire(decision: Decision, language: Language) {
  const { allow, fields, rowScope, reasons, clause, catalogueVersion, validUntil } = decision
  return {
    allow,
    fields,
    rowScope,
    reasons: reasons.map((reason) => ({
      code: reason.code,
      clause: reason.clause,
      text: reason[language],
      remedy: reason.remedy[language],
    })),
    clause,
    catalogueVersion,
    validUntil: validUntil?.toISOString() ?? null,
  }
}
