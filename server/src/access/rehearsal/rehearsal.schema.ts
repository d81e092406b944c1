import { Type } from 'typebox'
import { InstantShape, Nullable } from '../../platform/index.ts'
import type { Json } from '../../platform/index.ts'
import type { LogPlace } from '../decision/decision-log.store.ts'
import { fieldExtents, FilesShape, rowExtents } from '../policy/index.ts'
import type { Difference, Outcome, Rehearsed } from './rehearsal.ts'

export const RehearsalBody = Type.Object({
  files: FilesShape,
  from: InstantShape,
  to: Type.String({ format: 'date-time', description: 'Not included' }),
  cursor: Type.Optional(Type.String({ maxLength: 2000 })),
})

const OutcomeShape = Type.Object({
  allow: Type.Boolean(),
  fields: Nullable(Type.Enum(fieldExtents)),
  rows: Nullable(Type.Enum(rowExtents)),
  policies: Type.Array(Type.String()),
})

export const RehearsalShape = Type.Object(
  {
    decisions: Type.Integer({ description: 'How many the period holds' }),
    replayed: Type.Integer({ description: 'How many of them this answer judged again' }),
    items: Type.Array(
      Type.Object({
        kind: Type.Enum(['nowRefused', 'nowAllowed', 'otherExtent']),
        at: InstantShape,
        unit: Type.String({ description: 'Id of the unit that asked' }),
        action: Type.Enum(['read', 'submit']),
        dataset: Type.String(),
        before: OutcomeShape,
        after: OutcomeShape,
      }),
    ),
    next: Nullable(Type.String()),
  },
  { $id: 'PolicyRehearsal' },
)

export function placeFrom(position: Json): LogPlace {
  const [at, id] = position as [string, string]
  return { at: new Date(at), id }
}

export function rehearsedToWire({ replayed, differences }: Rehearsed, next: string | null, decisions: number) {
  return { decisions, replayed, items: differences.map(differenceToWire), next }
}

function differenceToWire({ kind, decision, before, after }: Difference) {
  const { at, unitId: unit, request } = decision
  const side = ({ outcome, policies }: Difference['before']) => ({ ...outcomeToWire(outcome), policies: [...policies] })
  return {
    ...{ kind, at: at.toISOString(), unit, action: request.action, dataset: request.dataset.code },
    before: side(before),
    after: side(after),
  }
}

function outcomeToWire(outcome: Outcome) {
  return outcome.allow ? outcome : { allow: false, fields: null, rows: null }
}
