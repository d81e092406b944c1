import { Type } from 'typebox'
import { sensitivities } from '../../catalogue/index.ts'
import { IdShape, InstantShape, Nullable } from '../../platform/index.ts'
import { natures } from './purpose.ts'
import type { Purpose } from './purpose.ts'

const Line = Type.String({ minLength: 1, maxLength: 300, pattern: '\\S' })
const Code = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 60 })
const Shows = Type.Enum(sensitivities, {
  description: 'Up to which sensitivity values are shown as they are; beyond it they are masked or left out',
})
const said = { code: Code, name: Line, nameEn: Line, nature: Type.Enum(natures), legalBasis: Line, shows: Shows }

export const PurposeBody = Type.Object(
  {
    ...said,
    isCommon: Type.Boolean({ description: "Whether it is in every unit's remit" }),
    functions: Type.Array(IdShape, {
      maxItems: 200,
      uniqueItems: true,
      description: 'Functions of units that it serves',
    }),
  },
  { additionalProperties: false },
)
export const PurposeParams = Type.Object({ code: Code })
export const PurposeRetirementBody = Type.Object(
  { reason: Type.String({ minLength: 1, maxLength: 2000, pattern: '\\S' }) },
  { additionalProperties: false },
)

export const PurposeShape = Type.Object(
  {
    ...said,
    isCommon: Type.Boolean(),
    functions: Type.Array(
      Type.Object({
        id: IdShape,
        text: Type.String(),
        unit: Type.Object({ id: IdShape, name: Type.String(), nameEn: Type.String() }),
      }),
    ),
    retiredAt: Nullable(InstantShape),
  },
  { $id: 'Purpose' },
)
export const PurposeList = Type.Object({ items: Type.Array(PurposeShape) })

export function purposeToWire({ functions, retiredAt, ...purpose }: Purpose) {
  return { ...purpose, functions: [...functions], retiredAt: retiredAt?.toISOString() ?? null }
}
