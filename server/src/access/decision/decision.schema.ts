import { Type } from 'typebox'
import { InstantShape, Nullable } from '../../platform/index.ts'
import type { Language } from '../../platform/index.ts'
import { channels, masks } from '../grant/extent.ts'
import type { GrantInUse } from '../grant/grant-in-use.ts'
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
    rowScope: Type.Array(Type.Object({ field: Type.String(), values: Type.Array(Type.String()) }), {
      description: 'All of them hold of a row that may be read; all rows where there are none',
    }),
    masks: Type.Array(Type.Object({ field: Type.String(), mask: Type.Enum(masks) }), {
      description: 'Fields of which something else is shown than their values',
    }),
    grant: Nullable(
      Type.Object(
        {
          number: Type.String(),
          purpose: Type.String(),
          channels: Type.Array(Type.Enum(channels)),
          rowsPerDay: Type.Integer(),
        },
        { description: 'The consent the answer follows from (Điều 11.2)' },
      ),
    ),
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
  const { allow, fields, rowScope, masks: masked, grant, reasons, clause, catalogueVersion, validUntil } = decision
  return {
    allow,
    fields,
    rowScope,
    masks: Object.entries(masked).map(([field, mask]) => ({ field, mask })),
    grant: grant && grantToWire(grant),
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

function grantToWire({ number, purpose, channels: granted, rowsPerDay }: GrantInUse) {
  return { number, purpose, channels: granted, rowsPerDay }
}
