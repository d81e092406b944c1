import { Type } from 'typebox'
import { DayShape, IdShape, InstantShape, Nullable, PageOf, PageQuery } from '../../platform/index.ts'
import { identifierSchemes, organisationKinds } from '../organisation/organisation.ts'
import { actStates } from './act.ts'
import type { Act, Effect } from './act.ts'
import { effectKinds } from './succession.ts'

const closed = { additionalProperties: false }
const Name = Type.String({ minLength: 1, maxLength: 300, pattern: '\\S' })
const UnitName = Type.String({
  minLength: 1,
  maxLength: 100,
  description: 'Id of a unit, or the `ref` of a step of the same act that creates it',
})
const Identifier = Type.Object(
  { scheme: Type.Enum(identifierSchemes), value: Type.String({ minLength: 1, maxLength: 50 }) },
  closed,
)
const Identifiers = Type.Array(Identifier, { maxItems: 20 })
const Function = Type.Object(
  {
    text: Type.String({ minLength: 1, maxLength: 2000, pattern: '\\S' }),
    instrument: Type.Optional(Nullable(IdShape)),
    citation: Type.Optional(Nullable(Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' }))),
  },
  closed,
)
const Functions = Type.Array(Function, { maxItems: 100 })

const StepBody = Type.Union([
  Type.Object(
    {
      step: Type.Literal('create'),
      ref: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
      unit: Type.Object(
        {
          kind: Type.Enum(organisationKinds),
          name: Name,
          nameEn: Name,
          parent: Type.Optional(Nullable(UnitName)),
          territory: Type.Optional(Nullable(Type.String({ pattern: '^[0-9]{5}$' }))),
          identifiers: Type.Optional(Identifiers),
          functions: Type.Optional(Functions),
        },
        closed,
      ),
    },
    closed,
  ),
  Type.Object({ step: Type.Literal('rename'), unit: UnitName, name: Name, nameEn: Name }, closed),
  Type.Object({ step: Type.Literal('move'), unit: UnitName, parent: UnitName }, closed),
  Type.Object(
    { step: Type.Literal('merge'), units: Type.Array(UnitName, { minItems: 1, maxItems: 200 }), into: UnitName },
    closed,
  ),
  Type.Object(
    {
      step: Type.Literal('split'),
      unit: UnitName,
      into: Type.Array(UnitName, { minItems: 1, maxItems: 200 }),
      assigned: Type.Optional(
        Type.Array(Type.Object({ what: Type.Enum(['account', 'dataset']), id: IdShape, to: UnitName }, closed), {
          maxItems: 10_000,
        }),
      ),
    },
    closed,
  ),
  Type.Object({ step: Type.Literal('dissolve'), unit: UnitName, successor: Type.Optional(Nullable(UnitName)) }, closed),
  Type.Object(
    {
      step: Type.Literal('identify'),
      unit: UnitName,
      begin: Type.Optional(Identifiers),
      end: Type.Optional(Identifiers),
    },
    closed,
  ),
  Type.Object(
    {
      step: Type.Literal('remit'),
      unit: UnitName,
      begin: Type.Optional(Functions),
      end: Type.Optional(Type.Array(IdShape, { maxItems: 100 })),
    },
    closed,
  ),
])

export const ActBody = Type.Object(
  {
    title: Type.String({ minLength: 1, maxLength: 300, pattern: '\\S' }),
    instrument: IdShape,
    effectiveOn: DayShape,
    steps: Type.Array(StepBody, { minItems: 1, maxItems: 2000 }),
  },
  closed,
)

const PlacedUnit = Nullable(Type.Object({ name: Type.String(), parent: Nullable(IdShape) }))

export const EffectShape = Type.Object(
  {
    units: Type.Array(
      Type.Object({
        id: IdShape,
        name: Type.String(),
        becomes: Type.Enum([
          ...(['created', 'renamed', 'moved', 'renamed-and-moved', 'ended', 'identified', 'remitted'] as const),
        ]),
        before: PlacedUnit,
        after: PlacedUnit,
        successors: Type.Array(IdShape),
      }),
    ),
    lines: Type.Array(
      Type.Object({
        what: Type.Enum(effectKinds),
        from: IdShape,
        to: Nullable(IdShape),
        count: Type.Integer(),
        examples: Type.Array(Type.String()),
      }),
    ),
  },
  { $id: 'ActEffect' },
)

export const ActShape = Type.Object(
  {
    id: IdShape,
    kind: Type.Enum(['import', 'decision']),
    title: Type.String(),
    titleEn: Nullable(Type.String({ description: 'Of an import; people give a decision its title in one language' })),
    instrument: Nullable(IdShape),
    effectiveOn: Nullable(DayShape),
    steps: Type.Array(Type.Unknown(), { description: 'Units that steps create have their ids; empty in lists' }),
    state: Type.Enum(actStates),
    preparedAt: InstantShape,
    confirmedAt: Nullable(InstantShape),
    appliedAt: Nullable(InstantShape),
    effect: Nullable(EffectShape),
    problem: Nullable(
      Type.Object({
        code: Type.String(),
        errors: Type.Array(Type.Object({ field: Type.String(), message: Type.String() })),
      }),
    ),
  },
  { $id: 'Act' },
)

export const ActPage = PageOf(ActShape)
export const ActQuery = Type.Object({
  state: Type.Optional(Type.Enum(actStates)),
  unit: Type.Optional(IdShape),
  ...PageQuery,
})

export const PreviewShape = Type.Object(
  {
    effect: EffectShape,
    digest: Type.String({ description: 'Names the effect that was seen, to confirm it' }),
    obstacles: Type.Array(Type.Object({ field: Type.String(), message: Type.String() })),
  },
  { $id: 'ActPreview' },
)

export const ConfirmationBody = Type.Object({ digest: Type.String({ pattern: '^[0-9a-f]{64}$' }) }, closed)

export function actToWire(act: Act) {
  const { preparedAt, confirmedAt, appliedAt } = act
  return {
    ...act,
    steps: [...act.steps],
    effect: act.effect === null ? null : effectToWire(act.effect),
    preparedAt: preparedAt.toISOString(),
    confirmedAt: confirmedAt?.toISOString() ?? null,
    appliedAt: appliedAt?.toISOString() ?? null,
  }
}

export function effectToWire({ units, lines }: Effect) {
  return { units: [...units], lines: [...lines] }
}
