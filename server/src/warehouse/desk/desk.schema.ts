import { Type } from 'typebox'
import { IdShape, InstantShape, Nullable } from '../../platform/index.ts'
import { freshnessStates } from '../quality/freshness.ts'
import { dimensions } from '../quality/score.ts'
import { loads, submissionStates } from '../submission/submission.ts'
import { noticeKinds } from './notice.ts'

export const DatasetNameShape = Type.Object({ code: Type.String(), name: Type.String(), nameEn: Type.String() })
const UnitShape = Type.Object({ id: Type.String(), name: Type.String(), nameEn: Type.String() })
const Score = Nullable(Type.Integer({ minimum: 0, maximum: 100 }))

export const FreshnessShape = Type.Object({
  state: Type.Enum(freshnessStates),
  dueAt: Nullable(InstantShape),
  lastDelivery: Nullable(
    Type.Object({
      submission: IdShape,
      at: InstantShape,
      dueAt: Nullable(InstantShape),
      late: Type.Boolean({ description: 'Whether it came after its due date' }),
    }),
  ),
})

export const DatasetStateShape = Type.Object({
  records: Nullable(Type.Integer()),
  lastApply: Nullable(Type.Object({ number: Type.Integer(), at: InstantShape, submission: IdShape })),
  freshness: FreshnessShape,
})

export const QualityShape = Type.Object(
  {
    score: Score,
    measured: Nullable(
      Type.Object({ submission: IdShape, at: InstantShape, records: Type.Integer(), structureVersion: Type.Integer() }),
    ),
    dimensions: Type.Array(
      Type.Object({
        dimension: Type.Enum(dimensions),
        score: Score,
        good: Type.Integer(),
        total: Type.Integer({ description: '0 where there was nothing to measure' }),
        text: Type.String(),
      }),
    ),
    fields: Type.Array(
      Type.Object({
        field: Type.String(),
        title: Type.String(),
        titleEn: Type.String(),
        completeness: Nullable(Type.Number({ description: 'Share of cells that hold a value, 0 to 1' })),
        validity: Nullable(Type.Number({ description: 'Share of cells that break no rule, 0 to 1' })),
      }),
    ),
    references: Type.Array(
      Type.Object({
        dataset: Type.String({ description: 'The dataset that points' }),
        field: Type.String(),
        target: Type.String({ description: 'The dataset it points into' }),
        total: Type.Integer(),
        dangling: Type.Integer(),
      }),
    ),
    volume: Nullable(Type.Object({ rows: Type.Integer(), usual: Nullable(Type.Integer()), jump: Type.Boolean() })),
    trend: Type.Array(
      Type.Object({
        submission: IdShape,
        at: InstantShape,
        inForce: Type.Boolean({ description: 'False for a submission that was refused' }),
        score: Type.Integer(),
        records: Type.Integer(),
        late: Type.Boolean(),
      }),
      { description: 'Oldest first' },
    ),
    nextFix: Nullable(
      Type.Object({
        text: Type.String(),
        field: Nullable(Type.String()),
        rule: Nullable(Type.String()),
        gain: Type.Number({ description: 'Points of score' }),
      }),
    ),
  },
  { $id: 'Quality' },
)

export const NoticeShape = Type.Object({
  id: IdShape,
  kind: Type.Enum(noticeKinds),
  dataset: DatasetNameShape,
  text: Type.String(),
  contact: Type.String({ description: 'Whom in the unit it is for' }),
  at: InstantShape,
  readAt: Nullable(InstantShape),
  closedAt: Nullable(InstantShape),
  link: Type.String({ description: 'Path in the portal' }),
})
export const NoticePage = Type.Object({
  items: Type.Array(NoticeShape),
  next: Nullable(Type.String()),
  unread: Type.Integer({ description: 'Open notices that this account has not read' }),
})

export const DeskShape = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        dataset: DatasetNameShape,
        inForce: Type.Boolean(),
        updateMethod: Type.String(),
        updateFrequency: Type.String(),
        contact: Type.String(),
        records: Nullable(Type.Integer()),
        freshness: FreshnessShape,
        score: Score,
        lastSubmission: Nullable(
          Type.Object({
            id: IdShape,
            state: Type.Enum(submissionStates),
            load: Type.Enum(loads),
            receivedAt: InstantShape,
            fileName: Nullable(Type.String()),
          }),
        ),
        openRows: Type.Integer({ description: 'Quarantined rows that wait to be mended' }),
        waiting: Nullable(Type.String({ description: 'A submission that waits for confirmation' })),
      }),
    ),
    counts: Type.Object({
      datasets: Type.Integer(),
      dueSoon: Type.Integer(),
      overdue: Type.Integer(),
      waiting: Type.Integer(),
      openRows: Type.Integer(),
    }),
  },
  { $id: 'Desk' },
)

export const ReadableShape = Type.Object(
  {
    items: Type.Array(
      Type.Object({
        dataset: DatasetNameShape,
        kind: Type.String(),
        classification: Type.String(),
        provider: UnitShape,
        reasons: Type.Array(Type.Object({ code: Type.String(), text: Type.String() })),
        clause: Type.String(),
        needsPurpose: Type.Boolean({ description: 'A purpose must be stated with every read' }),
        fields: Type.Object({ readable: Type.Integer(), all: Type.Integer() }),
        ownTerritoryOnly: Type.Boolean(),
        records: Nullable(Type.Integer()),
        freshness: FreshnessShape,
        lastUse: Nullable(InstantShape),
        recent: Type.Object({ reads: Type.Integer(), rows: Type.Integer() }, { description: 'In the last 90 days' }),
      }),
    ),
  },
  { $id: 'ReadableDatasets' },
)

const counted = { reads: Type.Integer(), rows: Type.Integer() }
export const UsageShape = Type.Object(
  {
    from: Type.String({ format: 'date' }),
    to: Type.String({ format: 'date' }),
    ...counted,
    units: Type.Integer({ description: 'How many units read it' }),
    days: Type.Array(Type.Object({ day: Type.String({ format: 'date' }), ...counted }), {
      description: 'Every local day of the last 90, oldest first',
    }),
    byUnit: Nullable(
      Type.Array(Type.Object({ unit: UnitShape, ...counted, last: InstantShape }), {
        description: 'For its provider, the coordinator and the auditor; null for others',
      }),
    ),
  },
  { $id: 'Usage' },
)
